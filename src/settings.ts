/**
 * Settings as one call of the program sees them: an environment variable overrides the ledger, the ledger over the
 * default. The ledger's own are facts (`rules/command/settings.ts`); variables are for one shell or one cron job.
 */
import type { EnvVariable, ProgramEnv } from './env.ts';
import { type Refusal, Refused } from './rules/answers/refusal.ts';
import { canonicalSetting, SETTING_KEYS, type SettingKey, type SettingValues } from './rules/command/settings.ts';

interface About {
  /** Null: no variable overrides it. */
  readonly variable: EnvVariable | null;
  /** What a value must be, as a refusal calls it. */
  readonly expected: Extract<Refusal, { code: 'invalid-amount' }>['expected'];
  /** What holds when nobody set it, in words; `fallback` is its value, null where it has none. */
  readonly standard: string;
  readonly fallback: string | null;
  readonly does: string;
}

export const SETTING_FACTS: Readonly<Record<SettingKey, About>> = {
  reserve: {
    variable: 'CONNECTS_RESERVE',
    expected: 'connects-or-none',
    standard: '0',
    fallback: '0',
    does: 'Connects you want to keep unspent',
  },
  budget: {
    variable: 'CONNECTS_BUDGET',
    expected: 'budget',
    standard: 'none',
    fallback: null,
    does: 'the most you want to spend in a week or month',
  },
  monthly: {
    variable: null,
    expected: 'monthly',
    standard: 'by the rulebook',
    fallback: null,
    does: 'Connects that Upwork gives you each month, if not those of the rulebook',
  },
  'billing-day': {
    variable: null,
    expected: 'billing-day',
    standard: 'by the joined day',
    fallback: null,
    does: 'the day of the month on which your billing cycle begins',
  },
  owners: {
    variable: null,
    expected: 'owners',
    standard: 'none',
    fallback: null,
    does: 'members who alone may buy, adjust, void and change settings',
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
    const { variable } = SETTING_FACTS[key];
    const text = variable && vars[variable];
    if (text) found[key] = readSetting(key, text, variable);
  }
  return found;
}

/** The value in its one form; `named` is what a refusal calls it. */
export function readSetting(key: SettingKey, text: string, named: string): string {
  const value = canonicalSetting(key, text);
  if (value !== null) return value;
  throw new Refused({ code: 'invalid-amount', flag: named, given: text, expected: SETTING_FACTS[key].expected });
}

/** Every setting as it holds in this call. */
export function inForce(ledger: SettingValues, vars: ProgramEnv['vars']): readonly SettingInForce[] {
  const over = settingOverrides(vars);
  return SETTING_KEYS.map((key): SettingInForce => {
    if (over[key] !== undefined) return { key, value: over[key], from: 'environment' };
    if (ledger[key] !== undefined) return { key, value: ledger[key], from: 'ledger' };
    return { key, value: SETTING_FACTS[key].fallback, from: 'default' };
  });
}
