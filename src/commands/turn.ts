/** `connects undo` and `connects redo`: the last command taken back, and brought back. Nothing is ever deleted. */
import type { Call } from '../call.ts';
import { rowFields } from '../render/fields.ts';
import { balanceLine, describe } from '../render/receipt.ts';
import type { Command } from '../rules/command.ts';
import { Refused } from '../rules/refusal.ts';
import { connectPrice } from '../rules/rulebook.ts';
import { editionOn } from '../rules/state.ts';
import { withLedger } from '../store/open-store.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

const turn = async (call: Call, way: 'undo' | 'redo', dryRun: boolean): Promise<number> =>
  withLedger(call, {}, async (ledger) => {
    const turned = await ledger.turn(way, { today: call.today, dryRun });
    if (!turned) throw new Refused({ code: way === 'undo' ? 'nothing-to-undo' : 'nothing-to-redo' });
    const { rows, before, after, state } = turned;
    const what = describe(turned.body as Command);
    if (call.json) {
      call.emit(way, {
        transactions: rows.map(rowFields),
        balance: { before, after },
        dryRun,
        [WORDS[way].field]: what,
      });
      return 0;
    }
    if (!call.quiet) {
      const rulebook = (await ledger.rulebooks()).get(editionOn(state, call.today));
      call.print(call.paint.bold(`${dryRun ? WORDS[way].would : WORDS[way].did}: ${what}`));
      call.print(balanceLine({ before, after, priceCents: connectPrice(rulebook) }, call.paint));
    }
    call.hint(dryRun ? 'Nothing was recorded (--dry-run).' : WORDS[way].back);
    return 0;
  });

const WORDS = {
  undo: { did: 'Undone', would: 'Would undo', field: 'undone', back: 'Redo: connects redo' },
  redo: { did: 'Redone', would: 'Would redo', field: 'redone', back: 'Undo: connects undo' },
} as const;

const subcommand =
  (way: 'undo' | 'redo', description: string): Subcommand =>
  (program, run) => {
    shows(program.command(way), `connects ${way}`, `connects ${way} --dry-run`)
      .description(description)
      .option('-n, --dry-run', 'show what it would do, but record nothing')
      .action(run(async (call, { dryRun = false }: { dryRun?: boolean }) => turn(call, way, dryRun)));
  };

export const undo = subcommand(
  'undo',
  'Undoes the last command that recorded something. Repeat it to undo earlier commands, back to the opening of the account.',
);

export const redo = subcommand('redo', 'Redoes what you have undone, until you record something new.');
