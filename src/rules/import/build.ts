/** Fresh rows become entries of the kind they are, tied to the proposal they speak of. */

import { byDay, type Day, monthsLater } from '../calendar.ts';
import type { Rulebook } from '../rulebook.ts';
import { type Charged, planOn, type State } from '../state.ts';
import type { Journal } from '../timeline.ts';
import type { Entry, ProposalDetails, Transaction } from '../transaction.ts';
import { countsOn, type ImportRow, type SeenRow } from '../upwork-row.ts';
import { comesOfProposal, isRefund, KIND_FACTS } from '../vocabulary/kinds.ts';
import { OUTCOME_FACTS, type Outcome } from '../vocabulary/outcomes.ts';
import { bareKey } from './job.ts';
import { type Meaning, meaning, UNLABELLED_ROW } from './labels.ts';
import type { Matched } from './match.ts';
import { type Speaking, shelf, type Tied } from './shelf.ts';

export interface Ground {
  /** The ledger as it stands, with all its proposals, and all that is live in it. */
  readonly state: State;
  readonly entries: readonly Entry[];
  readonly matched: Matched;
  /** What this program wrote itself tells nothing new of what is known. */
  readonly own: boolean;
  readonly rulebookOn: (day: Day) => Rulebook;
  readonly nextProposal: number;
  readonly today: Day;
}

/** Posts the rows, oldest first, with what they confirm, and returns those whose label is not known. */
export function build({ state, entries, matched, own, rulebookOn, nextProposal, today }: Ground, book: Journal) {
  const described = confirm(matched, own ? [] : matched.known, state, book);
  const strays = straysAmong(entries);
  const speaking = [...strays, ...matched.fresh.filter((row) => comesOfProposal(meaning(row.label, row.connects)))];
  const known = shelf(described.values(), speaking);
  const unknown: ImportRow[] = [];
  const ruled = byDay((day) => {
    const { id, expiry } = rulebookOn(day);
    return { edition: id, expiresOn: monthsLater(day, expiry.months) };
  });
  let next = nextProposal;
  let plan = state.plans;
  for (const row of matched.fresh) {
    while (strays[0] && strays[0].on < row.on) tie(strays.shift(), known.find, book);
    const what = meaning(row.label, row.connects);
    if (!what.known) unknown.push(row);
    const on = countsOn(row, today);
    const target = comesOfProposal(what) ? known.find(row, what) : null;
    let proposal = target?.id ?? null;
    if (what.kind === 'proposal') {
      proposal = next;
      next += 1;
      // What its own cost does not tell.
      if (row.jobKey !== null || row.url !== null)
        book.note(on, { kind: 'proposal', proposal, details: detailsOf(row) });
      known.add({ id: proposal, on: row.on, key: row.jobKey, title: row.title, cost: -row.connects });
    }
    const { edition, expiresOn } = ruled(on);
    if (what.kind === 'membership' && planOn({ ...state, plans: plan }, on) !== 'plus') {
      book.note(on, { kind: 'plan', plan: 'plus' });
      plan = [...plan, { on, plan: 'plus' }];
    }
    const givesBack = target !== null && isRefund(what.kind);
    const posted = book.post({
      on,
      rank: KIND_FACTS[what.kind].cycle ? 0 : 1,
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
    if (on !== row.on) book.note(on, { kind: 'confirmed', transaction: posted.id, row: seen(row) });
    if (target) settle(target, on, row.connects, what, book);
  }
  for (const stray of strays) tie(stray, known.find, book);
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

const seen = ({ on, label, title, connects, upworkId, jobKey }: ImportRow): SeenRow => ({
  on,
  label,
  title,
  connects,
  upworkId,
  jobKey,
});

/** Notes what rows confirm, and what they know of a proposal beside that. Returns the proposals, so described. */
function confirm(
  { confirmed }: Matched,
  known: readonly ImportRow[],
  { proposals }: State,
  book: Journal,
): ReadonlyMap<number, Charged> {
  const described = new Map(proposals);
  const describe = (proposal: Charged, on: Day, row: ImportRow): void => {
    const { title, url, key } = proposal;
    const news = {
      title: title === null ? row.title : null,
      url: url === null ? row.url : null,
      key: key === null ? row.jobKey : null,
    };
    if (news.title === null && news.url === null && news.key === null) return;
    book.note(on, { kind: 'described', proposal: proposal.id, details: news });
    described.set(proposal.id, { ...proposal, title: title ?? row.title, url: url ?? row.url, key: key ?? row.jobKey });
  };
  for (const { row, transaction } of confirmed) {
    book.note(transaction.on, { kind: 'confirmed', transaction: transaction.id, row: seen(row) });
    const proposal = transaction.kind === 'proposal' ? described.get(transaction.proposal ?? 0) : undefined;
    if (proposal) describe(proposal, transaction.on, row);
  }
  for (const [row, proposal] of linked(known, described)) describe(proposal, proposal.on, row);
  return described;
}

/** Rows that were imported without their link before, as copied text has them, and their proposals. */
function* linked(
  rows: readonly ImportRow[],
  proposals: ReadonlyMap<number, Charged>,
): Generator<readonly [ImportRow, Charged]> {
  const links = rows.filter((row) => row.jobKey !== null && meaning(row.label, row.connects).kind === 'proposal');
  if (links.length === 0) return;
  const same = (on: Day, cost: number, title: string | null): string => JSON.stringify([on, cost, title]);
  const taken = new Set<string>();
  const bare = new Map<string, Charged[]>();
  for (const proposal of proposals.values()) {
    const { on, cost, title, url, key } = proposal;
    if (key !== null) taken.add(bareKey(key));
    else if (url === null) bare.set(same(on, cost, title), [...(bare.get(same(on, cost, title)) ?? []), proposal]);
  }
  for (const row of links) {
    if (row.jobKey === null || taken.has(bareKey(row.jobKey))) continue;
    const proposal = bare.get(same(row.on, -row.connects, row.title))?.shift();
    if (proposal) yield [row, proposal];
  }
}

interface Stray extends Speaking {
  readonly transaction: Transaction;
}

/** What earlier imports brought that comes of a proposal they did not have: it may be in this one. Oldest first. */
function straysAmong(entries: readonly Entry[]): Stray[] {
  const tied = new Set<number>();
  const strays: Stray[] = [];
  for (const entry of entries) {
    if (entry.type === 'fact') {
      if (entry.body.kind === 'tied') tied.add(entry.body.transaction);
    } else if (entry.source === 'import' && entry.proposal === null && comesOfProposal(entry)) {
      const { on, title, connects } = entry;
      strays.push({ on, title, jobKey: null, connects, transaction: entry });
    }
  }
  return strays.filter(({ title, transaction }) => title !== null && !tied.has(transaction.id));
}

function tie(stray: Stray | undefined, find: ReturnType<typeof shelf>['find'], book: Journal): void {
  const target = stray && find(stray, stray.transaction);
  if (!target) return;
  const { on, connects, transaction } = stray;
  book.note(on, { kind: 'tied', transaction: transaction.id, proposal: target.id }, 0);
  settle(target, on, connects, meaning(transaction.label, connects), book);
}

/** What the row says became of the proposal. */
function settle(tied: Tied, on: Day, connects: number, { kind, outcome }: Meaning, book: Journal): void {
  if (kind === 'boost') tied.boost -= connects;
  if (kind === 'refund') tied.refunded = true;
  if (kind === 'boost-refund') tied.boostBack += connects;
  if (outcome === null || !isNews(tied, outcome)) return;
  if (outcome === 'interview') tied.interviewed = true;
  else if (OUTCOME_FACTS[outcome].ends) tied.ended = true;
  book.note(on, { kind: 'outcome', proposal: tied.id, outcome });
}

const isNews = ({ interviewed, ended }: Tied, outcome: Outcome): boolean =>
  outcome === 'outbid' || !(outcome === 'interview' ? interviewed : ended);
