/**
 * `plan`: an upgrade starts a new billing cycle on its day and grants the paid part; a downgrade moves nothing.
 * Under Plus, another fee holds from its day on, for the cycles from then on that are recorded already as well.
 */

import { feeConnects, feePrice, typedFeeOn } from '../amounts/membership-fee.ts';
import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { keepShownRow, replaceTransaction } from '../past/corrections.ts';
import { entryBuilder, rulebookOn, splitAt, type Timeline } from '../past/timeline.ts';
import { issuedOn } from '../rulebook/rulebook.ts';
import { foldEntries } from '../state/evolve.ts';
import { planOn } from '../state/state.ts';
import { isOfCycle } from '../vocabulary/kinds.ts';
import { factsOf, inOrder, type TypedFee, transactionsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';
import { CORRECTION_LABEL } from './edit-amounts.ts';

export function decidePlan(command: CommandOf<'plan'>, whole: Timeline): Decision {
  const { on, plan, granted, fee: typed = null } = command;
  // A command with a fee is placed before its day.
  const [ofDay, later] = splitAt(whole.later, { on, rank: 1 });
  const timeline = ofDay.length === 0 ? whole : { ...whole, past: foldEntries(whole.past, ofDay), later };
  if (planOn(timeline.past, on) === plan) {
    return plan === 'plus' && typed
      ? changeFee(command, typed, whole)
      : refuseCommand({ code: 'invalid-transition', plan });
  }
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const builder = entryBuilder(timeline.next);
  const fee = typed && wholeFee(typed, null);
  builder.addFact(on, { kind: 'plan', plan });
  if (fee) builder.addFact(on, { kind: 'fee', ...fee });
  const price = plan === 'basic' ? null : feePrice(fee, rulebook);
  const connects = plan === 'basic' ? 0 : (granted ?? rulebook.monthly[plan].paid);
  if (connects > 0) {
    builder.addTransaction({
      ...issuedOn(on, rulebook),
      kind: 'membership',
      connects,
      cents: price?.totalCents ?? null,
    });
  }
  // A downgrade applies to its whole day, although a renewal was posted at midnight.
  const isToday = plan === 'basic' && timeline.past.renewed.at(-1) === on;
  const [change] = factsOf(timeline.later, 'plan');
  const after = transactionsOf(timeline.later).filter(
    (each) => isOfCycle(each.kind) && (!change || inOrder(each, change) < 0),
  );
  const posted = after.flatMap((cycle) => (cycle.kind === 'renewal' ? cycle.on : []));
  const days = isToday ? [on, ...posted] : posted;
  // The renewal of the same day comes before this place, so its number is not known here.
  const transactions = isToday ? [] : after.filter(({ source }) => source === 'renew').map(({ id }) => id);
  const warnings: Warning[] = days.length > 0 ? [{ code: 'cycles-posted', days, transactions }] : [];
  return acceptCommand(builder.entries, {
    warnings,
    ...(plan === 'plus' ? { detail: { of: 'fee', fee: price, isUpgrade: true } } : {}),
  });
}

type FeeParts = NonNullable<CommandOf<'plan'>['fee']>;

/** A part that was not typed stays as it was: the tax does not go because the price of Plus rises. */
const wholeFee = ({ cents, taxMilli }: FeeParts, before: TypedFee | null): TypedFee => ({
  cents: cents ?? before?.cents ?? null,
  taxMilli: taxMilli ?? before?.taxMilli ?? 0,
});

/** The fee from a day on, without a new cycle and without a grant. */
function changeFee({ on }: CommandOf<'plan'>, typed: FeeParts, timeline: Timeline): Decision {
  const { later, rulebooks } = timeline;
  const builder = entryBuilder(timeline.next);
  const state = foldEntries(timeline.past, later);
  const fee = wholeFee(typed, typedFeeOn(state, on));
  builder.addFact(on, { kind: 'fee', ...fee });
  const ends = later.find(
    (each) => each.on > on && each.type === 'fact' && (each.body.kind === 'fee' || each.body.kind === 'plan'),
  );
  const known = { plans: state.plans, rulebooks };
  for (const cycle of transactionsOf(later)) {
    if (ends && inOrder(cycle, ends) > 0) break;
    const rulebook = rulebooks.get(cycle.edition);
    const cents = rulebook && (feeConnects(cycle, known) ?? 0) > 0 ? feePrice(fee, rulebook)?.totalCents : undefined;
    if (cents === undefined || cents === cycle.cents) continue;
    replaceTransaction(builder, cycle, { cents }, CORRECTION_LABEL);
    keepShownRow(builder, cycle, later);
  }
  const price = feePrice(fee, rulebookOn(timeline, state, on));
  return acceptCommand(builder.entries, { detail: { of: 'fee', fee: price, isUpgrade: false } });
}
