/** The report for a fault: what stands where and in which state, and a way out for each thing that is wrong. Never a title or a note. */
import type { Day } from '../rules/calendar.ts';
import { isDerived, type Problem } from '../rules/problem.ts';
import type { Refusal } from '../rules/refusal.ts';
import { size } from './backup.ts';
import { problem } from './check.ts';
import type { Page } from './paint.ts';
import { sentence } from './refusal.ts';
import { visible } from './visible.ts';
import { connects, counted } from './words.ts';

interface Stats {
  readonly path: string;
  readonly mode: number;
  readonly bytes: number;
}

/** Paths in it are already short: the home folder reads `~`. */
export interface Report {
  readonly versions: { readonly connects: string; readonly node: string; readonly sqlite: string; readonly os: string };
  readonly zone: string;
  readonly today: Day;
  /** This instant, UTC. */
  readonly now: string;
  readonly posix: boolean;
  readonly ledger: string;
  readonly file: Stats | null;
  readonly folder: Stats | null;
  readonly contents: {
    readonly format: number;
    readonly journal: string;
    readonly synchronous: string;
    readonly transactions: number;
    readonly proposals: number;
    readonly recordedAt: string | null;
    readonly reconciled: { readonly on: string; readonly connects: number } | null;
    readonly problems: readonly Problem[];
  } | null;
  readonly refusal: Refusal | null;
  readonly interrupted: boolean;
  readonly leftovers: readonly string[];
  readonly data: string;
  readonly accounts: readonly string[];
  readonly backups: {
    readonly folder: string;
    readonly mode: number | null;
    readonly list: readonly { readonly path: string; readonly at: string; readonly reason: string }[];
  };
}

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const octal = (mode: number): string => mode.toString(8).padStart(3, '0');

export function reportLines(report: Report, faults: readonly Fault[], { paint }: Page): readonly string[] {
  const { versions, file, folder, contents, backups } = report;
  const last = backups.list.find(isUsable);
  const rows: readonly (readonly [string, string])[] = [
    ['connects', versions.connects],
    ['Node', versions.node],
    ['SQLite', versions.sqlite],
    ['System', versions.os],
    ['Zone', `${report.zone}, today ${report.today}`],
    ['Ledger', file ? `${visible(report.ledger)}, ${stats(file)}` : `${visible(report.ledger)}, not there`],
    ['Folder', folder ? `${visible(folder.path)}, mode ${octal(folder.mode)}` : 'not there'],
    ...(contents ? contentRows(contents) : []),
    [
      'Backups',
      `${visible(backups.folder)}, ${last ? `${backups.list.length}, the last of ${last.at} (${last.reason})` : 'none'}`,
    ],
    [
      'Accounts',
      `${visible(report.data)}, ${report.accounts.length > 0 ? report.accounts.map(visible).join(', ') : 'none'}`,
    ],
  ];
  return [
    ...rows.map(([label, value]) => `${paint.dim(label.padEnd(12))}${value}`),
    '',
    ...(faults.length === 0
      ? [paint.good('No fault found.')]
      : [paint.bad(`${counted(faults.length, 'fault')} found:`)]),
    ...faults.flatMap(({ message, hint }) => [`  ${message}`, ...hint.split('\n').map((line) => `    ${line}`)]),
  ];
}

const stats = ({ mode, bytes }: Stats): string => `mode ${octal(mode)}, ${size(bytes)}`;

const contentRows = (contents: NonNullable<Report['contents']>): readonly (readonly [string, string])[] => [
  ['Format', `${contents.format}, journal ${contents.journal}, synchronous ${contents.synchronous}`],
  [
    'Holds',
    `${counted(contents.transactions, 'transaction')}, ${counted(contents.proposals, 'proposal')}, the last recorded at ${contents.recordedAt ?? 'no time'}`,
  ],
  [
    'Reconciled',
    contents.reconciled ? `${contents.reconciled.on}, ${connects(contents.reconciled.connects)}` : 'never',
  ],
  ['Integrity', contents.problems.length === 0 ? 'sound' : counted(contents.problems.length, 'problem')],
];

/** Everything in a report that is not as it should be. */
export const faultsOf = (report: Report): readonly Fault[] => [
  ...unreadable(report),
  ...unsound(report),
  ...modes(report),
  ...leftBehind(report),
  ...unsaved(report),
];

const LATEST = 'Bring back the last backup: connects restore latest';

/** A path as a shell takes it. A tilde is only read where it is not quoted. */
function word(path: string): string {
  if (/^[\w~./@%+=:,-]+$/.test(path)) return path;
  const [, home = '', rest = path] = /^(~\/)?(.*)$/s.exec(path) ?? [];
  return `${home}'${visible(rest).replaceAll("'", "'\\''")}'`;
}

/** What SQLite's own tools can still read out of a damaged file. */
const recover = (ledger: string): string =>
  `To save what can still be read: sqlite3 ${word(ledger)} .recover | sqlite3 recovered.db, then: connects restore recovered.db`;

const saved = ({ backups }: Report): boolean => backups.list.some(isUsable);

/** Whether `restore latest` can mean it. */
const isUsable = ({ reason }: { readonly reason: string }): boolean =>
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

/** The report's fields in JSON. */
export const reportFields = ({ now: _, posix: __, refusal, contents, file, folder, backups, ...rest }: Report) => ({
  versions: rest.versions,
  zone: rest.zone,
  today: rest.today,
  paths: { ledger: rest.ledger, folder: folder?.path ?? null, data: rest.data, backups: backups.folder },
  file: file && { mode: octal(file.mode), bytes: file.bytes },
  folder: folder && { mode: octal(folder.mode) },
  contents: contents && {
    ...contents,
    problems: contents.problems.map((each) => ({ ...each, message: problem(each) })),
  },
  refused: refusal?.code ?? null,
  backups: backups.list,
  accounts: rest.accounts,
});

export const tidy = (path: string, home: string): string =>
  home !== '' && (path === home || path.startsWith(`${home}/`) || path.startsWith(`${home}\\`))
    ? `~${path.slice(home.length)}`
    : path;
