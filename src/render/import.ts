/** What an import found, for people and for scripts. */
import type { HistoryPage } from '../exchange/history-page.ts';
import type { Day } from '../rules/calendar.ts';
import type { ImportPreview } from '../rules/decide/decision.ts';
import type { ImportRow } from '../rules/upwork-row.ts';
import type { TextPaint } from './paint.ts';
import { unreadLines, unreadWords } from './unread.ts';
import { visible } from './visible.ts';
import { connects, countOf, number, withSign } from './words.ts';

export function importLines(page: HistoryPage, preview: ImportPreview, paint: TextPaint): readonly string[] {
  const { matched, unknown, opening, adjustments, upwork, ledger, on, opens, edition } = preview;
  const { fresh, known, confirmed } = matched;
  const lines = [paint.bold(`${countOf(page.rows.length, 'row')} read`)];
  const tell = (rows: number, what: string, more: readonly string[] = []) => {
    if (rows > 0)
      lines.push(`  ${String(number(rows)).padStart(6)}  ${what}`, ...more.map((line) => `          ${line}`));
  };
  tell(fresh.length, 'new');
  tell(known.length, 'already in the ledger');
  tell(
    confirmed.length,
    confirmed.length === 1 ? 'confirms what you recorded' : 'confirm what you recorded',
    confirmed.map(({ row, transaction }) => `${describe(row)} is #${transaction.id} of ${transaction.on}`),
  );
  tell(unknown.length, 'with an unknown label, recorded with the words Upwork uses', unknownLines(unknown));
  tell(page.unread.length, 'could not be read', unreadLines(page.unread, page.format));
  if (page.more)
    lines.push(
      'Upwork has more rows than this page shows: press "Show more" until the button disappears, then save the page again.',
    );
  if (page.savedOn && page.savedOn.from !== 'option')
    lines.push(paint.dim(`"Today" on the page means ${page.savedOn.on} (${FROM[page.savedOn.from]}).`));
  if (opens) lines.push(`This opens the account, with rulebook ${edition}.`);
  if (opening.connects > 0) {
    const least = opening.isKnown ? '' : 'at least ';
    lines.push(`Opening balance, before the first row: ${least}${connects(opening.connects)}.`);
    if (opens && !opening.isKnown) lines.push('If you know the exact number, pass --from-opening N.');
  }
  if (adjustments.length > 0) lines.push('Added to make the total match Upwork:', ...adjustmentLines(adjustments));
  if (upwork !== null) lines.push(comparisonLine(page, on, upwork, ledger));
  return lines;
}

/** Rows that could not be read may be what would make them differ. */
function comparisonLine({ unread }: HistoryPage, on: Day, upwork: number, ledger: number): string {
  const shown = `On ${on} Upwork showed ${number(upwork)}`;
  if (upwork !== ledger) return `${shown}, the ledger has ${number(ledger)}.`;
  if (unread.length === 0) return `${shown}, and the ledger agrees.`;
  return `${shown}, as the ledger has, but ${countOf(unread.length, 'row')} could not be read.`;
}

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
  file: "the file's date; if that is wrong, pass --saved-on",
  today: "today, because the file's date is in the future; if that is wrong, pass --saved-on",
} as const;

/** Each label once, with its rows. */
function unknownLines(rows: readonly ImportRow[]): readonly string[] {
  const labels = new Map<string | null, ImportRow[]>();
  for (const row of rows) {
    const same = labels.get(row.label);
    if (same) same.push(row);
    else labels.set(row.label, [row]);
  }
  return [...labels.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const sum = sumOf([first, ...more]);
    const last = more.at(-1)?.on ?? first.on;
    return more.length === 0
      ? describe(first)
      : `${describe(first)} and ${number(more.length)} more to ${last}, ${withSign(sum)} in all`;
  });
}

const describe = (row: ImportRow): string =>
  `${row.on}  ${withSign(row.connects)}  ${visible(row.label ?? 'without a label')}${row.title ? ` "${visible(row.title)}"` : ''}`;

export function importFields(page: HistoryPage, preview: ImportPreview) {
  const { matched, unknown, opening, adjustments, upwork, ledger, on, opens, edition } = preview;
  return {
    format: page.format,
    read: page.rows.length,
    new: matched.fresh.length,
    known: matched.known.length,
    matched: matched.confirmed.map(({ row, transaction }) => ({ row: row.at, transaction: transaction.id })),
    unknown: unknown.map(({ at, label, connects }) => ({ row: at, label, connects })),
    unread: page.unread.map((unread) => ({
      row: unread.at,
      problem: unread.problem,
      message: unreadWords(unread, page.format),
    })),
    more: page.more,
    savedOn: page.savedOn?.on ?? null,
    opening: opening.connects,
    adjusted: sumOf(adjustments),
    opens,
    edition,
    upwork,
    ledger,
    on,
    agrees: upwork === null || (upwork === ledger && page.unread.length > 0) ? null : upwork === ledger,
  };
}
