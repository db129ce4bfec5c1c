/** `connects help environment`: the variables that change what connects does, and the files it writes. */
import type { HelpTopic } from '../topic.ts';
import { termsOf } from '../topic.ts';
import { CONFIG_MEANINGS, SYSTEM_VARIABLES, VARIABLE_MEANINGS } from '../variable-meanings.ts';

export const environmentTopic: HelpTopic = {
  title: 'Environment variables and files',
  sections: [
    {
      heading: null,
      blocks: [
        'An option on the command line comes before a variable, a variable before config.json and before the setting of the ledger. An empty variable counts as not set, except for TZ and CONNECTS_PAGER.',
      ],
    },
    { heading: 'Variables of connects', blocks: [termsOf(VARIABLE_MEANINGS)] },
    { heading: 'Variables of the system', blocks: [termsOf(SYSTEM_VARIABLES)] },
    {
      heading: 'Your own defaults: config.json',
      blocks: [
        '`connects config path` prints where this file belongs. connects only reads it: you write it, for example with {"account": "agency", "pager": ""}. Every key can be left out:',
        termsOf(CONFIG_MEANINGS),
        'The settings of the ledger (`connects config`) are not in this file: they belong to the account and go with it to another computer. While the file cannot be used, every command refuses to run (exit 2), except help, completion, `connects config path` and `connects doctor`, which says what is wrong. With --no-config, or CONNECTS_NO_CONFIG=1, it is left out.',
      ],
    },
    {
      heading: 'A shared ledger on a PostgreSQL server',
      blocks: [
        'CONNECTS_DB, --db or config.json may have a URL instead of a path: postgres://USER@HOST:5432/DATABASE. Several hosts, HOST1,HOST2, are tried for the one that takes writes. After a question mark come options: account=NAME, sslmode=disable, prefer (which allow is taken for), require, verify-ca or verify-full, sslrootcert=FILE (the certificate that signed that of the server, which is then checked in every mode), host=FOLDER of a socket. PGSSLMODE and PGSSLROOTCERT say the same where the URL does not.',
        'The password comes from the URL, PGPASSWORD, ~/.pgpass or the file that PGPASSFILE names. It is never shown or kept. Everything is read from a mirror on this computer, once it has what the server has. Where the server does not answer, a command that records tries again for 45 seconds, one that only reads for 5, and then it fails with exit 5: nothing is recorded. `connects move --to URL` brings a ledger there, and `connects move --to FILE` back.',
      ],
    },
    {
      heading: 'Files on Linux',
      blocks: [
        {
          terms: [
            ['~/.local/share/connects', 'the ledgers: connects.db, and NAME.db for each --account NAME'],
            [
              '~/.local/state/connects',
              'the backups, when renew last ran, and the mirrors of shared ledgers, in the folder shared: delete those at any time',
            ],
            ['~/.cache/connects', 'compiled code, so that connects starts faster; delete it at any time'],
            ['~/.config/connects', 'config.json, if you write one'],
          ],
        },
      ],
    },
    {
      heading: 'Files on macOS',
      blocks: [
        {
          terms: [
            ['~/Library/Application Support/connects', 'the ledgers, with the folders backups, renewals and shared'],
            ['~/Library/Caches/connects', 'compiled code'],
            ['~/Library/Preferences/connects', 'config.json, if you write one'],
          ],
        },
      ],
    },
    {
      heading: 'Files on Windows',
      blocks: [
        {
          terms: [
            ['%LOCALAPPDATA%\\connects\\Data', 'the ledgers, with the folders backups, renewals and shared'],
            ['%LOCALAPPDATA%\\connects\\Cache', 'compiled code'],
            ['%APPDATA%\\connects\\Config', 'config.json, if you write one'],
          ],
        },
      ],
    },
    {
      heading: null,
      blocks: [
        'connects writes nothing else, except the files that you name yourself (--output, --db, `connects backup FILE`). It opens no network connection but the one to the server of a shared ledger. `connects doctor` shows where everything is on this computer.',
      ],
    },
  ],
};
