/** The balance over a span of days in so many steps, with what renewed and what expired in each. */

import type { StatementLine } from '../../rules/past/statement.ts';
import { addDays, type Day, daysBetween } from '../../rules/values/calendar.ts';

export interface BalanceStep {
  readonly from: Day;
  readonly to: Day;
  /** At the end of the last day. */
  readonly balance: number;
  readonly renewed: boolean;
  readonly expired: boolean;
}

export interface DaySpan {
  readonly since: Day;
  readonly until: Day;
}

/** `lines` are all of these days, oldest first; `before` is the balance when they begin. At most `most` steps. */
export function stepBalances(
  lines: readonly Pick<StatementLine, 'on' | 'kind' | 'balance'>[],
  before: number,
  span: DaySpan,
  most: number,
): readonly BalanceStep[] {
  const days = daysBetween(span.since, span.until) + 1;
  const count = Math.min(days, most);
  const day = (step: number): Day => addDays(span.since, Math.floor((days * step) / count));
  const steps: BalanceStep[] = [];
  let balance = before;
  let next = 0;
  for (let step = 0; step < count; step++) {
    const [from, to] = [day(step), addDays(day(step + 1), -1)];
    let renewed = false;
    let expired = false;
    for (let line = lines[next]; line && line.on <= to; line = lines[++next]) {
      balance = line.balance;
      renewed ||= line.kind === 'renewal';
      expired ||= line.kind === 'expiry';
    }
    steps.push({ from, to, balance, renewed, expired });
  }
  return steps;
}
