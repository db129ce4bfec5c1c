/** How a server and a mirror find what is new: through an index, also before the server knows how large its tables are. */
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMigrations } from '../../src/store/derived/rebuild.ts';
import type { Db } from '../../src/store/file/connection.ts';
import { newsStatements, rowsAfter } from '../../src/store/pool/server/pool-record.ts';
import { POOL_TABLES } from '../../src/store/pool/server/pool-schema.ts';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';

describe.skipIf(!hasPostgres())('the news of a shared ledger', () => {
  let server: TestServer;
  beforeAll(() => {
    server = startPostgres();
  });
  afterAll(() => server?.stop());

  test('a server without statistics finds the news of a large ledger through an index', () => {
    const url = server.database();
    const rows = 20_000;
    server.sql(
      url,
      `${POOL_TABLES.join(';\n')};
      ALTER TABLE connects.transactions SET (autovacuum_enabled = false);
      ALTER TABLE connects.facts SET (autovacuum_enabled = false);
      INSERT INTO connects.accounts VALUES (1, 'ours', 1, 2);
      INSERT INTO connects.commands SELECT 1, 1, n, n, 'import', '{}', '' FROM generate_series(1, 2) n;
      INSERT INTO connects.transactions
        SELECT 1, 1, n, n, 1, '2026-01-01', 1, n, 'proposal', '', -1, NULL, n, '', NULL, '2026', '', 0, NULL, NULL, NULL, ''
        FROM generate_series(1, ${rows}) n;
      INSERT INTO connects.facts SELECT 1, 1, n, n, 1, '2026-01-01', 1, 'x', n, '{}', '' FROM generate_series(1, ${rows}) n`,
    );
    for (const [text, values = []] of newsStatements('ours', 2)) {
      const [account, last] = values;
      const plan = server.sql(url, `EXPLAIN ${text.replace('$1', `'${account}'`).replace('$2', String(last))}`);
      expect(plan).toMatch(/Index Cond: .*\((command|id) >=? 2\)/);
    }
  });
});

test('a mirror finds what was recorded after a command through an index', () => {
  const mirror: Db = new BetterSqlite3(':memory:');
  runMigrations(mirror);
  const plans: string[] = [];
  const seen = {
    prepare: (text: string) => {
      plans.push(JSON.stringify(mirror.prepare(`EXPLAIN QUERY PLAN ${text}`).all(1)));
      return mirror.prepare(text);
    },
  } as unknown as Db;
  rowsAfter(seen, 1);
  mirror.close();
  expect(plans.filter((plan) => plan.includes('SEARCH'))).toEqual(plans);
  expect(plans).toHaveLength(3);
});
