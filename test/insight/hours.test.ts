/** The hour of sending on the user's clock, and the time from posting to sending. */
import { describe, expect, test } from 'vitest';
import { cellsByHour } from '../../src/insight/proposals/hours-of-sending.ts';
import { statsGroups } from '../../src/insight/proposals/proposal-stats.ts';
import type { StatsGrouping } from '../../src/rules/state/proposal-sums.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { applied, LAST, ledgerOf } from './ledgers.ts';

const asked = { since: null, until: LAST, settled: LAST };
const on = '2021-02-01' as Day;

interface Times {
  readonly sentAt?: string;
  readonly postedAt?: string;
}

async function cellsOf(by: StatsGrouping, times: readonly Times[]) {
  const ledger = await ledgerOf([
    { name: 'buy', on, bundle: 20, coupon: null, taxMilli: 0, note: null, force: false },
    ...times.map((each) => {
      const command = applied(1, on);
      return command.name === 'apply' ? { ...command, details: { ...command.details, ...each } } : command;
    }),
  ]);
  const found = {
    cells: await ledger.proposalStats({ by, ...asked }),
    whole: await ledger.proposalStats({ by: null, ...asked }),
  };
  ledger.close();
  return found;
}

const localTime = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (instant: string): string => format.format(new Date(instant)).replace(' ', 'T');
};

describe('the hour of sending', () => {
  const sent = [
    // Winter and summer, on both sides of an hour that begins at the half hour in India.
    { sentAt: '2021-01-10T08:29:59.999Z' },
    { sentAt: '2021-01-10T08:30:00.000Z' },
    { sentAt: '2021-07-10T08:29:59.999Z' },
    {},
  ];
  test.each([
    [
      'UTC',
      [
        ['08:00', 3],
        [null, 1],
      ],
    ],
    [
      'Europe/Prague',
      [
        ['09:00', 2],
        ['10:00', 1],
        [null, 1],
      ],
    ],
    [
      'Asia/Kolkata',
      [
        ['13:00', 2],
        ['14:00', 1],
        [null, 1],
      ],
    ],
    [
      'Asia/Kathmandu',
      [
        ['14:00', 3],
        [null, 1],
      ],
    ],
  ])('in %s counts by that clock on that day', async (zone, expected) => {
    const { cells, whole } = await cellsOf('hour', sent);
    const groups = statsGroups('hour', cellsByHour(cells, localTime(zone)), whole);
    expect(groups.map(({ name, funnel }) => [name, funnel.sum.proposals])).toEqual(expected);
  });
});

test('the time from posting to sending falls into bands, and is not known where one is missing or they contradict', async () => {
  const postedAt = '2021-02-01T00:00:00.000Z';
  const at = (sentAt: string): Times => ({ postedAt, sentAt });
  const { cells, whole } = await cellsOf('delay', [
    at('2021-02-01T00:00:00.000Z'),
    at('2021-02-01T00:59:59.999Z'),
    at('2021-02-01T01:00:00.000Z'),
    at('2021-02-01T12:00:00.000Z'),
    at('2021-02-03T23:59:59.000Z'),
    at('2021-02-04T00:00:00.000Z'),
    at('2021-01-31T23:59:59.000Z'),
    { postedAt },
    { sentAt: postedAt },
  ]);
  const groups = statsGroups('delay', cells, whole).map(({ name, funnel }) => [name, funnel.sum.proposals]);
  expect(groups).toEqual([
    ['under 1 hour', 2],
    ['1 to 3 hours', 1],
    ['12 to 24 hours', 1],
    ['1 to 3 days', 1],
    ['later', 1],
    [null, 3],
  ]);
});
