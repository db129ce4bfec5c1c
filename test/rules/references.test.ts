/** The numbers that facts refer to, and how they change when a fact comes from another copy. */
import { expect, test } from 'vitest';
import { FACT_KINDS, mapReferences, referencesOf } from '../../src/rules/vocabulary/references.ts';
import type { FactBody } from '../../src/rules/vocabulary/transaction.ts';
import { day } from './given.ts';

const row = { on: day('2026-01-05'), label: null, title: null, connects: -4, upworkId: null, jobKey: null };
const NAMING: readonly FactBody[] = [
  { kind: 'outcome', proposal: 3, outcome: 'viewed' },
  { kind: 'described', proposal: 3, details: { title: 'A logo', url: null, key: null } },
  { kind: 'tied', transaction: 9, proposal: 3 },
  { kind: 'confirmed', transaction: 9, row },
];

test('a fact from another copy gets the numbers of this copy for what it names, and keeps the rest', () => {
  const there = { proposal: (id: number) => id + 100, transaction: (id: number) => id + 1000 };
  expect(NAMING.map((body) => mapReferences(body, there))).toEqual(
    NAMING.map((body) => ({
      ...body,
      ...('proposal' in body ? { proposal: 103 } : {}),
      ...('transaction' in body ? { transaction: 1009 } : {}),
    })),
  );
});

test('a fact that names something unknown in the other copy is dropped', () => {
  const nowhere = { proposal: () => undefined, transaction: () => undefined };
  for (const body of NAMING) expect(mapReferences(body, nowhere)).toBeNull();
  const edition: FactBody = { kind: 'edition', edition: '2026' };
  expect(mapReferences(edition, nowhere)).toEqual(edition);
});

test('a proposal has its own fact, which refers to nothing', () => {
  const details = { title: null, client: null, url: null, tags: [], invited: false, key: null, note: null };
  expect(referencesOf({ kind: 'proposal', proposal: 3, details })).toEqual({ proposal: null, transaction: null });
});

test('all other kinds of facts refer to nothing', () => {
  const kinds = FACT_KINDS.filter((kind) => !NAMING.some((body) => body.kind === kind));
  for (const kind of kinds) {
    expect(referencesOf({ kind } as FactBody), kind).toEqual({ proposal: null, transaction: null });
  }
});
