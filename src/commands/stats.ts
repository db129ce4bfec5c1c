/** `connects stats`: what proposals came to, what they cost, and which differences are more than chance. */
import type { ProgramCall } from '../call.ts';
import { cellsByHour } from '../insight/proposals/hours-of-sending.ts';
import { statsGroups, summarizeStats } from '../insight/proposals/proposal-stats.ts';
import { cellsByValue, type FoundGrouping, findGrouping } from '../insight/proposals/tag-values.ts';
import { withWords } from '../parse/choice.ts';
import { nearest } from '../parse/nearest.ts';
import { parseText } from '../parse/text.ts';
import { FIGURE_COLUMNS, groupFields, statsFields, statsRows } from '../render/stats/figures.ts';
import { noProposals, SETTLED_DAYS, unpricedWarnings } from '../render/stats/rates.ts';
import { spendingFields } from '../render/stats/spending.ts';
import type { SpendingView } from '../render/stats/spending-table.ts';
import { statsLines } from '../render/stats/stats.ts';
import { statsCharts } from '../render/stats/stats-chart.ts';
import { paidFields } from '../render/text/fields.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { STATS_GROUPINGS, type StatsGrouping } from '../rules/state/proposal-sums.ts';
import { EMPTY_STATE } from '../rules/state/state.ts';
import { addDays, type Day } from '../rules/values/calendar.ts';
import { withEntries } from '../store/entries-ledger.ts';
import type { Ledger } from '../store/ledger.ts';
import { isTable, type ListFormat, listFormat, printRows, withListOptions } from './answers/answer.ts';
import { budgetInForce, paidNow, spendingNow } from './answers/recent.ts';
import { asOfDay, withAsOfDay } from './line/as-of.ts';
import { lookAt } from './line/look.ts';
import { type SpanOptions, spanOf } from './line/span.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

/** Where the figures come from: a ledger, or the invented year. */
type Source = Pick<Ledger, 'proposalStats' | 'flows' | 'stateOn' | 'rulebooks'>;

export const statsCommand: AddSubcommand = (program, run) => {
  withExamples(
    withAsOfDay(withListOptions(program.command('stats'))),
    'connects stats',
    'connects stats --by tag --since 2021-01-01',
    'connects stats --by template',
    'connects stats --by hour',
    'connects stats --demo --chart',
  )
    .description(
      'Shows how many proposals were viewed, got a reply, an interview or a hire, how reliable these rates are, and what each cost in Connects and money. Invitations are counted separately.',
    )
    .option(
      '--by <what>',
      `compare groups: ${STATS_GROUPINGS.join(', ')}, or the key of your tags, such as template=short; KEY= if a group has its name`,
      withWords(STATS_GROUPINGS, parseText('--by')),
    )
    .option('--since <day>', 'proposals sent from this day')
    .option('--until <day>', 'proposals sent up to this day, included')
    .option('--chart', 'with charts, in a terminal')
    .option('--demo', 'use an invented year instead of your ledger')
    .action(
      run(async (call, { demo = false, by = null, chart = false, on, asOf, since, until, ...options }) => {
        const asked = { by, chart, format: listFormat(options), days: { since, until }, demo };
        const then = await asOfDay(call, { on, asOf });
        if (!demo && then === call) return lookAt(call, ({ ledger }) => answerStats(call, asked, ledger));
        if (!demo) {
          const [before, members] = await lookAt(then, async ({ ledger }) => [
            await ledger.entries(),
            await ledger.proposalMembers(),
          ]);
          const known = before.filter((entry) => entry.on <= then.today);
          return withEntries(known, (ledger) => answerStats(then, asked, ledger), members);
        }
        const { demoLedger } = await import('../insight/demo-ledger.ts');
        const { entries, today } = demoLedger();
        if (!call.json) call.aside('This is an invented year, not your ledger.');
        return withEntries(entries, (ledger) => answerStats({ ...call, today }, asked, ledger));
      }),
    );
};

interface StatsOptions {
  /** As it was typed. */
  readonly by: string | null;
  readonly chart: boolean;
  readonly format: ListFormat | null;
  readonly days: SpanOptions;
  readonly demo: boolean;
}

async function answerStats(
  call: ProgramCall,
  { by: given, chart, format, days, demo }: StatsOptions,
  source: Source,
): Promise<void> {
  const { since, until, whole: isWhole } = await spanOf(call, days);
  const asked = { since, until, settled: addDays(call.today, -SETTLED_DAYS) };
  const whole = await source.proposalStats({ by: null, ...asked });
  const grouped = async (what: StatsGrouping) => {
    const cells = await source.proposalStats({ by: what, ...asked });
    return statsGroups(what, what === 'hour' ? cellsByHour(cells, call.env.localTime) : cells, whole);
  };
  const found = given === null ? null : await groupingOf(given, source, asked.settled);
  const by = found && (found.key ?? found.by);
  const ofGrouping = async (asks: AskedGrouping) => {
    if (asks.key === null) return grouped(asks.by);
    const cells = await source.proposalStats({ by: 'tag', tags: asks.tags, ...asked });
    return statsGroups('tag', cellsByValue(cells), whole);
  };
  const stats = summarizeStats(whole);
  const groups = found === null ? [] : await ofGrouping(found);
  const warnings = unpricedWarnings(stats);
  if (call.json) {
    const { thisMonth, lastMonth, budget, paid } = await whereItWent(call, source, demo);
    const spending = {
      thisMonth: spendingFields(thisMonth),
      lastMonth: lastMonth && spendingFields(lastMonth),
      budget,
      paid: paidFields(paid),
    };
    const fields = { since, until, by, demo, ...statsFields(stats), spending, groups: groups.map(groupFields) };
    return call.emit('stats', fields, warnings);
  }
  if (!isTable(call, format)) {
    const items = by === null ? statsRows(stats) : groups.map(groupFields);
    await printRows(call, { columns: FIGURE_COLUMNS, items, format });
    for (const { message } of format === 'csv' || format === 'tsv' ? [] : warnings) call.aside(call.addressed(message));
    return;
  }
  // Asked about other days, it is no answer.
  const spending = isWhole ? await whereItWent(call, source, demo) : null;
  for (const line of statsLines(
    { stats, by: found?.by ?? null, key: found?.key ?? null, groups, since, until, spending },
    call.page,
  ))
    call.print(line);
  const { sent, invited } = stats;
  if (chart && !call.page.isLinear && sent.sum.proposals > 0) {
    for (const line of ['', ...statsCharts(sent, await grouped('month'), call.page)]) call.print(line);
  }
  if (sent.sum.proposals + invited.sum.proposals === 0) call.aside(call.addressed(noProposals('stats')));
}

type AskedGrouping = Exclude<FoundGrouping, { readonly by: null }>;

/** Keys are those of the tags of any day. */
async function groupingOf(given: string, source: Source, settled: Day): Promise<AskedGrouping> {
  const all = await source.proposalStats({ by: 'tag', since: null, until: '9999-12-31' as Day, settled });
  const found = findGrouping(given, [...new Set(all.flatMap(({ group }) => group ?? []))]);
  if (found.by !== null) return found;
  const known = [...STATS_GROUPINGS, ...found.keys];
  throw usageRefused({ fault: 'unknown-word', what: 'grouping', given, known, near: nearest(given, known) });
}

/** As of the day that is asked about. The invented year has no budget. */
async function whereItWent(call: ProgramCall, source: Source, demo: boolean): Promise<SpendingView> {
  const state = (await source.stateOn(call.today)) ?? EMPTY_STATE;
  return {
    ...(await spendingNow(call, source, state)),
    budget: demo ? null : budgetInForce(call, state),
    paid: await paidNow(call, source, state),
  };
}
