/** Settings as a listing: each with its value, where that came from, and what it does. */
import type { ListColumn } from './text/listing.ts';

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
  { name: 'key', head: 'setting', value: ({ key }) => key },
  { name: 'value', value, shown: (row, paint) => paint.bold(value(row)) },
  { name: 'from', value: ({ from }) => from },
  { name: 'does', value: ({ does }) => does, stretches: true },
  { name: 'variable', value: ({ variable }) => variable ?? '', from: 90 },
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
