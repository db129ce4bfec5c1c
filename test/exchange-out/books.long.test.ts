/** The books: hledger, ledger and beancount themselves find the balance and the costs that the ledger has. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeBeancount } from '../../src/exchange/write/beancount.ts';
import { type Books, buildBooks } from '../../src/exchange/write/books.ts';
import { writeHledger } from '../../src/exchange/write/hledger.ts';
import { writeLedgerJournal } from '../../src/exchange/write/ledger.ts';
import { connectCosts } from '../../src/insight/money/connect-costs.ts';
import { foldEntries } from '../../src/rules/state/evolve.ts';
import { balanceOn, EMPTY_STATE } from '../../src/rules/state/state.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import type { Entry } from '../../src/rules/vocabulary/transaction.ts';
import { ledgers } from './random.ts';
import * as tools from './tools.ts';

type Write = (of: Books) => Iterable<string>;

const PROGRAMS: readonly (readonly [name: string, write: Write, check: tools.Check])[] = [
  ['hledger', writeHledger, tools.hledger],
  ['ledger', writeLedgerJournal, tools.ledger],
  ['beancount', writeBeancount, tools.beancount],
];

const textOf = (write: Write, of: Books): string => [...write(of)].join('');

/** The same ledgers at every run: starting a program takes longer than a random one is worth. */
const samples = fc.sample(fc.tuple(ledgers(40), fc.integer({ min: 0, max: 500 }), fc.boolean()), {
  seed: 20261122,
  numRuns: 8,
});

describe.each(PROGRAMS)('books for %s', (_name, write, run) => {
  test.each(samples.map((sample, i) => [i, ...sample] as const))(
    'the program agrees with the balance and costs of random ledger %i',
    async (_, entries, days, part) => {
      const until = addDays((entries.at(-1)?.on ?? '2021-01-01') as Day, days);
      const since = part ? (entries[Math.floor(entries.length / 2)]?.on ?? null) : null;
      const known = connectCosts(entries, until);
      const cents = known.left.reduce((sum, each) => sum + each.cents, 0);
      const text = textOf(write, buildBooks(entries, known, since, until));
      const { left, cost } = await run(text);
      expect(left).toEqual({ connects: balanceOn(foldEntries(EMPTY_STATE, entries), until), usd: 0 });
      expect(cost.usd).toBe(cents / 100);
    },
  );

  test('the program reads the books of an empty ledger', async () => {
    const none: readonly Entry[] = [];
    const until = '2021-01-01' as Day;
    expect((await run(textOf(write, buildBooks(none, connectCosts(none, until), null, until)))).left.connects).toBe(0);
  });
});
