/** `connects report`: everything in one page, to look at, keep or print. */
import type { ProgramCall } from '../call.ts';
import { lastMonthStart } from '../insight/flow/spending.ts';
import { gatherReport, type ReportData, type ReportQuery } from '../insight/report.ts';
import { parseText } from '../parse/text.ts';
import { browserFailed, wroteReport } from '../render/answers.ts';
import { dueFields } from '../render/due.ts';
import { reportFields } from '../render/report/fields.ts';
import { reportPage } from '../render/report/page.ts';
import { MOST_ROWS } from '../render/report/proposals.ts';
import { SETTLED_DAYS, unpricedWarnings } from '../render/stats/rates.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { STALE_DAYS } from '../rules/proposals/unanswered.ts';
import { EMPTY_STATE } from '../rules/state/state.ts';
import { addDays, type Day } from '../rules/values/calendar.ts';
import { withEntries } from '../store/entries-ledger.ts';
import { writeFile } from './answers/write-file.ts';
import { dueToday, withJobLink } from './due.ts';
import { presentPosition } from './forecast.ts';
import { escapeAnswer, NO_ANSWER } from './guided/put-question.ts';
import { lookAt, type OpenLedger } from './line/look.ts';
import { type SpanOptions, spanOf } from './line/span.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

interface ReportOptions extends SpanOptions {
  readonly output?: string | undefined;
  readonly open?: true | undefined;
  readonly demo?: true | undefined;
}

export const reportCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('report'),
    'connects report --output report.html --open',
    'connects report --since 2021-01-01 --until 2021-12-31 --output 2021.html',
    'connects report --demo --output demo.html --open',
  )
    .description(
      'Writes one HTML page with charts and tables: the balance, Connects and money by month, results, costs, tags, what expires, what is due and the forecast. The page needs no network and runs no scripts. In a terminal it asks where to save the page; in a pipe it writes to standard output.',
    )
    .option(
      '-o, --output <file>',
      'write to this file, readable only by you (- for standard output)',
      parseText('--output'),
    )
    .option('--open', 'open it in the browser')
    .option('--since <day>', 'show the past from this day')
    .option('--until <day>', 'show the past up to this day, included')
    .option('--demo', 'use an invented year instead of your ledger')
    .action(
      run(async (call, options) => {
        refuseUnseen(call, options);
        const made = options.demo ? await inventedReport(call, options) : await ownReport(call, options);
        // Asked for once there is something to write, and with no lock held.
        const path = await target(call, options, made);
        await deliver(call, made, path, options);
      }),
    );
};

const ownReport = (call: ProgramCall, options: ReportOptions): Promise<ReportData> =>
  lookAt(call, async (looked) => {
    const { ledger } = looked;
    const days = await daysOf(call, options, false);
    const entries = await ledger.entries(addDays(call.today, 1));
    if (entries.length === 0) return reportOf(looked, days, call.json);
    // What others recorded for days that are still ahead here is no part of today.
    const known = (await ledger.entries()).filter(({ on }) => on <= call.today);
    return withEntries(known, (past) => reportOf({ ...looked, ledger: past }, days, call.json));
  });

async function inventedReport(call: ProgramCall, options: ReportOptions): Promise<ReportData> {
  const { demoLedger } = await import('../insight/demo-ledger.ts');
  const { entries, today } = demoLedger();
  const days = await daysOf({ ...call, today }, options, true);
  return withEntries(entries, async (ledger) => {
    const state = (await ledger.stateOn(today)) ?? EMPTY_STATE;
    return reportOf({ ledger, state }, days, call.json);
  });
}

const daysOf = async (call: ProgramCall, options: ReportOptions, demo: boolean): Promise<ReportQuery> => ({
  ...(await spanOf(call, options)),
  today: call.today,
  demo,
});

/** Nothing of it reads the whole record: the store has added it up. `isWhole`: with every stale proposal, not only those of a page. */
export async function reportOf(
  { ledger, state }: Pick<OpenLedger, 'ledger' | 'state'>,
  days: ReportQuery,
  isWhole: boolean,
): Promise<ReportData> {
  const { since, until, today } = days;
  const asked = { since, until, settled: addDays(today, -SETTLED_DAYS) };
  const hired = await ledger.proposals({ status: 'hired', tag: null, since: since ?? ('' as Day) });
  const source = {
    state,
    at: await presentPosition({ ledger, state }, today, null),
    moved: state.opened && state.opened <= until ? await ledger.flows({ since, until }) : null,
    lately: await ledger.flows({ since: lastMonthStart(today), until: today }),
    whole: await ledger.proposalStats({ by: null, ...asked }),
    tags: await ledger.proposalStats({ by: 'tag', ...asked }),
    hires: hired.filter(({ on }) => on <= until),
    waiting: await ledger.waiting({ last: addDays(today, -STALE_DAYS), limit: isWhole ? null : MOST_ROWS }),
    clients: await ledger.clients({ since, until }),
    open: await ledger.grants(state, today),
    due: await dueToday(ledger, today),
  };
  return gatherReport(source, days);
}

/** A page nobody could look at. */
function refuseUnseen({ json, env, mayAsk }: ProgramCall, { output, open }: ReportOptions): void {
  if (open && (output === '-' || (output === undefined && (json || !env.stdout.isTTY)))) {
    throw usageRefused({ fault: 'nothing-to-open' });
  }
  if (output === undefined && !json && env.stdout.isTTY && !mayAsk) {
    throw usageRefused({ fault: 'output-missing' });
  }
}

/** Where to; null: standard output, or nowhere but for the figures. */
async function target(
  call: ProgramCall,
  { output }: ReportOptions,
  { today, demo }: ReportData,
): Promise<string | null> {
  if (output === '-') return null;
  if (output !== undefined || call.json || !call.env.stdout.isTTY) return output ?? null;
  const ask = await call.ask();
  const name = `connects-${demo ? 'demo' : 'report'}-${today}.html`;
  const path = await ask.input({ message: 'Save the page as', default: name, ...escapeAnswer(false) });
  return path === NO_ANSWER ? call.leave('written') : path;
}

async function deliver(
  call: ProgramCall,
  made: ReportData,
  path: string | null,
  { open }: ReportOptions,
): Promise<void> {
  const { json, env } = call;
  if (path !== null) await writeFile(call, path, reportPage(made));
  if (json) {
    const fields = { output: path, ...reportFields(made), due: made.due.map(withJobLink).map(dueFields) };
    call.emit('report', fields, unpricedWarnings(made.stats));
  } else if (path === null) env.stdout.write(reportPage(made));
  else call.aside(wroteReport(path, made.demo));
  if (path === null || !open) return;
  try {
    await env.browse(env.fullPath(path));
  } catch {
    call.aside(`${call.paintErr.warn('Note:')} ${browserFailed(path)}`);
  }
}
