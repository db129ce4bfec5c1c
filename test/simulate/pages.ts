/** Upwork's pages as a freelancer saves or copies them: the history, with its balance, and the proposals. */
import type { Day } from '../../src/rules/values/calendar.ts';
import { csv, html, narrowText, type Row, type View, wideText } from '../exchange/shapes.ts';
import { daysAfter } from '../model/days.ts';
import type { Chance } from './chance.ts';
import type { Truth } from './truth.ts';

export interface SavedPage {
  readonly name: string;
  readonly text: string;
  /** The balance at its top; null: it has none. */
  readonly header: number | null;
}

/** What the page shows of the last so many days, as it was at the end of that day. */
export function historyPage(truth: Truth, savedOn: string, days: number, chance: Chance): SavedPage | null {
  const shown = truth.shown(daysAfter(savedOn, -days), savedOn);
  if (shown.length === 0) return null;
  const header = truth.balance(savedOn);
  const view: View = { savedOn: savedOn as Day, agency: false, balance: header };
  const rows: Row[] = shown.map(({ on, label, connects, job }) => ({
    ...{ on: on as Day, label, connects, title: job?.title ?? null, key: job?.key ?? null },
  }));
  switch (chance.pick(['html', 'html', 'wide', 'firefox', 'narrow', 'csv'])) {
    case 'html':
      return {
        name: 'page.html',
        text: html(rows, view, { layouts: chance.pick(['both', 'wide', 'narrow']) }),
        header,
      };
    case 'wide':
      return { name: 'page.txt', text: wideText(rows, view, 'chromium'), header };
    case 'firefox':
      return { name: 'page.txt', text: wideText(rows, view, 'firefox'), header };
    case 'narrow':
      return { name: 'page.txt', text: narrowText(rows, view), header };
    default:
      return { name: 'page.csv', text: csv(rows, ',', '\n'), header: null };
  }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const shortDay = (day: string): string =>
  `${MONTHS[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(8))}, ${day.slice(0, 4)}`;

/** A copy of the Active tab, or of the Archived one. */
export function proposalsPage(truth: Truth, savedOn: string, tab: 'active' | 'archived'): SavedPage | null {
  const jobs = truth.jobs.filter(({ on }) => on >= daysAfter(savedOn, -120) && on <= savedOn).toReversed();
  const block = (heading: string, word: string, wanted: readonly string[]): readonly string[] => {
    const rows = jobs.filter(({ status }) => wanted.includes(status)).slice(0, 10);
    const lines = rows.flatMap(({ on, title, status, bid }) => [
      `${word} ${shortDay(on)}`,
      'last month',
      ...(tab === 'active' && bid > 0 ? ['Boosted'] : []),
      title,
      ...(tab === 'archived' ? [status] : []),
      'General Profile',
      ...(status === 'viewed' ? ['Viewed by client'] : []),
    ]);
    return [`${heading}  (${rows.length})`, ...lines];
  };
  const blocks =
    tab === 'active'
      ? [
          ...block('Active proposals', 'Received', ['active']),
          ...block('Submitted proposals', 'Initiated', ['submitted', 'viewed']),
        ]
      : block('Archived proposals', 'Initiated', ['Hired', 'Withdrawn', 'Declined by client', 'Job is closed']);
  if (!blocks.some((line) => line === 'General Profile')) return null;
  const text = ['My proposals', 'Active', 'Referrals', 'Archived', ...blocks, 'Search for jobs | Manage your profile'];
  return { name: 'proposals.txt', text: text.join('\n'), header: null };
}
