/** This program can read every label that it writes. */
import { expect, test } from 'vitest';
import { meaningOf } from '../../src/rules/import/row-labels.ts';
import { KIND_FACTS, KINDS } from '../../src/rules/vocabulary/kinds.ts';
import { earn, given, init } from './given.ts';

/** Kinds whose label does not identify them. */
const SILENT = ['other', 'reversal'];

test.each(KINDS.filter((kind) => !SILENT.includes(kind)))('the label of a %s is read back as one', (kind) => {
  const { label, books } = KIND_FACTS[kind];
  const signs = { in: [1], back: [1], out: [-1], either: [1, -1] };
  for (const connects of signs[books.moves]) {
    expect(meaningOf(label, connects)).toMatchObject({ kind, known: true });
  }
});

test('a certification is recorded under the label that an import reads', () => {
  given(init('2021-01-01'))
    .when(earn('certification', '2021-01-02', { title: 'CSS', amount: 10 }))
    .records({ kind: 'certification', label: KIND_FACTS.certification.label, title: 'CSS' });
});
