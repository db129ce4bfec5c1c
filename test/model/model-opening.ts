/** The contract of `init`, `rules use`, `plan` and `renew`. */
import { type ModelAccount, refuseIf } from './account.ts';
import type { ModelCommandOf } from './commands.ts';
import { cycleStart, daysAfter, type ModelDay, oneYearAfter } from './days.ts';
import { editionOfDay, MODEL_EDITIONS } from './editions.ts';
import { billedAnchors, monthlyConnects } from './model-settings.ts';

export function modelInit(account: ModelAccount, command: ModelCommandOf<'init'>, on: ModelDay): void {
  refuseIf(account.opened !== '', 'already-open');
  refuseIf(
    (command.joined ?? on) > on,
    command.joined === undefined || command.joined <= command.today ? 'invalid-day' : 'future-day',
  );
  const { balance, joined = on, plan } = command;
  const edition = command.edition ?? (balance === undefined ? '2020-12' : editionOfDay(on));
  refuseIf(!(edition in MODEL_EDITIONS), 'unknown-edition');
  account.begin('init');
  account.joined = joined;
  account.opened = balance === undefined ? joined : on;
  account.hasOpeningBalance = balance !== undefined;
  account.note(account.opened, { is: 'edition', edition });
  account.note(account.opened, { is: 'plan', plan: plan ?? 'basic' });
  const { signup } = account.edition(account.opened);
  if (balance === undefined) {
    if (signup !== null) account.post(joined, 'signup', signup, { expiresOn: oneYearAfter(joined), name: 'signup' });
  } else if (balance > 0) {
    account.post(on, 'opening', balance, { expiresOn: oneYearAfter(on) });
  }
}

export function modelRulesUse(account: ModelAccount, { edition }: ModelCommandOf<'rules use'>, on: ModelDay): void {
  refuseIf(!(edition in MODEL_EDITIONS), 'unknown-edition');
  if (account.factsOf('edition', on).at(-1)?.edition === edition) return;
  account.begin('rules use');
  account.note(on, { is: 'edition', edition });
}

/** An upgrade starts a new cycle on its day and grants the paid part; a downgrade moves no Connects and no anchor. */
export function modelPlan(account: ModelAccount, { plan, granted }: ModelCommandOf<'plan'>, on: ModelDay): void {
  refuseIf(account.plan(on) === plan, 'invalid-transition');
  account.begin('plan');
  account.note(on, { is: 'plan', plan });
  const { plus, fee } = account.edition(on);
  const connects = granted ?? plus[0];
  if (plan === 'plus' && connects > 0)
    account.post(on, 'membership', connects, { expiresOn: oneYearAfter(on), cents: fee });
}

/** Posts each cycle that is due up to a day and not yet posted, on its own day: first what is cut, then the grant. */
export function modelRenew(account: ModelAccount, on: ModelDay): void {
  const due = cyclesDue(account, on);
  const cuts = due.map(() => 0);
  for (const [i, { day }] of due.entries()) {
    // Without a renewal, nothing is carried over it.
    const carried = monthlyConnects(account, on) === 0 ? null : account.edition(day).carried;
    const trial = account.copied();
    postCycles(trial, due, cuts, on);
    const over = carried === null ? 0 : Math.max(0, trial.balanceAtMidnight(day) - carried);
    // What later days have spent already cannot be cut.
    for (cuts[i] = over; (cuts[i] as number) > 0; cuts[i] = (cuts[i] as number) - 1) {
      const cut = account.copied();
      postCycles(cut, due, cuts, on);
      if (cut.replayed('9999-12-31').shortOn === null) break;
    }
  }
  const posted = account.copied();
  postCycles(posted, due, cuts, on);
  if (posted.rows.length > account.rows.length) postCycles(account, due, cuts, on);
}

interface DueCycle {
  readonly day: ModelDay;
  readonly name: string;
}

function postCycles(account: ModelAccount, due: readonly DueCycle[], cuts: readonly number[], until: ModelDay): void {
  account.begin('renew');
  for (const [i, { day, name }] of due.entries()) {
    const { basic, plus, fee } = account.edition(day);
    if (cuts[i]) account.post(day, 'carry-over-cut', -cuts[i], { name });
    // An upgrade begins a cycle of its own, later in the day.
    const isPlus = account.plan(daysAfter(day, -1)) === 'plus' && account.plan(day) === 'plus';
    const connects = monthlyConnects(account, until) ?? (isPlus ? plus[0] + plus[1] : basic);
    const more = { name, expiresOn: oneYearAfter(day), cents: isPlus ? fee : null };
    if (connects > 0) account.post(day, 'renewal', connects, more);
  }
}

/** Cycles are counted from the joined day, and from the day of each upgrade on. What an opening balance holds is not due. */
function cyclesDue(account: ModelAccount, until: ModelDay): readonly DueCycle[] {
  const upgrades = account
    .factsOf('plan', until)
    .filter(({ plan, on }) => plan === 'plus' && on > account.opened)
    .map(({ on }) => on);
  const counted = [account.joined, ...upgrades];
  const anchors = billedAnchors(account, counted, until);
  const posted = account.liveRows().map(({ name }) => name);
  const renewed = account.liveRows().filter(({ kind }) => kind === 'renewal' || kind === 'carry-over-cut');
  // With another billing day, a cycle that was posted less than two weeks away is the same one.
  const isSame = (day: ModelDay): boolean =>
    renewed.some(({ on }) => Math.abs(Date.parse(on) - Date.parse(day)) < 14 * 86_400_000);
  // What Upwork showed on a day holds the cycles before it.
  const agreed = account.factsOf('agreed').at(-1)?.on ?? '';
  return anchors.flatMap((anchor, i) => {
    const days: DueCycle[] = [];
    for (let k = 1; ; k += 1) {
      // The last day on which a cycle may begin is that of the edition in force then.
      const { lastDay } = account.edition(cycleStart(anchor, k, 31)) ?? account.edition(account.opened);
      const day = cycleStart(anchor, k, lastDay);
      if (day > until || day > (anchors[i + 1] ?? day)) return days;
      const name = `cycle ${k} of ${anchor}`;
      const isThere = posted.includes(name) || (anchor !== counted[i] && isSame(day));
      if (day > account.opened && day >= agreed && !isThere) days.push({ day, name });
    }
  });
}
