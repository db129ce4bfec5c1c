/** Commands in a hint, written so that a shell takes them as they are meant. */
import { visible } from './visible.ts';

/** A path as a shell takes it. A tilde is only read where it is not quoted. */
export function shellWord(path: string): string {
  if (/^[\w~./@%+=:,-]+$/.test(path)) return path;
  const [, home = '', rest = path] = /^(~\/)?(.*)$/s.exec(path) ?? [];
  return `${home}'${visible(rest).replaceAll("'", "'\\''")}'`;
}

/** Which ledger a call names on its command line. */
export interface LedgerName {
  readonly db?: string;
  readonly account?: string;
}

/** A hint whose commands act on the ledger that the call named, when they are typed as they stand. */
export function addressHint(hint: string, { db, account }: LedgerName): string {
  const ledger = db === undefined ? account && `--account ${shellWord(account)}` : `--db ${shellWord(db)}`;
  return ledger ? hint.replace(COMMAND, `connects ${ledger} `) : hint;
}

/** Where one begins; the program is also spoken of by its name. */
const COMMAND = /(?<=^|: |\(|, then )connects (?=[a-z]+\b(?![^.]*--(db|account)))/gm;
