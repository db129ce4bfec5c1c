/** The proposals that a report lists: hires, open and stale ones, those nobody has said anything about, and clients. */
import { describe, expect, test } from 'vitest';
import { clientSums } from '../../src/insight/proposals/client-sums.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { withEntries } from '../../src/store/entries-ledger.ts';
import { apply, day, given, init, mark } from '../rules/given.ts';

const sent = [
  init('2021-01-04'),
  apply(4, '2021-01-10', { client: 'Acme' }),
  apply(2, '2021-01-11', { client: 'acme' }),
  apply(2, '2021-01-12'),
  apply(2, '2021-01-20'),
];
const hired = mark(1, 'hired', '2021-01-12');
const viewed = mark(2, 'viewed', '2021-01-12');

const lists = (...marked: readonly Command[]) =>
  withEntries(given(...sent, ...marked).book.entries, async (ledger) => ({
    waiting: await ledger.waiting({ last: day('2021-01-11'), limit: null }),
    shown: await ledger.waiting({ last: day('2021-01-12'), limit: 1 }),
    clients: clientSums(await ledger.clients({ since: null, until: day('2021-01-25') })),
    late: await ledger.clients({ since: day('2021-01-11'), until: day('2021-01-12') }),
  }));

describe('open proposals', () => {
  test('a proposal is stale 14 days after it was sent, if it has no answer', async () => {
    const { waiting } = await lists(hired, viewed);
    expect(waiting).toMatchObject({ recent: 2, stale: 1 });
    expect(waiting.first.map(({ id }) => id)).toEqual([2]);
  });

  test('a stale proposal lacks an outcome if nothing was recorded and no page has shown it', async () => {
    expect((await lists(hired, viewed)).waiting).toMatchObject({ silent: 0, firstSilent: null });
    expect((await lists(viewed)).waiting).toMatchObject({ stale: 2, silent: 1, firstSilent: 1 });
  });

  test('all of them are counted, however few are returned, and the oldest come first', async () => {
    const { shown } = await lists(viewed);
    expect(shown).toMatchObject({ recent: 1, stale: 3, silent: 2, firstSilent: 1 });
    expect(shown.first.map(({ id }) => id)).toEqual([1]);
  });
});

describe('clients', () => {
  test('a client is the same however the name is capitalised, and an unknown value is counted', async () => {
    expect((await lists(hired, viewed)).clients).toEqual([
      { name: 'Acme', proposals: 2, replied: 1, hired: 1, net: 6, unknownCosts: 0, valueCents: 0, unvalued: 1 },
      { name: null, proposals: 2, replied: 0, hired: 0, net: 4, unknownCosts: 0, valueCents: 0, unvalued: 0 },
    ]);
  });

  test('only proposals of the asked days are counted, each spelling by itself', async () => {
    expect((await lists()).late.map(({ name, proposals }) => [name, proposals])).toEqual([
      ['acme', 1],
      [null, 1],
    ]);
  });

  test('a recorded value is summed, and an unknown cost is never taken for zero', () => {
    const one = {
      name: 'Acme',
      proposals: 1,
      replied: 0,
      hired: 1,
      net: 0,
      unknownCosts: 1,
      valueCents: 400,
      unvalued: 0,
    };
    const other = { ...one, name: 'ACME', net: 2, unknownCosts: 0, valueCents: 0, unvalued: 1 };
    expect(clientSums([one, other])).toEqual([
      { name: 'Acme', proposals: 2, replied: 0, hired: 2, net: 2, unknownCosts: 1, valueCents: 400, unvalued: 1 },
    ]);
  });
});
