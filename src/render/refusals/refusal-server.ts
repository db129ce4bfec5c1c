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
      return detail === 'changed'
        ? [`The ledger at ${url} was replaced in the meantime.`, 'Nothing was recorded. Try again.']
        : [`Another machine keeps the ledger at ${url} locked.`, 'Nothing was recorded. Try again in a moment.'];
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

const WHY: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  login: [
    'does not accept this user and password.',
    'Check the user in the URL, and the password: in the URL, in PGPASSWORD, or in the file that PGPASSFILE names.',
  ],
  'no-database': ['names a database that does not exist.', 'Create it, or correct the name at the end of the URL.'],
  rights: [
    'does not allow this user to do that.',
    'Ask an owner of the ledger to grant you the rights: see the README, "A shared ledger".',
  ],
  host: ['names a host that cannot be found.', 'Check the name of the host in the URL, and your network.'],
  down: [
    'cannot be reached: nothing listens there.',
    'Nothing was recorded. Start the server, or check the host and the port in the URL.',
  ],
  silent: ['does not answer.', 'Nothing was recorded. Check your network and the server, then try again.'],
  'read-only': [
    'takes no writes: it is a standby.',
    'Name the host of the leader too; several can be named: postgres://HOST1,HOST2/DATABASE',
  ],
  'tls-only': [
    'does not let this user in without TLS.',
    'Leave sslmode=disable out of the URL. If it is not there, ask who administers the server for a line in its pg_hba.conf.',
  ],
  place: [
    'does not let this user in from this machine.',
    'Ask who administers the server for a line in its pg_hba.conf.',
  ],
  'no-tls': [
    'does not offer TLS.',
    'Set it up on the server. Only for a network that you trust: add ?sslmode=disable to the URL.',
  ],
  certificate: [
    'has a certificate that is not trusted.',
    'Name the certificate that signed it: add &sslrootcert=FILE to the URL.',
  ],
  unsound: [
    'has entries that contradict each other.',
    'Nothing was changed. See what is wrong: connects check. Restore the last backup: connects restore latest.',
  ],
  altered: [
    'gave back other rows than it was sent, so that nothing was kept.',
    'Nothing was changed. Is the encoding of the database UTF8? See it with: SHOW server_encoding',
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
