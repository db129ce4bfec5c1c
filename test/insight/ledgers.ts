/** Random ledgers written through the whole store: some months of a freelancer, sometimes undone or back-dated. */
import fc from 'fast-check';
import { v7 } from 'uuid';
import type { Command } from '../../src/rules/command/command.ts';
import { decide } from '../../src/rules/decide.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import { OUTCOMES } from '../../src/rules/vocabulary/outcomes.ts';
import { IN_MEMORY, openConnection } from '../../src/store/file/open-file.ts';
import type { Ledger } from '../../src/store/ledger.ts';
import { sqliteLedger } from '../../src/store/sqlite-ledger.ts';

const FIRST = '2021-01-01' as Day;
export const LAST = '2022-12-31' as Day;

/** Outcomes that refund Connects. */
const BACK = ['cancelled', 'removed', 'outbid'] as const;

type Step = Command | 'undo' | 'redo';

const text = fc.option(fc.constantFrom('Design', 'design', 'Ada', "O'Brien", '<b>x</b>'));
/** Close to one another, and at the edges of quarters, hours and days. */
const instant = fc
  .tuple(fc.constantFrom(0, 1, 3, 12, 24, 72), fc.constantFrom(-1, 0, 1, 899_999, 900_000, 1_799_500))
  .map(([hours, ms]) => new Date(Date.UTC(2021, 0, 9) + hours * 3_600_000 + ms).toISOString());

const step = (on: Day): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({
          cost: fc.integer({ min: 1, max: 6 }),
          boost: fc.constantFrom(0, 0, 0, 7),
          text,
          invited: fc.boolean(),
          sentAt: fc.option(instant),
          postedAt: fc.option(instant),
        })
        .map(
          ({ cost, boost, text: client, invited, sentAt, postedAt }): Command => ({
            name: 'apply',
            on,
            cost: invited ? null : cost,
            boost: invited ? 0 : boost,
            force: false,
            details: {
              title: null,
              client,
              url: null,
              tags: client === null ? [] : [client, 'web'],
              invited,
              key: null,
              note: null,
              sentAt,
              postedAt,
            },
          }),
        ),
    },
    {
      weight: 6,
      arbitrary: fc
        .record({
          proposal: fc.integer({ min: 1, max: 9 }),
          outcome: fc.constantFrom(...OUTCOMES, ...BACK),
          value: fc.option(fc.integer({ min: 0, max: 90_000 })),
        })
        .map(
          ({ value, ...given }): Command => ({
            ...{ name: 'mark', on, ...given, reward: null, force: false },
            ...(given.outcome === 'hired' && value !== null ? { valueCents: value } : {}),
          }),
        ),
    },
    {
      weight: 4,
      arbitrary: fc
        .record({ bundle: fc.constantFrom(10, 20, 40), taxMilli: fc.constantFrom(0, 6350, 19_000) })
        .map((given): Command => ({ name: 'buy', on, ...given, coupon: null, note: null, force: false })),
    },
    {
      weight: 1,
      arbitrary: fc.constant<Command>({ name: 'spend', on, source: 'other', amount: 3, note: null, force: false }),
    },
    { weight: 1, arbitrary: fc.constant<Command>({ name: 'renew', on }) },
    {
      weight: 1,
      arbitrary: fc
        .record({ transaction: fc.integer({ min: 1, max: 20 }), paidCents: fc.integer({ min: 0, max: 2000 }) })
        .map(
          ({ transaction, paidCents }): Command => ({
            ...{ name: 'edit', on, proposals: [], transaction, changes: { paidCents }, force: false },
          }),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ observed: fc.nat(200), adjust: fc.constant(true) })
        .map((given): Command => ({ name: 'reconcile', on, ...given })),
    },
    { weight: 2, arbitrary: fc.constantFrom<Step>('undo', 'undo', 'redo') },
  );

/** A proposal without any details. */
export const applied = (cost: number, on: Day): Command => ({
  name: 'apply',
  on,
  cost,
  boost: 0,
  force: false,
  details: { title: null, client: null, url: null, tags: [], invited: false, key: null, note: null },
});

/** Commands on days out of order, so that some are back-dated. */
export const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.integer({ min: -30, max: 30 }), { minLength: 5, maxLength: 60 })
  .chain((leaps) => {
    let on = FIRST;
    const days = leaps.map((leap) => {
      const to = addDays(on, leap);
      if (to >= FIRST && to <= LAST) on = to;
      return on;
    });
    return fc.tuple(...days.map(step));
  });

/** The ledger in memory after all of these commands that the rules allow. */
export async function ledgerOf(all: readonly Step[]): Promise<Ledger> {
  let seconds = 0;
  const stamps = {
    now: () => new Date(Date.UTC(2023, 0, 1) + 1000 * seconds++).toISOString(),
    uid: () => v7(),
  };
  const ledger = sqliteLedger(openConnection(IN_MEMORY), { path: IN_MEMORY, stamps });
  const init: Command = {
    name: 'init',
    on: FIRST,
    plan: 'basic',
    joined: FIRST,
    balance: 3,
    expiresOn: null,
    edition: '2020-12',
  };
  for (const each of [init, ...all]) {
    if (typeof each === 'string') await ledger.turn({ way: each, today: LAST, dryRun: false });
    else
      await ledger.write({
        command: each,
        today: LAST,
        dryRun: false,
        withLines: true,
        decide: (timeline) => decide(each, timeline),
      });
  }
  return ledger;
}
