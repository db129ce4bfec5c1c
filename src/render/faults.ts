/** What is wrong with a ledger and its surroundings, each with a way out. */
import { isDerived } from '../rules/problem.ts';
import { problem } from './check.ts';
import type { Report } from './examined.ts';
import { sentence } from './refusal.ts';
import { visible, word } from './visible.ts';
import { counted } from './words.ts';

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export const octal = (mode: number): string => mode.toString(8).padStart(3, '0');

/** Everything in a report that is not as it should be. */
export const faultsOf = (report: Report): readonly Fault[] => [
  ...unreadable(report),
  ...unsound(report),
  ...modes(report),
  ...leftBehind(report),
  ...unsaved(report),
];

const LATEST = 'Bring back the last backup: connects restore latest';

/** What SQLite's own tools can still read out of a damaged file. */
const recover = (ledger: string): string =>
  `To save what can still be read: sqlite3 ${word(ledger)} .recover | sqlite3 recovered.db, then: connects restore recovered.db`;

const saved = ({ backups }: Report): boolean => backups.list.some(isUsable);

/** Whether `restore latest` can mean it. */
export const isUsable = ({ reason }: { readonly reason: string }): boolean =>
  !['damaged', 'repair', 'restore'].includes(reason);

function unreadable(report: Report): readonly Fault[] {
  const { refusal, ledger } = report;
  if (refusal === null) return [];
  const { message, hint } = sentence(refusal);
  if (refusal.code === 'no-account') {
    const none = 'Open an account with: connects init. If there is one, name its file with --db.';
    return [{ code: 'missing', message, hint: saved(report) ? LATEST : none }];
  }
  if (refusal.code === 'storage-corrupt') {
    if (refusal.detail === 'not a ledger')
      return [{ code: 'not-a-ledger', message, hint: 'Name another file with --db or CONNECTS_DB.' }];
    return [
      {
        code: 'damaged',
        message: `${visible(ledger)} is damaged: ${visible(refusal.detail)}.`,
        hint: ways(report, ledger),
      },
    ];
  }
  return [{ code: refusal.code, message, hint: hint ?? '' }];
}

const ways = (report: Report, ledger: string): string =>
  [
    saved(report) ? LATEST : 'There is no backup; restore a copy of your own: connects restore FILE',
    recover(ledger),
  ].join('\n');

function unsound(report: Report): readonly Fault[] {
  const { contents, ledger, now } = report;
  if (!contents) return [];
  const found: Fault[] = [];
  const [first] = contents.problems;
  if (first?.code === 'integrity') {
    found.push({ code: 'damaged', message: problem(first), hint: ways(report, ledger) });
  } else if (first) {
    const mend = contents.problems.every(isDerived) ? 'Make it anew from the record: connects check --repair' : LATEST;
    found.push({
      code: 'check',
      message: `The check found ${counted(contents.problems.length, 'problem')}: ${problem(first)}`,
      hint: `See all with: connects check. ${mend}`,
    });
  }
  if (contents.journal !== 'delete') {
    const message = `The journal is ${visible(contents.journal)}: what is recorded last may stand in another file, and be left out of a plain copy.`;
    found.push({ code: 'journal', message, hint: `sqlite3 ${word(ledger)} 'PRAGMA journal_mode = DELETE'` });
  }
  if (contents.recordedAt !== null && contents.recordedAt > now) {
    const message = `Something was recorded at ${contents.recordedAt}, and it is ${now} now.`;
    found.push({ code: 'clock', message, hint: 'Set the clock of this machine.' });
  }
  return found;
}

/** Others on the machine must neither read the ledger nor put another one in its place. */
function modes({ posix, refusal, file, folder, backups, data }: Report): readonly Fault[] {
  if (!posix) return [];
  const found: Fault[] = [];
  const open = (path: string, mode: number, wanted: string, what: string): Fault => ({
    code: 'mode',
    message: `${visible(path)} can be ${what} by others (mode ${octal(mode)}).`,
    hint: `chmod ${wanted} ${word(path)}`,
  });
  const holds = refusal === null || refusal.code === 'storage-corrupt' || refusal.code === 'storage-newer';
  if (file && holds && (file.mode & 0o077) !== 0) found.push(open(file.path, file.mode, '600', 'read'));
  if (folder?.path === data && (folder.mode & 0o077) !== 0) found.push(open(folder.path, folder.mode, '700', 'read'));
  // A sticky folder, such as /tmp, lets nobody replace what is another's.
  else if (folder && (folder.mode & 0o022) !== 0 && (folder.mode & 0o1000) === 0) {
    found.push(open(folder.path, folder.mode, 'go-w', 'written'));
  }
  if (backups.mode !== null && (backups.mode & 0o077) !== 0) {
    found.push(open(backups.folder, backups.mode, '700', 'read'));
  }
  return found;
}

function leftBehind({ interrupted, leftovers, folder }: Report): readonly Fault[] {
  const found: Fault[] = [];
  if (interrupted) {
    const message = 'A write was cut off and could not be taken back yet.';
    found.push({
      code: 'interrupted',
      message,
      hint: 'Make the file and its folder writable; the next command takes it back.',
    });
  }
  for (const name of leftovers) {
    const message = `An interrupted copy left ${visible(`${folder?.path ?? ''}/${name}`)} behind.`;
    found.push({ code: 'leftover', message, hint: 'It can be deleted, unless a restore is under way.' });
  }
  return found;
}

function unsaved({ contents, backups }: Report): readonly Fault[] {
  if (!contents?.recordedAt) return [];
  const last = backups.list.find(isUsable);
  const hint = 'Make one now, and see what it says: connects backup';
  if (!last) return [{ code: 'no-backup', message: 'There is no backup.', hint }];
  if (last.at.slice(0, 10) >= contents.recordedAt.slice(0, 10)) return [];
  const message = `The last backup is of ${last.at.slice(0, 10)}, and something was recorded on ${contents.recordedAt.slice(0, 10)}.`;
  return [{ code: 'no-backup', message, hint }];
}
