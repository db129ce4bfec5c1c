/** The command that an import decides, made of the page that was read. */
import type { ProgramCall } from '../../call.ts';
import type { HistoryPage } from '../../exchange/history-page.ts';
import { isLost } from '../../render/imports/unread.ts';
import type { CommandOf } from '../../rules/command/command.ts';

export function importOf(
  { today }: ProgramCall,
  file: string,
  page: HistoryPage,
  opens: CommandOf<'import'>['opens'],
  opening: number | null,
): CommandOf<'import'> {
  const newest = page.rows[0]?.on ?? today;
  const lost = page.unread.filter(isLost).length;
  const day = page.savedOn?.on ?? newest;
  return {
    name: 'import',
    on: today,
    file: file.split(/[\\/]/).at(-1) ?? file,
    rows: page.rows,
    own: page.own,
    upwork: page.balance === null ? null : { balance: page.balance, on: day < newest ? newest : day },
    opens,
    opening,
    ...(lost > 0 ? { unread: lost } : {}),
  };
}
