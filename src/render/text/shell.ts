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
  /** Who records. */
  readonly as?: string;
  /** False: the user's own `config.json` is left out, which may name another one. */
  readonly config?: boolean;
}

/** A hint whose commands act on the ledger that the call named, when they are typed as they stand. */
export function addressHint(hint: string, { db, account, as, config }: LedgerName): string {
  const ledger = db === undefined ? account && `--account ${shellWord(account)}` : `--db ${shellWord(db)}`;
  const name = as && `--as ${shellWord(as)}`;
  const options = [config === false && '--no-config', ledger, name].filter(Boolean).join(' ');
  return options ? hint.replace(COMMAND, `connects ${options} `) : hint;
}

/** Where one begins that reads a ledger; the program is also spoken of by its name. */
const COMMAND = /(?<=^|: |\(|, then )connects (?=[a-z]+\b(?![^.]*--(db|account|help)))/gm;
