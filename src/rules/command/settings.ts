/**
 * The settings of an account: how many Connects stay untouched, what a week or a month may cost, which monthly
 * Connects Upwork really gives, on which day, and who owns the account.
 * Settings are facts of the ledger, so a copy includes them, `undo` reverses them, and they apply from their day on.
 * They are kept as text in one canonical form; a value is read where it is used.
 */
import { addDays, type Day, monthsLater, weekStart } from '../values/calendar.ts';
import { flowPart } from '../vocabulary/kinds.ts';
import type { Transaction } from '../vocabulary/transaction.ts';
import { cleanMember } from './member-name.ts';

export const SETTING_KEYS = ['reserve', 'budget', 'monthly', 'billing-day', 'owners'] as const;
export type SettingKey = (typeof SETTING_KEYS)[number];

/** It says what cycles bring, or when: those that are not posted yet follow it, whatever their day. */
export const isOfCycles = (key: SettingKey): boolean => key === 'monthly' || key === 'billing-day';

/** Values as text, by key. A missing key has its default. */
export type SettingValues = Readonly<Record<string, string>>;

/** At most `limit` in a calendar week (from Monday) or month: Connects spent, or US cents paid. */
export interface SpendingBudget {
  readonly limit: number;
  readonly unit: 'connects' | 'cents';
  readonly per: BudgetPeriod;
}

export type BudgetPeriod = 'week' | 'month';

const RESERVE = /^(0|[1-9]\d{0,5})$/;
const BILLING_DAY = /^([1-9]|[12]\d|3[01])$/;
const BUDGET = /^(\$?)(0|[1-9]\d{0,5})(?:\.(\d{2}))?\s*(?:\/|per |a )\s*(week|month)$/;

/** The value in its canonical form; null: it is invalid. */
export function canonicalSetting(key: SettingKey, text: string): string | null {
  const given = text.trim().toLowerCase();
  switch (key) {
    case 'reserve':
      return RESERVE.test(given) ? given : null;
    case 'budget': {
      if (given === 'none') return given;
      const budget = readBudget(given);
      return budget && writeBudget(budget);
    }
    case 'monthly':
      if (given === 'none' || given === '0') return 'none';
      return RESERVE.test(given) ? given : null;
    case 'billing-day':
      return BILLING_DAY.test(given) ? given : null;
    case 'owners':
      return given === 'none' ? given : (readOwners(text)?.join(',') ?? null);
  }
}

/** Nobody lists more. */
const MOST_OWNERS = 50;

/** Names between commas, each once; null: one of them is no name. */
function readOwners(text: string): readonly string[] | null {
  const names = text.split(',').map(cleanMember);
  const once = new Map(names.map((name) => [name?.toLowerCase(), name]));
  const found = [...once.values()].filter((name) => name !== null);
  return found.length === once.size && found.length <= MOST_OWNERS ? found : null;
}

/** Those who alone buy, adjust, void and set; empty: everybody may. */
export function ownersOf(settings: SettingValues): readonly string[] {
  const text = settings['owners'] ?? 'none';
  return text === 'none' ? [] : (readOwners(text) ?? []);
}

/** What every cycle brings to this account, in Connects; null: what the rulebook says. */
export function monthlyOf(settings: SettingValues): number | null {
  const text = settings['monthly'] ?? '';
  if (text === 'none') return 0;
  return RESERVE.test(text) ? Number(text) : null;
}

/** The day of the month on which cycles begin; null: that of the day they are counted from. */
export function billingDayOf(settings: SettingValues): number | null {
  const text = settings['billing-day'] ?? '';
  return BILLING_DAY.test(text) ? Number(text) : null;
}

/** Connects that spending leaves untouched. */
export function reserveOf(settings: SettingValues): number {
  const text = settings['reserve'] ?? '';
  return RESERVE.test(text) ? Number(text) : 0;
}

export const budgetOf = (settings: SettingValues): SpendingBudget | null => readBudget(settings['budget'] ?? '');

function readBudget(text: string): SpendingBudget | null {
  const [, sign, whole, cents, per] = BUDGET.exec(text) ?? [];
  if (whole === undefined || (sign === '' && cents !== undefined)) return null;
  const [limit, unit] =
    sign === '' ? [Number(whole), 'connects' as const] : [Number(whole + (cents ?? '00')), 'cents' as const];
  return { limit, unit, per: per === 'week' ? 'week' : 'month' };
}

function writeBudget({ limit, unit, per }: SpendingBudget): string {
  if (unit === 'connects') return `${limit}/${per}`;
  const [whole, cents] = [Math.trunc(limit / 100), limit % 100];
  return `$${whole}${cents === 0 ? '' : `.${String(cents).padStart(2, '0')}`}/${per}`;
}

/** The calendar week or month that holds a day; `next` is the first day after it. */
export function periodOf(day: Day, per: BudgetPeriod): { readonly from: Day; readonly next: Day } {
  const from = per === 'week' ? weekStart(day) : (`${day.slice(0, 8)}01` as Day);
  return { from, next: per === 'week' ? addDays(from, 7) : monthsLater(from, 1) };
}

/**
 * The part of a budget that a transaction uses: Connects for proposals and boosts, negative for refunds, or money paid.
 * Null: no budget counts it.
 */
export function outgoOf(transaction: Transaction): { connects: number; cents: number } | null {
  const { connects, cents } = transaction;
  const flow = flowPart(transaction);
  if (flow === 'proposals') return { connects: -connects, cents: 0 };
  return flow === 'bought' && cents ? { connects: 0, cents } : null;
}
