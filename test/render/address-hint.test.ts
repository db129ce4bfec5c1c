/** Commands in hints name the ledger of the call, unless they name one themselves. */
import { expect, test } from 'vitest';
import { addressHint } from '../../src/render/text/shell.ts';

test('a command that names its own ledger after a file gets no second one', () => {
  const hint =
    'Nothing was changed. To bring all: connects export --output copy.jsonl --db a.db, then connects merge copy.jsonl --db b.db';
  expect(addressHint(hint, { account: 'agency2' })).toBe(hint);
});

test('a command gets the ledger of the call where only a later sentence names one', () => {
  expect(addressHint('See: connects log. Or name a file with --db.', { account: 'side' })).toBe(
    'See: connects --account side log. Or name a file with --db.',
  );
});
