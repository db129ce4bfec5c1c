/** The transactions in the data behind the page, with their ids and running totals; nobody's name is looked at. */
import type { Day } from '../../../rules/calendar.ts';
import { isDay } from '../../../rules/calendar.ts';
import { isJobKey, jobLink } from '../../../rules/import/job-key.ts';
import type { PageRow, Unread } from '../../page.ts';
import { type Context, inFuture } from '../context.ts';
import { labelOf } from './codes.ts';
import { flattened, type Node } from './devalue.ts';
import { momentDay } from './moment.ts';

export interface Embedded {
  readonly rows: readonly PageRow[];
  readonly unread: readonly Unread[];
  readonly balance: number | null;
  /** The day the page was loaded. */
  readonly loadedOn: Day | null;
  /** Whether it is the history's data, be it without a transaction. */
  readonly found: boolean;
}

const NONE: Embedded = { rows: [], unread: [], balance: null, loadedOn: null, found: false };
const ILLEGIBLE: Embedded = { ...NONE, unread: [{ at: 0, problem: 'embedded-data', given: null }] };

/** A page's data is some hundred kilobytes. */
const MOST_CHARACTERS = 16_000_000;
const MOST = 999_999;

export function embedded(data: string | null, context: Context): Embedded {
  if (data === null) return NONE;
  const all = data.length > MOST_CHARACTERS ? null : flattened(data);
  if (!all) return ILLEGIBLE;
  const history = all.root?.member('vuex')?.member('connects/history') ?? null;
  const listed = history?.member('transactions')?.items ?? [];
  const entities = listed.length > 0 ? listed : all.having(['id', 'amount', 'timestamp']);
  const end = history?.member('config')?.member('params')?.member('endDate')?.text ?? '';
  return {
    ...transactions(entities, context),
    balance: count(history?.member('balance')?.member('available') ?? null),
    loadedOn: isDay(end) ? end : null,
    found: history !== null || entities.length > 0,
  };
}

function transactions(entities: readonly Node[], context: Context): Pick<Embedded, 'rows' | 'unread'> {
  const rows: PageRow[] = [];
  const unread: Unread[] = [];
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

function transaction(entity: Node, at: number, { today }: Context): PageRow | Unread {
  const words = (key: string): string | null => entity.member(key)?.text || null;
  const code = (key: string): string => words(key) ?? String(entity.member(key)?.number ?? '');
  const moment = words('timestamp');
  const on = moment === null ? null : momentDay(moment);
  if (!on) return { at, problem: 'bad-day', given: moment };
  if (inFuture(on, today)) return { at, problem: 'future-day', given: on };
  const connects = count(entity.member('amount'));
  if (!connects) return { at, problem: 'bad-amount', given: connects === null ? null : '0' };
  const key = words('jobOpeningKey');
  const jobKey = key !== null && isJobKey(key) ? key : null;
  return {
    at,
    on,
    label: labelOf(code('reasonId'), code('typeId')),
    title: words('jobName')?.replace(/\s+/g, ' ').trim() ?? null,
    connects,
    upworkId: /^\d{1,20}$/.test(code('id')) ? code('id') : null,
    jobKey,
    url: jobKey && jobLink(jobKey),
    runningTotal: count(entity.member('runningTotal')),
  };
}

function count(node: Node | null): number | null {
  const number = node?.number ?? null;
  return number !== null && Number.isInteger(number) && Math.abs(number) <= MOST ? number : null;
}
