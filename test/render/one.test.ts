/** One Connect is singular: a sentence about many must also be correct for one. */
import { expect, test } from 'vitest';
import { caveatSentence } from '../../src/render/caveat.ts';
import { conflictSentence } from '../../src/render/imports/merge.ts';
import { reasonText, warningText } from '../../src/render/refusals/warning-sentences.ts';
import { unpricedSentence } from '../../src/render/stats/rates.ts';
import { problemText } from '../../src/render/upkeep/check.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { world } from '../world.ts';

const on = '2021-02-10' as Day;

test.each([
  [
    warningText({ code: 'reward-capped', granted: 1, cap: 50, days: 7, room: on }),
    'You got only 1 Connect: interviews give at most 50 in 7 days. You can earn again from 2021-02-10.',
  ],
  [
    warningText({ code: 'invitation-free', given: 1 }),
    'Answering an invitation costs nothing: 1 Connect was not charged. Pass --force if Upwork really charged it.',
  ],
  [
    warningText({ code: 'amount-differs', edition: '2020-12', published: 30, given: 1 }),
    'The rulebook 2020-12 says 30; 1 was recorded, as you asked.',
  ],
  [
    warningText({ code: 'refund-expired', what: 'cost', lost: 1, of: 4 }),
    '1 of the 4 came from Connects that have expired in the meantime, and is lost.',
  ],
  [
    warningText({ code: 'refund-expired', what: 'cost', lost: 1, of: 1 }),
    'The one of the cost came from Connects that have expired in the meantime: nothing comes back.',
  ],
  [
    warningText({ code: 'cut-limited', on, surplus: 9, cut: 1 }),
    'On 2021-02-10 the balance was 9 over the carry-over limit, but only 1 is still unspent and was cut.',
  ],
  [
    reasonText({ code: 'no-refund', status: 'declined', connects: 1 }),
    '1 Connect stays spent: you get nothing back when you are declined.',
  ],
  [
    problemText({ code: 'overdrawn', on, missing: 1 }),
    'The balance goes below zero: 1 Connect is missing, the first on 2021-02-10.',
  ],
  [
    conflictSentence({
      code: 'merge-conflict',
      file: 'b.db',
      by: 'merge',
      conflicts: [{ code: 'negative-day', on, missing: 1, mine: [], theirs: [] }],
    })[0],
    'The two copies disagree: Together they spend more than you had: 1 Connect is missing from 2021-02-10 on.',
  ],
  [
    caveatSentence({ code: 'unpublished', kind: 'interview', connects: 1, count: 1 }),
    'That edition publishes no amount for interviews: 1 Connect from one is not counted, although you might have got some.',
  ],
  [
    unpricedSentence(1, false),
    'The price of 1 Connect is not recorded (from an opening balance, an import, an adjustment or a membership without a recorded fee): it counts as $0.00, so the real cost is higher. The ID is in: connects history --all. To add a price: connects edit --transaction ID --paid AMOUNT',
  ],
])('a sentence about one Connect is singular: %s', (said, wanted) => {
  expect(said).toBe(wanted);
});

/** Looks for a wrong plural in every page of a ledger with one of each. */
test('every page of a ledger with one of each uses the singular', async () => {
  const here = world({ today: on, tty: true });
  const lines = ['init --balance 3', 'earn other --amount 1', 'apply --cost 1', 'mark 1 cancelled', 'apply --cost 1'];
  for (const line of [...lines, 'apply --cost 2', 'mark 3 replied']) expect((await here.run(line)).code).toBe(0);
  const pages = [
    'balance',
    'grants',
    'stats',
    'forecast',
    'forecast --cost 1 --per-week 1',
    'report --output -',
    'due',
  ];
  for (const page of pages) {
    const { code, output } = await here.run(page);
    expect([page, code]).toEqual([page, 0]);
    expect(output.replaceAll(/[\d,.]*[.,\d]1 Connects/g, '')).not.toMatch(
      /\b1 Connects\b|\b1 (?:are|were|have|expire|stay)\b/,
    );
  }
});
