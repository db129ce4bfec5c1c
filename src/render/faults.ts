/** What is wrong with a ledger and its surroundings, each with a way out. */
import { problem, ways } from './check.ts';
import type { DoctorReport } from './doctor-report.ts';
import { sentence } from './refusal.ts';
import { word } from './shell.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export const octal = (mode: number): string => mode.toString(8).padStart(3, '0');

/** Everything in a report that is not as it should be. */
export const faultsOf = (report: DoctorReport): readonly Fault[] => [
  ...unreadable(report),
  ...unsound(report),
  ...unwritable(report),
  ...modes(report),
  ...leftBehind(report),
  ...unsaved(report),
  ...misdated(report),
];

const LATEST = 'Restore the last backup: connects restore latest';

/** What SQLite's own tools can still read out of a damaged file. */
const recover = (ledger: string): string =>
  `To save what can still be read: sqlite3 ${word(ledger)} .recover | sqlite3 recovered.db, then: connects restore recovered.db --force\nThis needs the sqlite3 from sqlite.org; the one from Debian cannot do it and says "SQL logic error".`;

const saved = ({ backups }: DoctorReport): boolean => backups.list.some(isUsable);

/** Whether `restore latest` can mean it. */
export const isUsable = ({ reason }: { readonly reason: string }): boolean =>
  !['damaged', 'repair', 'restore'].includes(reason);

function unreadable(report: DoctorReport): readonly Fault[] {
  const { refusal, ledger } = report;
  if (refusal === null) return [];
  if (refusal.code === 'no-account') {
    const { message } = sentence(saved(report) ? { ...refusal, saved: true } : refusal);
    const none = 'Open an account with: connects init. If you have one, name its file with --db.';
    return [{ code: 'missing', message, hint: saved(report) ? LATEST : none }];
  }
  const { message, hint } = sentence(refusal);
  if (refusal.code === 'storage-corrupt') {
    if (refusal.detail === 'not a ledger')
      return [{ code: 'not-a-ledger', message, hint: 'Name another file with --db or CONNECTS_DB.' }];
    if (/^(foreign|changed) /.test(refusal.detail)) return [{ code: refusal.code, message, hint: hint ?? '' }];
    return [
      {
        code: 'damaged',
        message: `${visible(ledger)} is damaged: ${visible(refusal.detail)}.`,
        hint: rescue(report, ledger),
      },
    ];
  }
  return [{ code: refusal.code, message, hint: hint ?? '' }];
}

const rescue = (report: DoctorReport, ledger: string): string =>
  [
    saved(report) ? LATEST : 'There is no backup. If you have a copy of your own: connects restore FILE',
    recover(ledger),
  ].join('\n');

function unsound(report: DoctorReport): readonly Fault[] {
  const { contents, ledger, now } = report;
  if (!contents) return [];
  const found: Fault[] = [];
  const [first] = contents.problems;
  if (first?.code === 'integrity') {
    found.push({ code: 'damaged', message: problem(first), hint: rescue(report, ledger) });
  } else if (first) {
    found.push({
      code: 'check',
      message: `The check found ${counted(contents.problems.length, 'problem')}: ${problem(first)}`,
      hint: ['See all with: connects check', ...ways(contents.problems, ledger)].join('\n'),
    });
  }
  if (contents.journal !== 'delete') {
    const message = `The journal mode is ${visible(contents.journal)}: the newest entries may be in a second file, so a simple copy of this file may miss them.`;
    found.push({ code: 'journal', message, hint: `sqlite3 ${word(ledger)} 'PRAGMA journal_mode = DELETE'` });
  }
  if (contents.recordedAt !== null && contents.recordedAt > now) {
    const message = `The newest entry was recorded at ${contents.recordedAt}, but now it is only ${now}.`;
    found.push({ code: 'clock', message, hint: 'Set the clock of this computer.' });
  }
  return found;
}

/** What every write would meet. */
function unwritable({ unwritable: why }: DoctorReport): readonly Fault[] {
  if (!why) return [];
  const { message, hint } = sentence(why);
  return [{ code: why.code, message, hint: hint ?? '' }];
}

/** Others on the machine must neither read the ledger nor put another one in its place. */
function modes({ posix, refusal, file, folder, backups, data }: DoctorReport): readonly Fault[] {
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

function leftBehind({ interrupted, leftovers, folder }: DoctorReport): readonly Fault[] {
  const found: Fault[] = [];
  if (interrupted) {
    const message = 'A write was interrupted and could not be undone yet.';
    found.push({
      code: 'interrupted',
      message,
      hint: 'Make the file and its folder writable; the next command undoes it.',
    });
  }
  for (const name of leftovers) {
    const message = `An interrupted copy left ${visible(`${folder?.path ?? ''}/${name}`)} behind.`;
    found.push({ code: 'leftover', message, hint: 'You can delete it, unless a restore is running.' });
  }
  return found;
}

function unsaved({ contents, backups, now }: DoctorReport): readonly Fault[] {
  if (backups.refusal) {
    const { message, hint } = sentence(backups.refusal);
    return [{ code: 'no-backup', message, hint: hint ?? '' }];
  }
  if (!contents?.recordedAt) return [];
  const last = backups.list.find(isUsable);
  const hint = 'Make one now: connects backup';
  if (!last) return [{ code: 'no-backup', message: 'There is no backup.', hint }];
  // Where the clock was ahead once, all that is recorded later bears that time.
  const recorded = (contents.recordedAt > now ? now : contents.recordedAt).slice(0, 10);
  if (last.at.slice(0, 10) >= recorded) return [];
  const message = `The last backup is from ${last.at.slice(0, 10)}, but the newest entry is from ${recorded}.`;
  return [{ code: 'no-backup', message, hint }];
}

/** Backups whose time is not in the order in which they were made, newest first. */
function misdated({ backups: { list }, now }: DoctorReport): readonly Fault[] {
  const odd = list.find(({ at }) => at > now) ?? list.find(({ at }, i) => at < (list[i + 1]?.at ?? ''));
  if (!odd) return [];
  const message = `The clock was wrong when ${visible(odd.path)} or the backup before it was made.`;
  return [
    {
      code: 'backup-clock',
      message,
      hint: 'Set the clock of this computer. The latest backup is the one made last, even if its name has another date.',
    },
  ];
}
