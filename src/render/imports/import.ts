/** What an import found, for people and for scripts. Just over 200 lines: the two say the same things, side by side. */
import type { HistoryPage } from '../../exchange/history-page.ts';
import type { ImportPreview } from '../../rules/decide/decision.ts';
import type { ConfirmedRow } from '../../rules/import/match/match-rows.ts';
import { type Day, monthsLater } from '../../rules/values/calendar.ts';
import type { Transaction } from '../../rules/vocabulary/transaction.ts';
import type { ImportRow } from '../../rules/vocabulary/upwork-row.ts';
import type { TextPaint } from '../text/paint.ts';
import { labelWords, visible } from '../text/visible.ts';
import { connects, countOf, number, onlyTexts, withSign } from '../text/words.ts';
import { isLost, unreadFields, unreadLines } from './unread.ts';

export function importLines(page: HistoryPage, preview: ImportPreview, paint: TextPaint): readonly string[] {
  const { matched, unknown, opening, adjustments, leaving, opens, edition } = preview;
  const { fresh, known, confirmed } = matched;
  const lines = [paint.bold(`${countOf(page.rows.length, 'row')} read${sheetParts(page)}`)];
  const tell = (rows: number, what: string, more: readonly string[] = []) => {
    if (rows > 0)
      lines.push(`  ${String(number(rows)).padStart(6)}  ${what}`, ...more.map((line) => `          ${line}`));
  };
  tell(fresh.length, 'new');
  tell(known.length, 'already in the ledger');
  tell(
    confirmed.length,
    confirmed.length === 1 ? 'confirms what you recorded' : 'confirm what you recorded',
    confirmed.map(confirmedLine),
  );
  if (confirmed.some(({ typedTitle }) => typedTitle !== null))
    lines.push('          If one of these is not the same, import again with --separate and its number.');
  const [typed, assumed] = [leaving.filter(isTyped), leaving.filter((each) => !isTyped(each))];
  tell(assumed.length, 'recorded by connects renew but not on this page, taken back', assumed.map(leavingLine));
  tell(typed.length, 'recorded by you and on this page under another label, taken back', typed.map(leavingLine));
  if (typed.length > 0) lines.push('          If it is not the same, import again with --separate and its number.');
  const words = page.format === 'csv' ? 'the words of your file' : 'the words Upwork uses';
  tell(unknown.length, `of these with an unknown label, recorded with ${words}`, unknownLines(unknown));
  const [lost, partial] = [page.unread.filter(isLost), page.unread.filter((each) => !isLost(each))];
  tell(new Set(partial.map(({ at }) => at)).size, 'of these read only in part', unreadLines(partial, page.format));
  tell(lost.length, 'could not be read', unreadLines(lost, page.format));
  if (page.more)
    lines.push(
      'Upwork has more rows than this page shows: press "Show more" until the button disappears, then save the page again.',
    );
  if (page.savedOn && page.savedOn.from !== 'option')
    lines.push(
      paint.dim(
        `"Today" on the page means ${page.savedOn.on} (${FROM[page.savedOn.from]}${otherDay(page.savedOn.from, opens)}).`,
      ),
    );
  if (opens) lines.push(`This opens the account, with rulebook ${edition}.`);
  if (opening.connects > 0) {
    const least = opening.isKnown ? '' : 'at least ';
    lines.push(`Opening balance, before the first row: ${least}${connects(opening.connects)}.`);
  }
  if (adjustments.length > 0) lines.push('Added to make the total match Upwork:', ...adjustmentLines(adjustments));
  return [...lines, ...balanceWords(page, preview)];
}

/** Whether the account opens with no more than its rows need, so that its balance is a least one too. */
export const isLeast = ({ opens, opening }: ImportPreview): boolean =>
  opens && !opening.isKnown && opening.connects > 0;

/** The way to the true opening balance, to be said before anything is recorded. */
export function leastLines(
  { rows }: HistoryPage,
  { opening }: ImportPreview,
  { after }: { readonly after: number },
  today: Day,
): readonly string[] {
  const oldest = rows.at(-1)?.on;
  // What is older may have expired meanwhile, under any edition.
  const isYoung = oldest !== undefined && monthsLater(oldest, 12) > today;
  return onlyTexts(
    'The rows show no balance. If you know how many Connects you had before the first row, pass --from-opening N.',
    isYoung &&
      `If you only know what Upwork shows now, and the file has everything since, N is that number${more(opening.connects - after)}.`,
  );
}

const more = (connects: number): string =>
  connects === 0 ? '' : ` ${connects > 0 ? 'plus' : 'minus'} ${number(Math.abs(connects))}`;

/** A line of a sheet with a boost is two rows. */
function sheetParts({ rows }: HistoryPage): string {
  const proposals = rows.filter(({ sheet }) => sheet).length;
  const boosts = rows.length - proposals;
  return proposals === 0 || boosts === 0 ? '' : `: ${countOf(proposals, 'proposal')} and ${countOf(boosts, 'boost')}`;
}

/** It says that they agree only where every row was read, and what it compares is the whole of the day. */
function balanceWords(
  { unread }: HistoryPage,
  { upwork, ledger, whole, on, agreedOn }: ImportPreview,
): readonly string[] {
  if (upwork === null) return [];
  const both = `On ${on} Upwork showed ${number(upwork)}, `;
  const lost = unread.filter(isLost).length;
  if (upwork === whole && lost > 0) return [`${both}as the ledger has, but ${countOf(lost, 'row')} could not be read.`];
  if (upwork === whole) return [`${both}and the ledger agrees.`];
  if (upwork === ledger)
    return [
      `${both}as the ledger did then. With what you recorded on that day since, it has ${number(whole)}.${agreedOn && agreedOn < on ? ` So the two agree up to ${agreedOn}.` : ''}`,
    ];
  return [`${both}the ledger has ${number(whole)}.`];
}

function confirmedLine({ row, transaction, typedTitle }: ConfirmedRow): string {
  const { id, on, connects: recorded } = transaction;
  const typed = typedTitle === null ? '' : `, which you called "${visible(typedTitle)}"`;
  const amount = recorded === row.connects ? '' : `, corrected from ${withSign(recorded)}`;
  return `${describe(row)} is #${id} of ${on}${typed}${amount}`;
}

const isTyped = ({ source }: Transaction): boolean => source === 'manual';

const leavingLine = ({ id, on, connects: moved, label }: Transaction): string =>
  `${on}  ${withSign(moved)}  ${labelWords(label)}, #${id}`;

const NAMED = 8;

function adjustmentLines(adjustments: ImportPreview['adjustments']): readonly string[] {
  const more = adjustments.slice(NAMED);
  return [
    ...adjustments
      .slice(0, NAMED)
      .map(({ on, connects, label }) => `  ${on}  ${withSign(connects).padStart(6)}  ${label}`),
    ...(more.length > 0 ? [`  and ${number(more.length)} more, ${withSign(sumOf(more))} in all`] : []),
  ];
}

const sumOf = (moved: readonly { readonly connects: number }[]): number =>
  moved.reduce((sum, { connects }) => sum + connects, 0);

const FROM = {
  page: 'the page says so',
  mail: 'the day the page was saved',
  file: "the file's date",
  paste: 'the day you pasted it',
  today: "today, because the file's date is in the future",
} as const;

/** The way to another day. What is recorded for a wrong day would be there twice. */
const otherDay = (from: keyof typeof FROM, opens: boolean): string =>
  from === 'page' || from === 'mail'
    ? ''
    : `; if that is wrong, pass --saved-on, but ${opens ? 'start over' : 'undo this import'} first if it is recorded`;

/** Each label once, with its rows. */
function unknownLines(rows: readonly ImportRow[]): readonly string[] {
  return [...Map.groupBy(rows, ({ label }) => label).values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const sum = sumOf([first, ...more]);
    const last = more.at(-1)?.on ?? first.on;
    return more.length === 0
      ? describe(first)
      : `${describe(first)} and ${number(more.length)} more to ${last}, ${withSign(sum)} in all`;
  });
}

const describe = (row: ImportRow): string =>
  `${row.on}  ${withSign(row.connects)}  ${labelWords(row.label ?? 'without a label')}${row.title ? ` "${visible(row.title)}"` : ''}`;

/** What scripts read first is at the top; the rest is under `import`, where all of it was at first. */
export function importFields(page: HistoryPage, preview: ImportPreview) {
  const all = allFields(page, preview);
  const { read, new: fresh, confirmed, already, unknown, unread, matches, upwork, agrees } = all;
  return { read, new: fresh, confirmed, already, unknown, unread, matches, upwork, agrees, import: all };
}

function allFields(page: HistoryPage, preview: ImportPreview) {
  const { matched, unknown, opening, adjustments, upwork, ledger, whole, on, opens, edition } = preview;
  // Rows that could not be read, or what was recorded since, may be what would make them differ, or agree.
  const isSure = upwork !== null && (upwork === whole ? !page.unread.some(isLost) : upwork !== ledger);
  return {
    format: page.format,
    read: page.rows.length,
    new: matched.fresh.length,
    known: matched.known.length,
    matched: matched.confirmed.map(({ row, transaction }) => ({ row: row.at, transaction: transaction.id })),
    confirmed: matched.confirmed.length,
    already: matched.known.length,
    matches: matched.confirmed.map(({ row, transaction, way, typedTitle }) => ({
      row: row.at,
      transaction: transaction.id,
      proposal: transaction.proposal,
      how: way,
      typedTitle: typedTitle ?? row.title,
      pageTitle: row.title,
      typedConnects: transaction.connects,
      pageConnects: row.connects,
    })),
    takenBack: preview.leaving.map(({ id }) => id),
    unknown: unknown.map(({ at, label, connects }) => ({ row: at, label, connects })),
    unread: unreadFields(page.unread, page.format),
    more: page.more,
    savedOn: page.savedOn?.on ?? null,
    opening: opening.connects,
    adjusted: sumOf(adjustments),
    opens,
    edition,
    upwork,
    ledger: whole,
    on,
    agrees: isSure ? upwork === whole : null,
  };
}

/** Said to an account whose monthly Connects nobody has seen. Ends with a command, so that it can be copied. */
export const NO_MONTHLY = 'If this account gets no monthly Connects: connects config set monthly none';

/** The next step for an account whose history lacks the monthly Connects. */
export const noMonthly = (cycles: number): string =>
  `The history shows no monthly Connects in ${countOf(cycles, 'billing cycle')}. ${NO_MONTHLY}`;
