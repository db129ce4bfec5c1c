/** The words in a ledger's file: a new word needs a new format, and an unknown word means a newer version, not damage. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../src/rules/vocabulary/outcomes.ts';
import { FACT_KINDS } from '../../src/rules/vocabulary/references.ts';
import { STORED_KINDS } from '../../src/rules/vocabulary/stored-words.ts';
import { ENTRY_SOURCES } from '../../src/rules/vocabulary/transaction.ts';
import { SCHEMA_VERSION } from '../../src/store/file/migrations.ts';
import { type World, world } from '../world.ts';
import { rowsOf, tamper } from './audit.ts';

/**
 * For each version of the format, all the words that its files may hold. Never edit a version that was shipped,
 * as older programs would call the new word damage. Add a migration step instead, with the words of the new version.
 */
const WORDS: Readonly<Record<number, string>> = {
  3: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan edition rulebook coupon coupon-used reconciled setting confirmed described tied
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
  4: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan edition rulebook coupon coupon-used reconciled setting confirmed described tied
      edited dropped
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
  5: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan fee ad-credits edition rulebook coupon coupon-used reconciled setting confirmed
      described tied edited dropped
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
  6: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan fee ad-credits edition rulebook coupon coupon-used reconciled setting confirmed
      described tied edited dropped
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
  7: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan fee ad-credits edition rulebook coupon coupon-used reconciled setting confirmed
      described tied edited dropped sheet
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
  8: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan fee ad-credits edition rulebook coupon coupon-used reconciled setting confirmed
      described tied edited dropped sheet
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
  9: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan fee ad-credits edition rulebook coupon coupon-used reconciled setting confirmed
      described tied edited dropped sheet
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
  10: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan fee ad-credits edition rulebook coupon coupon-used reconciled setting confirmed
      described tied edited dropped sheet
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
  11: `
    kind: opening signup membership readiness-test renewal interview certification badge survey promotion task other
      purchase refund boost-refund proposal boost availability-badge profile-boost carry-over-cut adjustment reversal
    source: manual renew import merge
    fact: opened proposal outcome plan fee ad-credits edition rulebook coupon coupon-used reconciled setting confirmed
      described tied edited dropped sheet
    outcome: viewed replied interview hired declined withdrawn cancelled removed expired lost outbid`,
};

test('every stored word belongs to its version of the format', () => {
  const now = { kind: STORED_KINDS, source: ENTRY_SOURCES, fact: FACT_KINDS, outcome: OUTCOMES };
  const words = Object.entries(now).map(([of, list]) => `${of}: ${list.join(' ')}`);
  expect(words.join(' ').split(' ')).toEqual(WORDS[SCHEMA_VERSION]?.trim().split(/\s+/));
});

async function ledger(): Promise<World> {
  const here = world({ today: '2021-02-10' });
  for (const line of ['init --joined 2021-01-01', 'apply --cost 4', 'mark 1 viewed']) {
    expect([line, (await here.run(line)).code]).toEqual([line, 0]);
  }
  return here;
}

const CHANGES: readonly (readonly [of: string, sql: string, word: string, line: string])[] = [
  ['kind', "UPDATE transactions SET kind = 'gift' WHERE id = 1", 'kind gift', 'history'],
  ['source', "UPDATE transactions SET source = 'hearsay' WHERE id = 1", 'source hearsay', 'history'],
  [
    'kind of fact',
    `UPDATE facts SET kind = 'starred', body = replace(body, '"kind":"outcome"', '"kind":"starred"') WHERE kind = 'outcome'`,
    'fact starred',
    'show 1',
  ],
  [
    'outcome',
    "UPDATE facts SET body = replace(body, 'viewed', 'forgotten') WHERE kind = 'outcome'",
    'outcome forgotten',
    'show 1',
  ],
];

describe.each(CHANGES)('a file with an unknown %s', (_, sql, word, line) => {
  const spoiled = async (): Promise<World> => {
    const here = await ledger();
    const triggers = rowsOf(here.db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
    const drop = triggers.map(({ name }) => `DROP TRIGGER ${name};`).join('');
    tamper(here.db, `${drop} ${sql}; ${triggers.map((trigger) => trigger['sql']).join('; ')}`);
    return here;
  };

  test('an unknown stored word is reported as written by a newer version', async () => {
    const here = await spoiled();
    const { code, stderr } = await here.run(line);
    expect([code, stderr]).toEqual([5, expect.stringContaining(`by a newer version of connects (${word})`)]);
    expect(stderr).toContain('Upgrade connects');
  });

  test('a check of an unknown stored word does not suggest a restore', async () => {
    const { code, stderr } = await (await spoiled()).run('check');
    expect([code, stderr]).toEqual([6, expect.stringContaining('a newer version of connects wrote it')]);
    expect(stderr).not.toContain('restore latest');
  });
});

test('a copy that stores an expiry is refused, as expiries are derived', async () => {
  const here = await ledger();
  await here.run('export --format jsonl --output copy.jsonl');
  const path = join(here.folder, 'copy.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"kind":"signup"', '"kind":"expiry"'));
  const { code, stderr } = await here.run('import copy.jsonl --json');
  const { error } = JSON.parse(stderr) as { error: { details: object } };
  expect([code, error.details]).toMatchObject([2, { problem: 'wrong-shape', detail: 'entries.1.kind' }]);
});

test.each([
  ['"kind":"signup"', '"kind":"gift"', 'kind gift'],
  ['"source":"manual"', '"source":"hearsay"', 'source hearsay'],
  ['"outcome":"viewed"', '"outcome":"forgotten"', 'outcome forgotten'],
  ['"kind":"outcome"', '"kind":"starred"', 'fact starred'],
])('a copy with an unknown word (%s) is reported as written by a newer version', async (known, unknown, word) => {
  const here = await ledger();
  await here.run('export --format jsonl --output copy.jsonl');
  const path = join(here.folder, 'copy.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(known, unknown));
  const { code, stderr } = await here.run('import copy.jsonl --json');
  const { error } = JSON.parse(stderr) as { error: { code: string; details: object } };
  expect([code, error]).toMatchObject([2, { code: 'unreadable-file', details: { problem: 'newer', detail: word } }]);
});
