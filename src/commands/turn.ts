/** `connects undo` and `connects redo`: a command taken back, and brought back. Nothing is ever deleted. */
import type { Call } from '../call.ts';
import { parseWhole } from '../parse/amount.ts';
import { rowFields } from '../render/fields.ts';
import { balanceLine, describe } from '../render/receipt.ts';
import type { Command } from '../rules/command.ts';
import { Refused } from '../rules/refusal.ts';
import { connectPrice } from '../rules/rulebook.ts';
import { editionOn } from '../rules/state.ts';
import { withLedger } from '../store/open-store.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

const turn = async (call: Call, asked: 'undo' | 'redo', dryRun: boolean, command: number | null): Promise<number> =>
  withLedger(call, {}, async (ledger) => {
    const turned = await ledger.turn({ way: asked, today: call.today, dryRun, command });
    if (!turned) throw new Refused({ code: asked === 'undo' ? 'nothing-to-undo' : 'nothing-to-redo' });
    const { rows, before, after, state } = turned;
    const isVoid = turned.name === 'void' && turned.way !== asked;
    const way = isVoid ? asked : turned.way;
    const what = describe(turned.body as Command);
    if (call.json) {
      call.emit(asked, {
        transactions: rows.map(rowFields),
        balance: { before, after },
        dryRun,
        [WORDS[way].field]: what,
      });
      return 0;
    }
    if (!call.quiet) {
      const rulebook = (await ledger.rulebooks()).get(editionOn(state, call.today));
      const verb = isVoid ? WORDS.void : WORDS[way];
      call.print(call.paint.bold(`${dryRun ? verb.would : verb.did}: ${what}`));
      call.print(balanceLine({ before, after, priceCents: connectPrice(rulebook) }, call.paint));
    }
    call.hint(dryRun ? 'Nothing was recorded (--dry-run).' : WORDS[way].back);
    return 0;
  });

const WORDS = {
  undo: { did: 'Undone', would: 'Would undo', field: 'undone', back: 'Redo: connects redo' },
  redo: { did: 'Redone', would: 'Would redo', field: 'redone', back: 'Undo: connects undo' },
  /** What was voided counts again. */
  void: { did: 'Taken back', would: 'Would take back' },
} as const;

/** Undoes these commands, the newest first. */
export async function undoCommand(call: Call, ids: readonly number[], dryRun: boolean): Promise<number> {
  for (const id of [...new Set(ids)].sort((a, b) => b - a)) await turn(call, 'undo', dryRun, id);
  return 0;
}

export const undo: Subcommand = (program, run) => {
  shows(program.command('undo'), 'connects undo', 'connects undo --dry-run', 'connects undo 5')
    .description(
      'Undoes the last command that recorded something, or the one that you name. Repeat it to undo earlier commands, back to the opening of the account.',
    )
    .argument('[command]', 'its number in connects log', parseWhole('COMMAND', 1, 'command'))
    .option('-n, --dry-run', 'show what it would do, but record nothing')
    .action(
      run(async (call, command: number | undefined, { dryRun = false }: { dryRun?: boolean }) =>
        turn(call, 'undo', dryRun, command ?? null),
      ),
    );
};

export const redo: Subcommand = (program, run) => {
  shows(program.command('redo'), 'connects redo', 'connects redo --dry-run')
    .description('Redoes what you have undone or voided, until you record something new.')
    .option('-n, --dry-run', 'show what it would do, but record nothing')
    .action(run(async (call, { dryRun = false }: { dryRun?: boolean }) => turn(call, 'redo', dryRun, null)));
};
