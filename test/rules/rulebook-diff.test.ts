/** The differences between two rulebooks. */
import { expect, test } from 'vitest';
import { EDITIONS, edition } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { RULEBOOK_SECTIONS, rulebookChanges, rulebookNumbers } from '../../src/rules/rulebook/rulebook-diff.ts';

const base = edition('2020-12') as Rulebook;
const later = edition('2022-09') as Rulebook;

test('a rulebook is not compared by its name, day, title or sources', () => {
  expect(rulebookChanges(base, base)).toEqual([]);
  const renamed = {
    ...base,
    id: 'mine',
    since: later.since,
    title: 'Mine',
    survey: { ...base.survey, source: 'elsewhere' },
  };
  expect(rulebookChanges(base, renamed)).toEqual([]);
});

test('the differences from 2020-12 to 2022-09 come in the order of the rulebook', () => {
  expect(rulebookChanges(base, later)).toEqual([
    { path: 'proposal.max', from: 6, to: 8 },
    { path: 'readinessTest.connects', from: 40, to: null },
    { path: 'monthly.plus.paid', from: 70, to: 60 },
    { path: 'carryOver.basic', from: 200, to: null },
    { path: 'carryOver.plus', from: 200, to: null },
    { path: 'cycle.lastDay', from: 27, to: 28 },
    { path: 'interview.connects', from: 10, to: null },
    { path: 'interview.cap', from: 50, to: null },
    { path: 'interview.days', from: 7, to: null },
  ]);
});

test('the differences in the opposite direction have their sides exchanged', () => {
  const back = rulebookChanges(later, base).map(({ path, from, to }) => ({ path, from: to, to: from }));
  expect(back).toEqual(rulebookChanges(base, later));
});

test('bundle sizes are compared as one list, and flags as flags', () => {
  const other: Rulebook = { ...base, bundles: { ...base.bundles, sizes: [10, 150], custom: true } };
  expect(rulebookChanges(base, other)).toEqual([
    { path: 'bundles.sizes', from: '10, 20, 40, 60, 80', to: '10, 150' },
    { path: 'bundles.custom', from: false, to: true },
  ]);
});

test('a badge that only one rulebook names has null on the other side', () => {
  const other: Rulebook = { ...base, badges: { ...base.badges, connects: { 'Top Rated': 30 } } };
  expect(rulebookChanges(base, other)).toEqual([
    { path: 'badges.connects.Rising Talent', from: 30, to: null },
    { path: 'badges.connects.Top Rated', from: null, to: 30 },
  ]);
});

test('the order of the fields in a rulebook does not matter', () => {
  const turn = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, inner]) => [name, turn(inner)]),
        )
      : value;
  expect(rulebookChanges(base, turn(later) as Rulebook)).toEqual(rulebookChanges(base, later));
  expect(rulebookNumbers(turn(base) as Rulebook, 'monthly')).toEqual(rulebookNumbers(base, 'monthly'));
});

test.each(EDITIONS)('every number of $id is among its compared values', (rulebook) => {
  const values = RULEBOOK_SECTIONS.flatMap((section) => rulebookNumbers(rulebook, section));
  const numbers = JSON.stringify({ ...rulebook, id: 0, since: 0, title: 0 }, (name, value) =>
    name === 'source' ? undefined : Array.isArray(value) ? value.join(', ') : value,
  ).match(/:(?:\d+|null|true|false|"[\d, ]+")/g);
  expect(values.length).toBe((numbers ?? []).length - 3);
  expect(new Set(values.map(({ path }) => path)).size).toBe(values.length);
});
