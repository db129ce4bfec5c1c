/** `connects proposals` and `connects search`: what was sent, newest first, and what became of it. */
import type { Command as Cli, OptionValues } from '@commander-js/extra-typings';
import type { ProgramCall } from '../call.ts';
import { parseDays, parseWhole } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseMember, parseText } from '../parse/text.ts';
import { PROPOSAL_COLUMNS } from '../render/columns.ts';
import { proposalFields } from '../render/text/fields.ts';
import { filterProposals } from '../rules/proposals/proposal-filter.ts';
import { searchProposals, soughtByWords } from '../rules/proposals/proposal-name.ts';
import type { Proposal } from '../rules/state/state.ts';
import { PROPOSAL_STATUSES } from '../rules/vocabulary/outcomes.ts';
import { isTable, type ListOptions, listFormat, printRows, withListOptions } from './answers/answer.ts';
import { spellingsOf } from './answers/named-member.ts';
import { asOfDay, withAsOfDay } from './line/as-of.ts';
import { lookAt } from './line/look.ts';
import { spanOf } from './line/span.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';
import { answerPages, firstItems, type ReadPages } from './listings/answer-pages.ts';

/** Proposals that a table shows unless it is asked for more. A script gets all of them. */
const USUAL = 20;

const withCountOptions = <Arguments extends unknown[], Options extends OptionValues>(cli: Cli<Arguments, Options>) =>
  withListOptions(cli)
    .option('--limit <count>', 'how many to show', parseWhole('--limit', 1, 'count'))
    .option('--all', `show all; a terminal shows ${USUAL} otherwise`);

export const proposalsCommand: AddSubcommand = (program, run) => {
  withExamples(
    withAsOfDay(withCountOptions(program.command('proposals'))),
    'connects proposals',
    'connects proposals --status replied --tag design',
    'connects proposals --open --older 14d',
    'connects proposals --client Acme --since "last month"',
    'connects proposals --member anna --open',
  )
    .description('Lists proposals, newest first.')
    .option('--status <status>', 'only proposals with this status', parseChoice('status', PROPOSAL_STATUSES))
    .option('-t, --tag <text>', 'only proposals with this tag')
    .option('--open', 'only proposals that nothing has ended: sent, viewed, replied or interview')
    .option('--older <span>', 'only proposals sent at least so long ago, such as 14d or 4w', parseDays('--older'))
    .option('--client <text>', "only proposals with this in the client's name", parseText('--client'))
    .option('--member <name>', 'only proposals that this member recorded', parseMember('--member'))
    .option('--since <day>', 'sent from this day, or period such as 2026-11 or "last month"')
    .option('--until <day>', 'sent up to this day, included')
    .action(
      run(
        async (
          call,
          { status = null, tag = null, open = false, older = null, client = null, member = null, ...options },
        ) => {
          const asOf = await asOfDay(call, options);
          const { whole, since, until } = await spanOf(asOf, options);
          const on = asOf === call ? null : asOf.today;
          const which = { open, older, client, since, until: whole ? null : until };
          const isFiltered = !whole || open || [status, tag, older, client, member].some((each) => each !== null);
          const empty = isFiltered ? NO_SUCH : 'No proposals. Record one with: connects apply --cost N';
          await lookAt(asOf, async ({ ledger }) => {
            const spellings = member === null ? null : await spellingsOf(call, ledger, member);
            const members = member === null ? null : await ledger.proposalMembers();
            const isTheirs = ({ id }: Proposal): boolean => spellings?.has(members?.get(id) ?? null) ?? true;
            const read: ReadPages<Proposal> = (show) =>
              ledger.eachProposalPage({ status, tag, on }, (page) =>
                show(filterProposals(page, which, asOf.today).filter(isTheirs)),
              );
            await answerProposals(call, 'proposals', read, empty, options);
          });
        },
      ),
    );
};

export const searchCommand: AddSubcommand = (program, run) => {
  withExamples(withCountOptions(program.command('search')), 'connects search logo', 'connects search react acme')
    .description('Finds the proposals that have all of these words in their title, client, tags or note, newest first.')
    .argument('<words...>', 'words, or parts of words')
    .action(
      run(async (call, words: readonly string[], options) => {
        const sought = words.map(parseText('WORDS'));
        await lookAt(call, async ({ ledger }) => {
          call.env.spareMemory?.();
          const ids = searchProposals(sought, await ledger.proposalTexts(soughtByWords(sought))).map(({ id }) => id);
          const read: ReadPages<Proposal> = async (show) =>
            ids.length === 0 ? undefined : ledger.eachProposalPage({ status: null, tag: null, ids }, show);
          await answerProposals(call, 'search', read, NO_SUCH, options);
        });
      }),
    );
};

const NO_SUCH = 'No such proposals.';

interface CountOptions extends ListOptions {
  readonly limit?: number | undefined;
  readonly all?: boolean | undefined;
}

async function answerProposals(
  call: ProgramCall,
  command: 'proposals' | 'search',
  read: ReadPages<Proposal>,
  empty: string,
  { limit, all = false, ...options }: CountOptions,
): Promise<void> {
  const format = listFormat(options);
  const shape = { columns: PROPOSAL_COLUMNS, format, empty };
  if (!isTable(call, format)) {
    const json = { command, name: 'proposals', fields: proposalFields };
    return answerPages(call, { ...shape, ...json, most: all ? null : (limit ?? null) }, read);
  }
  const most = all ? Number.POSITIVE_INFINITY : (limit ?? USUAL);
  const { items, total } = await firstItems(read, { most, isCounted: limit === undefined });
  await printRows(call, { ...shape, items, total: limit === undefined ? total : 0 });
}
