/** What a check found, in sentences. */
import {
  type CheckProblem,
  type ColumnDifference,
  isDerived,
  isMendable,
  isUnknownWord,
} from '../../rules/answers/check-problem.ts';
import { isServerUrl } from '../../rules/values/ledger-place.ts';
import { type TextByCode, textByCode } from '../text/sentence.ts';
import { shellWord } from '../text/shell.ts';
import { visible } from '../text/visible.ts';
import { connects, countOf, number } from '../text/words.ts';

/** SQLite writes some of its findings on several lines. */
export const unbrokenText = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

export const problemText = (found: CheckProblem): string => textByCode(PROBLEMS, found);

const PROBLEMS: TextByCode<CheckProblem> = {
  integrity: (found) => `The file is damaged: ${visible(unbrokenText(found.detail))}.`,
  schema: (found) => `The ${found.type} ${visible(found.name)} ${SHAPE[found.what]}.`,
  'foreign-key': (found) =>
    `${ROW(found.table, found.row ?? '')} refers to a row of ${found.parent} that does not exist.`,
  gap: (found) =>
    found.first === found.last
      ? `${ROW(found.table, found.first)} is missing.`
      : `Rows ${found.first} to ${found.last} of ${found.table} are missing.`,
  twice: (found) =>
    found.column === 'uid'
      ? `The uid ${visible(found.value)} appears twice.`
      : `Entry ${visible(found.value)} appears twice.`,
  value: (found) => `${ROW(found.table, found.row)} has an invalid ${found.column}: ${visible(found.value)}.`,
  order: (found) => `${ROW(found.table, found.row)} is out of order: it belongs to command ${found.command}.`,
  unreadable: (found) => `${ROW(found.table, found.row)} cannot be read: ${visible(found.detail)}.`,
  opening: (found) =>
    found.found === 0 ? 'The entry that opens the account is missing.' : `The account is opened ${found.found} times.`,
  reversal: (found) =>
    `Transaction ${found.transaction} does not match transaction ${found.reverses}, which it should undo: ${REVERSAL[found.why]}.`,
  turn: (found) => `Command ${found.command} does not undo all of command ${found.turns}.`,
  outcomes: (found) =>
    `The outcomes of proposal ${found.proposal} cannot come in this order: ${found.outcomes.map(visible).join(', ')}.`,
  refund: (found) => `Proposal ${found.proposal} got back ${connects(found.over)} more than it cost.`,
  overdrawn: (found) =>
    `${found.purse ? 'The ad credits go' : 'The balance goes'} below zero: ${found.purse ? countOf(found.missing, 'ad credit') : connects(found.missing)} ${found.missing === 1 ? 'is' : 'are'} missing, the first on ${found.on}.`,
  replay: (found) => `The entries cannot be replayed: ${visible(found.detail)}.`,
  checkpoint: (found) =>
    `The checkpoint of ${visible(found.on)}, entry ${found.seq}, ${CHECKPOINT[found.why]}${found.connects ? `: ${connects(found.connects.stored)}, not ${number(found.connects.expected)}` : ''}.`,
  mirror: (found) =>
    found.stored === found.expected
      ? `The copy on this machine has other rows of ${found.table} than the server.`
      : `The copy on this machine has ${countOf(found.stored, 'row')} of ${found.table}, the server has ${number(found.expected)}.`,
  derived: (found) => `${ROW(found.table, visible(found.row))} ${DERIVED[found.why]}${differing(found.columns ?? [])}.`,
};

/** A balance and what comes of it differ together: the first few tell. */
const NAMED = 3;

function differing(columns: readonly ColumnDifference[]): string {
  const differences = columns
    .slice(0, NAMED)
    .map(({ column, stored, expected }) => `${column} ${shown(stored)}, not ${shown(expected)}`);
  return differences.length === 0 ? '' : `: ${differences.join('; ')}`;
}

const shown = (value: ColumnDifference['stored']): string =>
  typeof value === 'string' ? `'${visible(value)}'` : String(value ?? 'nothing');

const ROW = (table: string, row: string | number): string => `Row ${row} of ${table}`;

const SHAPE = {
  missing: 'is missing',
  changed: 'was changed by another program',
  extra: 'does not belong here',
} as const;

const REVERSAL = {
  missing: 'that transaction does not exist',
  kind: 'it is not a reversal',
  amount: 'the Connects differ',
  day: 'the days differ',
} as const;

const CHECKPOINT = {
  missing: 'at the end of the ledger, is missing',
  nowhere: 'is at a place where no entry is in force',
  count: 'has a different number of entries than a replay',
  state: 'differs from a replay',
} as const;

const DERIVED = {
  missing: 'is missing, although the entries require it',
  extra: 'does not belong to any entry',
  differs: 'does not match the entries',
} as const;

/** What can be done about it, one way a line. `ledger`: its path. */
export function waysOut(problems: readonly CheckProblem[], ledger: string): readonly string[] {
  const extra = problems.flatMap((found) => (found.code === 'schema' && found.what === 'extra' ? found : []));
  const rest = problems.filter((found) => !extra.some((each) => each === found));
  if (isServerUrl(ledger)) return problems.length === 0 ? [] : sharedWaysOut(rest);
  return [
    ...(rest.length === 0
      ? []
      : rest.every(isMendable)
        ? rest.some(isDerived)
          ? EITHER
          : MEND
        : RECORD[rest.every(isUnknownWord) ? 'newer' : 'damaged']),
    ...extra.map(
      ({ type, name }) =>
        `To remove what is not part of a ledger: sqlite3 ${shellWord(ledger)} ${shellWord(`DROP ${type} ${name}`)}`,
    ),
  ];
}

/** All that is on this machine of a shared ledger follows from the server's record. */
function sharedWaysOut(problems: readonly CheckProblem[]): readonly string[] {
  if (problems.some(({ code }) => code === 'integrity'))
    return ['Delete the copy on this machine, whose path connects doctor shows: the next command makes it anew.'];
  return problems.length === 0 || problems.some(isMendable)
    ? ['To make the copy on this machine anew from the server: connects check --repair']
    : RECORD[problems.every(isUnknownWord) ? 'newer' : 'damaged'];
}

const RECORD = {
  damaged: [
    'The entries themselves are damaged. See the backups: connects doctor',
    'Restore the last one: connects restore latest',
  ],
  newer: [
    'Either a newer version of connects wrote it, or the entries themselves are damaged. Upgrade connects, then check again.',
  ],
} as const;
const MEND = ['To rebuild it from the entries: connects check --repair'];
/** A repair believes the record, and would make the change of one official. */
const EITHER = [
  'Another program changed either this or the entries behind it. To compare with the last backup: connects restore latest --dry-run',
  'If the entries are right, rebuild the rest: connects check --repair',
];

/** More of a long list says nothing new to a person. */
const MOST_PROBLEMS = 50;

export const problemLines = (problems: readonly CheckProblem[]): readonly string[] => [
  ...problems.slice(0, MOST_PROBLEMS).map(problemText),
  ...(problems.length > MOST_PROBLEMS ? [`And ${problems.length - MOST_PROBLEMS} more.`] : []),
];

export const repairedSentence = (repaired: number, backup: string | null): string =>
  `Repaired ${countOf(repaired, 'problem')}. Copy from before the repair: ${backup}`;

/** What a person reads of a sound ledger. */
export const NO_PROBLEMS = 'No problems found.';
