/** Why a shared ledger's server does not do what was asked, in sentences. */
import { isServerUrl } from '../../rules/values/ledger-place.ts';
import type { RefusalOf, UserSentence } from '../text/sentence.ts';
import { shellWord } from '../text/shell.ts';
import { visible } from '../text/visible.ts';

type ServerCode = RefusalOf<
  'storage-busy' | 'storage-full' | 'storage-corrupt' | 'storage-newer' | 'storage-readonly' | 'storage-unavailable'
>['code'];

/** `url`: without its password. */
export function serverSentence(code: ServerCode, url: string, detail: string): UserSentence {
  switch (code) {
    case 'storage-busy':
      return (
        BUSY[detail]?.(url) ?? [
          `Another machine keeps the ledger at ${url} locked.`,
          'Nothing was recorded. Try again in a moment.',
        ]
      );
    case 'storage-full':
      return [
        `The server of ${url} has no room left.`,
        'Nothing was recorded and nothing was lost. Make room on the server, then try again.',
      ];
    case 'storage-newer':
      return [
        `The tables at ${url} were made by a newer version of connects (format ${visible(detail)}).`,
        'Nothing was changed. Upgrade connects, then try again.',
      ];
    default: {
      const [message, hint] = WHY[detail] ?? [`answers: ${visible(detail)}.`, 'Nothing was recorded.'];
      return [`${url} ${message}`, hint];
    }
  }
}

const BUSY: Readonly<Record<string, (url: string) => UserSentence>> = {
  changed: (url) => [`The ledger at ${url} was replaced in the meantime.`, 'Nothing was recorded. Try again.'],
  recorded: (url) => [
    `Somebody recorded something in the ledger at ${url} in the meantime.`,
    'Nothing was changed. See what it is: connects log. Then try again.',
  ],
};

const WHY: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  login: [
    'does not accept this user and password.',
    'Check the user in the URL, and the password: in the URL, in PGPASSWORD, or in the file that PGPASSFILE names.',
  ],
  'no-role': [
    'names a user that the server does not have.',
    'Ask who administers the server to create it (createuser NAME), or correct the name before the @ in the URL.',
  ],
  'no-login': [
    'names a role that may not log in.',
    'Ask who administers the server: ALTER ROLE NAME LOGIN. Or use the login that was made for you.',
  ],
  'no-database': ['names a database that does not exist.', 'Create it, or correct the name at the end of the URL.'],
  entry: [
    'does not let this user into the database.',
    'Nothing was recorded. Ask the administrator of the server: GRANT CONNECT ON DATABASE NAME TO USER.',
  ],
  rights: [
    'does not allow this user to do that.',
    'Nothing was recorded. Ask the administrator of the server to grant you the rights: see the README, "A shared ledger".',
  ],
  host: ['names a host that cannot be found.', 'Check the name of the host in the URL, and your network.'],
  'not-postgres': [
    'is not PostgreSQL: what listens there answers something else.',
    'Nothing was recorded. Check the host and the port in the URL.',
  ],
  down: [
    'cannot be reached: nothing listens there.',
    'Nothing was recorded. Start the server, or check the host and the port in the URL.',
  ],
  silent: ['does not answer.', 'Nothing was recorded. Check your network and the server, then try again.'],
  'read-only': [
    'takes no writes: it is a standby.',
    'Name the host of the leader too; several can be named: postgres://HOST1,HOST2/DATABASE',
  ],
  'read-only-set': [
    'takes no writes: default_transaction_read_only is on.',
    'Nothing was recorded. Is the server in maintenance? Who administers it can turn that off for the server, the database or the user.',
  ],
  cancelled: [
    'stopped before the answer was ready: its statement_timeout passed, or somebody cancelled it.',
    'Nothing was recorded. Try again. If it happens often: ALTER ROLE USER SET statement_timeout = 0.',
  ],
  stopping: ['is just starting or stopping.', 'Nothing was recorded. Try again in a moment.'],
  crowded: [
    'has no connection left: too many clients use it.',
    'Nothing was recorded. Try again in a moment. If it happens often, raise max_connections, or the limit of the database or the user.',
  ],
  'tls-only': [
    'does not let this user in without TLS.',
    'Leave sslmode=disable out of the URL. If it is not there, ask who administers the server for a line in its pg_hba.conf.',
  ],
  place: [
    'does not let this user in from this machine.',
    'Ask who administers the server for a line in its pg_hba.conf.',
  ],
  'no-root-certificate': [
    'names a file in sslrootcert that cannot be read.',
    'Nothing was recorded. Correct the path in sslrootcert, in the URL or in PGSSLROOTCERT. A ~ is not your home folder there.',
  ],
  'no-tls': [
    'does not offer TLS.',
    'Set it up on the server. Only for a network that you trust: add ?sslmode=disable to the URL.',
  ],
  certificate: [
    'has a certificate that is not trusted.',
    'Name the certificate that signed it with sslrootcert=FILE in the URL. If it names one already, another one signed this: ask the administrator of the server for it.',
  ],
  'host-name': [
    'has a certificate for another name than the host in the URL.',
    'Write the host as the certificate names it. Only if you trust whoever signed it with all of its hosts: sslmode=verify-ca',
  ],
  unsound: [
    'has entries that contradict each other.',
    'Nothing was changed. See what is wrong: connects check. Restore the last backup: connects restore latest.',
  ],
  altered: [
    'gave back other rows than it was sent, so that nothing was kept.',
    'Nothing was changed. Is the encoding of the database UTF8? See it with: SHOW server_encoding',
  ],
  incomplete: [
    'lacks some of the tables of connects: somebody removed or renamed them.',
    'Nothing was recorded. Who administers the server can bring them back, from a backup of the database. They are in the schema connects: versions, accounts, commands, transactions and facts.',
  ],
  lost: ['closed the connection.', 'Nothing was recorded. Try again.'],
  head: [
    'contradicts itself: its row in connects.accounts names another last command than there is.',
    'Nothing was recorded. Somebody changed it by hand. The owner of the tables can correct it: UPDATE connects.accounts AS a SET head = (SELECT max(id) FROM connects.commands AS c WHERE c.account = a.id AND c.epoch = a.epoch)',
  ],
  unknown: [
    'went away before it said whether the command was recorded.',
    'See whether it is there: connects log. If it is not, give the command again.',
  ],
  'unknown-account': [
    'went away before it said whether the account was changed.',
    'See which accounts there are: connects account list. If it is as before, give the command again.',
  ],
  'unknown-restore': [
    'went away before it said whether the backup was restored.',
    'See whether the ledger is the one of the backup: connects balance, connects log. If it is not, give the command again.',
  ],
};

/** A move that would lose something: the two ledgers are merged instead. */
export const targetDiffers = ({ from, target, why }: RefusalOf<'target-differs'>): UserSentence =>
  why === 'ahead'
    ? [
        `${visible(target)} has all of this account, and newer entries.`,
        `Nothing was changed: there is nothing to move. ${howToMerge(target, from)}`,
      ]
    : [
        `${visible(from)} and ${visible(target)} are of one account, but each has entries that the other lacks.`,
        `Nothing was changed. ${howToMerge(from, target)}`,
      ];

/** A server's ledger is merged from a copy in a file. */
function howToMerge(from: string, to: string): string {
  const into = `--db ${shellWord(to)}`;
  return isServerUrl(from)
    ? `To bring all into ${visible(to)}: connects export --format jsonl --output copy.jsonl --db ${shellWord(from)}, then connects merge copy.jsonl ${into}`
    : `To bring all into ${visible(to)}: connects merge ${shellWord(from)} ${into}`;
}
