/** Renders rows the way Upwork's page, the browsers' copies of it and a CSV hold them. For tests; it imitates, it reads nothing. */
import type { Day } from '../../src/rules/values/calendar.ts';

export interface Row {
  readonly on: Day;
  readonly label: string;
  readonly title: string | null;
  readonly connects: number;
  /** The job's, in the row's link; any unless given. */
  readonly key?: string | null;
}

/** What stands behind one row of the page: its id, its code, the job's key. */
export interface Entity extends Row {
  readonly id: string;
  readonly code: readonly [reason: string, type: string];
  readonly key: string | null;
}

export interface View {
  readonly savedOn: Day;
  readonly agency: boolean;
  /** Upwork's balance at the top; 1,204 unless given. */
  readonly balance?: number;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const inWords = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${MONTHS[(month ?? 0) - 1]} ${date}, ${year}`;
};
const shownDay = (day: Day, { savedOn }: View): string => (day === savedOn ? 'Today' : inWords(day));
const grouped = (connects: number): string => Math.abs(connects).toLocaleString('en-US');
const amount = (connects: number): string => `${connects < 0 ? '-' : '+'}${grouped(connects)}`;
const shownBalance = ({ balance = 1204 }: View): string => `${grouped(balance)} Connects`;
const unit = (connects: number): string => (Math.abs(connects) === 1 ? 'Connect' : 'Connects');
const said = (connects: number): string => `${connects < 0 ? 'Spent' : 'Added'} ${grouped(connects)} ${unit(connects)}`;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const wideText = (rows: readonly Row[], view: View, browser: 'chromium' | 'firefox'): string => {
  const tab = browser === 'firefox' ? ['\t'] : [];
  const lines = rows.flatMap(({ on, label, title, connects }) => [
    `${shownDay(on, view)}\t`,
    label,
    ...(title === null ? [] : [title]),
    ...(!view.agency ? [] : title === null ? [...tab, '—'] : [`${tab.join('')}user avatar Ida Example`, '—']),
    ...tab,
    amount(connects),
    said(connects),
  ]);
  const head = `Date\tAction\t${view.agency ? 'Freelancer\t' : ''}Connects`;
  return ['Connects History', 'My balance', shownBalance(view), 'Date', 'Last 7 days', head, ...lines].join('\n');
};

export const narrowText = (rows: readonly Row[], view: View): string =>
  [
    `Connects History\nMy balance\n${shownBalance(view)}\nDate\nLast 30 days`,
    ...rows.flatMap(({ on, label, title, connects }) => [
      shownDay(on, view),
      label,
      ...(title === null ? [] : [title]),
      `${amount(connects)} ${unit(connects)}`,
      said(connects),
    ]),
  ].join('\n');

export const csv = (rows: readonly Row[], delimiter: ',' | ';' | '\t', end: '\n' | '\r\n'): string => {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return [
    ['Day', 'Change', 'Action', 'Job title'].join(delimiter),
    ...rows.map(({ on, connects, label, title }) =>
      [on, amount(connects), label, title ?? ''].map(cell).join(delimiter),
    ),
  ].join(end);
};

/** The page, with its table, its narrow layout or both, and with data behind it or none. */
export function html(
  rows: readonly Row[],
  view: View,
  { layouts = 'both', data = null }: { layouts?: 'both' | 'wide' | 'narrow'; data?: readonly Entity[] | null } = {},
): string {
  const link = ({ title, key }: Row, class_: string): string =>
    title === null
      ? ''
      : `<div class="${class_}"><a href="/jobs/${key ?? `~02${'1'.repeat(19)}`}/"><!--[--><strong>${escaped(title)}</strong><!--]--></a></div>`;
  const person = (title: string | null): string =>
    `${title === null ? '<!---->' : '<!--[--><img src="x" alt="user avatar"> Ida Example<!--]-->'}<div>—</div>`;
  const what = ({ label, title }: Row): string =>
    title === null ? `<div class="mb-0">${escaped(label)}</div>` : `<small>${escaped(label)}</small>`;
  const many = (connects: number, more: string): string =>
    `<div class="ml-auto"><div aria-hidden="true" class="mb-0">${amount(connects)}${more}</div><!----><span class="sr-only">${said(connects)}</span></div>`;
  const wide = rows.map(
    (row, n) =>
      `<tr tabindex="0"><td id="date-cell-${n}">${shownDay(row.on, view)}</td>` +
      `<td id="action-cell-${n}"><div>${what(row)}${link(row, 'mr-3x')}</div></td>` +
      (view.agency ? `<td id="freelancer-cell-${n}">${person(row.title)}</td>` : '') +
      `<td id="connects-cell-${n}">${many(row.connects, '')}</td></tr>`,
  );
  const narrow = rows.map(
    (row) =>
      `<div><div class="date-sm px-4x">${shownDay(row.on, view)}</div><div class="m-4x d-flex"><div class="mr-4x">` +
      `${what(row)}${link(row, '')}</div>${many(row.connects, ` ${unit(row.connects)}`)}</div></div>`,
  );
  const heads = ['Date', 'Action', ...(view.agency ? ['Freelancer'] : []), 'Connects'];
  return [
    '<!DOCTYPE html><html><head><title>Connects History - Upwork</title></head><body><main id="main">',
    `<h1>Connects History</h1><h2 class="h5">My balance</h2><h2 class="h3">${shownBalance(view)}</h2>`,
    layouts === 'narrow'
      ? ''
      : `<table id="connects-history-table"><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody><!--[-->${wide.join('')}<!--]--></tbody></table>`,
    layouts === 'wide' ? '' : `<div class="transactions-table-sm d-block"><!--[-->${narrow.join('')}<!--]--></div>`,
    '</main>',
    data ? `<script type="application/json" id="__NUXT_DATA__">${flattened(data, view.savedOn)}</script>` : '',
    '</body></html>',
  ].join('');
}

const NAMES = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The data behind the page: every object and list holds the numbers of its members; equal texts are shared. */
export function flattened(entities: readonly Entity[], endDate: Day): string {
  const all: unknown[] = [];
  const shared = new Map<unknown, number>();
  const put = (value: unknown): number => {
    const known = shared.get(value);
    if (known !== undefined) return known;
    const at = all.push(null) - 1;
    if (typeof value !== 'object' || value === null) {
      shared.set(value, at);
      all[at] = value;
    } else if (Array.isArray(value)) all[at] = value.map(put);
    else all[at] = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, put(member)]));
    return at;
  };
  const tagged = (tag: string, value: unknown): number => all.push([tag, put(value)]) - 1;
  all.push(['Reactive', 1], null);
  const transactions = entities.map(({ on, id, code: [reasonId, typeId], title, connects, key }) => {
    const [year, month, date] = on.split('-');
    const timestamp = `Sat ${NAMES[Number(month) - 1]} ${date} 08:10:45 UTC ${year}`;
    const fields = { id, reasonId, typeId, timestamp, amount: connects, jobName: title, jobOpeningKey: key };
    return tagged('ConnectsTransactionEntity', { isSet: true, ...fields, applicantUid: '900000000000000101' });
  });
  const history = put({ config: { params: { endDate } }, balance: { available: 1204 } });
  Object.assign(all[history] as object, { transactions: all.push(transactions) - 1 });
  all[1] = { vuex: all.push({ 'connects/history': history }) - 1 };
  return JSON.stringify(all);
}
