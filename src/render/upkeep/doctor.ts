/** The report of `doctor`: paths, modes and versions, and what is wrong with them. Never a title or a note. */

import type { FileStats, ServerDiagnosis } from '../../rules/answers/diagnosis.ts';
import type { PageStyle } from '../text/paint.ts';
import { visible } from '../text/visible.ts';
import { countOf, number } from '../text/words.ts';
import { hangText, namedLines } from '../text/wrap.ts';
import { fileSize } from './backup.ts';
import { problemText } from './check.ts';
import type { DoctorReport } from './doctor-report.ts';
import { type DoctorFault, isUsable, octalMode } from './faults.ts';

export function reportLines(report: DoctorReport, faults: readonly DoctorFault[], page: PageStyle): readonly string[] {
  const { paint, columns } = page;
  const { versions, folder, contents, backups } = report;
  const last = backups.list.find(isUsable);
  const rows: readonly (readonly [string, string])[] = [
    ['connects', versions.connects],
    ['Node', versions.node],
    ['SQLite', versions.sqlite],
    ['System', versions.os],
    ['Zone', `${report.zone ?? 'TZ names an unknown zone'}, today ${report.today}`],
    ...placeRows(report),
    ['Folder', folder ? `${visible(folder.path)}, mode ${octalMode(folder.mode)}` : gone(report)],
    ...(contents ? contentRows(contents) : []),
    [
      'Backups',
      `${visible(backups.folder)}${report.server ? ', copies on this machine' : ''}, ${backups.list.length === 0 ? 'none' : `${backups.list.length}; restore latest ${last ? `tries the one of ${last.at} (${last.reason}) first` : 'can use none of them'}`}`,
    ],
    ['Renewals', report.renewedAt === null ? 'renew has never run here' : `renew last ran at ${report.renewedAt}`],
    ['Config', configText(report)],
    ['Accounts', `${visible(report.data)}, ${report.accounts === 0 ? 'none' : report.accounts}`],
  ];
  return [
    ...rows.flatMap((row) => namedLines(page, LABEL, row, paint.dim)),
    '',
    ...(faults.length === 0
      ? [paint.good('No fault found.')]
      : [paint.bad(`${countOf(faults.length, 'fault')} found:`)]),
    ...faults.flatMap(({ message, hint }) => [
      ...hangText('  ', message, columns),
      ...hint.split('\n').flatMap((line) => hangText('    ', line, columns)),
    ]),
  ];
}

const LABEL = 12;

/** Where the ledger is; of a shared one also the server, and the copy of it here. */
function placeRows({ ledger, server, file, ...report }: DoctorReport): readonly (readonly [string, string])[] {
  const own = file ? stats(file) : gone(report);
  if (!server) return [['Ledger', `${visible(ledger)}, ${own}`]];
  return [
    ['Ledger', `${visible(ledger)}, account ${server.account}`],
    ['Server', serverText(server)],
    ['Tables', tablesText(server)],
    ['Mirror', file ? `${visible(file.path)}, ${own}, ${mirrorText(server)}` : 'none yet'],
  ];
}

function serverText({ version, host, roundTripMs }: ServerDiagnosis): string {
  if (version === null) return 'does not answer as it should';
  return `PostgreSQL ${visible(version)} at ${visible(host ?? '')}, which takes writes; one question takes ${number(roundTripMs ?? 0)} ms`;
}

function tablesText({ version, format, commands }: ServerDiagnosis): string {
  if (version === null) return 'unknown';
  if (format === null) return 'none yet';
  return `format ${format}, ${commands === null ? 'no such account' : `${countOf(commands, 'command')} of this account`}`;
}

const mirrorText = ({ version, commands, mirrored }: ServerDiagnosis): string =>
  mirrored === null
    ? version === null
      ? 'with what this machine saw last'
      : 'not brought up to date'
    : `with ${commands === null || mirrored >= commands ? 'all of them' : `${number(mirrored)} of them`}`;

/** Where a folder lets nobody look, its files are out of reach. */
const gone = ({ refusal }: Pick<DoctorReport, 'refusal'>): string =>
  refusal?.code === 'no-account' ? 'not there' : 'out of reach';

function configText({ config: { path, exists, isLeftOut, keys, refusal } }: DoctorReport): string {
  if (path === null) return 'its folder cannot be found';
  const uses = keys.length === 0 ? 'sets nothing' : `sets ${keys.join(', ')}`;
  const state = isLeftOut ? 'left out' : refusal ? 'cannot be used' : exists ? uses : 'none';
  return `${visible(path)}, ${state}`;
}

const stats = ({ mode, bytes }: FileStats): string => `mode ${octalMode(mode)}, ${fileSize(bytes)}`;

const contentRows = (contents: NonNullable<DoctorReport['contents']>): readonly (readonly [string, string])[] => [
  ['Format', `${contents.format}, journal ${contents.journal}, synchronous ${contents.synchronous}`],
  [
    'Contents',
    `${countOf(contents.transactions, 'transaction')}, ${countOf(contents.proposals, 'proposal')}, the last recorded at ${contents.recordedAt ?? 'no time'}`,
  ],
  ['Reconciled', contents.reconciled ?? 'never'],
  ['Integrity', contents.problems.length === 0 ? 'sound' : countOf(contents.problems.length, 'problem')],
];

/** The report's fields in JSON. */
export const doctorFields = ({
  now: _,
  posix: __,
  refusal,
  contents,
  file,
  folder,
  backups,
  config,
  ...rest
}: DoctorReport) => ({
  versions: rest.versions,
  zone: rest.zone,
  today: rest.today,
  paths: {
    ledger: rest.ledger,
    folder: folder?.path ?? null,
    data: rest.data,
    backups: backups.folder,
    config: config.path,
  },
  server: rest.server && {
    ...rest.server,
    mirror: file?.path ?? null,
  },
  file: file && { mode: octalMode(file.mode), bytes: file.bytes },
  folder: folder && { mode: octalMode(folder.mode) },
  contents: contents && {
    ...contents,
    problems: contents.problems.map((each) => ({ ...each, message: problemText(each) })),
  },
  refused: refusal?.code ?? null,
  unwritable: rest.unwritable?.code ?? null,
  backups: backups.list.map(({ path, at, reason, day }) => ({ path, at, reason, day })),
  accounts: rest.accounts,
  renewedAt: rest.renewedAt,
  config: {
    exists: config.exists,
    used: !config.isLeftOut && config.exists && config.refusal === null,
    keys: config.keys,
  },
});

export const tidyPath = (path: string, home: string): string =>
  home !== '' && (path === home || path.startsWith(`${home}/`) || path.startsWith(`${home}\\`))
    ? `~${path.slice(home.length)}`
    : path;
