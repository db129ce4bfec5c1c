/** Ten years from one seed, in short: some lives in every run, each failure that was ever found, and the watch itself. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lifeOf } from './life.ts';
import { liveThrough } from './live.ts';
import { type LifeStep, shellScript } from './step.ts';
import { changeFault, faultOf, type LedgerView, type ShownRow } from './view.ts';

const base = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'connects-lives-'));
afterAll(() => rmSync(base, { recursive: true }));

/** The seeds of every run; `npm run simulate` lives others. */
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

async function expectSound(steps: readonly LifeStep[], name: string): Promise<void> {
  const { fault } = await liveThrough(steps, base);
  const script = fault && shellScript(steps.slice(0, fault.step + 1), `${name}: ${fault.why}`);
  expect(script).toBeNull();
}

test.each(SEEDS)('ten years of freelancer %i leave a sound ledger', (seed) =>
  expectSound(lifeOf(seed), `seed ${seed}`),
);

const folder = join(import.meta.dirname, 'cases');
const CASES = readdirSync(folder).filter((name) => name.endsWith('.json'));

test.each(CASES)('a life that once failed leaves a sound ledger: %s', (name) =>
  expectSound(JSON.parse(readFileSync(join(folder, name), 'utf8')) as LifeStep[], name),
);

describe('the watch over a life', () => {
  const row = (on: string, connects: number, balance: number): ShownRow => ({
    ...{ id: 1, uid: on, on, kind: 'other', connects, balance, expiresOn: null },
  });
  const view = (balance: number, ...rows: readonly ShownRow[]): LedgerView => ({
    ...{ balance, rows: rows.toReversed(), grants: [{ granted: 40, left: balance, expiresOn: '2022-01-01' }] },
  });
  const sound = view(30, row('2021-01-01', 40, 40), row('2021-01-02', -10, 30));

  test('a ledger whose figures add up has no fault', () => {
    expect([faultOf(sound), changeFault(sound, sound)]).toEqual([null, null]);
  });

  test('a balance that does not add up, is below zero, or is not what is open is a fault', () => {
    expect(faultOf(view(30, row('2021-01-01', 40, 40), row('2021-01-02', -11, 30)))).toContain('does not add up');
    expect(faultOf(view(-2, row('2021-01-01', 40, 40), row('2021-01-02', -42, -2)))).toContain('below zero');
    expect(faultOf({ ...sound, balance: 31 })).toContain('the balance is 31');
    expect(faultOf({ ...sound, grants: [] })).toContain('0 are open');
  });

  test('a line that is gone or has changed, or a past day that has moved, is a fault', () => {
    expect(changeFault(sound, view(40, row('2021-01-01', 40, 40)))).toContain('is gone');
    const other = { ...row('2021-01-02', -9, 31), uid: '2021-01-02' };
    expect(changeFault(sound, view(31, row('2021-01-01', 40, 40), other))).toContain('has become');
    const expired = { ...row('2021-01-03', -30, 0), uid: null, id: null };
    const later = view(0, ...sound.rows.toReversed(), expired);
    expect(changeFault(later, { ...sound, rows: sound.rows })).toContain('have changed');
  });
});
