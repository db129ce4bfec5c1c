/** `connects undo` and `connects redo`: a command taken back, and brought back. Nothing is ever deleted. */
import type { ProgramCall } from '../call.ts';
import { parseWhole } from '../parse/amount.ts';
import { announceWritten, priceToday, wayBack } from '../record.ts';
import { describeCommand } from '../render/command-words.ts';
import { titleLines } from '../render/proposal-titles.ts';
import { balanceLine } from '../render/receipt.ts';
import { visible } from '../render/text/visible.ts';
import { Refused } from '../rules/answers/refusal.ts';
import type { Command } from '../rules/command/command.ts';
import { withLedger } from '../store/open-store.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

type TurnName = 'undo' | 'redo';

const WORDS = {
  undo: { did: 'Undone', back: 'Redo: connects redo' },
  redo: { did: 'Redone', back: 'Undo: connects undo' },
} as const;

/** Turns the last command, or the one of that number. */
export const turnCommands = (call: ProgramCall, asked: TurnName, dryRun: boolean, command: number | null) =>
  withLedger(call, {}, async (ledger) => {
    // On a shared ledger, the last command may be somebody else's: who asks means their own.
    const own = call.pool && command === null ? call.member : null;
    const turned = await ledger.turn({ way: asked, today: call.today, dryRun, command, own });
    if (!turned) throw new Refused({ code: `nothing-to-${asked}` });
    const { rows, before, after, state, way, member } = turned;
    const body = turned.body as Command;
    const what = describeCommand(body, state.proposals);
    const balance = { before, after, priceCents: await priceToday(call, ledger, state) };
    const { did, back } = WORDS[way];
    const by = member === null || member === call.member ? '' : ` (recorded by ${visible(member)})`;
    await announceWritten(call, {
      command: asked,
      ...{ rows, before, after, dryRun },
      fields: { [WORDS[asked].did.toLowerCase()]: describeCommand(body) },
      lines: call.quiet
        ? []
        : [
            call.paint.bold(`${dryRun ? `Would ${way}` : did}: ${what}${by}`),
            ...titleLines(body, state.proposals),
            balanceLine(balance, call.paint),
          ],
      hints: [wayBack(dryRun, back)],
    });
  });

export const undoCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('undo'), 'connects undo', 'connects undo --dry-run', 'connects undo 5')
    .description(
      'Undoes the last command that recorded something, on a shared ledger the last one of yours; or the one that you name, whoever recorded it. Repeat it to undo earlier commands, back to the opening of the account.',
    )
    .argument('[command]', 'its number in connects log', parseWhole('COMMAND', 1, 'command'))
    .option('-n, --dry-run', 'show what it would do, but record nothing')
    .action(run((call, command, { dryRun = false }) => turnCommands(call, 'undo', dryRun, command ?? null)));
};

export const redoCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('redo'), 'connects redo', 'connects redo --dry-run')
    .description('Redoes what you have undone or voided, until you record something new.')
    .option('-n, --dry-run', 'show what it would do, but record nothing')
    .action(run((call, { dryRun = false }) => turnCommands(call, 'redo', dryRun, null)));
};
