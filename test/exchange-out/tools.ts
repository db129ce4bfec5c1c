/** The accounting programs themselves, run over a text. A program that is missing fails the test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'connects-books-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** Gives a text a file of its own. */
export function file(text: string, extension: string): string {
  const path = join(folder, `${++count}.${extension}`);
  writeFileSync(path, text);
  return path;
}

/** What the program prints; it must end well and complain of nothing. */
export async function tool(program: string, ...argv: readonly string[]): Promise<string> {
  const { stdout, stderr } = await execa(program, argv, { env: { LC_ALL: 'C.UTF-8' } });
  if (stderr !== '') throw new Error(`${program}: ${stderr}`);
  return stdout;
}

/** Runs a program that reads a text from standard input; it must end well. */
export const fed = async (input: string, program: string, ...argv: readonly string[]): Promise<string> =>
  (await execa(program, argv, { input })).stdout;

/** A balance by commodity. */
export interface Balance {
  readonly connects: number;
  readonly usd: number;
}

const amounts = (text: string): Balance => {
  const of = (commodity: string): number => {
    const found = [...text.matchAll(new RegExp(`(-?[\\d.]+(?:E[-+]?\\d+)?)\\s+${commodity}\\b`, 'g'))];
    return found.reduce((sum, [, number]) => sum + Number(number), 0);
  };
  return { connects: of('CONNECTS'), usd: Math.round(of('USD') * 100) / 100 + 0 };
};

/** What a program finds in a text it has checked as strictly as it can: the Connects left, and what they cost. */
export type Check = (text: string) => Promise<{ readonly left: Balance; readonly cost: Balance }>;

export const hledger: Check = async (text) => {
  const journal = file(text, 'journal');
  await tool('hledger', '-f', journal, 'check', '--strict', 'ordereddates', 'payees');
  const of = (...more: readonly string[]) =>
    tool('hledger', '-f', journal, 'balance', '--flat', '--no-total', '--format', '%(total)', ...more);
  return { left: amounts(await of('assets:connects')), cost: amounts(await of('assets:connects', '--cost')) };
};

export const ledger: Check = async (text) => {
  const journal = file(text, 'ledger');
  const of = (...more: readonly string[]) =>
    tool('ledger', '--args-only', '-f', journal, '--strict', '--pedantic', 'balance', '--flat', '--no-total', ...more);
  return { left: amounts(await of('assets:connects')), cost: amounts(await of('assets:connects', '--basis')) };
};

export const beancount: Check = async (text) => {
  const path = file(text, 'beancount');
  await tool('bean-check', path);
  const of = (what: string) =>
    tool('bean-query', '-f', 'csv', path, `SELECT ${what} AS amount WHERE account = 'Assets:Connects'`);
  return { left: amounts(await of('sum(position)')), cost: amounts(await of('sum(weight)')) };
};
