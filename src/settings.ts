/**
 * Settings as one call of the program sees them: an environment variable overrides the ledger, the ledger over the
 * default. The ledger's own are facts (`rules/settings.ts`); variables are for one shell or one cron job.
 */
import type { ProgramEnv } from './env.ts';
import { Refused } from './rules/refusal.ts';
import { canonicalSetting, SETTING_KEYS, type SettingKey, type SettingValues } from './rules/settings.ts';

interface About {
  readonly variable: string;
  /** What holds when nobody set it. */
  readonly standard: string;
  readonly does: string;
}

export const SETTING_FACTS: Readonly<Record<SettingKey, About>> = {
  reserve: {
    variable: 'CONNECTS_RESERVE',
    standard: '0',
    does: 'Connects you want to keep unspent',
  },
  budget: {
    variable: 'CONNECTS_BUDGET',
    standard: 'none',
    does: 'the most you want to spend in a week or month',
  },
};

export interface SettingInForce {
  readonly key: SettingKey;
  /** Null: there is none. */
  readonly value: string | null;
  readonly from: 'default' | 'ledger' | 'environment';
}

/** What the environment sets. A value that cannot be read is refused by its variable's name. */
export function settingOverrides(vars: ProgramEnv['vars']): SettingValues {
  const found: Record<string, string> = {};
  for (const key of SETTING_KEYS) {
    const text = vars[SETTING_FACTS[key].variable];
    if (text) found[key] = readSetting(key, text, SETTING_FACTS[key].variable);
  }
  return found;
}

/** The value in its one form; `named` is what a refusal calls it. */
export function readSetting(key: SettingKey, text: string, named: string): string {
  const value = canonicalSetting(key, text);
  if (value !== null) return value;
  const expected = key === 'budget' ? 'budget' : 'connects-or-none';
  throw new Refused({ code: 'invalid-amount', flag: named, given: text, expected });
}

/** Every setting as it holds in this call. */
export function inForce(ledger: SettingValues, vars: ProgramEnv['vars']): readonly SettingInForce[] {
  const over = settingOverrides(vars);
  return SETTING_KEYS.map((key): SettingInForce => {
    const { standard } = SETTING_FACTS[key];
    if (over[key] !== undefined) return { key, value: over[key], from: 'environment' };
    if (ledger[key] !== undefined) return { key, value: ledger[key], from: 'ledger' };
    return { key, value: standard === 'none' ? null : standard, from: 'default' };
  });
}
