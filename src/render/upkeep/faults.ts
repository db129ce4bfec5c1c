/** What is wrong with a ledger and its surroundings, each with a way out. */
import type { Refusal } from '../../rules/answers/refusal.ts';
import { refusalText } from '../refusals/refusal-sentences.ts';
import { shellWord } from '../text/shell.ts';
import { visible } from '../text/visible.ts';
import { countOf } from '../text/words.ts';
import { problemText, unbrokenText, waysOut } from './check.ts';
import type { DoctorReport } from './doctor-report.ts';

export interface DoctorFault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export const octalMode = (mode: number): string => mode.toString(8).padStart(3, '0');

/** Everything in a report that is not as it should be. */
export const faultsOf = (report: DoctorReport): readonly DoctorFault[] => [
  ...misconfigured(report),
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
  `To save what can still be read: sqlite3 ${shellWord(ledger)} .recover | sqlite3 recovered.db, then: connects restore recovered.db --force\nThis needs the sqlite3 from sqlite.org; the one from Debian cannot do it and says "SQL logic error".`;

const saved = ({ backups }: DoctorReport): boolean => backups.list.some(isUsable);

/** Whether `restore latest` can mean it. */
export const isUsable = ({ reason }: { readonly reason: string }): boolean =>
  !['damaged', 'repair', 'restore'].includes(reason);

const fault = (code: string, message: string, hint: string | null): DoctorFault => ({
  code,
  message,
  hint: hint ?? '',
});

/** A refusal as a fault. */
const refused = (code: string, refusal: Refusal): DoctorFault => {
  const { message, hint } = refusalText(refusal);
  // Nobody asked to record anything.
  return fault(code, message, hint?.replace(/^Nothing was (?:recorded|changed)\.\s*/, '') ?? null);
};

const misconfigured = ({ config: { refusal } }: DoctorReport): readonly DoctorFault[] =>
  refusal ? [refused('config', refusal)] : [];

function unreadable(report: DoctorReport): readonly DoctorFault[] {
  const { refusal, ledger } = report;
  if (refusal === null) return [];
  if (refusal.code === 'no-account') {
    if (refusal.renamed !== undefined) return [refused('missing', refusal)];
    const { message } = refusalText(saved(report) ? { ...refusal, saved: true } : refusal);
    const none = 'Open an account with: connects init. If you have one, name its file with --db.';
    return [fault('missing', message, saved(report) ? LATEST : none)];
  }
  if (refusal.code !== 'storage-corrupt') return [refused(refusal.code, refusal)];
  // A part that does not belong there is no damage: the sentence says what to do.
  if (/^(foreign|changed) /.test(refusal.detail)) return [refused(refusal.code, refusal)];
  return [
    refusal.detail === 'not a ledger'
      ? fault('not-a-ledger', refusalText(refusal).message, 'Name another file with --db or CONNECTS_DB.')
      : fault(
          'damaged',
          `${visible(report.server ? (report.file?.path ?? '') : ledger)} is damaged: ${visible(unbrokenText(refusal.detail))}.`,
          rescue(report, ledger),
        ),
  ];
}

const rescue = (report: DoctorReport, ledger: string): string =>
  report.server
    ? `Delete this file, and the next command makes it anew from the server: ${shellWord(report.file?.path ?? '')}`
    : [
        saved(report) ? LATEST : 'There is no backup. If you have a copy of your own: connects restore FILE',
        recover(ledger),
      ].join('\n');

function unsound(report: DoctorReport): readonly DoctorFault[] {
  const { contents, ledger, now } = report;
  if (!contents) return [];
  const found: DoctorFault[] = [];
  const { problems, journal, recordedAt } = contents;
  const isMirror = report.server !== null;
  const [first] = problems;
  if (first?.code === 'integrity') found.push(fault('damaged', problemText(first), rescue(report, ledger)));
  else if (first) {
    const message = `The check found ${countOf(problems.length, 'problem')}: ${problemText(first)}`;
    found.push(fault('check', message, ['See all with: connects check', ...waysOut(problems, ledger)].join('\n')));
  }
  if (journal !== 'delete' && !isMirror) {
    const message = `The journal mode is ${visible(journal)}: the newest entries may be in a second file, so a simple copy of this file may miss them.`;
    found.push(fault('journal', message, `sqlite3 ${shellWord(ledger)} 'PRAGMA journal_mode = DELETE'`));
  }
  if (recordedAt !== null && recordedAt > now) {
    const message = `The newest entry was recorded at ${recordedAt}, but now it is only ${now}.`;
    found.push(fault('clock', message, 'Set the clock of this computer.'));
  }
  return found;
}

/** What every write would meet. */
const unwritable = ({ unwritable: why }: DoctorReport): readonly DoctorFault[] => (why ? [refused(why.code, why)] : []);

/** Others on the machine must neither read the ledger nor put another one in its place. */
function modes({ posix, refusal, file, folder, backups, data }: DoctorReport): readonly DoctorFault[] {
  if (!posix) return [];
  const open = (path: string, mode: number, wanted: string, what: string): DoctorFault =>
    fault(
      'mode',
      `${visible(path)} can be ${what} by others (mode ${octalMode(mode)}).`,
      `chmod ${wanted} ${shellWord(path)}`,
    );
  const found: DoctorFault[] = [];
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

const leftBehind = ({ interrupted, leftovers, conflicts, folder }: DoctorReport): readonly DoctorFault[] => [
  ...(interrupted
    ? [
        fault(
          'interrupted',
          'A write was interrupted and could not be undone yet.',
          'Make the file and its folder writable; the next command undoes it.',
        ),
      ]
    : []),
  ...leftovers.map((name) =>
    fault(
      'leftover',
      `An interrupted copy left ${visible(`${folder?.path ?? ''}/${name}`)} behind.`,
      'You can delete it, unless a restore is running.',
    ),
  ),
  ...conflicts.map((path) =>
    fault(
      'conflict',
      `${visible(path)} is a second ledger: two machines wrote to this one, and the program that keeps their folders in step kept both files.`,
      `See what it would add: connects merge ${shellWord(path)} --dry-run\nAfter the merge, move it to another folder.`,
    ),
  ),
];

function unsaved({ contents, backups, now, server }: DoctorReport): readonly DoctorFault[] {
  // Others record on machines of their own, where the copies of their days are.
  if (server && !backups.refusal) return [];
  if (backups.refusal) return [refused('no-backup', backups.refusal)];
  if (!contents?.recordedAt) return [];
  const last = backups.list.find(isUsable)?.at.slice(0, 10);
  // Where the clock was ahead once, all that is recorded later bears that time.
  const recorded = (contents.recordedAt > now ? now : contents.recordedAt).slice(0, 10);
  if (last !== undefined && last >= recorded) return [];
  const message = last
    ? `The last backup is from ${last}, but the newest entry is from ${recorded}.`
    : 'There is no backup.';
  return [fault('no-backup', message, 'Make one now: connects backup')];
}

/** Backups whose time is not in the order in which they were made, newest first. */
function misdated({ backups: { list }, now }: DoctorReport): readonly DoctorFault[] {
  const odd = list.find(({ at }) => at > now) ?? list.find(({ at }, i) => at < (list[i + 1]?.at ?? ''));
  const hint =
    'Set the clock of this computer. The latest backup is the one made last, even if its name has another date.';
  return odd
    ? [fault('backup-clock', `The clock was wrong when ${visible(odd.path)} or the backup before it was made.`, hint)]
    : [];
}
