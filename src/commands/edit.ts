/** `connects edit` puts right what was recorded of proposals, or the price of a purchase. */
import { parseConnectsOrNone, parseMoney, parseTax, parseWhole } from '../parse/amount.ts';
import { parseClearable, parseTags } from '../parse/text.ts';
import { record } from '../record.ts';
import type { EditedFields } from '../rules/command.ts';
import { Refused } from '../rules/refusal.ts';
import { onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends WriteOptions {
  readonly title?: string;
  readonly client?: string;
  readonly url?: string;
  readonly key?: string;
  readonly note?: string;
  readonly tag?: readonly string[];
  readonly untag?: readonly string[];
  readonly cost?: number;
  readonly boost?: number;
  readonly transaction?: number;
  readonly paid?: number;
  readonly tax?: number;
  readonly force?: boolean;
}

export const edit: Subcommand = (program, run) => {
  shows(
    writes(program.command('edit'), 'the day it really happened'),
    'connects edit 7 --title "Logo for a bakery" --client Acme',
    'connects edit 7 --cost 6 --on yesterday',
    'connects edit 3 5 8 --tag rust',
    'connects edit --transaction 12 --paid 12.87',
  )
    .description(
      'Corrects proposals, or the price of a purchase. The history keeps both lines, and undo takes the correction back.',
    )
    .argument('[proposals...]', 'their numbers', collectProposals)
    .option('--title <text>', "the job's title", parseClearable('--title'))
    .option('--client <text>', "the client's name", parseClearable('--client'))
    .option('--url <text>', 'the link to the job', parseClearable('--url'))
    .option('--key <id>', "the job's id", parseClearable('--key'))
    .option('--note <text>', 'a note', parseClearable('--note'))
    .option('--tag <text>', 'a tag to add; repeat for more', parseTags('--tag'))
    .option('--untag <text>', 'a tag to remove; repeat for more', parseTags('--untag'))
    .option('--cost <connects>', 'what the proposal really cost', parseConnectsOrNone('--cost'))
    .option('--boost <connects>', 'what the boost really was', parseConnectsOrNone('--boost'))
    .option(
      '--transaction <id>',
      'a purchase, by its number in the history',
      parseWhole('--transaction', 1, 'transaction'),
    )
    .option('--paid <amount>', 'US dollars that the purchase cost in all', parseMoney('--paid'))
    .option('--tax <percent>', 'the sales tax that is part of it', parseTax('--tax'))
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, proposals: readonly number[], options: Options) => {
        const { dryRun = false, force = false, transaction = null } = options;
        const changes = await changesIn(options, () => onDay(call, options.on));
        refuseMixed(proposals, transaction, changes);
        return record(call, { name: 'edit', on: call.today, proposals, transaction, changes, force }, { dryRun });
      }),
    );
};

const collectProposals = (text: string, before: readonly number[] = []): readonly number[] => [
  ...before,
  parseWhole('PROPOSAL', 1, 'proposal')(text),
];

async function changesIn(options: Options, day: () => Promise<EditedFields['day'] & string>): Promise<EditedFields> {
  const { title, client, url, key, note, tag, untag, cost, boost, paid, tax } = options;
  const given = {
    ...{ title, client, url, key, note, cost, boost, addTags: tag, dropTags: untag, paidCents: paid, taxMilli: tax },
    day: options.on === undefined ? undefined : await day(),
  };
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named.map(([field, value]) => [field, value === '' ? null : value])) as EditedFields;
}

function refuseMixed(proposals: readonly number[], transaction: number | null, changes: EditedFields): void {
  const refuse = (problem: string, hint: string): never => {
    throw new Refused({ code: 'usage', problem, hint });
  };
  const fields = Object.keys(changes);
  if (transaction === null && proposals.length === 0)
    refuse('Nothing to edit is named.', 'For example: connects edit 7 --cost 6');
  if (transaction !== null && proposals.length > 0)
    refuse('--transaction cannot be used together with a proposal.', 'Use only one of them.');
  if (fields.length === 0) refuse('Nothing to change is given.', 'For example: connects edit 7 --title "Logo"');
  const ofPurchase = fields.filter((field) => field === 'paidCents' || field === 'taxMilli');
  if (transaction === null && ofPurchase.length > 0) {
    refuse('--paid and --tax are of a purchase.', 'Name it: connects edit --transaction 12 --paid 12.87');
  }
  if (transaction !== null && !fields.includes('paidCents')) {
    refuse('A purchase needs its price.', 'For example: connects edit --transaction 12 --paid 12.87');
  }
  if (transaction !== null && ofPurchase.length < fields.length) {
    refuse('Of a purchase, only the price can be edited.', 'To take it back: connects void ID.');
  }
  if (proposals.length > 1 && (changes.key || changes.url || changes.title || changes.day)) {
    refuse('A title, a link, a key and a day belong to one proposal.', 'Edit the proposals one by one.');
  }
}
