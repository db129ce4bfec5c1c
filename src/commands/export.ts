/** `connects export`: the ledger for a spreadsheet, an accounting program, a database, another copy, or the tax return. */
import type { Call } from '../call.ts';
import { CSV_BOM } from '../exchange/write/csv-text.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseText } from '../parse/text.ts';
import { json, visible } from '../render/visible.ts';
import { connects, counted, dollars } from '../render/words.ts';
import { Refused } from '../rules/refusal.ts';
import { type Exported, exported, FORMATS, type Format, purchases } from './exported.ts';
import { look } from './look.ts';
import { writeFile } from './output.ts';
import { type SpanOptions, spanOf } from './span.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends SpanOptions {
  readonly format?: Format;
  readonly output?: string;
  readonly purchases?: boolean;
  readonly bom?: boolean;
}

export const exporting: Subcommand = (program, run) => {
  shows(
    program.command('export'),
    'connects export --output connects.csv',
    'connects export --format hledger --output connects.journal',
    'connects export --purchases --year 2026 --output expenses.csv',
  )
    .description(
      'Writes the ledger, oldest first: csv for a spreadsheet, json, jsonl for a complete copy, sql for SQLite, or a journal for hledger, ledger or beancount, without anything you have undone.',
    )
    .option('--format <format>', `${FORMATS.join(', ')} (default: csv)`, parseChoice('format', FORMATS))
    .option('--output <file>', 'write to this file instead of standard output', parseText('--output'))
    .option('--since <day>', 'from this day, or period such as 2026-11 or "last month"')
    .option('--until <day>', 'up to this day, included')
    .option('--year <year>', 'that year')
    .option('--purchases', 'only purchases, as a list of expenses')
    .option('--bom', 'start the CSV with a mark that some spreadsheets need for accents')
    .action(
      run(async (call, options: Options) => {
        const format = formatOf(call, options);
        const span = await spanOf(call, options);
        const result = await look(call, (ledger, state) =>
          options.purchases ? purchases(ledger, state, span) : exported(format, ledger, span),
        );
        await deliver(call, result, format, options);
        return 0;
      }),
    );
};

const usage = (problem: string, hint: string): Refused => new Refused({ code: 'usage', problem, hint });

function formatOf({ json: asJson }: Call, { format, output, purchases: only, bom }: Options): Format {
  const piped = asJson && toStdout(output);
  if (piped && format !== undefined && format !== 'json') {
    throw usage(`--json prints JSON, not ${format}.`, `Name a file for the ${format}: --output FILE.`);
  }
  const chosen = format ?? (piped ? 'json' : 'csv');
  if (only && chosen !== 'csv' && chosen !== 'json') {
    throw usage(`--purchases cannot be written as ${chosen}.`, 'Use --format csv or --format json.');
  }
  if (bom && chosen !== 'csv') throw usage(`--bom is for CSV, not ${chosen}.`, 'Leave it out.');
  return chosen;
}

const toStdout = (output: string | undefined): boolean => output === undefined || output === '-';

async function deliver(call: Call, result: Exported, format: Format, { output, bom }: Options): Promise<void> {
  const { rows, fields, warnings } = result;
  const path = output === undefined || toStdout(output) ? null : output;
  const whole =
    format === 'json'
      ? json({ schema: 1, command: 'export', format, output: path, rows, ...fields, warnings })
      : `${bom ? CSV_BOM : ''}${await result.text()}`;
  if (path === null) call.env.stdout.write(call.env.stdout.isTTY ? shown(whole) : whole);
  else await writeFile(call, path, whole);
  if (path !== null && call.json) call.emit('export', { format, output: path, rows, ...result.sums }, warnings);
  if (call.json) return;
  for (const { message } of warnings) call.aside(`${call.paintErr.warn('Note:')} ${message}`);
  if (result.sums) {
    const { connects: bought, totalCents } = result.sums;
    call.aside(`${counted(rows, 'purchase')}, ${connects(bought)}, ${dollars(totalCents)}.`);
  }
  if (path !== null) call.aside(`Wrote ${counted(rows, 'row')} to ${visible(path)}.`);
}

/** On a screen nothing may do more than show. */
const shown = (whole: string): string =>
  whole
    .split(/\r?\n/)
    .map((line) => visible(line))
    .join('\n');
