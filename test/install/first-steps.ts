/** The first steps of a person with the program, wherever it was installed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const page = resolve(import.meta.dirname, '../exchange/fixtures/history-nuxt.html');

/** A program in its own file, the folders it finds others in, and a home that is empty. */
export interface Installed {
  readonly program: string;
  readonly path: string;
  readonly home: string;
}

/** Runs the daily commands, a report and an import, and expects exactly the right output of each. */
export async function firstSteps({ program, path, home }: Installed): Promise<void> {
  const connects = async (...argv: readonly string[]) => {
    const { exitCode, stdout, stderr } = await execa(program, argv, {
      cwd: home,
      env: { PATH: path, HOME: home, CONNECTS_TODAY: '2026-01-04' },
      extendEnv: false,
      reject: false,
    });
    // Node's own warnings are lines like "(node:1) ExperimentalWarning: …".
    expect(stderr).not.toMatch(/\(node:\d+\)|Warning/);
    return { exitCode, stdout, stderr };
  };

  expect(await connects('--version')).toEqual({ exitCode: 0, stdout: manifest.version, stderr: '' });
  expect(await connects('balance')).toMatchObject({ exitCode: 4, stdout: '' });
  expect(await connects('init')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Balance: 0 → 40') });

  const apply = await connects('apply', '--cost', '4', '--json');
  expect(apply).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(apply.stdout)).toMatchObject({
    schema: 1,
    command: 'apply',
    balance: { before: 40, after: 36 },
    transactions: [{ kind: 'proposal', connects: -4, on: '2026-01-04' }],
  });
  expect(await connects('balance')).toEqual({ exitCode: 0, stdout: '36', stderr: '' });
  expect(await connects('undo')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Balance: 36 → 40') });
  expect(await connects('balance')).toEqual({ exitCode: 0, stdout: '40', stderr: '' });

  expect(await connects('report', '--output', 'report.html')).toMatchObject({ exitCode: 0, stdout: '' });
  const report = readFileSync(join(home, 'report.html'), 'utf8');
  expect(report).toMatch(/^<!doctype html>.*<title>Connects report, 2026-01-04<.*<\/html>\s*$/s);

  const seen = await connects('import', page, '--yes', '--account', 'page');
  expect(seen).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Balance: 0 → 296 Connects') });
  expect(await connects('balance', '--account', 'page')).toEqual({ exitCode: 0, stdout: '296', stderr: '' });

  const ledgers = join(home, '.local/share/connects');
  expect(readdirSync(ledgers).sort()).toEqual(['connects.db', 'page.db']);
  expect(statSync(ledgers).mode & 0o777).toBe(0o700);
}
