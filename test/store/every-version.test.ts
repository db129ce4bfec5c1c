/** A ledger of each earlier version of the file, with data, is migrated; one that is killed half way is the old one or the new one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MIGRATION_STEPS, SCHEMA_VERSION } from '../../src/store/file/migrations.ts';
import { world } from '../world.ts';
import { audit, rowsOf, tamper } from './audit.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

/** The versions of which a ledger is kept, with its answers. */
const KEPT = [1, 2, 4, 7] as const;

const versions = Array.from({ length: SCHEMA_VERSION - 1 }, (_, i) => i + 1);

test.each(versions)(
  'a ledger of version %i gives the same answers after its migration, and passes the check',
  async (version) => {
    const from = KEPT.findLast((kept) => kept <= version) ?? 1;
    const here = world({ today: from === 1 ? '2021-02-15' : '2021-03-20' });
    tamper(here.db, fixture(`version-${from}.sql`));
    // The steps up to it, as the program of that version would have done them.
    for (let next = from; next < version; next += 1) {
      tamper(here.db, `BEGIN; ${MIGRATION_STEPS[next]}; PRAGMA user_version = ${next + 1}; COMMIT`);
    }
    expect(rowsOf(here.db, 'PRAGMA user_version')).toEqual([{ user_version: version }]);
    const record = () =>
      ['commands', 'transactions', 'facts'].map((table) => rowsOf(here.db, `SELECT * FROM ${table}`));
    const before = record();
    expect(before.map((rows) => rows.length > 5)).toEqual([true, true, true]);
    const answers = JSON.parse(fixture(`version-${from}.json`)) as Record<string, object>;
    for (const [line, answer] of Object.entries(answers)) {
      const { code, stdout } = await here.run(`${line} --json`);
      expect([line, code, JSON.parse(stdout)]).toMatchObject([line, 0, answer]);
    }
    expect(rowsOf(here.db, 'PRAGMA user_version')).toEqual([{ user_version: SCHEMA_VERSION }]);
    expect(record()).toMatchObject(before);
    expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
    audit(here.db);
  },
);
