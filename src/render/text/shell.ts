/** Commands in a hint, written so that a shell takes them as they are meant. */
import type { CheapestPurchase } from '../../rules/amounts/cheapest-purchase.ts';
import { visible } from './visible.ts';
import { number } from './words.ts';

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
  const joined = (...options: readonly (string | false | undefined)[]): string => options.filter(Boolean).join(' ');
  const noConfig = config === false && '--no-config';
  const [options, ofAccounts] = [joined(noConfig, ledger, name), joined(noConfig, db === undefined ? '' : ledger)];
  // `connects account` takes the name as an argument.
  return hint.replace(COMMAND, (_, command: string) => {
    const own = command === 'account' ? ofAccounts : options;
    return `connects ${own === '' ? '' : `${own} `}${command}`;
  });
}

/** Where one begins that reads a ledger, up to the end of its sentence; the program is also spoken of by its name. */
const COMMAND = /(?<=^|: |\(|, then )connects ([a-z]+)\b(?!(?:[^.]|\.(?=\S))*--(?:db|account|help))/gm;

/** What to type to buy Connects, as hints and forecasts have it. */
export const purchaseCommands = ({ items }: CheapestPurchase): string =>
  items
    .map(({ bundle, coupon, count }) => {
      const times = count > 1 ? `${number(count)} × ` : '';
      return `${times}connects buy ${bundle}${coupon ? ` --coupon ${visible(coupon)}` : ''}`;
    })
    .join(', ');
