/** A whole ledger as JSON lines: first what it is, then one command a line. Complete, so that it can be taken in elsewhere. */
import type { z } from 'zod';
import type { CopiedCommand } from '../rules/copied.ts';

/** The version of these lines. A newer one is refused. */
const FORMAT = 1;

/** The lines of a copy, each with its line break. */
export function* copyLines(commands: Iterable<CopiedCommand>): Generator<string> {
  yield `${JSON.stringify({ connects: 'ledger', format: FORMAT })}\n`;
  for (const command of commands) yield `${JSON.stringify(command)}\n`;
}

export type ReadCopy =
  | { readonly ok: true; readonly commands: readonly CopiedCommand[] }
  | {
      readonly ok: false;
      readonly line: number;
      readonly problem: 'not-a-copy' | 'newer' | 'not-json' | 'wrong-shape' | 'empty';
      /** Where in the line's object, such as `entries.0.on`. */
      readonly path: string;
    };

/** Whether a text begins as a copy does. */
export const looksLikeCopy = (text: string): boolean => /^\uFEFF?\s*\{"connects":"ledger"/.test(text.slice(0, 200));

export async function readCopy(text: string): Promise<ReadCopy> {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const head = parsed(lines[0] ?? '') as { connects?: unknown; format?: unknown } | undefined;
  const refuse = (line: number, problem: Extract<ReadCopy, { ok: false }>['problem'], path = ''): ReadCopy => ({
    ok: false,
    line,
    problem,
    path,
  });
  if (head?.connects !== 'ledger') return refuse(1, 'not-a-copy');
  if (head.format !== FORMAT) return refuse(1, 'newer');
  const { copiedCommand } = await import('./copy-schema.ts');
  const commands: CopiedCommand[] = [];
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === '') continue;
    const value = parsed(line);
    if (value === undefined) return refuse(i + 1, 'not-json');
    const checked: z.ZodSafeParseResult<unknown> = copiedCommand.safeParse(value);
    if (!checked.success) return refuse(i + 1, 'wrong-shape', checked.error.issues[0]?.path.join('.') ?? '');
    commands.push(checked.data as CopiedCommand);
  }
  return commands.length === 0 ? refuse(2, 'empty') : { ok: true, commands };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
