/** Fresh rows become entries of the kind they are, tied to the proposal they speak of. */
import { byDay, type Day, monthsLater } from '../calendar.ts';
import type { Rulebook } from '../rulebook.ts';
import { planOn, type State } from '../state.ts';
import type { Journal } from '../timeline.ts';
import type { ProposalDetails } from '../transaction.ts';
import { type Meaning, meaning, UNLABELLED_ROW } from './labels.ts';
import type { ImportRow } from './row.ts';
import { shelf, type Tied } from './shelf.ts';

export interface Ground {
  /** The ledger as it stands, with all its proposals. */
  readonly state: State;
  readonly rulebookOn: (day: Day) => Rulebook;
  readonly nextProposal: number;
}

/** Posts the rows, oldest first, and returns those whose label is not known. */
export function build(rows: readonly ImportRow[], { state, rulebookOn, nextProposal }: Ground, book: Journal) {
  const speaking = rows.filter((row) => speaksOf(meaning(row.label, row.connects)));
  const known = shelf(state.proposals.values(), speaking);
  const unknown: ImportRow[] = [];
  const ruled = byDay((day) => {
    const { id, expiry } = rulebookOn(day);
    return { edition: id, expiresOn: monthsLater(day, expiry.months) };
  });
  let next = nextProposal;
  let plan = state.plans;
  for (const row of rows) {
    const what = meaning(row.label, row.connects);
    if (!what.known) unknown.push(row);
    const target = speaksOf(what) ? known.find(row, what) : null;
    let proposal = target?.id ?? null;
    if (what.kind === 'proposal') {
      proposal = next;
      next += 1;
      // What its own cost does not tell.
      if (row.jobKey !== null || row.url !== null)
        book.note(row.on, { kind: 'proposal', proposal, details: detailsOf(row) });
      known.add({ id: proposal, on: row.on, key: row.jobKey, title: row.title, cost: -row.connects });
    }
    const { edition, expiresOn } = ruled(row.on);
    if (what.kind === 'membership' && planOn({ ...state, plans: plan }, row.on) !== 'plus') {
      book.note(row.on, { kind: 'plan', plan: 'plus' });
      plan = [...plan, { on: row.on, plan: 'plus' }];
    }
    const givesBack = target !== null && (what.kind === 'refund' || what.kind === 'boost-refund');
    book.post({
      on: row.on,
      rank: what.kind === 'renewal' || what.kind === 'carry-over-cut' ? 0 : 1,
      kind: what.kind,
      label: row.label ?? UNLABELLED_ROW,
      connects: row.connects,
      expiresOn: row.connects > 0 && !givesBack ? expiresOn : null,
      proposal,
      title: what.title ?? row.title,
      edition,
      source: 'import',
      upworkId: row.upworkId,
    });
    if (target) settle(target, row, what, book);
  }
  return { unknown };
}

const detailsOf = ({ title, url, jobKey }: ImportRow): ProposalDetails => ({
  title,
  client: null,
  url,
  tags: [],
  invited: false,
  key: jobKey,
  note: null,
});

const speaksOf = ({ kind }: Meaning): boolean => kind === 'boost' || kind === 'refund' || kind === 'boost-refund';

/** What the row says became of the proposal. */
function settle(tied: Tied, row: ImportRow, what: Meaning, book: Journal): void {
  if (what.kind === 'boost') tied.boost -= row.connects;
  if (what.kind === 'refund') tied.refunded = true;
  if (what.kind === 'boost-refund') tied.boostBack += row.connects;
  if (what.outcome === null || (tied.ended && what.outcome !== 'outbid')) return;
  if (what.outcome !== 'outbid') tied.ended = true;
  book.note(row.on, { kind: 'outcome', proposal: tied.id, outcome: what.outcome });
}
