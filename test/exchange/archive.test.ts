/** A web archive of Safari, written by another program's library: its page is read, and a spoiled one does no harm. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPage } from '../../src/exchange/read/read-page.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { pageOf, problemOf } from './reading.ts';

const archive = new Uint8Array(readFileSync(join(import.meta.dirname, 'archives/history.webarchive')));
const options = { fileDay: '2026-01-05' as Day };

test('the page in an archive is read, and its format told', async () => {
  expect(await pageOf(archive, options)).toMatchObject({
    format: 'webarchive',
    balance: 84,
    savedOn: { on: '2026-01-05', from: 'file' },
    unread: [],
    rows: [
      { on: '2026-01-05', connects: -9, title: 'Café menu – two languages', jobKey: '~022106000000000000009' },
      { on: '2026-01-03', connects: -2, label: 'Availability Badge' },
    ],
  });
});

test('an archive without its end is named as one that cannot be read', async () => {
  for (const length of [8, 40, 600, archive.length - 1]) {
    expect(await problemOf(archive.subarray(0, length), options)).toEqual({
      code: 'not-history',
      format: 'webarchive',
    });
  }
});

test('no spoiled byte makes reading fail, or take long', async () => {
  const spoiled = fc.tuple(fc.nat(archive.length - 1), fc.nat(255), fc.nat(40), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(spoiled, async ([at, byte, fromEnd, last]) => {
      const bytes = archive.slice();
      bytes[at] = byte;
      bytes[archive.length - 1 - fromEnd] = last;
      await readPage(bytes, { format: 'auto', savedOn: null, today: '2026-06-01' as Day, map: null, ...options });
    }),
    { numRuns: 500 },
  );
});
