/** What an import found, for people and for scripts. */
import type { Page } from '../exchange/page.ts';
import type { Preview } from '../rules/decide/decision.ts';
import type { ImportRow } from '../rules/import/row.ts';
import type { Paint } from './paint.ts';
import { unreadWords } from './unread.ts';
import { visible } from './visible.ts';
import { connects, number, signed } from './words.ts';

/** How many of a kind are named one by one. */
const NAMED = 10;

export function importLines(page: Page, preview: Preview, paint: Paint): readonly string[] {
  const { matched, unknown, opening, upwork, ledger, on, opens, edition } = preview;
  const { fresh, known, confirmed } = matched;
  const lines = [paint.bold(`${count(page.rows.length, 'row')} read`)];
  const tell = (rows: number, what: string) => {
    if (rows > 0) lines.push(`  ${String(number(rows)).padStart(6)}  ${what}`);
  };
  tell(fresh.length, 'new');
  tell(known.length, 'there already');
  tell(confirmed.length, 'confirm what you recorded');
  lines.push(
    ...few(confirmed, ({ row, transaction }) => `${describe(row)} is #${transaction.id} of ${transaction.on}`),
  );
  tell(unknown.length, 'with a label that is not known, kept with their words');
  lines.push(...few(unknown, describe));
  tell(page.unread.length, 'could not be read');
  lines.push(...few(page.unread, (unread) => unreadWords(unread, page.format)));
  if (page.more)
    lines.push('Upwork has more than this page shows: press "Show more" until it is gone, then save it again.');
  if (page.savedOn && page.savedOn.from !== 'option')
    lines.push(paint.dim(`"Today" on it is ${page.savedOn.on} (${FROM[page.savedOn.from]}).`));
  if (opens) lines.push(`This opens the account. It follows the rulebook ${edition}.`);
  if (opening > 0) lines.push(`Before the first row there were ${connects(opening)}: the opening balance.`);
  if (upwork !== null) {
    lines.push(
      upwork === ledger
        ? `On ${on} Upwork showed ${number(upwork)}: they agree.`
        : `On ${on} Upwork showed ${number(upwork)}, the ledger has ${number(ledger)}.`,
    );
  }
  return lines;
}

const FROM = {
  page: 'the page says so',
  mail: 'the day it was saved',
  file: 'the day of the file; pass --saved-on if that is wrong',
} as const;

const count = (items: number, noun: string): string => `${number(items)} ${noun}${items === 1 ? '' : 's'}`;

function few<T>(items: readonly T[], word: (item: T) => string): readonly string[] {
  const named = items.slice(0, NAMED).map((item) => `          ${word(item)}`);
  return items.length > NAMED ? [...named, `          and ${number(items.length - NAMED)} more`] : named;
}

const describe = (row: ImportRow): string =>
  `${row.on}  ${signed(row.connects)}  ${visible(row.label ?? 'without a label')}${row.title ? ` "${visible(row.title)}"` : ''}`;

export function importFields(page: Page, preview: Preview) {
  const { matched, unknown, opening, upwork, ledger, on, opens, edition } = preview;
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
    opening,
    opens,
    edition,
    upwork,
    ledger,
    on,
    agrees: upwork === null ? null : upwork === ledger,
  };
}
