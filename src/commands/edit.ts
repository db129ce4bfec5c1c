/** `connects edit` corrects what was recorded of proposals, or the price of a purchase. */
import { parseClearableMoney, parseConnectsOrNone, parseMoney, parseTax, parseWhole } from '../parse/amount.ts';
import { parseClearable, parseDroppedTags, parseTags } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import type { EditedFields } from '../rules/command/command.ts';
import { jobKeyOf } from '../rules/values/job-key.ts';
import { namedProposals } from './line/named-proposals.ts';
import { postedInstant } from './line/proposal-times.ts';
import { type AddSubcommand, pastDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const editCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('edit'), 'the day it really happened'),
    'connects edit 7 --title "Logo for a bakery" --client Acme',
    'connects edit 7 --cost 6 --on yesterday',
    'connects edit 3 5 8 --tag rust',
    'connects edit last --client Acme',
    'connects edit 7 --value 400',
    'connects edit --transaction 12 --paid 12.87',
  )
    .description(
      'Corrects proposals, or the price of a purchase. The history keeps both lines, and undo takes the correction back.',
    )
    .argument(
      '[proposals...]',
      'each by its number in connects proposals, last, a link, or a part of its title or client',
    )
    .option('--title <text>', "the job's title", parseClearable('--title'))
    .option('--client <text>', "the client's name", parseClearable('--client'))
    .option('--url <text>', 'the link to the job', parseClearable('--url'))
    .option('--key <id>', "the job's id", parseClearable('--key'))
    .option('--note <text>', 'a note', parseClearable('--note'))
    .option('-t, --tag <text>', 'a tag to add; for more, put commas between or repeat it', parseTags('--tag'))
    .option('--untag <text>', 'a tag to remove; for more, put commas between or repeat it', parseDroppedTags('--untag'))
    .option('--cost <connects>', 'what the proposal really cost', parseConnectsOrNone('--cost'))
    .option('--boost <connects>', 'what the boost really was', parseConnectsOrNone('--boost'))
    .option('--value <amount>', 'US dollars that it earned; "" clears them', parseClearableMoney('--value'))
    .option('--posted <when>', 'when the job was posted; "" clears it', parseClearable('--posted'))
    .option(
      '--transaction <id>',
      'a purchase, or what may have been one, by its number in the history',
      parseWhole('--transaction', 1, 'transaction'),
    )
    .option('--paid <amount>', 'US dollars that it cost in all', parseMoney('--paid'))
    .option('--tax <percent>', 'the sales tax that is part of it', parseTax('--tax'))
    .option('--force', 'record it even if the rulebook does not allow it')
    .action(
      run(async (call, given: readonly string[] | undefined, options) => {
        const { dryRun = false, force = false, transaction = null } = options;
        const { title, client, url, key, note, cost, boost, value, tag, untag, paid, tax } = options;
        const day = (await pastDay(call, '--on', options.on)) ?? undefined;
        const changes = definedFields({
          ...{ title, client, url, note, cost, boost, day, key: editedKey(key, url) },
          postedAt: options.posted ? postedInstant(call, options.posted, null) : options.posted,
          ...{ addTags: tag, dropTags: untag, paidCents: paid, taxMilli: tax, valueCents: value },
        });
        const proposals = await namedProposals(call, given ?? []);
        refuseMixed(proposals, transaction, changes);
        return recordCommand(
          call,
          { name: 'edit', on: call.today, proposals, transaction, changes, force },
          { dryRun },
        );
      }),
    );
};

/** The key as it was typed, or as a new link has it. */
function editedKey(key: string | undefined, url: string | undefined): string | undefined {
  if (key) return jobKeyOf({ key, url: null }) ?? undefined;
  return key ?? (url ? (jobKeyOf({ key: null, url }) ?? undefined) : undefined);
}

/** Without the options that were not given. An empty text clears a field. */
const definedFields = (given: object): EditedFields =>
  Object.fromEntries(
    Object.entries(given).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value === '' ? null : value]],
    ),
  ) as EditedFields;

function refuseMixed(proposals: readonly number[], transaction: number | null, changes: EditedFields): void {
  const ofPurchase = [changes.paidCents, changes.taxMilli].filter((value) => value !== undefined).length;
  const fields = Object.keys(changes).length;
  const isPurchase = transaction !== null;
  if (!isPurchase && proposals.length === 0) throw usageRefused({ fault: 'nothing-to-edit', missing: 'target' });
  if (isPurchase && proposals.length > 0) throw usageRefused({ fault: 'edit-mixed', why: 'both-targets' });
  if (fields === 0) throw usageRefused({ fault: 'nothing-to-edit', missing: isPurchase ? 'price' : 'change' });
  if (!isPurchase && ofPurchase > 0) throw usageRefused({ fault: 'edit-mixed', why: 'price-of-proposal' });
  if (isPurchase && ofPurchase < fields) throw usageRefused({ fault: 'edit-mixed', why: 'details-of-purchase' });
  if (isPurchase && changes.paidCents === undefined) throw usageRefused({ fault: 'nothing-to-edit', missing: 'price' });
  const hasValue = typeof changes.valueCents === 'number';
  if (proposals.length > 1 && (changes.key || changes.url || changes.title || changes.day || hasValue)) {
    throw usageRefused({ fault: 'edit-mixed', why: 'several-proposals' });
  }
}
