/** `connects history`: every transaction with the balance after it, newest first, and what expired on the way. */
import { parseWhole } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { HISTORY_COLUMNS } from '../render/columns.ts';
import { rowFields } from '../render/text/fields.ts';
import { Refused, usageRefused } from '../rules/refusal.ts';
import { KINDS } from '../rules/vocabulary/kinds.ts';
import { answerList, isTable, listFormat, withListOptions } from './answers/answer.ts';
import { drawBalance } from './answers/balance-chart.ts';
import { earlierDay } from './line/span.ts';
import { type AddSubcommand, maybeFirstDay, maybeLastDay } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

/** Lines shown unless --limit says otherwise. */
const USUAL = 20;

export const historyCommand: AddSubcommand = (program, _, look) => {
  withExamples(
    withListOptions(program.command('history')),
    'connects history',
    'connects history --since 2021-01-01 --kind interview',
    'connects history --all --csv > connects.csv',
  )
    .description(
      `Shows transactions with the balance after each, newest first. Shows ${USUAL} unless you ask for more.`,
    )
    .option('--since <day>', 'from this day, or period such as 2026-11 or "last month"')
    .option('--until <day>', 'up to this day, included')
    .option('--kind <kind>', 'only this kind', parseChoice('kind', KINDS))
    .option('--limit <count>', 'how many to show', parseWhole('--limit', 1, 'count'))
    .option('--all', 'show all')
    .option('--chart', 'also draw the balance as a chart, in a terminal')
    .action(
      look(async ({ call, ledger }, { kind = null, limit, all, chart, since: from, until: to, ...options }) => {
        const { today } = call;
        const since = await maybeFirstDay(call, '--since', from);
        const until = (await maybeLastDay(call, '--until', to)) ?? today;
        if (since && to === undefined && since > today) {
          throw new Refused({ code: 'future-day', flag: '--since', given: since, today });
        }
        if (since && since > until) throw usageRefused({ fault: 'days-swapped', since, until });
        const last = earlierDay(until, today);
        const days = { since, until: last, kind };
        const isNone = since !== null && since > last;
        const items = isNone ? [] : await ledger.history({ ...days, limit: all ? null : (limit ?? USUAL) });
        const format = listFormat(options);
        if (isTable(call, format) && chart && items.length > 0) await drawBalance(call, ledger, since, last);
        const json = { command: 'history', fields: { transactions: items.map(rowFields) } };
        const isCut = !call.json && !all && limit === undefined && items.length === USUAL;
        // What expired is derived: only what is shown of it is counted.
        const expired = items.filter(({ id }) => id === null).length;
        const total = isCut ? expired + (await ledger.countTransactions(days)) : 0;
        await answerList(call, { json, columns: HISTORY_COLUMNS, items, format, total, empty: 'No transactions.' });
      }),
    );
};
