/** Five years of a freelancer as commands, the same in every run: the ledger that the benchmark measures. */

import type { Command } from '../../src/rules/command/command.ts';
import { addDays, type Day, daysBetween } from '../../src/rules/values/calendar.ts';

const FIRST = '2021-01-01' as Day;
/** Today, for measurements of such a ledger. */
export const LAST = '2025-12-31' as Day;

/** Commands in the order of their days that record about `transactions` transactions, and leave over 500 Connects. */
export function* commands(transactions: number): Generator<Command> {
  const span = daysBetween(FIRST, LAST);
  const roll = dice(2021);
  let left = 0;
  let proposal = 0;
  let month = FIRST.slice(0, 7);

  yield { name: 'init', on: FIRST, plan: 'basic', joined: FIRST, balance: null, expiresOn: null, edition: '2020-12' };
  for (let n = 0; n < transactions; n++) {
    const on = addDays(FIRST, Math.floor((span * n) / transactions));
    if (on.slice(0, 7) !== month) {
      month = on.slice(0, 7);
      yield { name: 'renew', on };
      n++;
    }
    const cost = roll(6);
    if (left < cost) {
      yield buy(on, 40);
      left += 40;
      continue;
    }
    left -= cost;
    proposal++;
    yield {
      name: 'apply',
      on,
      cost,
      boost: 0,
      details: {
        title: `Job ${proposal}`,
        client: `Client ${roll(500)}`,
        url: null,
        tags: ['web'],
        invited: false,
        key: `job-${proposal}`,
        note: null,
      },
      force: false,
    };
    const fate = roll(40);
    if (fate > 30) {
      const outcome = fate === 40 ? 'interview' : fate > 36 ? 'replied' : 'viewed';
      yield { name: 'mark', on, proposal, outcome, reward: null, force: false };
    }
  }
  yield { name: 'renew', on: LAST };
  for (let n = 0; n < 7; n++) yield buy(LAST, 80);
}

const buy = (on: Day, bundle: number): Command => ({
  name: 'buy',
  on,
  bundle,
  coupon: null,
  taxMilli: 0,
  note: null,
  force: false,
});

/** Random integers from 1 to `sides`, from a fixed seed (the "minimal standard" generator of Park and Miller). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return (state % sides) + 1;
  };
}
