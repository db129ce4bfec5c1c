/** Editions of the rulebook as listings: all of them, one in full, or what changes between two. */

import type { Rulebook } from '../rules/rulebook/rulebook.ts';
import {
  RULEBOOK_SECTIONS,
  type RulebookChange,
  type RulebookValue,
  rulebookNumbers,
} from '../rules/rulebook/rulebook-diff.ts';
import type { Day } from '../rules/values/calendar.ts';
import { ruleName } from './rule-names.ts';
import type { ListColumn } from './text/listing.ts';
import type { PageStyle } from './text/paint.ts';
import { textWidth } from './text/text-width.ts';
import { visible } from './text/visible.ts';
import { dollars } from './text/words.ts';
import { hangText, wrapText } from './text/wrap.ts';

type Named = Pick<Rulebook, 'id' | 'since' | 'title'>;

const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(columns - textWidth(text), 0));

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(textWidth));

/** A number in words: where there is none, why not. */
function shownValue(path: string, value: RulebookValue | null): string {
  if (value === null) return path.startsWith('carryOver.') ? 'no limit' : 'not published';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === '' ? 'none' : String(value);
}

/** For a script: id, since, and `active` or nothing. */
export const EDITION_COLUMNS: readonly ListColumn<Pick<Named, 'id' | 'since'> & { readonly active: boolean }>[] = [
  { name: 'id', value: ({ id }) => id },
  { name: 'since', value: ({ since }) => since },
  { name: 'active', value: ({ active }) => (active ? 'active' : null) },
];

/** Beside the ids and days, names would have too little room on a narrower page. */
const LEAST_ALIGNED = 48;

/** The editions, one a line; a star and two words mark the one in force. */
export function renderEditions(
  list: readonly Named[],
  activeId: string,
  { columns, paint, isLinear = false }: PageStyle,
): readonly string[] {
  const ids = widest(list.map(({ id }) => id));
  return list.flatMap(({ id, since, title }) => {
    const active = id === activeId;
    const name = active ? `${title} (in force)` : title;
    if (isLinear || columns < LEAST_ALIGNED) return wrapText(`${id}, since ${since}: ${name}`, columns);
    const mark = `${active ? '*' : ' '} ${pad(id, ids)}  ${since}  `;
    const lines = hangText(mark, name, columns);
    return active ? lines.map(paint.bold) : lines;
  });
}

const NOT_NAMED = 'this rulebook does not name it';

/** The whole rulebook, section by section, each with its source. */
export function renderEdition(rulebook: Rulebook, { columns, paint, isLinear = false }: PageStyle): readonly string[] {
  const sections = RULEBOOK_SECTIONS.flatMap((section) => {
    const rows = rulebookNumbers(rulebook, section).map(({ path, value }) => ({
      name: visible(path.slice(section.length + 1)),
      value: shownValue(path, value),
    }));
    const names = widest(rows.map(({ name }) => name));
    return [
      '',
      paint.bold(section),
      ...(rows.length === 0 ? ['  no amount published'] : []),
      ...rows.map(({ name, value }) => (isLinear ? `${name}: ${value}` : `  ${pad(name, names)}  ${value}`)),
      ...hangText('  source: ', rulebook[section]?.source ?? NOT_NAMED, columns).map(paint.dim),
    ];
  });
  const head = [paint.bold(rulebook.id), ...hangText('', `${rulebook.title}, since ${rulebook.since}`, columns)];
  return [...head, ...sections];
}

/** For a script; nothing where nothing was published. */
export const CHANGE_COLUMNS: readonly ListColumn<RulebookChange>[] = [
  { name: 'path', value: ({ path }) => path },
  { name: 'from', value: ({ from }) => scriptValue(from) },
  { name: 'to', value: ({ to }) => scriptValue(to) },
];

const scriptValue = (value: RulebookValue | null): string | number | null =>
  typeof value === 'boolean' ? String(value) : value;

const changedValue = (path: string, value: RulebookValue | null): string =>
  typeof value === 'number' && /cents$/i.test(path) ? dollars(value) : shownValue(path, value);

/** What changes from edition `a` to edition `b`, one number a line. */
export function renderChanges(
  changes: readonly RulebookChange[],
  a: Named,
  b: Named,
  { paint, isLinear = false }: PageStyle,
): readonly string[] {
  if (changes.length === 0) return [`${a.id} and ${b.id} have the same rules.`];
  const rows = changes.map(({ path, from, to }) => ({
    path: visible(ruleName(path)),
    from: changedValue(path, from),
    to: changedValue(path, to),
  }));
  const paths = widest(rows.map(({ path }) => path));
  const lines = rows.map(({ path, from, to }) =>
    isLinear ? `${path}: from ${from} to ${to}` : `  ${pad(path, paths)}  ${paint.dim(from)} → ${paint.bold(to)}`,
  );
  return [paint.bold(`From ${a.id} to ${b.id}`), ...lines];
}

/** Where the joined day was only assumed to be that of the opening. `cycle`: the first day of the next billing cycle. */
export function billingDayHint(joined: Day, cycle: Day): string {
  const dayOfMonth = Number(cycle.slice(-2));
  const why =
    joined.slice(-2) === cycle.slice(-2)
      ? 'as on the day of this balance'
      : 'as no billing cycle begins in the last days of a month';
  return `Monthly Connects are expected on day ${dayOfMonth} of each month, ${why}. On Upwork, the history shows their day at "Monthly Connects renewal". If it is another one: connects config set billing-day DAY`;
}

/** Where older rules than Upwork's present ones are explained. */
export const newerRulesHint = (edition: string, newest: string): string =>
  `These are the rules ${edition}. What has changed since: connects rules diff ${edition} ${newest}`;

/**
 * The next step after opening an account. `isStandard`: nobody chose the edition. `since`: the first day on which the
 * offered edition may be used, where that is an earlier day than today. `isToCome`: it holds only later.
 */
export function editionHint(edition: string, { offered, isStandard, since, isToCome }: OfferedEdition): string {
  if (edition === offered) return 'What Connects are and how they work: connects rules';
  const why = isStandard ? ', as neither --balance nor --rules was given' : '';
  const from = since === null ? '' : ` --on ${since}`;
  const which = isToCome ? 'the newest rules' : "today's rules";
  return `The account uses rulebook ${edition}${why} (see: connects rules). To use ${which}: connects rules use ${offered}${from}`;
}

interface OfferedEdition {
  readonly offered: string;
  readonly isStandard: boolean;
  readonly since: Day | null;
  readonly isToCome: boolean;
}
