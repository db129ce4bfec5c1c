/** `connects history`: every transaction with the balance after it, newest first, and what expired on the way. */
import { parseWhole } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseFirstDay, parseLastDay } from '../parse/period.ts';
import { rowFields } from '../render/fields.ts';
import type { ListColumn } from '../render/listing.ts';
import { visible } from '../render/visible.ts';
import { number, signed } from '../render/words.ts';
import type { Day } from '../rules/calendar.ts';
import { Refused } from '../rules/refusal.ts';
import type { StatementLine } from '../rules/statement.ts';
import { KINDS, type Kind } from '../rules/vocabulary/kinds.ts';
import { drawBalance } from './balance-chart.ts';
import { type ListOptions, lists, showList } from './list.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends ListOptions {
  readonly since?: string;
  readonly until?: string;
  readonly kind?: Kind;
  readonly limit?: number;
  readonly all?: boolean;
  readonly chart?: boolean;
}

/** Lines shown unless --limit says otherwise. */
const USUAL = 20;

export const history: Subcommand = (program, run) => {
  shows(
    lists(program.command('history')),
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
      run(async (call, options: Options) =>
        look(call, async (ledger) => {
          const { today } = call;
          const since = options.since === undefined ? null : await parseFirstDay('--since', options.since, today);
          const until = options.until === undefined ? today : await parseLastDay('--until', options.until, today);
          if (since && options.until === undefined && since > today) {
            throw new Refused({ code: 'future-day', flag: '--since', given: since, today });
          }
          if (since && since > until) {
            throw new Refused({
              code: 'usage',
              problem: `--since ${since} is after --until ${until}.`,
              hint: 'Swap them.',
            });
          }
          const limit = options.all ? null : (options.limit ?? USUAL);
          const last = earlier(until, today);
          const rows =
            since && since > last
              ? []
              : await ledger.history({ since, until: last, kind: options.kind ?? null, limit });
          if (call.json) call.emit('history', { transactions: rows.map(rowFields) });
          else if (options.chart && !options.csv && rows.length > 0) await drawBalance(call, ledger, since, last);
          if (!call.json) await showList(call, options, COLUMNS, rows, 'No transactions.');
          return 0;
        }),
      ),
    );
};

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/** One of Upwork's labels ends with a full stop, which would stand before the colon. */
const what = ({ label, title }: StatementLine): string =>
  title ? `${visible(label).replace(/\.$/, '')}: ${visible(title)}` : visible(label);

const COLUMNS: readonly ListColumn<StatementLine>[] = [
  { name: 'id', value: (row) => row.id, right: true, from: 60 },
  { name: 'on', value: (row) => row.on },
  { name: 'kind', value: (row) => row.kind, only: 'script' },
  {
    name: 'connects',
    value: (row) => row.connects,
    shown: (row, paint) => (row.connects < 0 ? paint.bad : paint.good)(signed(row.connects)),
    right: true,
  },
  { name: 'balance', value: (row) => row.balance, shown: (row) => number(row.balance), right: true },
  {
    name: 'label',
    head: 'what',
    value: (row) => row.label,
    shown: (row) => `${what(row)}${row.forced ? ' (forced)' : ''}`,
    stretches: true,
  },
  { name: 'title', value: (row) => row.title, only: 'script' },
  { name: 'proposal', value: (row) => row.proposal, right: true, from: 76 },
  { name: 'expiresOn', head: 'expires', value: (row) => row.expiresOn, from: 90 },
  { name: 'cents', value: (row) => row.cents, only: 'script' },
  { name: 'edition', value: (row) => (row.edition === '' ? null : row.edition), only: 'script' },
  { name: 'source', value: (row) => row.source, only: 'script' },
  { name: 'forced', value: (row) => (row.forced ? 1 : 0), only: 'script' },
  { name: 'reverses', value: (row) => row.reverses, only: 'script' },
  { name: 'note', value: (row) => row.note, only: 'script' },
];
