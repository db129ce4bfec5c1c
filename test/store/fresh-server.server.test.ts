/** The lines of the README that set up a shared ledger, run as they stand against a fresh server with TLS. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { world } from '../world.ts';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe.skipIf(!hasPostgres())('a fresh server with TLS', () => {
  let server: TestServer;
  const folder = mkdtempSync(join(tmpdir(), 'connects-fresh-'));
  const certificate = join(folder, 'server.crt');
  /** `127.0.0.1:PORT` */
  let place = '';

  beforeAll(() => {
    server = startPostgres({ password: 'of the administrator' });
    place = /@([^/]+)\//.exec(server.database())?.[1] ?? '';
    certify(certificate, 'IP:127.0.0.1');
    const { uid, gid } = statSync(join(server.folder, 'data'));
    for (const name of ['server.crt', 'server.key']) {
      const file = join(server.folder, 'data', name);
      writeFileSync(file, readFileSync(join(folder, name)), { mode: 0o600 });
      if (process.getuid?.() === 0) chownSync(file, uid, gid);
    }
    server.sql(server.database(), 'ALTER SYSTEM SET ssl = on');
    server.sql(server.database(), 'SELECT pg_reload_conf()');
  });
  afterAll(() => {
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Makes a certificate that signs itself, and its key beside it. */
  function certify(file: string, subject: string): void {
    const key = file.replace('.crt', '.key');
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', file, '-days', '2', '-subj', '/CN=test'];
    execFileSync('openssl', ['req', '-x509', ...made, '-addext', `subjectAltName=${subject}`], { stdio: 'ignore' });
  }

  test('the five lines of the README set up a shared ledger', () => {
    const [, block = ''] = /```shell\n([\s\S]*?)```/.exec(readme) ?? [];
    const lines = block.trim().split('\n');
    expect(lines).toHaveLength(5);
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'connects'),
      `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin/connects.js')}' "$@"\n`,
    );
    chmodSync(join(bin, 'connects'), 0o755);
    const port = place.replace(/.*:/, '');
    const own = (line: string): string =>
      line
        .replace('db.example.com:5432:', `${place}:`)
        .replace('@db.example.com/', `@${place}/`)
        .replace('verify-full', `verify-full&sslrootcert=${certificate}`)
        .replace('PASSWORD', 'of:ann'.replace(':', '\\:'));
    const administrator = { PGHOST: server.folder, PGPORT: port, PGUSER: 'postgres' };
    const run = (script: string, env: Record<string, string>, input = '') => {
      // Without a terminal of its own, a program that asks for a password reads it from its input.
      const ran = spawnSync('setsid', ['--wait', 'bash', '-ec', script], {
        env: { HOME: folder, PATH: `${bin}:${server.programs}:${process.env['PATH']}`, ...env },
        input,
        encoding: 'utf8',
      });
      expect([ran.status, ran.stderr.replaceAll(/^Enter .*$/gm, '').trim()]).toEqual([0, expect.any(String)]);
      return ran.stdout;
    };
    for (const line of lines.slice(0, 2)) run(own(line), administrator, 'of:ann\nof:ann\n');
    const rest = lines.slice(2).map(own);
    expect(run(rest.join('\n'), {})).toContain('Balance: 0 → 120 Connects');
    expect(run([...rest.slice(1, 2), 'connects balance', 'connects check'].join('\n'), {})).toBe('120\n');
    expect(run([...rest.slice(1, 2), 'connects doctor'].join('\n'), {})).toContain('No fault found.');
  });

  test('a certificate is checked as far as the URL asks for it', async () => {
    const other = join(folder, 'other.crt');
    certify(other, 'DNS:localhost');
    const url = server.database().replace('postgres@', `postgres:${encodeURIComponent('of the administrator')}@`);
    const here = world();
    const code = async (options: string): Promise<[number, string]> => {
      const { code: exit, stderr } = await here.run(['--db', `${url}?${options}`, 'account', 'list']);
      return [exit, stderr];
    };
    const otherName = [5, expect.stringContaining('has a certificate for another name than the host in the URL.')];
    const untrusted = [5, expect.stringContaining('has a certificate that is not trusted.')];
    for (const mode of ['disable', 'prefer', 'require']) expect(await code(`sslmode=${mode}`)).toEqual([0, '']);
    for (const mode of ['verify-ca', 'verify-full']) {
      expect(await code(`sslmode=${mode}`)).toEqual(untrusted);
      expect(await code(`sslmode=${mode}&sslrootcert=${other}`)).toEqual(untrusted);
      expect(await code(`sslmode=${mode}&sslrootcert=${certificate}`)).toEqual([0, '']);
    }
    // A certificate that is named is checked, as PostgreSQL's own programs do.
    for (const mode of ['prefer', 'require']) {
      expect(await code(`sslmode=${mode}&sslrootcert=${other}`)).toEqual(untrusted);
      expect(await code(`sslmode=${mode}&sslrootcert=${certificate}`)).toEqual([0, '']);
    }
    expect(await code(`sslmode=disable&sslrootcert=${other}`)).toEqual([0, '']);
    for (const mode of ['require', 'verify-full'])
      for (const file of [join(folder, 'none.crt'), '~/none.crt'])
        expect(await code(`sslmode=${mode}&sslrootcert=${file}`)).toEqual([5, expect.stringContaining(file)]);
    const named = url.replace('127.0.0.1', 'localhost');
    const { code: exit, stderr } = await here.run([
      '--db',
      `${named}?sslmode=verify-full&sslrootcert=${certificate}`,
      'account',
      'list',
    ]);
    expect([exit, stderr]).toEqual(otherName);
    expect(
      (await here.run(['--db', `${named}?sslmode=verify-ca&sslrootcert=${certificate}`, 'account', 'list'])).code,
    ).toBe(0);
  });

  test('PGSSLMODE and PGSSLROOTCERT say it where the URL does not', async () => {
    const url = server.database().replace('postgres@', `postgres:${encodeURIComponent('of the administrator')}@`);
    const here = world();
    const code = async (vars: Record<string, string>, options = '') =>
      (await here.run(['--db', `${url}${options}`, 'account', 'list'], { vars })).code;
    const wrong = join(folder, 'wrong.crt');
    certify(wrong, 'DNS:localhost');
    expect(await code({ PGSSLMODE: 'verify-full' })).toBe(5);
    expect(await code({ PGSSLMODE: 'verify-full' }, '?sslmode=require')).toBe(0);
    expect(await code({ PGSSLMODE: 'verify-full', PGSSLROOTCERT: certificate })).toBe(0);
    expect(await code({ PGSSLROOTCERT: wrong })).toBe(5);
    expect(await code({ PGSSLROOTCERT: wrong }, `?sslrootcert=${certificate}`)).toBe(0);
    expect(await code({ PGSSLMODE: 'allow' })).toBe(0);
    expect(await code({ PGSSLMODE: 'sometimes' })).toBe(2);
  });

  test('a server that takes only TLS is refused without it', async () => {
    const hba = join(server.folder, 'data', 'pg_hba.conf');
    writeFileSync(hba, readFileSync(hba, 'utf8').replaceAll(/^host( .*127\.0\.0\.1)/gm, 'hostssl$1'));
    server.sql(server.database(), 'SELECT pg_reload_conf()');
    const url = server.database().replace('postgres@', `postgres:${encodeURIComponent('of the administrator')}@`);
    const here = world();
    expect(await here.run(['--db', `${url}?sslmode=disable`, 'account', 'list'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('does not let this user in without TLS.'),
    });
    expect((await here.run(['--db', url, 'account', 'list'])).code).toBe(0);
  });
});
