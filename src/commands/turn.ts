/** `connects undo` and `connects redo`: the last command taken back, and brought back. Nothing is ever deleted. */
import { announceWritten, priceToday, wayBack } from '../record.ts';
import { balanceLine, describeCommand } from '../render/receipt.ts';
import type { Command } from '../rules/command.ts';
import { Refused } from '../rules/refusal.ts';
import { withLedger } from '../store/open-store.ts';
import type { AddSubcommand } from './subcommand.ts';
import { withExamples } from './usage.ts';

interface Way {
  readonly name: 'undo' | 'redo';
  readonly description: string;
  readonly did: string;
  readonly back: string;
}

const subcommand =
  ({ name, description, did, back }: Way): AddSubcommand =>
  (program, run) => {
    withExamples(program.command(name), `connects ${name}`, `connects ${name} --dry-run`)
      .description(description)
      .option('-n, --dry-run', 'show what it would do, but record nothing')
      .action(
        run((call, { dryRun = false }) =>
          withLedger(call, {}, async (ledger) => {
            const turned = await ledger.turn(name, { today: call.today, dryRun });
            if (!turned) throw new Refused({ code: `nothing-to-${name}` });
            const { rows, before, after, state } = turned;
            const what = describeCommand(turned.body as Command);
            const balance = { before, after, priceCents: await priceToday(call, ledger, state) };
            await announceWritten(call, {
              command: name,
              ...{ rows, before, after, dryRun },
              fields: { [did.toLowerCase()]: what },
              lines: call.quiet
                ? []
                : [call.paint.bold(`${dryRun ? `Would ${name}` : did}: ${what}`), balanceLine(balance, call.paint)],
              hints: [wayBack(dryRun, back)],
            });
          }),
        ),
      );
  };

export const undoCommand = subcommand({
  name: 'undo',
  description:
    'Undoes the last command that recorded something. Repeat it to undo earlier commands, back to the opening of the account.',
  did: 'Undone',
  back: 'Redo: connects redo',
});

export const redoCommand = subcommand({
  name: 'redo',
  description: 'Redoes what you have undone, until you record something new.',
  did: 'Redone',
  back: 'Undo: connects undo',
});
