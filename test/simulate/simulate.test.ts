/** Ten years from one seed, in short: some lives in every run, each failure that was ever found, and the watch itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { memoryFolder } from '../memory-folder.ts';
import { liveThrough } from './live.ts';
import { type LifeStep, shellScript } from './step.ts';
import { changeFault, faultOf, type LedgerView, type OpenToday, type ShownRow } from './view.ts';

const base = mkdtempSync(join(memoryFolder, 'connects-lives-'));
afterAll(() => rmSync(base, { recursive: true }));

/** How many lives are in every run; `npm run simulate` lives others. */
const LIVES = '2';

async function expectSound(steps: readonly LifeStep[], name: string): Promise<void> {
  const { fault } = await liveThrough(steps, base);
  const script = fault && shellScript(steps.slice(0, fault.step + 1), `${name}: ${fault.why}`);
  expect(script).toBeNull();
}

// As a bundle in processes of its own: it is several times as fast as module by module.
test('ten years of each of some freelancers leave a sound ledger', () => {
  const args = ['run', 'simulate', '--silent', '--', '--seeds', LIVES, '--keep', join(base, 'failed')];
  const { status, stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8' });
  expect(stdout).toMatch(/ 0 failed\.\n$/);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

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
    rows: rows.toReversed(),
    open: { today: '2021-01-02', balance, grants: [{ granted: 40, left: balance, expiresOn: '2022-01-01' }] },
  });
  const sound = view(30, row('2021-01-01', 40, 40), row('2021-01-02', -10, 30));

  test('a ledger whose figures add up has no fault', () => {
    expect([faultOf(sound), changeFault(sound, sound)]).toEqual([null, null]);
  });

  test('a balance that does not add up, is below zero, or is not what is open is a fault', () => {
    expect(faultOf(view(30, row('2021-01-01', 40, 40), row('2021-01-02', -11, 30)))).toContain('does not add up');
    expect(faultOf(view(-2, row('2021-01-01', 40, 40), row('2021-01-02', -42, -2)))).toContain('below zero');
    const open = sound.open as OpenToday;
    expect(faultOf({ ...sound, open: { ...open, balance: 31 } })).toContain('the balance is 31');
    expect(faultOf({ ...sound, open: { ...open, grants: [] } })).toContain('0 are open');
  });

  test('a line that is gone or has changed, or a past day that has moved, is a fault', () => {
    expect(changeFault(sound, view(40, row('2021-01-01', 40, 40)))).toContain('is gone');
    const other = { ...row('2021-01-02', -9, 31), uid: '2021-01-02' };
    expect(changeFault(sound, view(31, row('2021-01-01', 40, 40), other))).toContain('has become');
    const expired = { ...row('2021-01-03', -30, 0), uid: null, id: null };
    const later = { ...sound, rows: [expired, ...sound.rows] };
    expect(changeFault(later, sound)).toContain('have changed');
  });
});
