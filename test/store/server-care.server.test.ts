/** What looks after a shared ledger: `doctor`, `check` and `schedule`, and every way in which a server can refuse. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, type WorldOptions, world } from '../world.ts';

const TODAY = '2026-11-28';
/** Every character that a URL or a shell could take for something else. */
const PASSWORD = `p@s:s/w#r?d %41&'"\\é=`;

describe('an address that is written wrongly', () => {
  test.each([
    'postgress://anna:SECRET@h/db',
    'pg://anna:SECRET@h/db',
    'postgres//anna:SECRET@h/db',
    'postgresql+psycopg://anna:SECRET@h/db',
    'postgres://anna:SECRET',
    'host=h password=SECRET',
  ])('%s is refused, taken for no file, and its password is not shown', async (url) => {
    for (const line of [['balance'], ['init', '--balance', '5'], ['doctor'], ['balance', '--json']]) {
      const { code, output } = await world({ vars: { CONNECTS_DB: url } }).run(line);
      expect([code, output]).toEqual([2, expect.not.stringContaining('SECRET')]);
    }
  });
});

describe.skipIf(!hasPostgres())('the care of a shared ledger', () => {
  let server: TestServer;
  let guarded: TestServer;
  beforeAll(() => {
    server = startPostgres();
    guarded = startPostgres({ password: PASSWORD });
  });
  afterAll(() => {
    server?.stop();
    guarded?.stop();
  });

  const machine = (url: string, more: WorldOptions = {}): World =>
    world({ today: TODAY, ...more, vars: { CONNECTS_DB: url, ...more.vars } });

  async function opened(): Promise<{ here: World; url: string; mirror: string }> {
    const url = server.database();
    const here = machine(url);
    for (const line of ['init --balance 40', 'apply --cost 4 --title Logo'])
      expect(await here.run(`${line} -q`)).toMatchObject({ code: 0 });
    return { here, url, mirror: mirrorOf(here) };
  }

  function mirrorOf(here: World): string {
    const folder = join(here.folder, 'state', 'shared');
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.db'));
    return join(folder, name);
  }

  /** Another program changes a title in the mirror. */
  function spoil(mirror: string): void {
    const db = new Database(mirror);
    const sql = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'transactions_never_change'").pluck().get();
    db.exec(`DROP TRIGGER transactions_never_change; UPDATE transactions SET title = 'Icons' WHERE id = 2; ${sql}`);
    db.close();
  }

  const errorOf = async (here: World, line: string) => JSON.parse((await here.run(`${line} --json`)).stderr).error;

  describe('doctor', () => {
    test('doctor shows the server, its tables and the mirror, and finds no fault', async () => {
      const { here, url, mirror } = await opened();
      const shown = await here.run('doctor');
      expect(shown).toMatchObject({ code: 0 });
      for (const row of [
        `Ledger      ${url}, account connects`,
        /^Server {6}PostgreSQL \d+\.\d+ at .*, which takes writes; one question takes \d+ ms$/m,
        /^Tables {6}format \d+, 2 commands of this account$/m,
        `Mirror      ${mirror.replace(here.folder, '~')}, mode 600, `,
        ' kB, with all of them\n',
        'Contents    2 transactions, 1 proposal',
        'backups, copies on this machine, 1;',
        'No fault found.',
      ])
        expect(shown.stdout).toEqual(
          typeof row === 'string' ? expect.stringContaining(row) : expect.stringMatching(row),
        );
      expect(JSON.parse((await here.run('doctor --json')).stdout)).toMatchObject({
        ok: true,
        paths: { ledger: url },
        server: { account: 'connects', commands: 2, mirrored: 2, mirror: mirror.replace(here.folder, '~') },
        contents: { transactions: 2 },
      });
    });

    test('doctor on a machine without a mirror makes one, and needs no backup', async () => {
      const { url } = await opened();
      const there = machine(url, { now: '2026-11-28T12:00:00.000Z' });
      expect(await there.run('doctor')).toMatchObject({ code: 0, stdout: expect.stringContaining('with all') });
    });

    test('doctor says that the server is away, and what it can say of the mirror', async () => {
      const { here } = await opened();
      server.kill();
      try {
        const { code, stdout } = await here.run('doctor');
        expect(code).toBe(6);
        expect(stdout).toContain('Server      does not answer');
        expect(stdout).toContain(', with what this machine saw last');
        expect(stdout).toContain('Contents    2 transactions');
        expect(stdout).toContain('1 fault found:\n');
        expect(stdout).toContain('cannot be reached: nothing listens there.');
        const { faults, server: found } = JSON.parse((await here.run('doctor --json')).stdout);
        expect(faults).toMatchObject([{ code: 'storage-unavailable' }]);
        expect(found).toMatchObject({ version: null, commands: null });
      } finally {
        server.start();
      }
    });

    test('doctor says that there is no account, in a database without tables', async () => {
      const { code, stdout } = await machine(server.database()).run('doctor');
      expect(code).toBe(6);
      expect(stdout).toContain('Tables      none yet');
      expect(stdout).toContain('Open an account with: connects init.');
    });

    test('doctor says that the user may only read', async () => {
      const { url } = await opened();
      server.sql(url, 'CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA connects TO reader');
      server.sql(url, 'GRANT SELECT ON ALL TABLES IN SCHEMA connects TO reader');
      const { code, stdout } = await machine(url.replace('postgres@', 'reader@')).run('doctor');
      expect(code).toBe(6);
      expect(stdout).toContain('does not allow this user to do that.');
    });
  });

  describe('check', () => {
    test('a mirror that is damaged in the middle is made anew by each command, and never calls for a restore', async () => {
      const { here, mirror } = await opened();
      const lines = ['balance', 'history', 'log', 'apply --cost 1', 'proposals', 'backup', 'doctor', 'status', 'check'];
      for (const line of lines) {
        const bytes = readFileSync(mirror);
        // From the third page on, all is nonsense.
        bytes.fill(0xa7, 2 * 4096);
        writeFileSync(mirror, bytes);
        const { code, output } = await here.run(line);
        expect([line, code, output]).toEqual([line, 0, expect.not.stringContaining('restore latest:')]);
        expect(output).not.toMatch(/\\n|Restore the last|is damaged/);
      }
    });

    test('check finds a mirror that differs from the server, and makes it anew', async () => {
      const { here, mirror } = await opened();
      expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
      spoil(mirror);
      const found = await here.run('check');
      expect(found.code).toBe(6);
      expect(found.stdout).toContain('The copy on this machine has other rows of transactions than the server.\n');
      expect(found.stderr).toBe('To make the copy on this machine anew from the server: connects check --repair\n');
      expect(JSON.parse((await here.run('check --json')).stdout).problems).toContainEqual(
        expect.objectContaining({ code: 'mirror', table: 'transactions', stored: 2, expected: 2 }),
      );
      expect(await here.run('check --repair')).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Repaired /) });
      expect(await here.run('check')).toMatchObject({ code: 0, output: '' });
      expect((await here.run('history')).stdout).toContain('Logo');
      expect(statSync(mirror).mode & 0o777).toBe(0o600);
    });

    test('check finds rows that the mirror lacks', async () => {
      const { here, url, mirror } = await opened();
      const db = new Database(mirror);
      db.exec('DROP TRIGGER transactions_never_go; DELETE FROM transactions WHERE id = 2');
      db.close();
      const { stdout } = await here.run('check');
      expect(stdout).toContain('The copy on this machine has 1 row of transactions, the server has 2.\n');
      expect(await here.run('check --repair')).toMatchObject({ code: 0 });
      expect((await here.run('balance')).stdout).toBe('36\n');
      expect((await machine(url).run('balance')).stdout).toBe('36\n');
    });

    test('a mirror that was filled with garbage is made anew by the next command', async () => {
      const { here, mirror } = await opened();
      writeFileSync(mirror, Buffer.alloc(8192, 7));
      expect((await here.run('balance')).stdout).toBe('36\n');
      expect(await here.run('check')).toMatchObject({ code: 0 });
    });
  });

  test('a scheduled job has the URL without its password, and says where the password belongs', async () => {
    const url = server.database().replace('postgres@', 'postgres:secret@');
    const vars = { PGPASSFILE: '/home/ann/pass', PGSSLMODE: 'require', PGPASSWORD: 'secret', CONNECTS_MEMBER: 'ann' };
    const here = machine(url, { vars });
    for (const scheduler of ['cron', 'systemd', 'launchd', 'windows']) {
      const { code, output } = await here.run(`schedule --for ${scheduler}`);
      expect(code).toBe(0);
      expect(output).not.toContain('secret');
      expect(output).toContain('PGPASSFILE');
      expect(output).toContain('The job has no password.');
    }
    expect(JSON.parse((await here.run('schedule --for cron --json')).stdout)).toMatchObject({
      run: expect.arrayContaining(['renew', '--db', url.replace(':secret', '')]),
      variables: { PGPASSFILE: '/home/ann/pass', PGSSLMODE: 'require', CONNECTS_MEMBER: 'ann' },
    });
  });

  describe('a password', () => {
    const login = (url: string, password: string): string => url.replace('postgres@', `postgres:${password}@`);

    test('a password with strange characters works, escaped in the URL or as it is', async () => {
      const url = guarded.database();
      const [escaped, plain] = [encodeURIComponent(PASSWORD), PASSWORD.replaceAll('%', '%25')];
      expect(await machine(login(url, escaped)).run('init --balance 40 -q')).toMatchObject({ code: 0 });
      expect((await machine(login(url, plain)).run('balance')).stdout).toBe('40\n');
      expect((await machine(login(url, escaped)).run(`move --to back.db`)).output).not.toContain('p@s');
    });

    test('a wrong password and none are refused, and no answer shows either', async () => {
      const url = guarded.database();
      for (const wrong of [login(url, 'wrong-one'), url]) {
        const here = machine(wrong);
        const { code, output } = await here.run('balance');
        expect(code).toBe(5);
        expect(output).toContain('does not accept this user and password.');
        expect(output).not.toContain('wrong-one');
        expect(await errorOf(here, 'balance')).toMatchObject({
          code: 'storage-unavailable',
          details: { of: 'server' },
        });
      }
    });
  });

  describe('a server that refuses', () => {
    test('a server without TLS is refused where the URL requires it, and used where it only prefers it', async () => {
      const url = guarded.database().replace('postgres@', `postgres:${encodeURIComponent(PASSWORD)}@`);
      for (const mode of ['require', 'verify-full']) {
        const { code, output } = await machine(`${url}?sslmode=${mode}`).run('init -q');
        expect([code, output]).toEqual([5, expect.stringContaining('does not offer TLS.')]);
      }
      for (const mode of ['prefer', 'disable'])
        expect((await machine(`${url}?sslmode=${mode}`).run(`--account ${mode} init -q`)).code).toBe(0);
    });

    test('a host that does not exist is named at once', async () => {
      const { code, output } = await machine('postgres://ann@no-such-host.invalid/agency').run('balance');
      expect([code, output]).toEqual([5, expect.stringContaining('names a host that cannot be found.')]);
    });

    test('a database that does not exist is refused', async () => {
      const url = server.database().replace(/\/d\d+/, '/nowhere');
      expect((await machine(url).run('balance')).stderr).toContain('names a database that does not exist.');
    });

    /** What `balance` and `apply` answer on a database whose owner is a new role. */
    async function asRole(role: string, make: string, more: WorldOptions = {}): Promise<string> {
      const { url } = await opened();
      server.sql(url, make);
      const here = machine(url.replace('postgres@', `${role}@`), more);
      const before = server.sql(url, 'SELECT head FROM connects.accounts');
      const said: string[] = [];
      for (const line of ['balance', 'apply --cost 4']) {
        const { code, stderr } = await here.run(line);
        expect([line, code]).toEqual([line, 5]);
        said.push(stderr);
      }
      expect(server.sql(url, 'SELECT head FROM connects.accounts')).toBe(before);
      expect(said[1]).toBe(said[0]);
      return said[0] ?? '';
    }

    test.each([
      ['nobody_here', 'SELECT 1', 'names a user that the server does not have.'],
      ['no_login', 'CREATE ROLE no_login', 'names a role that may not log in.'],
      [
        'kept_out',
        "CREATE ROLE kept_out LOGIN; DO 'BEGIN EXECUTE format(''REVOKE CONNECT ON DATABASE %I FROM PUBLIC'', current_database()); END'",
        'does not let this user into the database.',
      ],
      [
        'reading',
        'CREATE ROLE reading LOGIN SUPERUSER; ALTER ROLE reading SET default_transaction_read_only = on',
        'takes no writes: default_transaction_read_only is on.',
      ],
      ['crowd', 'CREATE ROLE crowd LOGIN CONNECTION LIMIT 0', 'has no connection left: too many clients use it.'],
    ])('the role %s is told what is wrong', async (role, make, sentence) => {
      expect(await asRole(role, make, { serverPatience: 300 })).toContain(sentence);
    });

    test('a statement_timeout that passes is named', async () => {
      const { url } = await opened();
      server.sql(url, "CREATE ROLE hasty LOGIN SUPERUSER; ALTER ROLE hasty SET statement_timeout = '200ms'");
      const { program, args } = server.psql(url, 'LOCK TABLE connects.accounts; SELECT pg_sleep(30)');
      const holder = spawn(program, [...args.slice(0, -2), '-c', args.at(-1) ?? ''], { stdio: 'ignore' });
      try {
        const isHeld =
          "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'connects.accounts'::regclass";
        while (server.sql(url, isHeld) !== '1');
        const { code, stderr } = await machine(url.replace('postgres@', 'hasty@')).run('apply --cost 4');
        expect([code, stderr]).toEqual([5, expect.stringContaining('its statement_timeout passed')]);
      } finally {
        holder.kill();
      }
    });

    test('a user without rights is refused, and nothing is recorded', async () => {
      const { url } = await opened();
      server.sql(url, 'CREATE ROLE stranger LOGIN');
      const here = machine(url.replace('postgres@', 'stranger@'));
      for (const line of ['balance', 'apply --cost 4', 'account list', 'check', 'move --to back.db']) {
        const { code, stderr } = await here.run(line);
        expect([line, code, stderr]).toEqual([
          line,
          5,
          expect.stringContaining('does not allow this user to do that.'),
        ]);
      }
    });

    test('a user who may not make tables cannot open the first account', async () => {
      const url = server.database();
      server.sql(url, 'CREATE ROLE guest LOGIN');
      const { code, stderr } = await machine(url.replace('postgres@', 'guest@')).run('init -q');
      expect([code, stderr]).toEqual([5, expect.stringContaining('does not allow this user to do that.')]);
    });

    test('tables of a newer version are refused by every command, and left as they are', async () => {
      const { here, url } = await opened();
      server.sql(url, 'INSERT INTO connects.versions (version) SELECT max(version) + 1 FROM connects.versions');
      const before = server.sql(url, 'SELECT count(*) FROM connects.commands');
      for (const line of [
        'balance',
        'apply --cost 4',
        'account list',
        'check',
        'restore latest --yes',
        'move --to b.db',
      ]) {
        const error = await errorOf(here, line);
        expect([line, error.code]).toEqual([line, 'storage-newer']);
      }
      expect(await here.run('doctor')).toMatchObject({ code: 6, stdout: expect.stringContaining('Upgrade connects') });
      const other = world({ today: TODAY });
      await other.run('init --db first.db');
      await other.run('init');
      expect(await errorOf(other, `move --to '${url}&account=other'`)).toMatchObject({ code: 'storage-newer' });
      expect(server.sql(url, 'SELECT count(*) FROM connects.commands')).toBe(before);
    });
  });

  test('a question gives up a server that is away within seconds, and a command that records outlasts it', async () => {
    const { here } = await opened();
    server.kill();
    const start = performance.now();
    try {
      const { code, stderr } = await here.run('balance');
      expect([code, stderr]).toEqual([5, expect.stringContaining('cannot be reached: nothing listens there.')]);
      expect(performance.now() - start).toBeLessThan(9000);
      const recorded = here.run('apply --cost 4');
      await new Promise((resolve) => setTimeout(resolve, 7000));
      server.start();
      expect((await recorded).code).toBe(0);
    } finally {
      if ((await here.run('balance')).code !== 0) server.start();
    }
  });

  describe('mirrors that nobody needs', () => {
    const mirrors = (here: World): readonly string[] => readdirSync(join(here.folder, 'state', 'shared'));

    test('an address that leads nowhere, and one without an account, leave no mirror', async () => {
      const { here, url } = await opened();
      const before = mirrors(here);
      for (const at of [url.replace(/\/d\d+/, '/nowhere'), `${url}&account=none`])
        expect((await here.run(['balance', '--db', at])).code).toBeGreaterThan(3);
      expect(mirrors(here)).toEqual(before);
    });

    test('a mirror of an address that nobody used for long is removed when a new one is made', async () => {
      const { here, mirror } = await opened();
      const old = mirror.replace(/~.*/, '~0123456789abcdef.db');
      for (const file of [old, `${old}.of`]) writeFileSync(file, '');
      const recent = mirror.replace(/~.*/, '~fedcba9876543210.db');
      writeFileSync(recent, '');
      utimesSync(old, 0, 0);
      expect((await here.run('account add other --balance 3')).code).toBe(0);
      expect(existsSync(old) || existsSync(`${old}.of`)).toBe(false);
      expect(existsSync(recent) && existsSync(mirror)).toBe(true);
    });

    test('a mirror that a newer program made is made anew, and is no damaged ledger', async () => {
      const { here, mirror } = await opened();
      const db = new Database(mirror);
      db.pragma('user_version = 999');
      db.close();
      expect(await here.run('balance')).toMatchObject({ code: 0, stdout: '36\n' });
      expect(await here.run('apply --cost 1')).toMatchObject({ code: 0 });
    });
  });

  test.each([
    ['merge', 'export --format jsonl'],
    ['import', 'export --format jsonl'],
    ['rules add', 'export --format jsonl'],
    ['backup', 'connects backup --db URL'],
    ['restore --yes', 'connects restore latest --db URL'],
    ['export --output', 'connects move --to URL'],
    ['report --output', 'connects move --to URL'],
  ])('%s refuses the URL of a database, says what to do, and repeats no password', async (line, way) => {
    const here = world({ today: TODAY });
    await here.run('init');
    for (const url of ['postgres://anna:SECRET@h/db', 'postgres//anna:SECRET@h/db', 'postgress://anna:SECRET@h/db']) {
      const { code, output, stderr } = await here.run([...line.split(' '), url]);
      expect([code, output]).toEqual([2, expect.not.stringContaining('SECRET')]);
      expect(stderr).toContain('This is the URL of a database, but a file is needed here.\n');
      expect(stderr).toContain(way);
    }
  });

  test('a database that lacks one of the tables is no new one, and opens no account', async () => {
    const { here, url } = await opened();
    for (const [away, back] of [
      ['ALTER TABLE connects.facts RENAME TO gone', 'ALTER TABLE connects.gone RENAME TO facts'],
      ['ALTER TABLE connects.versions RENAME TO gone', 'ALTER TABLE connects.gone RENAME TO versions'],
    ] as const) {
      server.sql(url, away);
      for (const line of ['balance', 'init --balance 5', 'apply --cost 1']) {
        const { code, stderr } = await here.run(line);
        expect([line, code, stderr]).toEqual([
          line,
          5,
          expect.stringContaining('lacks some of the tables of connects'),
        ]);
      }
      server.sql(url, back);
    }
    expect((await here.run('balance')).stdout).toBe('36\n');
  });

  test('a URL in the place of an account or a member is refused, and its password not repeated', async () => {
    const here = world({ today: TODAY });
    await here.run('init --balance 50');
    const url = 'postgres://anna:SECRET@h/db';
    for (const words of [
      ['--account', url, 'balance'],
      ['account', 'add', url],
      ['--as', url, 'apply', '--cost', '1'],
    ]) {
      const { code, output } = await here.run(words);
      expect([words[0], code, output]).toEqual([words[0], 2, expect.not.stringContaining('SECRET')]);
    }
    const member = await here.run('apply --cost 1', { vars: { CONNECTS_MEMBER: url } });
    expect([member.code, member.output]).toEqual([2, expect.not.stringContaining('SECRET')]);
    const { output } = await here.run(['apply', '4', url]);
    expect(output).not.toContain('SECRET');
  });

  test('check and doctor name a row of the accounts that was changed by hand, and the cure', async () => {
    const { here, url } = await opened();
    for (const head of [1, 7]) {
      server.sql(url, `UPDATE connects.accounts SET head = ${head}`);
      for (const line of ['check', 'doctor']) {
        const { code, output } = await here.run(line);
        expect([line, code]).toEqual([line, line === 'check' ? 5 : 6]);
        expect(output).toContain('names another last command than there is');
        expect(output.replaceAll(/\s+/g, ' ')).toContain('UPDATE connects.accounts AS a SET head = (SELECT max(id)');
      }
    }
    server.sql(url, 'UPDATE connects.accounts SET head = 2');
    expect(await here.run('apply --cost 1')).toMatchObject({ code: 0 });
  });

  test('a page of the web and a path with two slashes are files that are not there', async () => {
    const here = world({ today: TODAY });
    for (const file of ['https://www.upwork.com/history', 'pages//one.html'])
      expect(await here.run(['import', file])).toMatchObject({ code: 4, stderr: expect.stringContaining(file) });
  });

  test('a person who waits for the server is told so', async () => {
    const { here } = await opened();
    server.kill();
    try {
      const { stderr } = await here.run('apply --cost 1', { tty: true, serverPatience: 3000 });
      expect(stderr).toContain('The database does not answer yet. Trying again…');
    } finally {
      server.start();
    }
  });

  test('the folder of the mirrors is private', async () => {
    const { here } = await opened();
    chmodSync(join(here.folder, 'state'), 0o755);
    expect(statSync(join(here.folder, 'state', 'shared')).mode & 0o777).toBe(0o700);
  });
});
