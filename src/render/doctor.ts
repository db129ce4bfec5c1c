/** The report for a fault: what stands where and in which state. Never a title or a note. */
import { size } from './backup.ts';
import { problem } from './check.ts';
import type { Report, Stats } from './examined.ts';
import { type Fault, isUsable, octal } from './faults.ts';
import type { Page } from './paint.ts';
import { visible } from './visible.ts';
import { connects, counted } from './words.ts';

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
