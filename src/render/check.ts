/** What a check found, in sentences. */
import {
  type ColumnDifference,
  type IntegrityProblem,
  isDerived,
  isMendable,
  isUnknownWord,
} from '../rules/integrity-problem.ts';
import { word } from './shell.ts';
import { visible } from './visible.ts';
import { connects, number } from './words.ts';

export function problem(found: IntegrityProblem): string {
  switch (found.code) {
    case 'integrity':
      return `The file is damaged: ${visible(found.detail)}.`;
    case 'schema':
      return `The ${found.type} ${visible(found.name)} ${SHAPE[found.what]}.`;
    case 'foreign-key':
      return `${ROW(found.table, found.row ?? '')} names a row of ${found.parent} that is not there.`;
    case 'gap':
      return found.first === found.last
        ? `${ROW(found.table, found.first)} is missing.`
        : `Rows ${found.first} to ${found.last} of ${found.table} are missing.`;
    case 'twice':
      return found.column === 'uid'
        ? `The uid ${visible(found.value)} is there twice.`
        : `Entry ${visible(found.value)} is there twice.`;
    case 'value':
      return `${ROW(found.table, found.row)} holds what cannot be its ${found.column}: ${visible(found.value)}.`;
    case 'order':
      return `${ROW(found.table, found.row)} does not stand where command ${found.command} put it.`;
    case 'unreadable':
      return `${ROW(found.table, found.row)} cannot be read: ${visible(found.detail)}.`;
    case 'opening':
      return found.found === 0 ? 'Nothing opens the account.' : `The account is opened ${found.found} times.`;
    case 'reversal':
      return `Transaction ${found.transaction} does not match transaction ${found.reverses}, which it reverses: ${REVERSAL[found.why]}.`;
    case 'turn':
      return `Command ${found.command} does not reverse all of command ${found.turns}.`;
    case 'outcomes':
      return `The outcomes of proposal ${found.proposal} cannot follow one another: ${found.outcomes.map(visible).join(', ')}.`;
    case 'refund':
      return `Proposal ${found.proposal} got back ${connects(found.over)} more than it took.`;
    case 'overdrawn':
      return `The balance goes below zero: ${connects(found.missing)} ${found.missing === 1 ? 'is' : 'are'} missing, the first on ${found.on}.`;
    case 'replay':
      return `The record cannot be replayed: ${visible(found.detail)}.`;
    case 'checkpoint':
      return `The checkpoint of ${visible(found.on)}, entry ${found.seq}, ${CHECKPOINT[found.why]}${found.connects ? `: ${connects(found.connects.stored)}, not ${number(found.connects.expected)}` : ''}.`;
    case 'derived':
      return `${ROW(found.table, visible(found.row))} ${DERIVED[found.why]}${differing(found.columns ?? [])}.`;
    default:
      return found satisfies never;
  }
}

/** A balance and what comes of it differ together: the first few tell. */
const NAMED = 3;

function differing(columns: readonly ColumnDifference[]): string {
  const told = columns
    .slice(0, NAMED)
    .map(({ column, stored, expected }) => `${column} ${shown(stored)}, not ${shown(expected)}`);
  return told.length === 0 ? '' : `: ${told.join('; ')}`;
}

const shown = (value: ColumnDifference['stored']): string =>
  typeof value === 'string' ? `'${visible(value)}'` : String(value ?? 'nothing');

const ROW = (table: string, row: string | number): string => `Row ${row} of ${table}`;

const SHAPE = { missing: 'is missing', changed: 'is not as it was made', extra: 'does not belong here' } as const;

const REVERSAL = {
  missing: 'that one is not there',
  kind: 'it is no reversal',
  amount: 'the Connects differ',
  day: 'the days differ',
} as const;

const CHECKPOINT = {
  missing: 'where the ledger ends, is missing',
  nowhere: 'stands where nothing counts',
  count: 'counts other entries than a replay does',
  state: 'holds another state than a replay comes to',
} as const;

const DERIVED = {
  missing: 'is missing, though it follows from what was recorded',
  extra: 'follows from nothing that was recorded',
  differs: 'is not what follows from what was recorded',
} as const;

/** What can be done about it, one way a line. `ledger`: its path. */
export function ways(problems: readonly IntegrityProblem[], ledger: string): readonly string[] {
  const extra = problems.flatMap((found) => (found.code === 'schema' && found.what === 'extra' ? found : []));
  const rest = problems.filter((found) => !extra.some((each) => each === found));
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
        `What is no part of a ledger can be taken out: sqlite3 ${word(ledger)} ${word(`DROP ${type} ${name}`)}`,
    ),
  ];
}

const RECORD = {
  damaged: [
    'The record itself is at fault. See the backups: connects doctor',
    'Bring the last one back: connects restore latest',
  ],
  newer: [
    'A newer version of connects wrote it, or the record itself is at fault. Upgrade connects, then check again.',
  ],
} as const;
const MEND = ['It can be made anew from the record: connects check --repair'];
/** A repair believes the record, and would make the change of one official. */
const EITHER = [
  'Either this or the record it follows from was changed behind the program. What the last backup says: connects restore latest --dry-run',
  'If the record is right, make the rest anew: connects check --repair',
];
