/** `connects help environment`: the variables that change what connects does, and the files it writes. */
import type { HelpTopic } from '../topic.ts';
import { termsOf } from '../topic.ts';
import { SYSTEM_VARIABLES, VARIABLE_MEANINGS } from '../variable-meanings.ts';

export const environmentTopic: HelpTopic = {
  title: 'Environment variables and files',
  sections: [
    {
      heading: null,
      blocks: [
        'An option on the command line comes before a variable, a variable before the setting of the ledger. An empty variable counts as not set, except for TZ.',
      ],
    },
    { heading: 'Variables of connects', blocks: [termsOf(VARIABLE_MEANINGS)] },
    { heading: 'Variables of the system', blocks: [termsOf(SYSTEM_VARIABLES)] },
    {
      heading: 'Files on Linux',
      blocks: [
        {
          terms: [
            ['~/.local/share/connects', 'the ledgers: connects.db, and NAME.db for each --account NAME'],
            ['~/.local/state/connects', 'the backups'],
            ['~/.cache/connects', 'compiled code, so that connects starts faster; delete it at any time'],
          ],
        },
      ],
    },
    {
      heading: 'Files on macOS',
      blocks: [
        {
          terms: [
            ['~/Library/Application Support/connects', 'the ledgers, and the backups in the folder backups'],
            ['~/Library/Caches/connects', 'compiled code'],
          ],
        },
      ],
    },
    {
      heading: 'Files on Windows',
      blocks: [
        {
          terms: [
            ['%LOCALAPPDATA%\\connects\\Data', 'the ledgers, and the backups in the folder backups'],
            ['%LOCALAPPDATA%\\connects\\Cache', 'compiled code'],
          ],
        },
      ],
    },
    {
      heading: null,
      blocks: [
        'connects writes nothing else, except the files that you name yourself (--output, --db, `connects backup FILE`). It opens no network connection. `connects doctor` shows where everything is on this computer.',
      ],
    },
  ],
};
