/** The figures of a report, gathered from a ledger month by month and as of today. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { reportOf } from '../../src/commands/report.ts';
import { demoLedger } from '../../src/insight/demo-ledger.ts';
import { type MonthSummary, monthSummaries } from '../../src/insight/flow/monthly-summary.ts';
import type { ReportData } from '../../src/insight/report.ts';
import type { StatementLine } from '../../src/rules/past/statement.ts';
import { EMPTY_STATE } from '../../src/rules/state/state.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import type { Kind } from '../../src/rules/vocabulary/kinds.ts';
import type { Entry } from '../../src/rules/vocabulary/transaction.ts';
import { withEntries } from '../../src/store/entries-ledger.ts';
import { LAST, ledgerOf, steps } from '../insight/ledgers.ts';

/** The report of a ledger of these entries. */
const gathered = (
  entries: readonly Entry[],
  today: Day,
  since: Day | null = null,
  until = today,
): Promise<ReportData> =>
  withEntries(entries, async (ledger) =>
    reportOf(
      { ledger, state: (await ledger.stateOn(today)) ?? EMPTY_STATE },
      { today, since, until, demo: false },
      true,
    ),
  );

const { entries, today } = demoLedger();

describe('the demo year', () => {
  let whole: ReportData;
  beforeAll(async () => {
    whole = await gathered(entries, today);
  });

  test('the demo report has every month, and the last ends with the balance', async () => {
    expect(whole.past?.months.map(({ month }) => month)).toEqual(
      Array.from({ length: 12 }, (_, i) => `2021-${String(i + 1).padStart(2, '0')}`),
    );
    expect(whole.past?.months.at(-1)?.balance).toBe(whole.balance);
    expect(whole.past?.before).toBe(0);
  });

  test('a report of some days begins with the balance before them', async () => {
    const summer = await gathered(entries, today, '2021-06-15' as Day, '2021-08-20' as Day);
    expect(summer.past?.months.map(({ month }) => month)).toEqual(['2021-06', '2021-07', '2021-08']);
    expect(summer.past?.span).toEqual({ since: '2021-06-15', until: '2021-08-20' });
    expect(summer.past?.months[1]).toEqual(whole.past?.months[6]);
    expect(summer.past?.marks.map(({ on }) => on)).toEqual(['2021-07-04', '2021-08-04']);
  });

  test('the forecast and what is due are as of today, whatever days a report shows', async () => {
    const spring = await gathered(entries, today, '2021-03-01' as Day, '2021-04-30' as Day);
    for (const what of ['balance', 'coming', 'expiring', 'due', 'forecast'] as const) {
      expect(spring[what], what).toEqual(whole[what]);
    }
    expect(spring.stats.sent.sum.proposals).toBeLessThan(whole.stats.sent.sum.proposals);
  });

  test('the open grants of a report add up to the balance, and so do their months', async () => {
    expect(whole.coming.reduce((sum, { left }) => sum + left, 0)).toBe(whole.balance);
    expect(whole.expiring.reduce((sum, { connects }) => sum + connects, 0)).toBe(whole.balance);
    expect(whole.expiring[0]?.month).toBe('2021-12');
  });

  test('a report of one day has one step', async () => {
    const day = '2021-05-17' as Day;
    const { past } = await gathered(entries, today, day, day);
    expect(past?.steps).toHaveLength(1);
    expect(past?.months).toHaveLength(1);
  });

  test('a report of days before the ledger has no past', async () => {
    expect((await gathered(entries, today, '2020-01-01' as Day, '2020-12-31' as Day)).past).toBeNull();
    expect((await gathered(entries, today, '2020-12-01' as Day, today)).past?.span.since).toBe('2021-01-04');
  });
});

describe('a month counts', () => {
  const parts: readonly (readonly [Kind, number, string])[] = [
    ['signup', 40, 'given'],
    ['membership', 70, 'given'],
    ['opening', 5, 'opening'],
    ['other', 5, 'given'],
    ['other', -5, 'spent'],
    ['purchase', 20, 'bought'],
    ['refund', 4, 'back'],
    ['boost-refund', 4, 'back'],
    ['proposal', -4, 'spent'],
    ['boost', -4, 'spent'],
    ['availability-badge', -4, 'spent'],
    ['expiry', -4, 'lost'],
    ['carry-over-cut', -4, 'lost'],
    ['adjustment', -4, 'adjustedDown'],
    ['adjustment', 4, 'adjustedUp'],
  ];
  test.each(parts)('a transaction of %s of %i counts as %s', (kind, connects, part) => {
    const line = { kind, connects, label: '', on: '2021-03-31', balance: 7, cents: null } as StatementLine;
    const [month, more] = monthSummaries([line], 0, '2021-03-01' as Day, '2021-03-31' as Day);
    const { opening, given, bought, back, adjustedUp, spent, lost, adjustedDown } = month ?? ({} as MonthSummary);
    expect({ opening, given, bought, back, adjustedUp, spent, lost, adjustedDown, more }).toEqual({
      ...{ opening: 0, given: 0, bought: 0, back: 0, adjustedUp: 0 },
      ...{ spent: 0, lost: 0, adjustedDown: 0, more: undefined },
      [part]: Math.abs(connects),
    });
  });

  test('a month sums what was paid and counts purchases without a price', () => {
    const bought = (cents: number | null) =>
      ({ kind: 'purchase', connects: 10, on: '2021-03-31', balance: 7, cents }) as StatementLine;
    const [month] = monthSummaries([bought(150), bought(null)], 0, '2021-03-01' as Day, '2021-03-31' as Day);
    expect(month).toMatchObject({ bought: 20, paidCents: 150, unpriced: 1 });
  });

  test('the months of a report are complete across the turn of a year', () => {
    const names = monthSummaries([], 3, '2021-11-30' as Day, '2022-02-01' as Day).map(({ month }) => month);
    expect(names).toEqual(['2021-11', '2021-12', '2022-01', '2022-02']);
  });
});

test('a report without entries still has figures', async () => {
  expect(await gathered([], today)).toMatchObject({ opened: null, past: null, balance: 0, coming: [], due: [] });
});

test('each month of a report ends with its first balance plus what came in minus what went out', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 0, max: 700 }), async (all, ago) => {
      const ledger = await ledgerOf(all);
      const until = addDays(LAST, -ago);
      const { past } = await gathered(await ledger.entries(), LAST, null, until);
      let left = past?.before ?? 0;
      for (const { balance, opening, given, bought, back, adjustedUp, ...gone } of past?.months ?? []) {
        const parts = [opening, given, bought, back, adjustedUp, -gone.spent, -gone.lost, -gone.adjustedDown];
        for (const part of parts) left += part;
        expect(balance).toBe(left);
        expect(parts.map((part, i) => (i < 5 ? part : -part)).filter((part) => part < 0)).toEqual([]);
      }
      const [newest] = await ledger.history({ since: null, until, kind: null, limit: 1 });
      expect(left).toBe(newest?.balance);
      expect(past?.steps.at(-1)?.balance).toBe(left);
      ledger.close();
    }),
    { numRuns: 25 },
  );
});
