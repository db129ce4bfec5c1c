/** Settings as a listing: each with its value, where that came from, and what it does. */
import type { ListColumn } from './text/listing.ts';
import type { PageStyle } from './text/paint.ts';
import { hangText } from './text/wrap.ts';

export interface SettingRow {
  readonly key: string;
  /** Null: there is none. */
  readonly value: string | null;
  readonly from: 'default' | 'ledger' | 'environment';
  readonly standard: string;
  readonly fallback: string | null;
  readonly variable: string | null;
  readonly does: string;
}

const value = (row: SettingRow): string => row.value ?? row.standard;

export const SETTING_COLUMNS: readonly ListColumn<SettingRow>[] = [
  { name: 'key', value: ({ key }) => key },
  { name: 'value', value },
  { name: 'from', value: ({ from }) => from },
  { name: 'does', value: ({ does }) => does },
  { name: 'variable', value: ({ variable }) => variable ?? '' },
];

/** For a person: what a setting does is printed whole below its value. */
export const settingLines = (row: SettingRow, { columns, paint }: PageStyle): readonly string[] => [
  `${row.key}: ${paint.bold(value(row))} (${row.from === 'environment' ? (row.variable ?? row.from) : row.from})`,
  ...hangText('  ', row.does, columns).map(paint.dim),
];

/** A row as JSON has it. */
export const settingFields = ({ key, value: held, from, fallback, variable, does }: SettingRow) => ({
  key,
  value: held,
  from,
  default: fallback,
  variable,
  does,
});

export const unchangedSetting = (key: string, value: string | null, standard: string): string =>
  `The setting ${key} is already ${value ?? `${standard}, its default`}.`;

export const overriddenHint = (variable: string, value: string): string =>
  `${variable} overrides it: ${value} applies while that is set.`;

/** Under the path of a `config.json` that is not there. */
export const CONFIG_HINT =
  'There is no such file yet. Write it with your own defaults, such as {"account": "agency"}. More: connects help environment';
