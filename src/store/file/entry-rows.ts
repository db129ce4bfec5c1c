/** Turns SQL rows into entries and back. The only file that knows the columns by name. Long because it knows those of every table. */

import type { ProposalTexts } from '../../rules/proposals/proposal-name.ts';
import { expiryOf, type Slice } from '../../rules/state/grants.ts';
import type { ProposalSums } from '../../rules/state/proposal-sums.ts';
import type { Proposal, ProposalWithSlices } from '../../rules/state/state.ts';
import { addDays, type Day, daysBetween } from '../../rules/values/calendar.ts';
import { isOpen } from '../../rules/vocabulary/outcomes.ts';
import { knowsWord, type WordClass } from '../../rules/vocabulary/stored-words.ts';
import type { DayRank, Entry, Fact, Transaction } from '../../rules/vocabulary/transaction.ts';
import type { ColumnValues, SqlValue } from './bulk-insert.ts';
import { DAMAGED_WORD, UNKNOWN_WORD } from './storage-errors.ts';

/** A row as SQLite returns it: columns in snake case, booleans as 0 and 1. */
export type SqlRow = Record<string, SqlValue>;

/** Reads rows one after the other. `once` gets each text that many rows share, so that memory holds it once. */
export const transactionReader =
  (once: <T>(text: T) => T) =>
  (row: SqlRow): Transaction => ({
    type: 'transaction',
    id: row['id'] as number,
    uid: row['uid'] as string,
    command: row['command'] as number,
    on: once(row['on'] as Day),
    rank: row['rank'] as DayRank,
    recordedAt: once(row['recorded_at'] as string),
    seq: row['seq'] as number,
    kind: once(known('kind', row['kind'] as Transaction['kind'])),
    label: once(row['label'] as string),
    connects: row['connects'] as number,
    expiresOn: once(row['expires_on'] as Day | null),
    proposal: row['proposal'] as number | null,
    title: row['title'] as string | null,
    cents: row['cents'] as number | null,
    edition: once(row['edition'] as string),
    source: once(known('source', row['source'] as Transaction['source'])),
    forced: row['forced'] === 1,
    upworkId: row['upwork_id'] as string | null,
    reverses: row['reverses'] as number | null,
    note: row['note'] as string | null,
  });

export const toTransaction = transactionReader((text) => text);

/** What all entries of a command share, and the uid of each. */
export interface EntryStamp<E extends Entry> {
  readonly command: number;
  readonly uid: (entry: E) => string;
}

export const transactionColumns = ({ command, uid }: EntryStamp<Transaction>): ColumnValues<Transaction> => ({
  id: ({ id }) => id,
  uid,
  command: () => command,
  on: ({ on }) => on,
  rank: ({ rank }) => rank,
  seq: ({ seq }) => seq,
  kind: ({ kind }) => kind,
  label: ({ label }) => label,
  connects: ({ connects }) => connects,
  expires_on: ({ expiresOn }) => expiresOn,
  proposal: ({ proposal }) => proposal,
  title: ({ title }) => title,
  cents: ({ cents }) => cents,
  edition: ({ edition }) => edition,
  source: ({ source }) => source,
  forced: ({ forced }) => (forced ? 1 : 0),
  upwork_id: ({ upworkId }) => upworkId,
  reverses: ({ reverses }) => reverses,
  note: ({ note }) => note,
  // A replacement keeps the place of what it replaces.
  recorded_at: ({ recordedAt }) => recordedAt,
});

export const toFact = (row: SqlRow): Fact => ({
  type: 'fact',
  command: row['command'] as number,
  on: row['on'] as Day,
  rank: row['rank'] as DayRank,
  recordedAt: row['recorded_at'] as string,
  seq: row['seq'] as number,
  body: knownBody(row['body'] as string),
});

export const factColumns = ({ command, uid }: EntryStamp<Fact>): ColumnValues<Fact> => ({
  seq: ({ seq }) => seq,
  uid,
  command: () => command,
  on: ({ on }) => on,
  rank: ({ rank }) => rank,
  kind: ({ body }) => body.kind,
  proposal: proposalOf,
  body: ({ body }) => JSON.stringify(body),
  recorded_at: ({ recordedAt }) => recordedAt,
});

/** The proposal that an entry names. */
export const proposalOf = (entry: Entry): number | null =>
  entry.type === 'transaction' ? entry.proposal : proposalIn(entry.body);

export const proposalIn = (body: Fact['body']): number | null => ('proposal' in body ? body.proposal : null);

/** A word that this version of the program knows. */
function known<T>(of: WordClass, word: T): T {
  if (knowsWord(of, word)) return word;
  // No version writes anything but a word there.
  if (typeof word !== 'string') throw Object.assign(new Error(`no word for ${of}`), { code: DAMAGED_WORD });
  throw Object.assign(new Error(`${of} ${word}`), { code: UNKNOWN_WORD });
}

function knownBody(text: string): Fact['body'] {
  const body = JSON.parse(text) as Fact['body'];
  known('fact', body?.kind);
  if (body.kind === 'outcome') known('outcome', body.outcome);
  return body;
}

export const toProposal = (row: SqlRow): Proposal => ({
  id: row['id'] as number,
  on: row['on'] as Day,
  title: row['title'] as string | null,
  client: row['client'] as string | null,
  url: row['url'] as string | null,
  tags: JSON.parse(row['tags'] as string) as string[],
  invited: row['invited'] === 1,
  key: row['key'] as string | null,
  note: row['note'] as string | null,
  cost: row['cost'] as number,
  boost: row['boost'] as number,
  status: row['status'] as Proposal['status'],
  statusOn: row['status_on'] as Day,
  statusSource: row['status_source'] as Proposal['statusSource'],
  valueCents: row['value_cents'] as number | null,
  postedAt: row['posted_at'] as string | null,
  sentAt: row['sent_at'] as string | null,
  upworkId: row['upwork_id'] as string | null,
  bid: row['bid'] as number | null,
  seenOn: row['seen_on'] as Day | null,
  costUnknown: row['cost_unknown'] === 1,
  credits: row['credits'] as number,
  lostCredits: row['lost_credits'] as number,
  earned: row['earned'] as number,
  back: { cost: row['back_cost'] as number, boost: row['back_boost'] as number },
  reached: row['reached'] as number,
  repliedOn: row['reply_days'] === null ? null : addDays(row['on'] as Day, row['reply_days'] as number),
});

export const toProposalTexts = (row: SqlRow): ProposalTexts => ({
  id: row['id'] as number,
  on: row['on'] as Day,
  status: row['status'] as Proposal['status'],
  title: row['title'] as string | null,
  client: row['client'] as string | null,
  tags: row['tags'] === '[]' ? [] : (JSON.parse(row['tags'] as string) as string[]),
  note: row['note'] as string | null,
  url: row['url'] as string | null,
  key: row['key'] as string | null,
  upworkId: row['upwork_id'] as string | null,
  pageTitles: row['shown'] === null ? [] : (JSON.parse(row['shown'] as string) as string[]),
});

/** Connects burned from a grant, whose own row is given. */
export const toSlice = (grant: SqlRow, from: number, to: number): Slice => ({
  grant: grant['id'] as number,
  expiresOn: expiryOf({ on: grant['on'] as Day, expiresOn: grant['expires_on'] as Day | null }),
  at: grant['recorded_at'] as string,
  from,
  to,
});

function fromSlices(slices: readonly Slice[]): string {
  let text = '';
  for (const { grant, from, to } of slices) text += `${text === '' ? '' : ' '}${grant}:${from}-${to}`;
  return text;
}

/** The Connects that a proposal burned, grant by grant: for its cost, then for its boost. */
export const slicesIn = (row: SqlRow): readonly (readonly (readonly [grant: number, from: number, to: number])[])[] =>
  (row['burnt'] as string).split('/').map((part) =>
    part === ''
      ? []
      : part.split(' ').map((slice) => {
          const [grant = 0, from = 0, to = 0] = slice.split(/[:-]/).map(Number);
          return [grant, from, to] as const;
        }),
  );

/** What a proposal took, net of what came back: Connects by their origin, and money. */
export type SpentSums = Pick<ProposalSums, 'bought' | 'unpriced' | 'microCents'>;

/** `sumsOf` is called once a column. */
export const proposalColumns = (
  sumsOf: (proposal: ProposalWithSlices) => SpentSums,
): ColumnValues<ProposalWithSlices> => ({
  id: ({ id }) => id,
  on: ({ on }) => on,
  title: ({ title }) => title,
  client: ({ client }) => client,
  url: ({ url }) => url,
  tags: ({ tags }) => (tags.length === 0 ? '[]' : JSON.stringify(tags)),
  invited: ({ invited }) => (invited ? 1 : 0),
  key: ({ key }) => key,
  note: ({ note }) => note,
  cost: ({ cost }) => cost,
  boost: ({ boost }) => boost,
  status: ({ status }) => status,
  status_on: ({ statusOn }) => statusOn,
  status_source: ({ statusSource }) => statusSource,
  value_cents: ({ valueCents }) => valueCents,
  posted_at: ({ postedAt }) => postedAt,
  sent_at: ({ sentAt }) => sentAt,
  upwork_id: ({ upworkId }) => upworkId,
  bid: ({ bid }) => bid,
  seen_on: ({ seenOn }) => seenOn,
  cost_unknown: ({ costUnknown }) => (costUnknown ? 1 : 0),
  credits: ({ credits }) => credits,
  lost_credits: ({ lostCredits }) => lostCredits,
  earned: ({ earned }) => earned,
  back_cost: ({ back }) => back.cost,
  back_boost: ({ back }) => back.boost,
  burnt: ({ burnt }) => `${fromSlices(burnt.cost)}/${fromSlices(burnt.boost)}`,
  reached: ({ reached }) => reached,
  reply_days: ({ on, repliedOn }) => repliedOn && daysBetween(on, repliedOn),
  open: ({ status }) => (isOpen(status) ? 1 : 0),
  bought: (proposal) => sumsOf(proposal).bought,
  unpriced: (proposal) => sumsOf(proposal).unpriced,
  micro_cents: (proposal) => sumsOf(proposal).microCents,
});
