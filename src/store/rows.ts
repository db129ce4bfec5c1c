/** SQL rows to entries and back. The only file that knows the columns by name. */
import type { Day } from '../rules/calendar.ts';
import type { Slice } from '../rules/grants.ts';
import type { Proposal } from '../rules/state.ts';
import type { Entry, Fact, Rank, Transaction } from '../rules/transaction.ts';

/** A row as SQLite gives it: columns in snake case, booleans as 0 and 1. */
export type SqlRow = Record<string, string | number | null>;

export const TRANSACTION_COLUMNS = [
  'id',
  'uid',
  'command',
  'on',
  'rank',
  'seq',
  'kind',
  'label',
  'connects',
  'expires_on',
  'proposal',
  'title',
  'cents',
  'edition',
  'source',
  'forced',
  'upwork_id',
  'reverses',
  'note',
  'recorded_at',
] as const;

export const FACT_COLUMNS = ['seq', 'uid', 'command', 'on', 'rank', 'kind', 'proposal', 'body', 'recorded_at'] as const;

export const PROPOSAL_COLUMNS = [
  'id',
  'on',
  'title',
  'client',
  'url',
  'tags',
  'invited',
  'key',
  'note',
  'cost',
  'boost',
  'status',
  'status_on',
  'earned',
  'back_cost',
  'back_boost',
  'burnt_cost',
  'burnt_boost',
] as const;

export const insertInto = (table: string, columns: readonly string[], verb = 'INSERT'): string =>
  `${verb} INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`;

export const toTransaction = (row: SqlRow): Transaction => ({
  type: 'transaction',
  id: row['id'] as number,
  uid: row['uid'] as string,
  on: row['on'] as Day,
  rank: row['rank'] as Rank,
  recordedAt: row['recorded_at'] as string,
  seq: row['seq'] as number,
  kind: row['kind'] as Transaction['kind'],
  label: row['label'] as string,
  connects: row['connects'] as number,
  expiresOn: row['expires_on'] as Day | null,
  proposal: row['proposal'] as number | null,
  title: row['title'] as string | null,
  cents: row['cents'] as number | null,
  edition: row['edition'] as string,
  source: row['source'] as Transaction['source'],
  forced: row['forced'] === 1,
  upworkId: row['upwork_id'] as string | null,
  reverses: row['reverses'] as number | null,
  note: row['note'] as string | null,
});

export const fromTransaction = (
  transaction: Transaction,
  command: number,
  uid: string,
  recordedAt: string,
): SqlRow => ({
  id: transaction.id,
  uid,
  command,
  on: transaction.on,
  rank: transaction.rank,
  seq: transaction.seq,
  kind: transaction.kind,
  label: transaction.label,
  connects: transaction.connects,
  expires_on: transaction.expiresOn,
  proposal: transaction.proposal,
  title: transaction.title,
  cents: transaction.cents,
  edition: transaction.edition,
  source: transaction.source,
  forced: transaction.forced ? 1 : 0,
  upwork_id: transaction.upworkId,
  reverses: transaction.reverses,
  note: transaction.note,
  recorded_at: recordedAt,
});

export const toFact = (row: SqlRow): Fact => ({
  type: 'fact',
  on: row['on'] as Day,
  rank: row['rank'] as Rank,
  recordedAt: row['recorded_at'] as string,
  seq: row['seq'] as number,
  body: JSON.parse(row['body'] as string) as Fact['body'],
});

export const fromFact = (fact: Fact, command: number, uid: string, recordedAt: string): SqlRow => ({
  seq: fact.seq,
  uid,
  command,
  on: fact.on,
  rank: fact.rank,
  kind: fact.body.kind,
  proposal: proposalOf(fact),
  body: JSON.stringify(fact.body),
  recorded_at: recordedAt,
});

/** The proposal an entry is about. */
export function proposalOf(entry: Entry): number | null {
  if (entry.type === 'transaction') return entry.proposal;
  return 'proposal' in entry.body ? entry.body.proposal : null;
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
  earned: row['earned'] as number,
  back: { cost: row['back_cost'] as number, boost: row['back_boost'] as number },
  burnt: {
    cost: JSON.parse(row['burnt_cost'] as string) as Slice[],
    boost: JSON.parse(row['burnt_boost'] as string) as Slice[],
  },
});

export const fromProposal = (proposal: Proposal): SqlRow => ({
  id: proposal.id,
  on: proposal.on,
  title: proposal.title,
  client: proposal.client,
  url: proposal.url,
  tags: JSON.stringify(proposal.tags),
  invited: proposal.invited ? 1 : 0,
  key: proposal.key,
  note: proposal.note,
  cost: proposal.cost,
  boost: proposal.boost,
  status: proposal.status,
  status_on: proposal.statusOn,
  earned: proposal.earned,
  back_cost: proposal.back.cost,
  back_boost: proposal.back.boost,
  burnt_cost: JSON.stringify(proposal.burnt.cost),
  burnt_boost: JSON.stringify(proposal.burnt.boost),
});
