/** `connects report`: everything in one page, to look at, keep or print. */
import type { Call } from '../call.ts';
import {
  type CountedProposals,
  type ReportQuery as Days,
  gatherReport as gathered,
  type ReportData,
} from '../insight/report.ts';
import { parseText } from '../parse/text.ts';
import { SETTLED_DAYS, unpricedSentence } from '../render/rates.ts';
import { reportFields } from '../render/report/fields.ts';
import { page } from '../render/report/page.ts';
import { visible } from '../render/visible.ts';
import { addDays } from '../rules/calendar.ts';
import type { StatsCell, StatsQuery } from '../rules/proposal-sums.ts';
import { usageRefused } from '../rules/refusal.ts';
import type { Entry } from '../rules/transaction.ts';
import { withEntries } from '../store/open-store.ts';
import { dueFields, linked } from './due.ts';
import { look } from './look.ts';
import { writeFile } from './output.ts';
import { spanOf } from './span.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options {
  readonly output?: string;
  readonly open?: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly demo?: boolean;
}

export const report: Subcommand = (program, run) => {
  shows(
    program.command('report'),
    'connects report --output report.html --open',
    'connects report --since 2021-01-01 --until 2021-12-31 --output 2021.html',
    'connects report --demo --output demo.html --open',
  )
    .description(
      'Writes one HTML page with charts and tables: the balance, Connects and money by month, results, costs, tags, what expires, what is due and the forecast. The page needs no network and runs no scripts. In a terminal it asks where to save the page; in a pipe it writes to standard output.',
    )
    .option(
      '--output <file>',
      'write to this file, readable only by you (- for standard output)',
      parseText('--output'),
    )
    .option('--open', 'open it in the browser')
    .option('--since <day>', 'show the past from this day')
    .option('--until <day>', 'show the past up to this day, included')
    .option('--demo', 'use an invented year instead of your ledger')
    .action(
      run(async (call, options: Options) => {
        refuseUnseen(call, options);
        const made = options.demo ? await invented(call, options) : await own(call, options);
        // Asked for once there is something to write, and with no lock held.
        const path = await target(call, options, made);
        await deliver(call, made, path, options);
        return 0;
      }),
    );
};

const own = (call: Call, options: Options): Promise<ReportData> =>
  look(call, async (ledger) => {
    const days = { ...(await spanOf(call, options)), today: call.today, demo: false };
    const counted = await count(days, ledger.proposalStats);
    return gathered(await ledger.entries(), counted, await ledger.rulebooks(), days);
  });

async function invented(call: Call, options: Options): Promise<ReportData> {
  const { demoLedger: demo } = await import('../insight/demo-ledger.ts');
  const { entries, today }: { readonly entries: readonly Entry[]; readonly today: Days['today'] } = demo();
  const days = { ...(await spanOf({ ...call, today }, options)), today, demo: true };
  return await withEntries(entries, async (ledger) =>
    gathered(entries, await count(days, ledger.proposalStats), await ledger.rulebooks(), days),
  );
}

async function count(
  { since, until, today }: Days,
  figures: (asked: StatsQuery) => Promise<readonly StatsCell[]>,
): Promise<CountedProposals> {
  const asked = { since, until, settled: addDays(today, -SETTLED_DAYS) };
  return { whole: await figures({ by: null, ...asked }), tags: await figures({ by: 'tag', ...asked }) };
}

/** A page nobody could look at. */
function refuseUnseen({ json, env, mayAsk }: Call, { output, open }: Options): void {
  if (open && (output === '-' || (output === undefined && (json || !env.stdout.isTTY)))) {
    throw usageRefused({ fault: 'nothing-to-open' });
  }
  if (output === undefined && !json && env.stdout.isTTY && !mayAsk) {
    throw usageRefused({ fault: 'output-missing' });
  }
}

/** Where to; null: standard output, or nowhere but for the figures. */
async function target(call: Call, { output }: Options, { today, demo }: ReportData): Promise<string | null> {
  if (output === '-') return null;
  if (output !== undefined || call.json || !call.env.stdout.isTTY) return output ?? null;
  const ask = await call.ask();
  const name = `connects-${demo ? 'demo' : 'report'}-${today}.html`;
  return ask.input({ message: 'Save the page as', default: name });
}

async function deliver(call: Call, made: ReportData, path: string | null, { open }: Options): Promise<void> {
  const { json, env } = call;
  if (path !== null) await writeFile(call, path, page(made));
  if (json)
    call.emit(
      'report',
      { output: path, ...reportFields(made), due: made.due.map(linked).map(dueFields) },
      warnings(made),
    );
  else if (path === null) env.stdout.write(page(made));
  else call.aside(`Wrote the report${made.demo ? ' of an invented year' : ''} to ${visible(path)}.`);
  if (path === null || !open) return;
  try {
    await env.browse(env.fullPath(path));
  } catch {
    call.aside(`${call.paintErr.warn('Note:')} The browser could not be started. Open ${visible(path)} yourself.`);
  }
}

function warnings({ stats: { sent, invited } }: ReportData) {
  const unpriced = sent.sum.unpriced + invited.sum.unpriced;
  return unpriced > 0 ? [{ code: 'unpriced', message: unpricedSentence(unpriced) }] : [];
}
