/** Warns of rows that contradict the rulebook, once for each rule. Rows are facts: they are imported unchanged. */

import type { RulebookMismatch, Warning } from '../answers/warning.ts';
import { rewardCapOf, rewardRoom } from '../rulebook/reward-cap.ts';
import { isInRange, isOnSale, type Rulebook } from '../rulebook/rulebook.ts';
import { cycleGrant } from '../state/cycles.ts';
import type { State } from '../state/state.ts';
import { addDays, byDay, connectsByDay, type Day, daysFrom } from '../values/calendar.ts';
import { bareKey, jobKeyOf } from '../values/job-key.ts';
import { OUTCOME_FACTS } from '../vocabulary/outcomes.ts';
import { publishedReward, rewardClaim } from '../vocabulary/rewards.ts';
import type { Entry } from '../vocabulary/transaction.ts';
import type { ImportRow } from '../vocabulary/upwork-row.ts';
import { meaningOf, type RowMeaning } from './row-labels.ts';

/** What the rows are judged against. */
interface JudgingContext {
  readonly state: State;
  readonly entries: readonly Entry[];
  readonly rulebookOn: (day: Day) => Rulebook;
}

/** No cycle is shorter. */
const SHORTEST_CYCLE = 28;

/** `fresh`: oldest first. */
export function warnOfRows(
  fresh: readonly ImportRow[],
  { state, entries, rulebookOn }: JudgingContext,
): readonly Warning[] {
  const found = new Map<RulebookMismatch, { rows: number; first: ImportRow; edition: string }>();
  const ruled = byDay(rulebookOn);
  const claimed = new Set(state.claimed.map(({ key }) => key));
  const charged = new Set<string>();
  for (const proposal of state.proposals.values()) {
    const key = jobKeyOf(proposal);
    if (key !== null && !proposal.costUnknown) charged.add(bareKey(key));
  }
  const won = hiredJobs(state);
  const posted = entries.filter((entry) => entry.type === 'transaction');
  const rewarded = connectsByDay(posted.filter(({ kind }) => kind === 'interview'));
  const renewed = new Set(posted.flatMap(({ kind, on }) => (kind === 'renewal' ? on : [])));

  /** Whether the key is known already; adds it. */
  const again = (known: Set<string>, key: string): boolean => known.has(key) || !known.add(key);
  const isTwice = ({ on }: ImportRow): boolean => {
    const near = daysFrom(addDays(on, 1 - SHORTEST_CYCLE), 2 * SHORTEST_CYCLE - 1).some((day) => renewed.has(day));
    renewed.add(on);
    return near;
  };
  const isOverCap = ({ on, connects }: ImportRow, rulebook: Rulebook): boolean => {
    rewarded.set(on, (rewarded.get(on) ?? 0) + connects);
    return rewardRoom(on, rewardCapOf(rulebook), rewarded) < 0;
  };

  function broken(row: ImportRow, what: RowMeaning, rulebook: Rulebook): RulebookMismatch | null {
    const { connects } = row;
    const closing = what.outcome && OUTCOME_FACTS[what.outcome].closing;
    switch (what.kind) {
      case 'proposal':
        if (row.jobKey !== null && again(charged, bareKey(row.jobKey))) return 'duplicate-key';
        return isInRange(rulebook, -connects) ? null : 'cost-out-of-range';
      case 'boost':
        return rulebook.boost.available ? null : 'no-boost';
      case 'purchase':
        return isOnSale(rulebook, connects) ? null : 'no-such-bundle';
      case 'renewal':
        if (isTwice(row)) return 'renewed-twice';
        return connects === cycleGrant(rulebook, 'basic') || connects === cycleGrant(rulebook, 'plus')
          ? null
          : 'amount-differs';
      case 'interview':
        return isOverCap(row, rulebook) ? 'reward-capped' : amountDiffers(connects, rulebook.interview.connects);
      case 'refund':
        if (won(row)) return 'refund-of-hired';
        return closing && !rulebook.refunds[closing] ? 'no-refund' : null;
      default: {
        const reward = { kind: what.kind, title: what.title ?? row.title };
        const claim = rewardClaim(reward);
        if (claim !== null && again(claimed, claim)) return 'already-claimed';
        return amountDiffers(connects, publishedReward(rulebook, reward));
      }
    }
  }

  for (const row of fresh) {
    const rulebook = ruled(row.on);
    const rule = broken(row, meaningOf(row.label, row.connects), rulebook);
    if (rule === null) continue;
    const previous = found.get(rule);
    if (previous) previous.rows += 1;
    else found.set(rule, { rows: 1, first: row, edition: rulebook.id });
  }
  return [...found].map(([rule, { rows, first, edition }]) => {
    const { on, connects, title } = first;
    return { code: 'import-against-rules', rule, rows, edition, on, connects, title };
  });
}

/** Whether the row belongs to a job that hired: by its key, or by its title if all proposals with it were hired. */
function hiredJobs({ proposals }: State): (row: ImportRow) => boolean {
  const byKey = new Map<string, boolean>();
  const byTitle = new Map<string, boolean>();
  for (const proposal of proposals.values()) {
    const isHired = proposal.status === 'hired';
    const key = jobKeyOf(proposal);
    if (key !== null) byKey.set(bareKey(key), isHired);
    if (proposal.title !== null) byTitle.set(proposal.title, isHired && (byTitle.get(proposal.title) ?? true));
  }
  return ({ jobKey, title }) =>
    (jobKey === null ? undefined : byKey.get(bareKey(jobKey))) ?? (title !== null && (byTitle.get(title) ?? false));
}

const amountDiffers = (connects: number, published: number | null): RulebookMismatch | null =>
  published === null || published === connects ? null : 'amount-differs';
