/** What is said of earnings speaks of one set of proposals, says what is missing in it, and which way that pulls. */
import { describe, expect, test } from 'vitest';
import { proposalFunnel } from '../../src/insight/proposals/funnel.ts';
import { uncostedWords } from '../../src/render/report/spending.ts';
import { earningNotes } from '../../src/render/stats/funnel-words.ts';
import { perConnectText, perDollarText, replyMoneyText } from '../../src/render/stats/rates.ts';
import type { StatsCell } from '../../src/rules/state/proposal-sums.ts';
import { statsCell } from '../insight/stats-cell.ts';

const OLD = {
  proposals: 12,
  hired: 1,
  valued: 1,
  valueCents: 40_000,
  spent: 80,
  bought: 80,
  microCents: 1_000_000_000,
} as const;
const of = (...cells: readonly Partial<StatsCell>[]) => proposalFunnel(cells.map(statsCell));
const said = (...cells: readonly Partial<StatsCell>[]): string => earningNotes(of(...cells)).join(' ');

describe('the return of each dollar', () => {
  test('the return is a plain figure where all prices and values are recorded', () => {
    expect(said(OLD)).toContain(
      'Each Connect brought $5.00, over 12 proposals sent 14 or more days ago. Each dollar spent brought $40.00.',
    );
    expect(perDollarText(of(OLD).returned)).toBe('$40.00');
  });

  test('Connects without a recorded price make the return of a dollar an upper limit', () => {
    const part = { ...OLD, bought: 50, unpriced: 30 };
    expect(said(part)).toContain(
      'Each dollar spent brought at most $40.00: 30 of the Connects spent have no recorded price.',
    );
    expect(perDollarText(of(part).returned)).toBe('at most $40.00');
    expect(replyMoneyText(of({ ...part, replied: 2 }))).toBe('at least $5.00');
    expect(replyMoneyText(of({ ...OLD, replied: 2 }))).toBe('$5.00');
  });

  test('hires without a value make every return a lower limit, and are counted in the same proposals', () => {
    const part = { ...OLD, hired: 2, unvalued: 1 };
    const young = { proposals: 3, hired: 1, unvalued: 1, settled: false };
    const text = said({ ...part, hired: 3, valued: 2 }, young);
    expect(text).toContain(
      'Each Connect brought at least $5.00, over 12 proposals sent 14 or more days ago: 1 of the 3 hires among them has no recorded value. Each dollar spent brought at least $40.00.',
    );
    expect(text).not.toContain('Without');
    expect(perConnectText(of(part).returned)).toBe('at least $5.00');
  });

  test('neither limit is claimed where both are missing', () => {
    const part = { ...OLD, hired: 2, unvalued: 1, bought: 50, unpriced: 30 };
    expect(perDollarText(of(part).returned)).toBe('about $40.00');
  });

  test('most prices unknown is said with the Connects it is about', () => {
    expect(said({ ...OLD, bought: 20, unpriced: 60 })).toContain(
      'What each dollar brought is not known: 60 of the 80 Connects that were not free have no recorded price.',
    );
  });
});

test('the proposals that were all sent before the ledger begins are not counted twice', () => {
  expect(uncostedWords({ all: 7, earlier: 7 })).toBe('7 proposals (all sent before the ledger begins)');
  expect(uncostedWords({ all: 7, earlier: 2 })).toBe('7 proposals (2 of them sent before the ledger begins)');
  expect(uncostedWords({ all: 1, earlier: 1 })).toBe('1 proposal (sent before the ledger begins)');
});

describe('why there is no return', () => {
  const WITH_HIRE = { proposals: 4, hired: 1, valued: 1, valueCents: 100, settled: false } as const;
  const UNKNOWN = 'What each Connect brought is not known:';
  test.each<readonly [string, readonly Partial<StatsCell>[], string]>([
    [
      'no old proposal',
      [WITH_HIRE],
      'What each Connect brought is not known yet: no proposal was sent 14 or more days ago.',
    ],
    [
      'most outcomes of the old ones',
      [{ ...OLD, unrecorded: 7 }],
      `${UNKNOWN} no outcome is recorded for 7 of the 12 proposals sent 14 or more days ago.`,
    ],
    [
      'most costs of the old ones',
      [OLD, { proposals: 13, costed: false }],
      `${UNKNOWN} the cost of 13 of the 25 proposals sent 14 or more days ago is not recorded.`,
    ],
    [
      'no hire among the old ones',
      [WITH_HIRE, { proposals: 3, spent: 12 }],
      `${UNKNOWN} no hire among the 3 proposals sent 14 or more days ago has a recorded value.`,
    ],
    [
      'nothing spent on the old ones',
      [{ ...OLD, spent: 0, bought: 0, microCents: 0 }],
      'There is no figure for each Connect: the 12 proposals sent 14 or more days ago cost none.',
    ],
  ])('%s is named', (_, cells, sentence) => {
    expect(said(...cells)).toContain(sentence);
  });
});
