/** `connects history`: every transaction with the balance after it, newest first, and what expired on the way. */
import { parseWhole } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseMember, parseText } from '../parse/text.ts';
import { HISTORY_COLUMNS } from '../render/columns.ts';
import { rowFields } from '../render/text/fields.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import type { StatementLine } from '../rules/past/statement.ts';
import { filterProposals } from '../rules/proposals/proposal-filter.ts';
import type { Day } from '../rules/values/calendar.ts';
import { KINDS } from '../rules/vocabulary/kinds.ts';
import type { Ledger } from '../store/ledger.ts';
import { answerList, isTable, listFormat, rowWriter, withListOptions } from './answers/answer.ts';
import { drawBalance } from './answers/balance-chart.ts';
import { spellingsOf } from './answers/named-member.ts';
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
          if (all && !isNone && client === null && member === null && !call.json && !isTable(call, format)) {
            const write = rowWriter(call, HISTORY_COLUMNS, format);
            await ledger.eachHistoryPage({ ...days, limit: null }, write);
            return write([]);
          }
          const isNarrowed = client !== null || member !== null;
          const found = isNone ? [] : await ledger.history({ ...days, limit: isNarrowed ? null : most });
          const ofMember = member === null ? null : await spellingsOf(call, ledger, member);
          const recorded = ofMember === null ? found : found.filter((line) => ofMember.has(line.member));
          const theirs = client === null ? recorded : await ofClient(ledger, recorded, client, today);
          const items = most === null ? theirs : theirs.slice(0, most);
          if (isTable(call, format) && chart && items.length > 0) await drawBalance(call, ledger, since, last);
          const json = { command: 'history', fields: () => ({ transactions: items.map(rowFields) }) };
          const isCut = !call.json && !all && limit === undefined && items.length === USUAL;
          // What expired is derived: only what is shown of it is counted.
          const expired = items.filter(({ id }) => id === null).length;
          const count = async () => (isNarrowed ? theirs.length : expired + (await ledger.countTransactions(days)));
          const total = isCut ? await count() : 0;
          await answerList(call, { json, columns: HISTORY_COLUMNS, items, format, total, empty: 'No transactions.' });
        },
      ),
    );
};

/** What the proposals of a client cost and brought. */
async function ofClient(
  ledger: Ledger,
  lines: readonly StatementLine[],
  client: string,
  today: Day,
): Promise<readonly StatementLine[]> {
  const all = await ledger.proposals({ status: null, tag: null });
  const only = { open: false, older: null, client, since: null, until: null };
  const theirs = new Set(filterProposals(all, only, today).map(({ id }) => id));
  return lines.filter(({ proposal }) => proposal !== null && theirs.has(proposal));
}
