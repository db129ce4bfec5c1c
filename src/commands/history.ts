/** `connects history`: every transaction with the balance after it, newest first, and what expired on the way. */
import type { ProgramCall } from '../call.ts';
import { parseWhole } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseMember, parseText } from '../parse/text.ts';
import { HISTORY_COLUMNS } from '../render/columns.ts';
import { rowFields } from '../render/text/fields.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import type { StatementLine } from '../rules/past/statement.ts';
import { filterProposals } from '../rules/proposals/proposal-filter.ts';
import { KINDS } from '../rules/vocabulary/kinds.ts';
import type { Ledger } from '../store/ledger.ts';
import { isTable, listFormat, printRows, withListOptions } from './answers/answer.ts';
import { drawBalance } from './answers/balance-chart.ts';
import { spellingsOf } from './answers/named-member.ts';
import { earlierDay } from './line/span.ts';
import { type AddSubcommand, maybeFirstDay, maybeLastDay } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';
import { answerPages, firstItems, type ReadPages } from './listings/answer-pages.ts';

/** Lines shown unless --limit says otherwise. */
const USUAL = 20;

export const historyCommand: AddSubcommand = (program, _, look) => {
  withExamples(
    withListOptions(program.command('history')),
    'connects history',
    'connects history --since 2021-01-01 --kind interview',
    'connects history --client Acme',
    'connects history --member anna',
    'connects history --all --csv > connects.csv',
  )
    .description(
      `Shows transactions with the balance after each, newest first. Shows ${USUAL} unless you ask for more.`,
    )
    .option('--since <day>', 'from this day, or period such as 2026-11 or "last month"')
    .option('--until <day>', 'up to this day, included')
    .option('--kind <kind>', 'only this kind', parseChoice('kind', KINDS))
    .option('--client <text>', "only of proposals with this in the client's name", parseText('--client'))
    .option('--member <name>', 'only what this member recorded', parseMember('--member'))
    .option('--limit <count>', 'how many to show', parseWhole('--limit', 1, 'count'))
    .option('--all', 'show all')
    .option('--chart', 'also draw the balance as a chart, in a terminal')
    .action(
      look(
        async (
          { call, ledger },
          { kind = null, client = null, member = null, limit, all, chart, since: from, until: to, ...options },
        ) => {
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
          const most = all ? null : (limit ?? USUAL);
          const format = listFormat(options);
          const keeps = isNone ? null : await lineFilter(call, ledger, client, member);
          const read: ReadPages<StatementLine> = async (show) => {
            const query = { ...days, limit: keeps ? null : most };
            if (!isNone) await ledger.eachHistoryPage(query, (page) => show(keeps ? page.filter(keeps) : page));
          };
          const shape = { columns: HISTORY_COLUMNS, format, empty: 'No transactions.' };
          const isCut = !call.json && !all && limit === undefined;
          if (!isCut && !isTable(call, format)) {
            const json = { command: 'history', name: 'transactions', fields: rowFields };
            return answerPages(call, { ...shape, ...json, most }, read);
          }
          const { items, total: found } = await firstItems(read, {
            most: most ?? Number.POSITIVE_INFINITY,
            isCounted: isCut && keeps !== null,
          });
          if (isTable(call, format) && chart && items.length > 0) await drawBalance(call, ledger, since, last);
          // What expired is derived: only what is shown of it is counted.
          const expired = items.filter(({ id }) => id === null).length;
          const count = async () => (keeps ? found : expired + (await ledger.countTransactions(days)));
          const total = isCut && items.length === USUAL ? await count() : 0;
          await printRows(call, { ...shape, items, total });
        },
      ),
    );
};

/** Which lines are of that client and of that member; null: all are. */
async function lineFilter(
  call: ProgramCall,
  ledger: Ledger,
  client: string | null,
  member: string | null,
): Promise<((line: StatementLine) => boolean) | null> {
  if (client === null && member === null) return null;
  const ofMember = member === null ? null : await spellingsOf(call, ledger, member);
  const theirs = new Set<number | null>();
  const only = { open: false, older: null, client, since: null, until: null };
  if (client !== null)
    await ledger.eachProposalPage({ status: null, tag: null }, async (page) => {
      for (const { id } of filterProposals(page, only, call.today)) theirs.add(id);
      return true;
    });
  return (line) => (ofMember?.has(line.member) ?? true) && (client === null || theirs.has(line.proposal));
}
