/** The contract of `apply`, `mark` and `edit`. */
import { type ModelAccount, type ModelRow, refuseIf } from './account.ts';
import type { ModelCommandOf } from './commands.ts';
import { daysAfter, type ModelDay, oneYearAfter } from './days.ts';
import { INTERVIEW_CAP, INTERVIEW_DAYS } from './editions.ts';
import { creditsOf, walletOn } from './model-credits.ts';
import { overridesBudget, overridesReserve } from './model-settings.ts';

export function modelApply(account: ModelAccount, command: ModelCommandOf<'apply'>, on: ModelDay): void {
  const { boost: bid = 0, credits = 0, invited = false, key = null, force = false } = command;
  // What ad credits do not pay.
  const boost = bid - credits;
  const cost = invited ? 0 : (command.cost ?? 0);
  const isRepeated = key !== null && account.claims().includes(`key ${key}`);
  refuseIf(isRepeated && !force, 'duplicate-key');
  const isOdd = isOddCost(account, cost, invited, on) || isOddBoost(account, bid, on);
  refuseIf(isOdd && !force, 'cost-out-of-range');
  const isOddCredit = credits > 0 && !account.edition(on).adCredits;
  refuseIf(isOddCredit && !force, 'no-ad-credits');
  refuseIf(credits > walletOn(account, on).left, 'insufficient-ad-credits');
  refuseIf(cost + boost > account.balance(on), 'insufficient-connects');
  const posted = account.copied();
  posted.begin('apply');
  posted.post(on, 'other', -(cost + boost));
  if (cost + boost > 0) posted.refuseShortage();
  const isBelow = overridesReserve(account, cost + boost, on, force);
  const isOver = overridesBudget(account, { connects: cost + boost, cents: 0 }, on, force);
  const proposal = account.nextProposal();
  account.begin('apply');
  account.note(on, { is: 'proposal', proposal, invited, key });
  const forced = isOdd || isOddCredit || isRepeated || isBelow || isOver;
  if (credits > 0) account.note(on, { is: 'credits-spent', proposal, credits });
  if (cost > 0) account.post(on, 'proposal', -cost, { proposal, forced });
  if (boost > 0) account.post(on, 'boost', -boost, { proposal, forced });
  account.refuseShortage();
  refuseIf(walletOn(account, '9999-12-31').isShort, 'overdraws-later');
}

function isOddCost(account: ModelAccount, cost: number, invited: boolean, on: ModelDay): boolean {
  const [least, most] = account.edition(on).cost;
  return !invited && (cost < least || (most !== null && cost > most));
}

const isOddBoost = (account: ModelAccount, boost: number, on: ModelDay): boolean =>
  boost > 0 && !account.edition(on).boosts;

const FORWARD = ['sent', 'viewed', 'replied', 'interview', 'hired'];
const ENDS = ['declined', 'withdrawn', 'cancelled', 'removed', 'expired', 'lost', 'hired'];

export const isEnd = (outcome: string): boolean => ENDS.includes(outcome);

/** Forward only, a step may be skipped; what ended it ends it. */
function mayFollow(before: string, after: string): boolean {
  if (ENDS.includes(before)) return false;
  return ENDS.includes(after) || FORWARD.indexOf(after) > FORWARD.indexOf(before);
}

/** Whether a proposal can have had all these, one after the other. */
export const canHaveAll = (outcomes: readonly string[]): boolean =>
  outcomes.every((outcome, i) => mayFollow(outcomes[i - 1] ?? 'sent', outcome));

export function modelMark(account: ModelAccount, command: ModelCommandOf<'mark'>, on: ModelDay): void {
  const ids = new Set([command.proposal, ...(command.others ?? [])]);
  account.begin('mark');
  for (const id of ids) markOne(account, id, command, on);
}

function markOne(account: ModelAccount, id: number, command: ModelCommandOf<'mark'>, on: ModelDay): void {
  const { outcome, reward, returned, force = false } = command;
  const proposal = account.proposal(id);
  refuseIf(on < proposal.on, 'invalid-day');
  const isOf = (fact: { readonly proposal: number }): boolean => fact.proposal === id;
  if (outcome === 'outbid') {
    const [boost] = account.rowsOf(id, 'boost');
    const isBack = account.rowsOf(id, 'boost-refund').length > 0;
    // A boost that ad credits paid alone can be outbid too: none of them come back.
    const hasCredits = boost === undefined && creditsOf(account, id) > 0 && !account.factsOf('credits-lost').some(isOf);
    refuseIf(!hasCredits && (boost === undefined || isBack), 'invalid-transition');
    const bid = -(boost?.connects ?? 0);
    refuseIf((returned ?? bid) > bid, 'invalid-amount');
    if (hasCredits) account.note(on, { is: 'credits-lost', proposal: id });
    if (boost) refund(account, boost, 'boost-refund', returned ?? bid, on);
    return;
  }
  const wasInterview = account
    .factsOf('outcome', on)
    .filter(isOf)
    .some((f) => f.outcome === 'interview' || f.outcome === 'hired');
  if (outcome === 'interview' && reward !== undefined && wasInterview && account.rowsOf(id, 'interview').length === 0) {
    // A late reward is all that is new.
    rewardInterview(account, id, reward, on, { force });
    return;
  }
  const story = account.factsOf('outcome').filter(isOf);
  const [before, after] = [story.findLast((fact) => fact.on <= on), story.find((fact) => fact.on > on)];
  const last = before?.outcome ?? 'sent';
  // What is the same says nothing new, forced or not.
  refuseIf(last === outcome, 'invalid-transition');
  const isOdd = !mayFollow(last, outcome) || (after !== undefined && !mayFollow(outcome, after.outcome));
  refuseIf(isOdd && !force, 'invalid-transition');
  account.note(on, { is: 'outcome', proposal: id, outcome });
  if (outcome === 'interview' && (!proposal.invited || reward !== undefined))
    rewardInterview(account, id, reward, on, { force, forced: isOdd });
  if (outcome !== 'cancelled' && outcome !== 'removed') return;
  // The client closed the job without hiring, or Upwork took it away: the cost comes back, and the bid with it.
  for (const cost of account.rowsOf(id, 'proposal'))
    if (account.rowsOf(id, 'refund').length === 0) refund(account, cost, 'refund', -cost.connects, on, isOdd);
  if (account.rowsOf(id, 'boost-refund').length > 0) return;
  for (const boost of account.rowsOf(id, 'boost')) refund(account, boost, 'boost-refund', -boost.connects, on, isOdd);
}

/** What has expired meanwhile is gone. */
function refund(
  account: ModelAccount,
  spent: ModelRow,
  kind: string,
  connects: number,
  on: ModelDay,
  forced = false,
): void {
  const after = account.copied();
  after.post(on, kind, connects, { proposal: spent.proposal });
  const back = after.balance(on) - account.balance(on);
  if (back > 0) account.post(on, kind, back, { proposal: spent.proposal, forced });
}

/** No 7 consecutive days may hold more than the cap; with room for less, that is granted. */
function rewardInterview(
  account: ModelAccount,
  proposal: number,
  told: number | undefined,
  on: ModelDay,
  { force, forced = false }: { readonly force: boolean; readonly forced?: boolean },
): void {
  const published = account.edition(on).interview ?? 0;
  const rewards = account.liveRows().filter(({ kind }) => kind === 'interview');
  const heldIn = (first: ModelDay): number =>
    rewards
      .filter((row) => row.on >= first && row.on < daysAfter(first, INTERVIEW_DAYS))
      .reduce((sum, { connects }) => sum + connects, 0);
  const windows = Array.from({ length: INTERVIEW_DAYS }, (_, i) => heldIn(daysAfter(on, -i)));
  const room = Math.max(0, INTERVIEW_CAP - Math.max(...windows));
  const isOver = told !== undefined && (account.edition(on).interview ?? 0) > 0 && told > room;
  const connects = isOver && !force ? room : (told ?? Math.min(published, room));
  const more = { proposal, expiresOn: oneYearAfter(on), forced: forced || (isOver && force) };
  if (connects > 0) account.post(on, 'interview', connects, more);
}

/** Appends: the old row is reversed on its day, and the right one follows. */
export function modelEdit(account: ModelAccount, command: ModelCommandOf<'edit'>): void {
  const { proposal: id, on: moved } = command;
  const { on: sentOn, invited } = account.proposal(id);
  const on = moved ?? sentOn;
  const isOf = (fact: { readonly proposal: number }): boolean => fact.proposal === id;
  refuseIf(
    account
      .factsOf('outcome')
      .filter(isOf)
      .some((fact) => fact.on < on),
    'depended-on',
  );
  const credits = creditsOf(account, id);
  refuseIf(credits > 0 && ((command.boost ?? credits) < credits || on !== sentOn), 'credits-stay');
  account.begin('edit');
  const before = account.rows.length;
  const changes: { old: ModelRow | undefined; kind: string; on: ModelDay; connects: number }[] = [];
  for (const [kind, wanted] of [
    ['proposal', command.cost],
    ['boost', command.boost === undefined ? undefined : command.boost - credits],
  ] as const) {
    const [old] = account.rowsOf(id, kind);
    const was = -(old?.connects ?? 0);
    const now = wanted ?? was;
    if (now === was && (on === sentOn || !old)) continue;
    const isOdd = kind === 'proposal' ? isOddCost(account, now, invited, on) : isOddBoost(account, now, on);
    // What was forced is not asked about again.
    refuseIf(isOdd && !(old?.forced && now === was), 'cost-out-of-range');
    changes.push({ old, kind, on, connects: -now });
    // What came back follows what was taken: the whole as the whole, a part as the part.
    for (const back of account.rowsOf(id, kind === 'proposal' ? 'refund' : 'boost-refund')) {
      refuseIf(back.on < on, 'depended-on');
      const connects = back.connects === was ? now : back.connects;
      refuseIf(connects > now, 'depended-on');
      if (connects !== back.connects) changes.push({ old: back, kind: back.kind, on: back.on, connects });
    }
  }
  if (on !== sentOn) account.note(on, { is: 'moved', proposal: id });
  // What is replaced comes first, then what is new.
  changes.sort((a, b) => (a.old?.id ?? Number.POSITIVE_INFINITY) - (b.old?.id ?? Number.POSITIVE_INFINITY));
  for (const { old, kind, on, connects } of changes) {
    if (old) reverseRow(account, old);
    const more = { proposal: id, replaces: old?.id ?? null, forced: old?.forced ?? false };
    if (connects !== 0) account.post(on, kind, connects, more);
  }
  if (account.rows.length === before && on === sentOn) account.commands.pop();
  account.refuseShortage();
}

/** A reversal stands on the day of what it reverses. */
export const reverseRow = (account: ModelAccount, row: ModelRow): ModelRow =>
  account.post(row.on, 'reversal', -row.connects, { reverses: row.id, proposal: row.proposal, forced: row.forced });
