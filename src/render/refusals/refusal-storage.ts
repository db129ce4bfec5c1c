/** Why the ledger's file, or one beside it, cannot be read or written, in sentences. Those about a server are in `refusal-server.ts`. */
import { nearest } from '../../parse/nearest.ts';
import { isMirrorFile } from '../../rules/values/ledger-place.ts';
import type { RefusalOf, UserSentence } from '../text/sentence.ts';
import { shellWord } from '../text/shell.ts';
import { visible } from '../text/visible.ts';
import { serverSentence } from './refusal-server.ts';

export type StorageRefusal = RefusalOf<
  'storage-busy' | 'storage-full' | 'storage-corrupt' | 'storage-newer' | 'storage-readonly' | 'storage-unavailable'
>;

export function storageSentence({ code, db, detail, of }: StorageRefusal): UserSentence {
  const file = visible(db);
  if (of === 'server') return serverSentence(code, file, detail);
  if (of === 'recorded') return recordedSentence(file);
  if (of === 'settling') return unsettledSentence(file, code === 'storage-full');
  switch (code) {
    case 'storage-busy':
      return detail === 'changed'
        ? [
            `Another process has changed ${file} in the meantime.`,
            'Nothing was changed. Try again: a restore may now lose more.',
          ]
        : [`Another process is writing to ${file}.`, 'Nothing was changed. Try again in a moment.'];
    case 'storage-full':
      return of === 'output'
        ? [
            `The disk is full: ${file} could not be written.`,
            'Anything recorded before this is kept: see connects history. Free some space before you continue.',
          ]
        : [
            `The disk is full: ${file} could not be written.`,
            'Nothing was recorded and nothing was lost. Free some space, then try again.',
          ];
    case 'storage-corrupt':
      return of === 'copy' ? corruptCopy(file, detail) : corrupt(file, db, detail);
    case 'storage-newer':
      return [
        `${file} was written by a newer version of connects (${/^\d+$/.test(detail) ? `format ${detail}` : visible(detail)}).`,
        'Nothing was changed. Upgrade connects, then try again.',
      ];
    case 'storage-readonly':
      return [
        `${file} cannot be written: it is read-only.`,
        `Make the file and its folder writable${of === 'backups' ? '.' : ', or name another file.'}`,
      ];
    case 'storage-unavailable':
      return unavailable(file, detail, of);
  }
}

/** It is whole, and the disk failed afterwards. */
const unsettledSentence = (file: string, isFull: boolean): UserSentence => [
  `${file} was written, but the disk ${isFull ? 'is full' : 'reports an error'}: the change may be lost when the power fails.`,
  'See what is recorded: connects log. Do not repeat the command before that. Make a copy on another disk: connects backup FILE',
];

/** What could be written, though not all of the file can be read. */
const recordedSentence = (file: string): UserSentence => [
  `Your entry was recorded, but ${file} cannot be read whole.`,
  'Do not repeat the command. See what is wrong: connects doctor.',
];

/** One's own ledger has nothing to do with it. */
const corruptCopy = (file: string, detail: string): UserSentence => [
  detail === 'not a ledger' ? OTHERS(file) : (unknownPart(file, detail) ?? NO_LEDGER(file)),
  'Nothing was recorded. Make the copy again: connects export --format jsonl --output FILE',
];

function corrupt(file: string, db: string, detail: string): UserSentence {
  const part = unknownPart(file, detail);
  if (isMirrorFile(db))
    return [
      `The copy of the shared ledger on this machine is damaged: ${file}`,
      `If something was to be recorded, see whether it is there: connects log. If this happens again, delete the file, and the next command makes it anew from the server: rm ${shellWord(db)}`,
    ];
  if (part) return [part, partHint(db, detail)];
  switch (detail) {
    case 'not a ledger':
      return [OTHERS(file), `Nothing was changed. ${WRONG}`];
    case 'not a backup':
      return [NO_LEDGER(file), 'Nothing was changed. See which backups there are: connects doctor.'];
    case 'unsound':
      return [
        `${file} is damaged: its entries contradict each other.`,
        `Nothing was changed. See what is wrong: connects check --db ${shellWord(db)}. To restore it anyway, pass --force.`,
      ];
    default:
      return [NO_LEDGER(file), `Nothing was changed. ${WRONG}`];
  }
}

/** A part of the file that this program did not make, or not so: `foreign trigger NAME`, `changed view NAME`. */
const PART = /^(foreign|changed) (table|index|trigger|view) (.*)$/s;

function unknownPart(file: string, detail: string): string | null {
  const [, how, type, name = ''] = PART.exec(detail) ?? [];
  if (how === undefined) return null;
  return how === 'foreign'
    ? `${file} holds the ${type} ${visible(name)}, which is not part of a ledger.`
    : `The ${type} ${visible(name)} in ${file} is not as connects made it.`;
}

function partHint(db: string, detail: string): string {
  const [, how, type, name = ''] = PART.exec(detail) ?? [];
  if (how === 'changed')
    return 'Nothing was changed. See what is wrong: connects check. If there is a backup, restore it: connects restore latest.';
  const drop = `DROP ${type} "${name.replaceAll('"', '""')}"`;
  return `Nothing was changed. If you added it, remove it: sqlite3 ${shellWord(db)} ${shellWord(drop)}. If not, somebody else changed the file. If there is a backup, restore it: connects restore latest.`;
}

const OTHERS = (file: string): string => `${file} is another program's database.`;
const NO_LEDGER = (file: string): string => `${file} is not a ledger, or it is damaged.`;
const WRONG =
  'See what is wrong, and whether there is a backup: connects doctor. To restore the last one: connects restore latest.';

function unavailable(file: string, detail: string, of: StorageRefusal['of']): UserSentence {
  // Node begins with its own code, and ends with the call that failed.
  const [, why = detail] = /^E[A-Z]+: ([^,]+)/.exec(detail) ?? [];
  if (of === 'output')
    return [
      `Nothing could be written to ${file}: ${visible(why)}.`,
      'Anything recorded before this is kept: see connects history.',
    ];
  if (of === 'driver')
    return [
      `The database driver better-sqlite3 cannot be loaded: ${visible(firstLine(detail))}.`,
      'Nothing was recorded. The driver works only on the kind of system it was installed on: install connects again on this machine. Ready-made drivers exist for Linux, macOS and Windows on x64 and arm64; on other systems, compile one in the folder of better-sqlite3: npx node-gyp rebuild --release --force_build=1',
    ];
  if (/disk I\/O error|^EIO:/.test(detail))
    return [
      `${file} cannot be read or written: the disk reports an error.`,
      `Nothing was recorded. Try again. If it happens again, ${of === 'target' ? 'name a file on' : 'copy the file to'} another disk.`,
    ];
  if (detail === 'folder') return [`${file} is a folder, not a ledger.`, ANOTHER];
  if (of === 'copy') return [`${file} cannot be opened: ${visible(why)}.`, 'Nothing was recorded. Name another copy.'];
  const message = `${file} cannot be opened: ${visible(why)}.`;
  if (of === 'backups')
    return [
      message,
      'Backups are kept there: make it a folder that you can read and write. To see all paths: connects doctor',
    ];
  if (of === 'target') return [message, 'Make sure you can write the file and its folder, or name another file.'];
  return [
    message,
    /permi|unable/.test(why)
      ? 'Make sure you can read and write the file and its folder, or name another file with --db.'
      : ANOTHER,
  ];
}

/** Node goes on with who asked for it. */
const firstLine = (text: string): string => text.split('\n')[0]?.replace(/\.$/, '') ?? text;

const ANOTHER = 'Name a file with --db or CONNECTS_DB.';

/** An account that is not there may have another name or backups, or was never opened. */
export function noAccount(refusal: RefusalOf<'no-account'>): UserSentence {
  const { db, renamed, saved, others } = refusal;
  if (renamed !== undefined) {
    return [
      `The account at ${visible(db)} was renamed: it is ${visible(renamed)} now.`,
      `Use the new name: --account ${visible(renamed)}`,
    ];
  }
  const missing = `There is no account${saved ? '' : ' yet'} at ${visible(db)}.`;
  const restore = 'Restore the last backup with: connects restore latest.';
  if (others) {
    const only = others.length === 1;
    const meant = nearest(accountOf(db), others) ?? (only ? others[0] : 'NAME');
    return [
      missing,
      `${only ? 'Your account is' : 'Your accounts are'} ${others.join(', ')}: use ${only ? 'it' : 'one'} with --account ${meant}. ${saved ? restore : 'Or open another one with: connects init.'}`,
    ];
  }
  if (saved) return [missing, restore];
  return [
    missing,
    refusal.page
      ? "A Proposals page shows no Connects, so it cannot open an account. First import Upwork's Connects history page: connects import FILE. Or open an account with: connects init."
      : "Open one with: connects init. Or import Upwork's history page, or a copy of a ledger: connects import FILE.",
  ];
}

const accountOf = (db: string): string => /([^/\\]*)\.db$/.exec(db)?.[1] ?? db;
