/** A whole ledger as JSON lines: a header, then one command a line. It is complete, so another ledger can import it. */

import type { FileProblem } from '../rules/answers/refusal.ts';
import type { CopiedCommand } from '../rules/command/copied-command.ts';
import { parsedJson } from '../rules/values/json.ts';
import type { CopyLine, ReadCopy } from './copy-check.ts';

/** The version of these lines, and that of lines with members, which an older program cannot read. A newer one is refused. */
const FORMAT = 1;
const WITH_MEMBERS = 2;

/** The lines of a copy, each with its line break. */
export function* copyLines(commands: readonly CopiedCommand[]): Generator<string> {
  const format = commands.some(({ member }) => member !== undefined) ? WITH_MEMBERS : FORMAT;
  yield `${JSON.stringify({ connects: 'ledger', format })}\n`;
  for (const command of commands) yield `${JSON.stringify(command)}\n`;
}

/** Whether a text begins as a copy does. */
export const looksLikeCopy = (text: string): boolean => headOf(text.split('\n', 1))?.connects === 'ledger';

export async function readCopy(text: string): Promise<ReadCopy> {
  const refuse = (line: number, problem: FileProblem): ReadCopy => ({ ok: false, line, problem, detail: '' });
  const lines = text.split('\n');
  const head = headOf(lines);
  if (head?.connects !== 'ledger') return refuse(1, 'not-a-copy');
  if (head.format !== FORMAT && head.format !== WITH_MEMBERS) return refuse(1, 'newer');
  const found: CopyLine[] = [];
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === '') continue;
    const value = parsedJson(line);
    if (value === undefined) return refuse(i + 1, 'not-json');
    found.push({ line: i + 1, value });
  }
  const { checkCopy } = await import('./copy-check.ts');
  return checkCopy(found);
}

const headOf = ([first = '']: readonly string[]) =>
  parsedJson(first.replace(/^\uFEFF/, '')) as { connects?: unknown; format?: unknown } | null | undefined;
