/** What a move did, in sentences, and what is left to the user. */
import { isServerUrl } from '../../rules/values/ledger-place.ts';
import { shellWord } from '../text/shell.ts';
import { visible } from '../text/visible.ts';
import { connects, countOf } from '../text/words.ts';

interface CountedRecord {
  readonly commands: number;
  readonly transactions: number;
}

export interface AccountMove extends CountedRecord {
  /** Paths, or URLs without their passwords. */
  readonly from: string;
  readonly to: string;
  readonly balance: number;
  readonly added: CountedRecord;
  readonly already: boolean;
  readonly dryRun: boolean;
}

export function moveLines({ from, to, balance, added, already, dryRun, ...whole }: AccountMove): readonly string[] {
  const done = dryRun ? 'Would move' : 'Moved';
  const first = already
    ? `Already there: ${visible(to)} has the whole account, ${counts(whole)}`
    : added.commands < whole.commands
      ? `${done} what was missing: ${counts(added)}, of ${counts(whole)}`
      : `${done}: the account with ${counts(whole)}`;
  return [
    first,
    `  from ${visible(from)}`,
    `  to ${visible(to)}`,
    ...(dryRun ? [] : ['Compared: both have the same entries, and a check there finds nothing.']),
    `Balance${dryRun ? '' : ' of both'}: ${connects(balance)}`,
  ];
}

const counts = ({ commands, transactions }: CountedRecord): string =>
  `${countOf(commands, 'command')} and ${countOf(transactions, 'transaction')}`;

/** What to set, so that the next command uses the new place. */
export const afterMove = ({ from, to }: Pick<AccountMove, 'from' | 'to'>): readonly string[] => [
  `From now on: CONNECTS_DB=${shellWord(to)}${isServerUrl(to) ? ' (the password belongs in PGPASSWORD, or in the file that PGPASSFILE names)' : ''}, or "db" in config.json.`,
  `${visible(from)} is as it was. Record nothing more there: it would not come along.`,
];
