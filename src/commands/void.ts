/** `connects void` takes back transactions that were recorded by mistake, wherever they are in the ledger. */
import type { ProgramCall } from '../call.ts';
import { parseWhole } from '../parse/amount.ts';
import { parseProposalNames } from '../parse/proposal-name.ts';
import { recordCommand } from '../record.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import type { Ledger } from '../store/ledger.ts';
import { lookAt } from './line/look.ts';
import { proposalsIn } from './line/named-proposals.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';
import { turnCommands } from './turn.ts';

export const voidCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('void'),
    'connects void 12',
    'connects void 12 13',
    'connects void last',
    'connects void --command 5',
  )
    .description(
      'Takes back transactions that were recorded by mistake, by their numbers in connects history, which are not those of proposals. A proposal is taken back with its cost. The history keeps both lines; connects redo brings them back.',
    )
    .argument('<ids...>', 'their numbers in the history; or last, a link, or a part of the title of a proposal')
    .option('--command', 'the number is of a command, as connects log lists it')
    .option('-n, --dry-run', 'show what would be recorded, but record nothing')
    .action(
      run(async (call, words: readonly string[], { command = false, dryRun = false }) => {
        if (!command) {
          const transactions = [...new Set(await namedTransactions(call, words))];
          return recordCommand(call, { name: 'void', on: call.today, transactions }, { dryRun });
        }
        const ids = words.map(parseWhole('ID', 1, 'transaction'));
        for (const id of ids.toSorted((a, b) => b - a)) await turnCommands(call, 'undo', dryRun, id);
        return 0;
      }),
    );
};

/** A number is a transaction's. Whatever else names a proposal, which is taken back with its charge. */
async function namedTransactions(call: ProgramCall, words: readonly string[]): Promise<readonly number[]> {
  const names = parseProposalNames(words);
  const numbers = names.flatMap((name) => (name.by === 'number' ? name.id : []));
  if (numbers.length === names.length) return numbers;
  return lookAt(call, async ({ ledger }) => {
    const charges: number[] = [];
    for (const name of names) {
      const [id = 0] = await proposalsIn(ledger, [name]);
      charges.push(name.by === 'number' ? id : await chargeOf(ledger, id));
    }
    return charges;
  });
}

/** The transaction that charged the proposal, as it is after all corrections. */
async function chargeOf(ledger: Ledger, proposal: number): Promise<number> {
  const { rows } = await ledger.story(proposal);
  const reversed = new Set(rows.flatMap(({ kind, reverses }) => (kind === 'reversal' ? (reverses ?? []) : [])));
  const charge = rows.findLast(({ id, kind }) => kind === 'proposal' && id !== null && !reversed.has(id));
  if (!charge?.id) throw usageRefused({ fault: 'void-uncharged', proposal });
  return charge.id;
}
