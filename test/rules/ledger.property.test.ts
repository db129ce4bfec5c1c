/** Properties of every ledger, whatever was recorded in whatever order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/rules/command/command.ts';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import { nextCycle } from '../../src/rules/state/cycles.ts';
import { foldEntries, startReplay } from '../../src/rules/state/evolve.ts';
import { grantTotal } from '../../src/rules/state/grants.ts';
import { balanceOn, EMPTY_STATE, type State, type StateCore } from '../../src/rules/state/state.ts';
import { addDays, type Day, daysBetween, monthsLater } from '../../src/rules/values/calendar.ts';
import { KINDS } from '../../src/rules/vocabulary/kinds.ts';
import { PROPOSAL_STATUSES } from '../../src/rules/vocabulary/outcomes.ts';
import type { Entry, Transaction } from '../../src/rules/vocabulary/transaction.ts';
import { command, dayBetween, opening, run, steps } from './arbitrary.ts';
import {
  apply,
  attempt,
  type Book,
  balance,
  buy,
  day,
  earn,
  follow,
  given,
  init,
  linesOf,
  mark,
  plan,
  renew,
  rulebooksOf,
  spend,
  stateOf,
  stateOn,
  takeBack,
  transactionsOf,
} from './given.ts';

/** Every run tests the same ledgers; a failure prints the smallest ledger that fails. */
const runs = (numRuns: number): fc.Parameters<unknown> => ({ numRuns, seed: 20_201_201 });

/** Every day on which a balance may change, and the day before it. */
function turningDays(entries: readonly Entry[]): readonly Day[] {
  const days = entries.flatMap((entry) =>
    entry.type === 'transaction' && entry.expiresOn ? [entry.on, entry.expiresOn] : entry.on,
  );
  return [...new Set(days.flatMap((each) => [addDays(each, -1), each]))].sort();
}

const balances = (book: Book, days: readonly Day[]): readonly number[] => {
  const running = startReplay(EMPTY_STATE);
  let at = 0;
  return days.map((on) => {
    for (; at < book.entries.length; at += 1) {
      const entry = book.entries[at];
      if (!entry || entry.on > on) break;
      running.step(entry);
    }
    return balanceOn(running.state, on);
  });
};

interface Coin {
  readonly grant: number;
  readonly expiresOn: Day;
}

/** A second, simple and slow ledger that counts single Connects. It shares only the calendar with the rules. */
function coins(entries: readonly Entry[], days: readonly Day[]): readonly number[] {
  let purse: Coin[] = [];
  const spent = new Map<string, Coin[]>();
  const left = transactionsOf(entries).slice();
  const mint = (count: number, { id, on, expiresOn }: Transaction): Coin[] =>
    Array.from({ length: count }, () => ({ grant: id, expiresOn: expiresOn ?? monthsLater(on, 12) }));
  return days.map((until) => {
    while (left[0] && left[0].on <= until) {
      const transaction = left.shift() as Transaction;
      const { on, kind, connects, proposal } = transaction;
      purse = purse
        .filter(({ expiresOn }) => expiresOn > on)
        .sort((a, b) => (a.expiresOn === b.expiresOn ? a.grant - b.grant : a.expiresOn < b.expiresOn ? -1 : 1));
      if (connects < 0) {
        const taken = purse.splice(0, -connects);
        expect(taken).toHaveLength(-connects);
        spent.set(`${proposal} ${kind}`, taken);
      } else if (kind === 'refund' || kind === 'boost-refund') {
        const from = spent.get(`${proposal} ${kind === 'refund' ? 'proposal' : 'boost'}`) ?? [];
        const back = from.filter(({ expiresOn }) => expiresOn > on).slice(0, connects);
        // What it came from and has expired is no new grant.
        purse.push(...back, ...mint(Math.max(0, connects - from.length), transaction));
      } else {
        purse.push(...mint(connects, transaction));
      }
    }
    return purse.filter(({ expiresOn }) => expiresOn > until).length;
  });
}

const coreOf = ({ proposals: _, ...core }: State): StateCore => core;

describe('whatever is recorded, for whatever day', () => {
  test('the random ledgers contain every kind of entry and every status', () => {
    const books = fc.sample(steps, { numRuns: 240, seed: 1 }).map((all) => run(all));
    const seen = new Set(books.flatMap((book) => linesOf(book, '2025-01-01').map(({ kind }) => kind)));
    // Only the store writes reversals.
    expect(KINDS.filter((kind) => !seen.has(kind))).toEqual(['reversal']);
    const proposals = books.flatMap((book) => [...stateOf(book).proposals.values()]);
    expect(new Set(proposals.map(({ status }) => status))).toEqual(new Set(PROPOSAL_STATUSES));
    expect(proposals.some(({ cost, back, status }) => status === 'cancelled' && cost > 0 && back.cost === 0)).toBe(
      true,
    );
  });

  test('a renewal is never refused, and no balance of any ledger is ever negative', () => {
    fc.assert(
      fc.property(steps, dayBetween(11, 900), (all, on) => {
        const { book, decision } = attempt(run(all), renew(on));
        expect(decision.refusal).toBeNull();
        const days = turningDays(book.entries);
        expect(Math.min(...balances(book, days))).toBeGreaterThanOrEqual(0);
        expect(stateOf(book).overdrawn).toBeNull();
      }),
      runs(60),
    );
  });

  test('every balance equals the result of counting the Connects one by one', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const book = run(all);
        const days = turningDays(book.entries);
        expect(balances(book, days)).toEqual(coins(book.entries, days));
      }),
      runs(60),
    );
  });

  test('the open grants equal what was granted, minus what was burned, minus what lapsed', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { entries } = run(all);
        const sums = { granted: 0, burned: 0, returned: 0, lapsed: 0 };
        const running = startReplay(EMPTY_STATE, {
          burned: (_, slices) => {
            for (const { from, to } of slices) sums.burned += to - from;
          },
          returned: (_, slices) => {
            for (const { from, to } of slices) sums.returned += to - from;
          },
          lapsed: (grant) => {
            sums.lapsed += grant.left;
          },
        });
        for (const entry of entries) {
          running.step(entry);
          if (entry.type === 'transaction') sums.granted += Math.max(0, entry.connects);
          const { state } = running;
          expect(grantTotal(state.grants)).toBe(sums.granted - sums.burned - sums.lapsed);
          expect(balanceOn(state, state.asOf)).toBe(grantTotal(state.grants));
          expect(state.grants.every(({ left, expiresOn }) => left > 0 && expiresOn > state.asOf)).toBe(true);
        }
        const spent = transactionsOf(entries).reduce((sum, { connects }) => sum + Math.max(0, -connects), 0);
        expect(sums.burned).toBe(spent);
        expect(sums.returned).toBeLessThanOrEqual(spent);
      }),
      runs(60),
    );
  });

  test('no proposal gets back more than it cost, not even by force', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { entries } = run(all);
        for (const { cost, boost, back, earned, id } of foldEntries(EMPTY_STATE, entries).proposals.values()) {
          expect(back.cost).toBeLessThanOrEqual(cost);
          expect(back.boost).toBeLessThanOrEqual(boost);
          const own = transactionsOf(entries).filter(({ proposal }) => proposal === id);
          const net = own.reduce((sum, { connects }) => sum + connects, 0);
          expect(net).toBe(earned + back.cost + back.boost - cost - boost);
        }
      }),
      runs(60),
    );
  });

  test('the last balance of the statement is the balance of the day, and each line adds to the line before', () => {
    fc.assert(
      fc.property(steps, dayBetween(0, 1500), (all, on) => {
        const book = run(all);
        const lines = linesOf(book, on);
        expect(lines.at(-1)?.balance ?? 0).toBe(balance(book, on));
        lines.forEach((line, i) => {
          expect(line.balance).toBe((lines[i - 1]?.balance ?? 0) + line.connects);
          expect(line.on >= (lines[i - 1]?.on ?? '')).toBe(true);
        });
      }),
      runs(60),
    );
  });

  test('a replay that is cut anywhere, stored as text and continued equals an uncut replay', () => {
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (all, where) => {
        const { entries } = run(all);
        const cut = Math.round(entries.length * where);
        const half = foldEntries(EMPTY_STATE, entries.slice(0, cut));
        const core = JSON.parse(JSON.stringify(coreOf(half))) as StateCore;
        const whole = foldEntries({ ...core, proposals: half.proposals }, entries.slice(cut));
        expect(whole).toEqual(foldEntries(EMPTY_STATE, entries));
      }),
      runs(60),
    );
  });

  test('a replay does not change the state it started from', () => {
    fc.assert(
      fc.property(steps, command(), (all, next) => {
        const book = run(all);
        const before = foldEntries(EMPTY_STATE, book.entries);
        const copy = structuredClone(before);
        const { decision } = attempt(book, next);
        if (!decision.refusal) foldEntries(before, decision.entries);
        expect(before).toEqual(copy);
      }),
      runs(50),
    );
  });
});

describe('undoing commands', () => {
  /** Entries without their numbers. Numbers are never reused, so later ones are higher; everything else must be equal. */
  const unnumbered = ({ entries }: Book) =>
    entries.map((entry) => ({ ...entry, ...(entry.type === 'transaction' ? { id: 0 } : {}), seq: 0, recordedAt: '' }));

  test('undoing the last command leaves the ledger as if it had never existed, for all later commands', () => {
    fc.assert(
      // `apply` is left out: an undone proposal changes the numbers of later proposals, which later commands name.
      fc.property(steps, command(undefined, ['apply']), fc.array(command(), { maxLength: 10 }), (all, once, more) => {
        const before = run(all);
        const { book, decision } = attempt(before, once);
        if (decision.refusal || decision.entries.length === 0) return;
        expect(unnumbered(run(more, takeBack(book)))).toEqual(unnumbered(run(more, before)));
      }),
      runs(60),
    );
  });

  test('undoing every command after the opening leaves only the opening', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let book = run(all);
        const states: State[] = [];
        while (book.commands.length > 1) {
          states.push(foldEntries(EMPTY_STATE, book.entries));
          book = takeBack(book);
          expect(foldEntries(EMPTY_STATE, book.entries).overdrawn).toBeNull();
        }
        const [opened] = all;
        if (!opened || opened.name === 'undo') throw new Error('no opening');
        expect(book.entries).toEqual(given(opened).book.entries);
      }),
      runs(50),
    );
  });
});

const CORRECTIONS = ['edit', 'void', 'join'] as const;

describe('renewing', () => {
  /** Renews like a daily cron job: on each day that a cycle begins, before other entries of that day. */
  function renewDaily(from: Book, until: Day): Book {
    let book = from;
    let on = stateOf(from).joined;
    for (;;) {
      on = on && nextCycle(stateOf(book), on, rulebooksOf(book));
      if (!on || on > until) return book;
      book = attempt(book, renew(on)).book;
    }
  }

  const moved = ({ entries }: Book) =>
    transactionsOf(entries)
      .map(({ on, kind, connects, label, expiresOn, edition }) => ({ on, kind, connects, label, expiresOn, edition }))
      .map((each) => JSON.stringify(each))
      .sort();

  // Cycles begin on these days of the month, so many commands fall on the first day of a cycle.
  const cycleDay = fc
    .tuple(fc.integer({ min: 2, max: 14 }), fc.constantFrom('25', '26', '27', '01', '02', '03', '04', '05'))
    .map(([n, date]) => day(`${2020 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-${date}`));
  const someDay = fc.oneof(cycleDay, dayBetween(11, 500));
  // `reconcile` is left out: its adjustment depends on the entries posted by then. So are corrections: they may take back a renewal.
  const life: fc.Arbitrary<Command> = fc.oneof(
    { weight: 4, arbitrary: command(someDay, ['renew', 'reconcile', 'init', 'rules add', ...CORRECTIONS]) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(60, 80), someDay).map(([size, on]) => buy(size, on)) },
    { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 30, max: 260 }), someDay).map(([n, on]) => spend(n, on)) },
    { weight: 1, arbitrary: someDay.map((on) => plan('plus', on)) },
  );

  test('late renewal equals daily renewal, where nothing is refused', () => {
    let cuts = 0;
    fc.assert(
      fc.property(opening, fc.array(life, { maxLength: 25, size: 'max' }), (open, more) => {
        let daily = run(open);
        let late = daily;
        for (const each of more.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
          const ready = renewDaily(daily, each.on);
          daily = ready;
          // A downgrade or an edition applies to its whole day, unless the day's cycle was posted at midnight.
          const holds = each.name === 'rules use' || (each.name === 'plan' && each.plan === 'basic');
          if (holds && stateOf(ready).renewed.includes(each.on)) continue;
          const [a, b] = [attempt(ready, each), attempt(late, each)];
          if (a.decision.refusal || b.decision.refusal) continue;
          // A cut moves later spending to younger grants: a refund may then find more of it unexpired.
          const [inA, inB] = [a.decision.entries, b.decision.entries].map((entries) =>
            transactionsOf(entries).map(({ connects }) => connects),
          );
          if (JSON.stringify(inA) !== JSON.stringify(inB)) continue;
          daily = a.book;
          late = b.book;
        }
        const last = day('2021-07-01');
        daily = renewDaily(daily, last);
        late = attempt(late, renew(last)).book;
        cuts += transactionsOf(late.entries).filter(({ kind }) => kind === 'carry-over-cut').length;
        expect(moved(late)).toEqual(moved(daily));
        const days = turningDays(daily.entries);
        expect(balances(late, days)).toEqual(balances(daily, days));
      }),
      runs(20),
    );
    expect(cuts).toBeGreaterThan(20);
  });

  test('renewing twice equals renewing once', () => {
    fc.assert(
      fc.property(steps, dayBetween(0, 1000), (all, on) => {
        const once = attempt(run(all), renew(on)).book;
        const { decision } = attempt(once, renew(on));
        if (!decision.refusal) expect(decision.entries).toEqual([]);
      }),
      runs(60),
    );
  });

  test('renewing records each month once, whatever editions are used from whatever day', () => {
    const editions = EDITIONS.filter(({ id }) => id !== '2019-05').map(({ id }) => id);
    const change = fc.tuple(fc.constantFrom(...editions), dayBetween(11, 700)).map(([id, on]) => follow(id, on));
    fc.assert(
      fc.property(dayBetween(0, 10), fc.array(fc.oneof(change, dayBetween(11, 700).map(renew))), (joined, more) => {
        const { entries } = run([init(joined), ...more]);
        const days = transactionsOf(entries).flatMap(({ kind, on }) => (kind === 'renewal' ? on : []));
        days.slice(1).forEach((on, i) => {
          expect(daysBetween(days[i] as Day, on)).toBeGreaterThanOrEqual(26);
        });
      }),
      runs(60),
    );
  });
});

test('the order of recording does not matter, only the days do', () => {
  // The opening balance is enough for everything and expires last, so nothing is ever refused.
  const start = init('2020-02-01', { balance: 3000, expiresOn: day('2030-01-01') });
  const one = fc.oneof(
    fc.constantFrom(10, 20, 40, 60, 80).map((bundle) => (on: Day) => buy(bundle, on)),
    fc.integer({ min: 1, max: 60 }).map((amount) => (on: Day) => earn('survey', on, { amount })),
    fc.integer({ min: 1, max: 60 }).map((amount) => (on: Day) => spend(amount, on)),
    fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(20)).map(
      ([cost, boost]) =>
        (on: Day) =>
          apply(cost, on, { boost }),
    ),
  );
  const shuffled = fc
    .uniqueArray(dayBetween(20, 1000), { maxLength: 25, size: 'max' })
    .chain((days) => fc.tuple(...days.map((on) => one.map((make) => make(on)))))
    .chain((all: Command[]) =>
      fc.tuple(
        fc.constant(all.toSorted((a, b) => (a.on < b.on ? -1 : 1))),
        fc.shuffledSubarray(all, { minLength: all.length }),
      ),
    );
  const read = (book: Book, days: readonly Day[]) => ({
    lines: linesOf(book, '2030-12-31').map(({ on, kind, connects, balance: after, label }) => [
      on,
      kind,
      connects,
      after,
      label,
    ]),
    // Two grants that expire on the same day differ only in their numbers.
    grants: days.map((on) => {
      const byDay = new Map<string, number>();
      for (const { expiresOn, left } of stateOn(book, on).grants)
        byDay.set(expiresOn, (byDay.get(expiresOn) ?? 0) + left);
      return [...byDay];
    }),
  });
  fc.assert(
    fc.property(shuffled, ([inTime, anyhow]) => {
      const [a, b] = [given(start, ...inTime).book, given(start, ...anyhow).book];
      const days = inTime.map(({ on }) => on);
      expect(read(b, days)).toEqual(read(a, days));
    }),
    runs(60),
  );
});

// A correction changes the past on purpose.
test('a newer edition does not change older balances', () => {
  fc.assert(
    fc.property(
      steps,
      dayBetween(500, 1000),
      fc.constantFrom(...EDITIONS.map(({ id }) => id)),
      fc.array(command(dayBetween(1000, 1400), ['rules use', 'init', ...CORRECTIONS]), { maxLength: 10 }),
      (all, from, id, more) => {
        const before = attempt(run(all), renew(addDays(from, -1))).book;
        const days = turningDays(before.entries).filter((on) => on < from);
        const after = attempt(before, follow(id, from));
        expect(after.decision.refusal).toBeNull();
        const later = run(more, after.book);
        expect(balances(later, days)).toEqual(balances(before, days));
        expect(later.entries.slice(0, before.entries.filter(({ on }) => on < from).length)).toEqual(
          before.entries.filter(({ on }) => on < from),
        );
      },
    ),
    runs(60),
  );
});

test('interview rewards within seven days never exceed fifty, and each reward fills the room that is left', () => {
  const START = day('2021-03-01');
  const interview = fc.tuple(fc.integer({ min: 0, max: 25 }), fc.option(fc.integer({ min: 1, max: 25 }), { freq: 2 }));
  fc.assert(
    fc.property(fc.array(interview, { maxLength: 20, size: 'max' }), (interviews) => {
      let { book } = given(init('2021-01-01'), ...interviews.map(() => apply(1, '2021-01-02')));
      const held: { n: number; connects: number }[] = [];
      const window = (first: number): number =>
        held.reduce((sum, { n, connects }) => (n >= first && n <= first + 6 ? sum + connects : sum), 0);
      const most = (n: number): number => Math.max(...[0, 1, 2, 3, 4, 5, 6].map((back) => window(n - back)));
      interviews.forEach(([n, reward], i) => {
        const { decision, book: after } = attempt(book, mark(i + 1, 'interview', addDays(START, n), { reward }));
        if (decision.refusal) throw new Error(decision.refusal.code);
        book = after;
        const connects = Math.min(reward ?? 10, 50 - most(n));
        expect(transactionsOf(decision.entries).map((each) => each.connects)).toEqual(connects > 0 ? [connects] : []);
        held.push({ n, connects });
        const capped = decision.warnings.find((warning) => warning.code === 'reward-capped');
        expect(capped !== undefined).toBe(connects < (reward ?? 10));
        if (!capped) return;
        const room = daysBetween(START, capped.room);
        expect(most(room)).toBeLessThan(50);
        for (let full = n + 1; full < room; full += 1) expect(most(full)).toBe(50);
      });
      for (let n = -7; n < 32; n += 1) expect(window(n)).toBeLessThanOrEqual(50);
    }),
    runs(60),
  );
});
