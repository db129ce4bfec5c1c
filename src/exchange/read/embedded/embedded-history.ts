/** Reads the transactions in the data embedded in the page, with their ids and running totals. Reads no names. */
import type { Day } from '../../../rules/values/calendar.ts';
import { isDay } from '../../../rules/values/calendar.ts';
import { isJobKey, jobLink } from '../../../rules/values/job-key.ts';
import type { ImportRow } from '../../../rules/vocabulary/upwork-row.ts';
import type { UnreadRow } from '../../history-page.ts';
import { isFutureDay, type ReadContext } from '../read-context.ts';
import { momentDay } from '../utc-moment.ts';
import { type DataNode, parseFlatData } from './devalue.ts';
import { labelOfCode } from './transaction-codes.ts';

export interface EmbeddedHistory {
  readonly rows: readonly ImportRow[];
  readonly unread: readonly UnreadRow[];
  readonly balance: number | null;
  /** The day the page was loaded. */
  readonly loadedOn: Day | null;
  /** Whether the data is the history's, even without a transaction. */
  readonly found: boolean;
}

const NONE: EmbeddedHistory = { rows: [], unread: [], balance: null, loadedOn: null, found: false };
const ILLEGIBLE: EmbeddedHistory = { ...NONE, unread: [{ at: 0, problem: 'embedded-data', given: null }] };

/** A page's data is some hundred kilobytes. */
const MOST_CHARACTERS = 16_000_000;
const MOST = 999_999;

export function readEmbeddedHistory(data: string | null, context: ReadContext): EmbeddedHistory {
  if (data === null) return NONE;
  const all = data.length > MOST_CHARACTERS ? null : parseFlatData(data);
  if (!all) return ILLEGIBLE;
  const history = all.root?.member('vuex')?.member('connects/history') ?? null;
  const listed = history?.member('transactions')?.items ?? [];
  const entities = listed.length > 0 ? listed : all.having(['id', 'amount', 'timestamp']);
  const end = history?.member('config')?.member('params')?.member('endDate')?.text ?? '';
  return {
    ...readTransactions(entities, context),
    balance: count(history?.member('balance')?.member('available') ?? null),
    loadedOn: isDay(end) ? end : null,
    found: history !== null || entities.length > 0,
  };
}

/** The rows of the transactions, each id once, in their order. */
export function readTransactions(
  entities: readonly DataNode[],
  context: ReadContext,
): Pick<EmbeddedHistory, 'rows' | 'unread'> {
  const rows: ImportRow[] = [];
  const unread: UnreadRow[] = [];
  const known = new Set<string>();
  for (const [i, entity] of entities.entries()) {
    const row = transaction(entity, i + 1, context);
    if ('problem' in row) unread.push(row);
    else if (row.upworkId === null || !known.has(row.upworkId)) {
      rows.push(row);
      if (row.upworkId !== null) known.add(row.upworkId);
    }
  }
  return { rows, unread };
}

function transaction(entity: DataNode, at: number, { today }: ReadContext): ImportRow | UnreadRow {
  const words = (key: string): string | null => entity.member(key)?.text || null;
  const code = (key: string): string => words(key) ?? String(entity.member(key)?.number ?? '');
  const moment = words('timestamp');
  const on = moment === null ? null : momentDay(moment);
  if (!on) return { at, problem: 'bad-day', given: moment };
  if (isFutureDay(on, today)) return { at, problem: 'future-day', given: on };
  const connects = count(entity.member('amount'));
  if (!connects) return { at, problem: 'bad-amount', given: connects === null ? null : '0' };
  const key = words('jobOpeningKey');
  const jobKey = key !== null && isJobKey(key) ? key : null;
  return {
    at,
    on,
    label: labelOfCode(code('reasonId'), code('typeId')),
    title: words('jobName')?.replace(/\s+/g, ' ').trim() ?? null,
    connects,
    upworkId: /^\d{1,20}$/.test(code('id')) ? code('id') : null,
    jobKey,
    url: jobKey && jobLink(jobKey),
    runningTotal: count(entity.member('runningTotal')),
  };
}

function count(node: DataNode | null): number | null {
  const number = node?.number ?? null;
  return number !== null && Number.isInteger(number) && Math.abs(number) <= MOST ? number : null;
}
