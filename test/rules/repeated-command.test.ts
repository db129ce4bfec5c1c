/** Decisions on commands that say the same twice. */
import { describe, expect, test } from 'vitest';
import type { Command, CommandOf } from '../../src/rules/command/command.ts';
import type { LoggedCommand } from '../../src/rules/command/logged-command.ts';
import { repeatsLast } from '../../src/rules/past/repeated-command.ts';
import type { Day } from '../../src/rules/values/calendar.ts';

const on = '2021-02-10' as Day;
const SINCE = '2021-02-10T12:00:00.000Z';

const apply = (details: Partial<CommandOf<'apply'>['details']> = {}, force = false): Command => ({
  name: 'apply',
  on,
  cost: 4,
  boost: 0,
  details: { title: 'Logo', client: null, url: null, tags: [], invited: false, key: null, note: null, ...details },
  force,
});
const buy: Command = { name: 'buy', on, bundle: 40, coupon: null, taxMilli: 0, note: null, force: false };
const earn = (source: 'survey' | 'badge' | 'readiness-test', title: string | null): Command =>
  ({ name: 'earn', on, source, title, amount: 10, note: null, force: false }) as Command;
const mark: Command = { name: 'mark', on, proposal: 1, outcome: 'viewed', reward: null, force: false };

const logged = (body: Command, more: Partial<LoggedCommand> = {}): LoggedCommand => ({
  id: 3,
  name: body.name,
  // As the file gives it back, with its keys in another order.
  body: JSON.parse(JSON.stringify({ ...Object.fromEntries(Object.entries(body).reverse()) })),
  recordedAt: '2021-02-10T12:00:30.000Z',
  undone: false,
  turned: null,
  member: null,
  transactions: [],
  ...more,
});

describe('a command that is repeated within a minute', () => {
  test.each([
    ['a proposal', apply()],
    ['a proposal whose key is charged again by force', apply({ key: 'k' }, true)],
    ['a purchase', buy],
    ['a survey', earn('survey', null)],
  ])('%s would be counted twice', (_, command) => {
    expect(repeatsLast(command, logged(command), SINCE)).toBe(true);
  });

  test('a proposal is the same although it was sent some seconds later', () => {
    const first = apply({ sentAt: '2021-02-10T12:00:30.000Z', postedAt: '2021-02-10T10:00:30.000Z' });
    const second = apply({ sentAt: '2021-02-10T12:00:50.000Z', postedAt: '2021-02-10T10:00:50.000Z' });
    expect(repeatsLast(second, logged(first), SINCE)).toBe(true);
  });

  test.each([
    ['a proposal with a key', apply({ key: 'k' })],
    ['a badge', earn('badge', 'Rising Talent')],
    ['a readiness test', earn('readiness-test', null)],
    ['an outcome', mark],
  ])('%s is left to the rules, which refuse it the second time', (_, command) => {
    expect(repeatsLast(command, logged(command), SINCE)).toBe(false);
  });

  test('nothing is repeated where the last command was another one, was undone, or is older than a minute', () => {
    expect(repeatsLast(apply(), undefined, SINCE)).toBe(false);
    expect(repeatsLast(apply(), logged(apply({ title: 'Shop' })), SINCE)).toBe(false);
    expect(repeatsLast(apply(), logged(buy), SINCE)).toBe(false);
    expect(repeatsLast(apply(), logged(apply(), { undone: true }), SINCE)).toBe(false);
    expect(repeatsLast(apply(), logged(apply(), { recordedAt: '2021-02-10T11:59:59.999Z' }), SINCE)).toBe(false);
  });
});
