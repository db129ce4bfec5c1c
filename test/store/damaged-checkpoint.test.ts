/** A checkpoint of which one value is damaged: the check names it, and no report makes a number of what is none. */
import { copyFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { world } from '../world.ts';
import { rowsOf, tamper } from './audit.ts';

type Path = readonly (string | number)[];

function* leavesOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) yield path;
  else for (const [key, inside] of Object.entries(value)) yield* leavesOf(inside, [...path, key]);
}

/** The same value with another one at that place. */
function replaced(value: unknown, [key, ...path]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((each, i) => (i === Number(key) ? replaced(each, path, by) : each));
  const fields = value as Record<string, unknown>;
  return { ...fields, [key]: replaced(fields[key], path, by) };
}

test('a damaged value in a checkpoint is named by the check, and is never told as a number or a day', async () => {
  const ledger = world({ today: '2021-06-01' });
  for (const line of [
    'init --joined 2021-01-04',
    'apply --cost 4 --boost 3 --title Logo --on 2021-02-01',
    'mark 1 interview --on 2021-02-03',
    'coupon add SAVE --percent 20',
    'buy 40 --coupon SAVE',
    'renew',
    'reconcile 133 --adjust',
  ])
    expect([line, (await ledger.run(line)).code]).toEqual([line, 0]);
  const sound = `${ledger.db}.sound`;
  copyFileSync(ledger.db, sound);
  const [row] = rowsOf(sound, 'SELECT rowid, state FROM checkpoints ORDER BY "on" DESC LIMIT 1');
  const state = JSON.parse(String(row?.['state'])) as unknown;
  for (const path of leavesOf(state)) {
    for (const value of ['x', '2021-99-99']) {
      const text = JSON.stringify(replaced(state, path, value)).replaceAll("'", "''");
      copyFileSync(sound, ledger.db);
      tamper(ledger.db, `UPDATE checkpoints SET state = '${text}' WHERE rowid = ${row?.['rowid']}`);
      for (const line of ['check', 'doctor', 'doctor --json']) {
        const { code, stdout } = await ledger.run(line);
        expect([path, line, code]).toEqual([path, line, 6]);
        expect(stdout, `${path.join('.')} ${value}`).toMatch(/checkpoint/);
        expect(stdout, `${path.join('.')} ${value}`).not.toMatch(/NaN|Infinity|undefined|99-99|"stored":null/);
      }
    }
  }
});
