/** `connects merge` joins another copy of the same account: both histories become one, in either direction the same. */
import type { ProgramCall } from '../call.ts';
import type { ReadCopy } from '../exchange/copy-check.ts';
import { parseChoice } from '../parse/choice.ts';
import { announceWritten, wayBack } from '../record.ts';
import { describeCommand } from '../render/command-words.ts';
import { importAgain, mergedLines } from '../render/imports/merge.ts';
import { balanceLine } from '../render/receipt.ts';
import { shellWord } from '../render/text/shell.ts';
import type { MergeSide } from '../rules/answers/conflict.ts';
import { Refused } from '../rules/answers/refusal.ts';
import type { Command } from '../rules/command/command.ts';
import type { CopiedCommand } from '../rules/command/copied-command.ts';
import { connectPrice } from '../rules/rulebook/rulebook.ts';
import { openVault, withLedger } from '../store/open-store.ts';
import { nameOf, readBytes, readHead } from './line/file.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const mergeCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('merge'),
    'connects merge ~/laptop.jsonl --dry-run',
    'connects merge ~/laptop.jsonl --prefer mine',
  )
    .description('Merges another copy of this account: a ledger file, or a copy made with export --format jsonl.')
    .argument('<file>', 'the other copy, or - for standard input')
    .option(
      '--prefer <side>',
      'mine or theirs: which copy wins where they disagree',
      parseChoice<MergeSide>('side', ['mine', 'theirs']),
    )
    .option('-n, --dry-run', 'show what it would do, but record nothing')
    .action(
      run(async (call, file, { prefer = null, dryRun = false }) => {
        const copy = await readCopyOf(call, file);
        return takeIn(call, nameOf(file), copy, { prefer, dryRun, name: 'merge' });
      }),
    );
};

export interface TakeInOptions {
  readonly prefer: MergeSide | null;
  readonly dryRun: boolean;
  readonly name: 'merge' | 'import';
}

/** Takes a copy into the ledger, or opens the ledger with it. */
export async function takeIn(
  call: ProgramCall,
  file: string,
  copy: readonly CopiedCommand[],
  { prefer, dryRun, name }: TakeInOptions,
): Promise<void> {
  const opening = name === 'import' ? { create: !dryRun, trial: dryRun } : {};
  await withLedger(call, { ...opening, backedUp: true }, async (ledger) => {
    const mergeIn = async (kept: string | null) => ({
      merged: await ledger.merge(copy, { prefer, today: call.today, dryRun, withLines: call.json }),
      kept,
    });
    const { merged: result, kept } = dryRun
      ? await mergeIn(null)
      : await (await openVault(call)).withBackup(
          name,
          (made) => mergeIn(made?.path ?? null),
          ({ merged }) => merged.outcome === 'merged' && merged.commands.new > 0,
        );
    if (result.outcome === 'other-account') throw new Refused({ code: 'other-account', file });
    if (result.outcome === 'unreadable') throw unreadable(file, { problem: result.problem, line: null, detail: '' });
    if (result.outcome === 'conflicts') {
      throw new Refused({ code: 'merge-conflict', conflicts: result.conflicts, file, by: name });
    }
    const { commands, transactions, settled, titles, conflicts, repeated, renumbered } = result;
    const { rows, before, after, rulebook } = result;
    const merged = {
      commands: commands.new,
      known: commands.read - commands.new,
      transactions,
      reversed: settled.length + repeated,
      settled: settled.map(({ command, way, body }) => ({
        command,
        way,
        // One that cannot be read has only its number.
        summary: body === null ? `command ${command}` : describeCommand(body as Command, titles),
      })),
      renumbered,
    };
    const balance = balanceLine({ before, after, priceCents: connectPrice(rulebook) }, call.paint);
    // Undo would take back the last of these commands alone.
    const back = kept && commands.new > 0 ? `To go back: connects restore ${shellWord(kept)}` : null;
    await announceWritten(call, {
      command: name,
      ...{ rows, before, after, dryRun },
      fields: { merged },
      lines: call.quiet ? [] : [...mergedLines({ ...merged, repeated }, dryRun), balance],
      hints: [settled.length > 0 ? importAgain(conflicts) : null, dryRun || back ? wayBack(dryRun, back ?? '') : null],
    });
  });
}

const SQLITE = 'SQLite format 3\0';

async function readCopyOf(call: ProgramCall, file: string): Promise<readonly CopiedCommand[]> {
  // A ledger is opened where it is, whatever its size: a write that was cut off is in another file beside it.
  if (file !== '-' && isLedger(await readHead(call, file))) return readLedger(call, file);
  const { bytes } = await readBytes(call, file, 'copy');
  return isLedger(bytes) ? readLedger(call, file, bytes) : readCopyText(nameOf(file), new TextDecoder().decode(bytes));
}

const isLedger = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, SQLITE.length)) === SQLITE;

async function readLedger(call: ProgramCall, file: string, bytes?: Uint8Array): Promise<readonly CopiedCommand[]> {
  const { checkCopy } = await import('../exchange/copy-check.ts');
  const vault = await openVault(call);
  const commands = await (bytes ? vault.readCopy(nameOf(file), bytes) : vault.readCopy(call.env.fullPath(file)));
  return sound(nameOf(file), checkCopy(commands.map((value) => ({ line: null, value }))));
}

export async function readCopyText(file: string, text: string): Promise<readonly CopiedCommand[]> {
  const { readCopy } = await import('../exchange/copy.ts');
  return sound(file, await readCopy(text));
}

function sound(file: string, read: ReadCopy): readonly CopiedCommand[] {
  if (read.ok) return read.commands;
  throw unreadable(file, read);
}

const unreadable = (file: string, { problem, line, detail }: Omit<Extract<ReadCopy, { ok: false }>, 'ok'>): Refused =>
  new Refused({ code: 'unreadable-file', file, problem, line, detail });
