/** The proposals of a command in words: one with its title, several by their numbers and a line each. */
import type { Command, CommandOf } from '../rules/command/command.ts';
import { visible } from './text/visible.ts';

/** What is known of proposals by their numbers: every receipt names the title. */
export type ProposalTitles = ReadonlyMap<number, { readonly title: string | null }>;

/** As it follows a noun. */
export const quotedTitle = (title: string | null): string => (title ? ` "${visible(title)}"` : '');

/** One proposal with its title, or the numbers of several, whose titles have lines of their own. */
const proposalNames = (ids: readonly number[], titles: ProposalTitles): string =>
  ids.length === 1
    ? `proposal ${ids[0]}${quotedTitle(titles.get(ids[0] ?? 0)?.title ?? null)}`
    : `proposals ${ids.join(', ')}`;

const markedIds = ({ proposal, others = [] }: CommandOf<'mark'>): readonly number[] => inTurn([proposal, ...others]);

/** Each once, the lowest first, however they were typed or found. */
const inTurn = (ids: readonly number[]): readonly number[] => [...new Set(ids)].sort((a, b) => a - b);

export const markedWhat = (command: CommandOf<'mark'>, titles: ProposalTitles): string =>
  proposalNames(markedIds(command), titles);

export const editedWhat = ({ proposals, transaction }: CommandOf<'edit'>, titles: ProposalTitles): string =>
  transaction === null ? proposalNames(inTurn(proposals), titles) : `the price of transaction ${transaction}`;

/** The titles of several proposals, a line each, if any of them has one. */
export function titleLines(command: Command, titles: ProposalTitles): readonly string[] {
  const ids = command.name === 'mark' ? markedIds(command) : command.name === 'edit' ? inTurn(command.proposals) : [];
  const titled = ids.map((id) => ({ id, title: titles.get(id)?.title ?? null }));
  if (ids.length < 2 || titled.every(({ title }) => title === null)) return [];
  const wide = String(ids.at(-1)).length;
  return titled.map(({ id, title }) => `  ${String(id).padStart(wide)}  ${visible(title ?? '(no title)')}`);
}
