/** What a command says on standard output. In a terminal, more than a screen of it is shown by the user's pager. */
import { isSwitchedOn } from './config-file.ts';
import type { ProgramEnv } from './env.ts';

export interface PagedOutput {
  write(text: string): void;
  /** Shows what is held back. Called before anything is written or asked elsewhere, and at the end. */
  flush(): void;
}

export function pagedOutput(env: ProgramEnv, isPaged: boolean): PagedOutput {
  const { stdout } = env;
  const pager = isPaged && stdout.isTTY ? chosenPager(env) : null;
  if (pager === null) return { write: (text) => stdout.write(text), flush() {} };
  let held = '';
  return {
    write(text) {
      held += text;
    },
    flush() {
      const text = held;
      held = '';
      if (text === '') return;
      const isLong = screenLines(text, stdout.columns) >= stdout.rows;
      if (!isLong || !env.page(pager.command, text)) stdout.write(text);
    },
  };
}

/** Null: no pager. A null `command` is `less`, where there is one. */
function chosenPager({ vars, machine }: ProgramEnv): { readonly command: string | null } | null {
  const named = (vars['CONNECTS_PAGER'] ?? vars['PAGER'])?.trim();
  if (vars['TERM'] === 'dumb' || isAccessible(vars)) return null;
  if (named === undefined) return machine().posix ? { command: null } : null;
  return named === '' || named === 'cat' ? null : { command: named };
}

/** The person uses a screen reader: nothing is drawn, redrawn or put in columns. */
export const isAccessible = (vars: ProgramEnv['vars']): boolean => isSwitchedOn(vars['CONNECTS_ACCESSIBLE']);

/** At least as many as the terminal makes of it: where colours make a line look longer, the pager leaves at once. */
const screenLines = (text: string, columns: number): number =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
