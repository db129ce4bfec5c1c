/** `connects stale`: proposals without an answer, oldest first, and what closes them. */
import { parseDays } from '../parse/amount.ts';
import { PROPOSAL_COLUMNS } from '../render/columns.ts';
import { proposalFields } from '../render/text/fields.ts';
import { STALE_DAYS } from '../rules/proposals/unanswered.ts';
import { addDays } from '../rules/values/calendar.ts';
import { isTable, listFormat, printRows, withListOptions } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';
import { answerPages } from './listings/answer-pages.ts';

/** The sentence names up to three proposals. */
const CLOSES: Readonly<Record<number, string>> = { 1: 'it', 2: 'both', 3: 'all three' };

export const staleCommand: AddSubcommand = (program, _, look) => {
  withExamples(withListOptions(program.command('stale')), 'connects stale', 'connects stale --older 30d')
    .description('Lists proposals that are sent or viewed and have no answer, oldest first.')
    .option('--older <span>', 'sent at least so long ago, such as 14d or 4w', parseDays('--older'), STALE_DAYS)
    .action(
      look(async ({ call, ledger }, { older, ...options }) => {
        const format = listFormat(options);
        call.env.spareMemory?.();
        const last = addDays(call.today, -older);
        const { first: items } = await ledger.waiting({ last, limit: null });
        const listing = {
          columns: PROPOSAL_COLUMNS,
          format,
          empty: `No proposal has waited ${older} days or more for an answer.`,
        };
        if (!isTable(call, format)) {
          const json = { command: 'stale', name: 'proposals', fields: proposalFields, most: null };
          return await answerPages(call, { ...json, ...listing }, async (show) => void (await show(items)));
        }
        await printRows(call, { ...listing, items });
        if (items.length === 0) return;
        const some = items.slice(0, 3).map(({ id }) => id);
        call.aside(
          call.addressed(`To close ${CLOSES[items.length] ?? 'some'}: connects mark ${some.join(' ')} expired`),
        );
        if (items.length > some.length) {
          call.aside(call.addressed(`To close all ${items.length}: connects mark --older ${older}d expired`));
        }
      }),
    );
};
