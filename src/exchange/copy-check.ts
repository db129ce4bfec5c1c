/** Checks that the lines of a copy are one ledger: valid commands, each once, of one account, under known editions. */
import type { z } from 'zod';
import { copiedCommand } from '../record-schema.ts';
import type { FileProblem } from '../rules/answers/refusal.ts';
import type { CopiedCommand } from '../rules/command/copied-command.ts';
import { EDITIONS } from '../rules/rulebook/editions.ts';
import { unknownWord } from '../rules/vocabulary/stored-words.ts';

export type ReadCopy =
  | { readonly ok: true; readonly commands: readonly CopiedCommand[] }
  | {
      readonly ok: false;
      /** Null when the copy has no lines, or when no single line is at fault. */
      readonly line: number | null;
      readonly problem: FileProblem;
      /** More about the problem, such as the place in the line's object: `entries.0.on`. */
      readonly detail: string;
    };

/** A command as the copy holds it, not checked yet. */
export interface CopyLine {
  readonly line: number | null;
  readonly value: unknown;
}

interface LocatedCommand {
  readonly line: number | null;
  readonly command: CopiedCommand;
}

export function checkCopy(lines: Iterable<CopyLine>): ReadCopy {
  const commands = new Map<string, LocatedCommand>();
  const entries = new Set<string>();
  for (const { line, value } of lines) {
    const refuse = (problem: FileProblem, detail = ''): ReadCopy => ({ ok: false, line, problem, detail });
    const checked: z.ZodSafeParseResult<unknown> = copiedCommand.safeParse(value);
    if (!checked.success) {
      const word = newerWord(value);
      return word ? refuse('newer', word) : refuse('wrong-shape', checked.error.issues[0]?.path.join('.') ?? '');
    }
    const command = checked.data as CopiedCommand;
    const before = commands.get(command.uid);
    if (before) {
      if (JSON.stringify(before.command) === JSON.stringify(command)) continue;
      return refuse('repeated', 'uid');
    }
    commands.set(command.uid, { line, command });
    for (const [i, { uid }] of command.entries.entries()) {
      if (entries.has(uid)) return refuse('repeated', `entries.${i}.uid`);
      entries.add(uid);
    }
  }
  const all = [...commands.values()];
  return openingProblem(all) ?? editionProblem(all) ?? { ok: true, commands: all.map(({ command }) => command) };
}

function newerWord(command: unknown): string | null {
  const entries = (command as { readonly entries?: unknown } | null)?.entries;
  const [first = null] = Array.isArray(entries) ? entries.flatMap((entry) => unknownWord(entry) ?? []) : [];
  return first;
}

/** An account is opened once, and its opening is never undone. */
function openingProblem(commands: readonly LocatedCommand[]): ReadCopy | null {
  const openings = commands.filter(({ command }) =>
    command.entries.some((entry) => entry.type === 'fact' && entry.body.kind === 'opened'),
  );
  const [first, ...others] = openings;
  // A later import of older rows opens the account earlier.
  const second = others.find(({ command }) => command.name !== 'import');
  if (second) return { ok: false, line: second.line, problem: 'two-openings', detail: '' };
  const isUndone = commands.some(({ command }) => command.reverses !== null && command.reverses === first?.command.uid);
  return first && !isUndone ? null : { ok: false, line: null, problem: 'no-opening', detail: '' };
}

/** Every edition that an entry names is built in, or is in the copy. */
function editionProblem(commands: readonly LocatedCommand[]): ReadCopy | null {
  const known = new Set(EDITIONS.map(({ id }) => id));
  for (const { command } of commands) {
    for (const entry of command.entries) {
      if (entry.type === 'fact' && entry.body.kind === 'rulebook') known.add(entry.body.rulebook.id);
    }
  }
  for (const { line, command } of commands) {
    for (const entry of command.entries) {
      const named = entry.type === 'transaction' ? entry.edition : 'edition' in entry.body ? entry.body.edition : null;
      if (named !== null && !known.has(named)) return { ok: false, line, problem: 'unknown-edition', detail: named };
    }
  }
  return null;
}
