/** `connects merge` joins another copy of the same account: both histories become one, in either direction the same. */
import type { Call } from '../call.ts';
import type { ReadCopy } from '../exchange/copy-check.ts';
import { parseChoice } from '../parse/choice.ts';
import { rowFields } from '../render/fields.ts';
import { renumberedLine } from '../render/merge.ts';
import { balanceLine } from '../render/receipt.ts';
import { word } from '../render/shell.ts';
import { counted, number } from '../render/words.ts';
import type { MergeSide } from '../rules/conflict.ts';
import type { CopiedCommand } from '../rules/copied-command.ts';
import { Refused } from '../rules/refusal.ts';
import { connectPrice } from '../rules/rulebook.ts';
import type { Ledger } from '../store/ledger.ts';
import { openVault, withLedger } from '../store/open-store.ts';
import { nameOf, readBytes } from './file.ts';
import type { Subcommand } from './subcommand.ts';

interface Options {
  readonly prefer?: MergeSide;
  readonly dryRun?: boolean;
}

export const merge: Subcommand = (program, run) => {
  program
    .command('merge')
    .description('Merges another copy of this account: a ledger file, or a copy made with export --format jsonl.')
    .argument('<file>', 'the other copy, or - for standard input')
    .option(
      '--prefer <side>',
      'mine or theirs: which copy wins where they disagree',
      parseChoice('side', ['mine', 'theirs']),
    )
    .option('-n, --dry-run', 'show what it would do, but record nothing')
    .action(
      run(async (call, file: string, { prefer, dryRun = false }: Options) => {
        const copy = await readCopyOf(call, file);
        return await takeIn(call, nameOf(file), copy, { prefer: prefer ?? null, dryRun, name: 'merge' });
      }),
    );
};

export interface Taking {
  readonly prefer: MergeSide | null;
  readonly dryRun: boolean;
  readonly name: 'merge' | 'import';
}

/** Takes a copy into the ledger, or opens the ledger with it. */
export const takeIn = (call: Call, file: string, copy: readonly CopiedCommand[], taking: Taking): Promise<number> => {
  const { name, dryRun } = taking;
  const opening = name === 'import' ? { create: !dryRun, trial: dryRun } : {};
  return withLedger(call, { ...opening, backedUp: true }, (ledger) => take(call, ledger, file, copy, taking));
};

async function take(
  call: Call,
  ledger: Ledger,
  file: string,
  copy: readonly CopiedCommand[],
  { prefer, dryRun, name }: Taking,
): Promise<number> {
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
  const { commands, transactions, reversed, repeated, renumbered, rows, before, after, rulebook } = result;
  const known = commands.read - commands.new;
  if (call.json) {
    const merged = { commands: commands.new, known, transactions, reversed: reversed + repeated, renumbered };
    call.emit(name, { transactions: rows.map(rowFields), balance: { before, after }, dryRun, merged });
    return 0;
  }
  if (call.quiet) return 0;
  const verb = dryRun ? 'Would add' : 'Added';
  call.print(
    `${verb} ${counted(commands.new, 'command')} with ${counted(transactions, 'transaction')}; ${number(known)} ${known === 1 ? 'was' : 'were'} already here.`,
  );
  if (reversed > 0)
    call.print(
      `To settle the disagreements, ${counted(reversed, 'command')} ${dryRun ? 'would be' : reversed === 1 ? 'was' : 'were'} undone.`,
    );
  if (repeated > 0)
    call.print(
      `Both copies had marked the same outcome: ${counted(repeated, 'mark')} ${dryRun ? 'would be' : repeated === 1 ? 'was' : 'were'} undone, so that it counts once.`,
    );
  if (renumbered.length > 0) call.print(renumberedLine(renumbered));
  call.print(balanceLine({ before, after, priceCents: connectPrice(rulebook) }, call.paint));
  if (dryRun) call.hint('Nothing was recorded (--dry-run).');
  // Undo would take back the last of these commands alone.
  else if (kept && commands.new > 0) call.hint(`To go back: connects restore ${word(kept)}`);
  return 0;
}

const SQLITE = 'SQLite format 3\0';

async function readCopyOf(call: Call, file: string): Promise<readonly CopiedCommand[]> {
  const { bytes } = await readBytes(call, file);
  if (new TextDecoder('latin1').decode(bytes.subarray(0, SQLITE.length)) !== SQLITE)
    return await readCopyText(nameOf(file), new TextDecoder().decode(bytes));
  const { checkCopy } = await import('../exchange/copy-check.ts');
  const vault = await openVault(call);
  // A file is opened where it is: a write that was cut off is in another file beside it.
  const commands = await (file === '-' ? vault.readCopy(nameOf(file), bytes) : vault.readCopy(call.env.fullPath(file)));
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
