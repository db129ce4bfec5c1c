/** The roles on the server: members append what is open to all, owners append everything, and nobody changes the record. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, world } from '../world.ts';

// Without PostgreSQL on this machine there is no server to ask.
describe.skipIf(!hasPostgres())('the roles of a shared ledger', () => {
  let server: TestServer;
  beforeAll(() => {
    server = startPostgres();
    server.sql('postgres://postgres@/postgres?host=', 'CREATE ROLE anna LOGIN; CREATE ROLE carl LOGIN');
  });
  afterAll(() => server?.stop());

  interface SharedAccount {
    readonly admin: string;
    readonly run: (who: 'anna' | 'carl', line: string) => ReturnType<World['run']>;
    /** What the server answers to SQL of this login. */
    readonly asks: (who: 'anna' | 'carl', sql: string) => string;
  }

  /** An account with a proposal and a purchase, whose administrator set the roles twice. */
  async function shared(): Promise<SharedAccount> {
    const admin = server.database();
    const here = world({ today: '2021-02-10' });
    const as = (who: string) => ({
      vars: { CONNECTS_DB: admin.replace('postgres@', `${who}@`), CONNECTS_MEMBER: who },
    });
    for (const line of ['init --joined 2021-01-01', 'buy 40', 'config set reserve 3', 'apply --cost 4'])
      expect([line, (await here.run(line, as('postgres'))).code]).toEqual([line, 0]);
    for (let times = 0; times < 2; times += 1)
      server.script(admin, (await here.run('config roles', as('postgres'))).stdout);
    server.sql(admin, 'GRANT connects_owner TO anna; GRANT connects_member TO carl');
    return {
      admin,
      run: (who, line) => here.run(line, as(who)),
      asks: (who, sql) => {
        try {
          return server.sql(admin, `SET ROLE ${who}; ${sql}`);
        } catch (error) {
          return String((error as { stderr?: unknown }).stderr ?? error);
        }
      },
    };
  }

  test('the script of the roles is for psql, and needs no procedures', async () => {
    const { stdout } = await world().run('config roles');
    expect(stdout).toMatch(/^-- .*connects config roles \| psql -d DATABASE\n\\set ON_ERROR_STOP on\nBEGIN;\n/);
    expect(stdout).toMatch(/\nCOMMIT;\n$/);
    expect(stdout).not.toMatch(/\$\$|plpgsql|FUNCTION|PROCEDURE/i);
    expect(JSON.parse((await world().run('config roles --json')).stdout).statements.join('\n')).toBe(stdout.trimEnd());
  });

  test('a script of the roles that fails on the way changes nothing', async () => {
    const { admin } = await shared();
    const { stdout } = await world().run('config roles');
    expect(() => server.script(admin, stdout.replace('CREATE POLICY', 'CREATE NO POLICY'))).toThrow();
    const count = "SELECT count(*) FROM pg_policies WHERE schemaname = 'connects'";
    expect(server.sql(admin, count)).toBe('9');
  });

  test('a member records what is open to all, and undoes it', async () => {
    const { run } = await shared();
    const lines = ['apply --cost 6 --title Logo', 'mark 2 viewed', 'undo', 'undo', 'redo', 'earn survey --amount 2'];
    for (const line of [...lines, 'edit 2 --cost 5', 'renew', 'history', 'check'])
      expect([line, (await run('carl', line)).code]).toEqual([line, 0]);
  });

  test.each(['buy 10', 'reconcile 99 --adjust', 'config set reserve 9', 'plan plus', 'rules use 2026', 'void 2'])(
    'a member cannot record %s, and an owner can',
    async (line) => {
      const { run } = await shared();
      const before = (await run('carl', 'log --json')).stdout;
      const refused = await run('carl', `${line} --json`);
      expect([refused.code, JSON.parse(refused.stderr)]).toMatchObject([
        5,
        { error: { code: 'storage-unavailable', details: { detail: 'rights' } } },
      ]);
      expect((await run('carl', 'log --json')).stdout).toBe(before);
      expect(await run('anna', line)).toMatchObject({ code: 0 });
    },
  );

  test.each([2, 3])('a member cannot undo command %i of an owner', async (command) => {
    const { run } = await shared();
    expect((await run('carl', `undo ${command}`)).code).toBe(5);
    expect(await run('anna', `undo ${command}`)).toMatchObject({ code: 0 });
  });

  test.each(['commands', 'transactions', 'facts'])('neither role changes or deletes rows of %s', async (table) => {
    const { asks } = await shared();
    for (const who of ['anna', 'carl'] as const) {
      for (const sql of [
        `UPDATE connects.${table} SET recorded_at = ''`,
        `DELETE FROM connects.${table}`,
        `TRUNCATE connects.${table} CASCADE`,
        `DROP TABLE connects.${table} CASCADE`,
        `ALTER TABLE connects.${table} DISABLE ROW LEVEL SECURITY`,
      ])
        expect([sql, asks(who, sql)]).toEqual([sql, expect.stringMatching(/permission denied|must be owner/)]);
    }
  });

  test('a member moves the head of an account, and changes nothing else of it', async () => {
    const { asks } = await shared();
    expect(asks('carl', 'UPDATE connects.accounts SET head = head; SELECT 1')).toBe('1');
    for (const sql of [
      "UPDATE connects.accounts SET name = 'mine'",
      'UPDATE connects.accounts SET epoch = 9',
      'DELETE FROM connects.accounts',
      "INSERT INTO connects.accounts VALUES (9, 'mine', 1, 0)",
      'INSERT INTO connects.versions VALUES (9)',
    ])
      expect([sql, asks('carl', sql)]).toEqual([sql, expect.stringContaining('permission denied')]);
    expect(asks('anna', "INSERT INTO connects.accounts VALUES (9, 'mine', 1, 0); SELECT 1")).toBe('1');
  });

  test('a member cannot write a purchase or its reversal past the program', async () => {
    const { admin, asks } = await shared();
    const bought = "SELECT id FROM connects.transactions WHERE kind = 'purchase'";
    const purchase = server.sql(admin, bought);
    // Of a command of its own, in one transaction, as the program does it.
    const row = (kind: string, reverses: string, command = '(SELECT head + 1 FROM connects.accounts)') =>
      `BEGIN;
       INSERT INTO connects.commands (account, epoch, id, uid, name, body, recorded_at)
         SELECT id, epoch, head + 1, 'by-hand', 'earn', '{}', '2026-11-28' FROM connects.accounts;
       INSERT INTO connects.transactions SELECT account, epoch, id + 100, uid, ${command}, "on", rank, seq + 100, '${kind}', label,
         connects, expires_on, proposal, title, cents, edition, source, forced, upwork_id, ${reverses}, note, recorded_at
       FROM connects.transactions WHERE kind = 'purchase'; ROLLBACK; SELECT 1`;
    const violation = expect.stringContaining('violates row-level security policy');
    expect(asks('carl', row('purchase', 'NULL'))).toEqual(violation);
    expect(asks('carl', row('reversal', purchase))).toEqual(violation);
    expect(asks('carl', row('survey', 'NULL'))).toBe('1');
    expect(asks('carl', row('survey', 'NULL', '1'))).toEqual(violation);
  });
});
