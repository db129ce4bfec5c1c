/** The menu of `connects` alone in a terminal: what people do, with the balance above it. */
import type { ProgramCall } from '../../call.ts';
import { Refused } from '../../rules/answers/refusal.ts';
import type { LineResult } from './try-line.ts';

const LEAVE = 'leave';

/** What people do, by the words of its line. */
const ENTRIES: Readonly<Record<string, string>> = {
  apply: 'Record a proposal that you sent',
  mark: 'Record what became of a proposal',
  buy: 'Record Connects that you bought',
  earn: 'Record free Connects',
  spend: 'Record Connects spent on something else',
  reconcile: 'Compare with what Upwork shows',
  import: 'Import a page of Upwork',
  status: 'See all that is open on one screen',
  proposals: 'See your proposals',
  history: 'See every transaction',
  due: 'See what Upwork still owes you',
  forecast: 'See when Connects run out, and what to buy',
  stats: 'See how proposals did, and what they cost',
  undo: 'Undo the last command',
  help: 'See all commands',
  [LEAVE]: 'Leave',
};

const WITHOUT_ACCOUNT: Readonly<Record<string, string>> = {
  init: 'Open the account',
  import: "Open it with Upwork's history page",
  restore: 'Restore a backup',
  rules: 'Read what Connects are and how they work',
  help: 'See all commands',
  [LEAVE]: 'Leave',
};

/** Resolves to the words of the chosen line; null: none. `showBalance` prints it, or fails where there is no account. */
export async function chooseFromMenu(
  call: ProgramCall,
  showBalance: () => Promise<LineResult>,
): Promise<readonly string[] | null> {
  const { error } = await showBalance();
  const isNew = error instanceof Refused && error.refusal.code === 'no-account';
  if (error !== null && !isNew) throw error;
  if (isNew) {
    const { refusalText } = await import('../../render/refusals/refusal-sentences.ts');
    const { message, hint } = refusalText(error.refusal);
    const isElsewhere = error.refusal.code === 'no-account' && error.refusal.others;
    call.aside(isElsewhere ? `${message} ${hint}` : 'There is no account yet.');
  }
  const { select } = await call.ask();
  const choices = Object.entries(isNew ? WITHOUT_ACCOUNT : ENTRIES).map(([value, name]) => ({ value, name }));
  const onEscape = { onEscape: LEAVE, escapeMark: 'left' };
  const chosen = await select({ message: 'What do you want to do?', choices, ...onEscape });
  return chosen === LEAVE ? null : chosen.split(' ');
}
