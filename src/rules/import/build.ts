/** Fresh rows become entries of the kind they are, tied to the proposal they speak of. */
import { byDay, type Day, monthsLater } from '../calendar.ts';
import { told } from '../proposal.ts';
import type { Rulebook } from '../rulebook.ts';
import { type Proposal, planOn, type State } from '../state.ts';
import type { Journal } from '../timeline.ts';
import { type Meaning, meaning } from './labels.ts';
import { sameKey, sameTitle } from './match.ts';
import type { ImportRow } from './row.ts';

export interface Ground {
  /** The ledger as it stands, with all its proposals. */
  readonly state: State;
  readonly rulebookOn: (day: Day) => Rulebook;
  readonly nextProposal: number;
}

/** Posts the rows, oldest first, and returns those whose label is not known. */
export function build(rows: readonly ImportRow[], { state, rulebookOn, nextProposal }: Ground, book: Journal) {
  const shelf = shelve(state.proposals.values());
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
    const target = speaksOf(what) ? shelf.find(row, what) : null;
    let proposal = target?.id ?? null;
    if (what.kind === 'proposal') {
      proposal = next;
      next += 1;
      const details = {
        title: row.title,
        client: null,
        url: row.url,
        tags: [],
        invited: false,
        key: row.jobKey,
        note: null,
      };
      shelf.add(told(undefined, book.note(row.on, { kind: 'proposal', proposal, details })), -row.connects);
    }
    const { edition, expiresOn } = ruled(row.on);
    if (what.kind === 'membership' && planOn({ ...state, plans: plan }, row.on) !== 'plus') {
      book.note(row.on, { kind: 'plan', plan: 'plus' });
      plan = [...plan, { on: row.on, plan: 'plus' }];
    }
    const opensGrant = row.connects > 0 && what.kind !== 'refund' && what.kind !== 'boost-refund';
    book.post({
      on: row.on,
      rank: what.kind === 'renewal' || what.kind === 'carry-over-cut' ? 0 : 1,
      kind: what.kind,
      label: row.label ?? 'Without a label on Upwork',
      connects: row.connects,
      expiresOn: opensGrant ? expiresOn : null,
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

const speaksOf = ({ kind }: Meaning): boolean => kind === 'boost' || kind === 'refund' || kind === 'boost-refund';

/** A proposal with what rows may still be tied to it. */
interface Tied {
  readonly id: number;
  readonly on: Day;
  readonly key: string | null;
  readonly title: string | null;
  readonly cost: number;
  boost: number;
  refunded: boolean;
  boostBack: number;
  ended: boolean;
}

function shelve(proposals: Iterable<Proposal>) {
  const byKey = new Map<string, Tied[]>();
  const byTitle = new Map<string, Tied[]>();
  const put = (map: Map<string, Tied[]>, name: string | null, tied: Tied) => {
    if (name === null) return;
    const list = map.get(name);
    if (list) list.push(tied);
    else map.set(name, [tied]);
  };
  const add = (proposal: Proposal | undefined, cost: number) => {
    if (!proposal) return;
    const { id, on, key, title, boost, back, status } = proposal;
    const ended = !['sent', 'viewed', 'replied', 'interview'].includes(status);
    const tied = { id, on, key, title, cost, boost, refunded: back.cost > 0, boostBack: back.boost, ended };
    put(byKey, key === null ? null : index(key), tied);
    put(byTitle, title === null ? null : index(title), tied);
  };
  for (const proposal of proposals) add(proposal, proposal.cost);
  return {
    add,
    /** The latest proposal of the same job up to the row's day that the row can belong to. */
    find(row: ImportRow, what: Meaning): Tied | null {
      const keyed = row.jobKey === null ? [] : (byKey.get(index(row.jobKey)) ?? []);
      const titled = row.title === null ? [] : (byTitle.get(index(row.title)) ?? []);
      const isOpen = (each: Tied): boolean => each.on <= row.on && fits(each, row, what);
      if (keyed.length > 0) return keyed.findLast(isOpen) ?? null;
      return titled.findLast((each) => isOpen(each) && isSame(each, row)) ?? null;
    },
  };
}

const index = (name: string): string => name.trim().replace(/^~/, '').replace(/\s+/g, ' ').toLowerCase();

const isSame = (tied: Tied, row: ImportRow): boolean =>
  tied.key !== null && row.jobKey !== null
    ? sameKey(tied.key, row.jobKey)
    : tied.title !== null && row.title !== null && sameTitle(tied.title, row.title);

function fits(tied: Tied, row: ImportRow, { kind }: Meaning): boolean {
  if (kind === 'boost') return true;
  if (kind === 'refund') return !tied.refunded && row.connects <= tied.cost;
  return row.connects <= tied.boost - tied.boostBack;
}

/** What the row says became of the proposal. */
function settle(tied: Tied, row: ImportRow, what: Meaning, book: Journal): void {
  if (what.kind === 'boost') tied.boost -= row.connects;
  if (what.kind === 'refund') tied.refunded = true;
  if (what.kind === 'boost-refund') tied.boostBack += row.connects;
  if (what.outcome === null || (tied.ended && what.outcome !== 'outbid')) return;
  if (what.outcome !== 'outbid') tied.ended = true;
  book.note(row.on, { kind: 'outcome', proposal: tied.id, outcome: what.outcome });
}
