/** `connects export`: the ledger for a spreadsheet, an accounting program, a database, another copy, or the tax return. */
import type { ProgramCall } from '../call.ts';
import { CSV_BOM } from '../exchange/write/csv-text.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../exchange/write/export-formats.ts';
import { parseChoice } from '../parse/choice.ts';
import { parseText } from '../parse/text.ts';
import { purchaseSums, wroteRows } from '../render/answers.ts';
import { jsonText, visibleLines } from '../render/text/visible.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { type ContentPieces, type ExportedLedger, exportLedger, exportPurchases } from './answers/exported.ts';
import { writeFile } from './answers/write-file.ts';
import { lookAt } from './line/look.ts';
import { spanOf } from './line/span.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

interface ExportOptions {
  readonly format?: ExportFormat | undefined;
  readonly output?: string | undefined;
  readonly purchases?: boolean | undefined;
  readonly bom?: boolean | undefined;
}

export const exportCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('export'),
    'connects export --output connects.csv',
    'connects export --format hledger --output connects.journal',
    'connects export --purchases --year 2021 --output expenses.csv',
  )
    .description(
      'Writes the ledger, oldest first: csv for a spreadsheet, json, jsonl for a complete copy, sql for SQLite, xlsx for Excel, or a journal for hledger, ledger or beancount, without anything you have undone. ics is for a calendar: what expires, what renews, and proposals to look after.',
    )
    .option(
      '-f, --format <format>',
      `${EXPORT_FORMATS.join(', ')} (default: csv)`,
      parseChoice('format', EXPORT_FORMATS),
    )
    .option('-o, --output <file>', 'write to this file instead of standard output', parseText('--output'))
    .option('--since <day>', 'from this day, or period such as 2026-11 or "last month"')
    .option('--until <day>', 'up to this day, included')
    .option('--year <year>', 'that year')
    .option('--purchases', 'only purchases, as a list of expenses')
    .option('--bom', 'start the CSV with a mark that some spreadsheets need for accents')
    .action(
      run(async (call, options) => {
        const format = formatOf(call, options);
        const span = await spanOf(call, options);
        call.env.spareMemory?.();
        const result = await lookAt(call, ({ ledger, state }) =>
          options.purchases ? exportPurchases(ledger, state, span) : exportLedger(format, ledger, state, span),
        );
        await deliver(call, result, format, options);
      }),
    );
};

function formatOf(
  { json: asJson, env }: ProgramCall,
  { format, output, purchases: only, bom }: ExportOptions,
): ExportFormat {
  const piped = asJson && toStdout(output);
  if (piped && format !== undefined && format !== 'json') {
    throw usageRefused({ fault: 'json-only', format });
  }
  const chosen = format ?? (piped ? 'json' : 'csv');
  if (only && chosen !== 'csv' && chosen !== 'json') {
    throw usageRefused({ fault: 'purchases-format', format: chosen });
  }
  if (bom && chosen !== 'csv') throw usageRefused({ fault: 'bom-without-csv', format: chosen });
  if (chosen === 'xlsx' && toStdout(output) && env.stdout.isTTY) {
    throw usageRefused({ fault: 'bytes-to-terminal', format: chosen });
  }
  return chosen;
}

const toStdout = (output: string | undefined): boolean => output === undefined || output === '-';

async function deliver(
  call: ProgramCall,
  result: ExportedLedger,
  format: ExportFormat,
  { output, bom }: ExportOptions,
): Promise<void> {
  const { rows, warnings } = result;
  const path = output === undefined || toStdout(output) ? null : output;
  const written = piecesOf(format === 'json' ? jsonPieces(result, path) : await result.content(), bom);
  if (path !== null) await writeFile(call, path, written);
  else if (call.env.stdout.isTTY && format !== 'xlsx') call.show(visibleLines(Buffer.concat([...written]).toString()));
  else for (const piece of written) call.env.stdout.write(format === 'xlsx' ? piece : Buffer.from(piece).toString());
  if (path !== null && call.json) call.emit('export', { format, output: path, rows, ...result.sums }, warnings);
  if (call.json) return;
  for (const { message } of warnings) call.aside(`${call.paintErr.warn('Note:')} ${call.addressed(message)}`);
  if (result.sums) call.aside(purchaseSums(rows, result.sums));
  if (path !== null) call.aside(wroteRows(rows, path, format === 'ics' ? 'event' : 'row'));
}

/** The object that `--json` prints, with its long lists piece by piece. */
function* jsonPieces({ rows, fields, lists = {}, warnings }: ExportedLedger, path: string | null): ContentPieces {
  const begun = jsonText({ schema: 1, command: 'export', format: 'json', output: path, rows, ...fields });
  yield Buffer.from(begun.slice(0, -1));
  for (const [name, items] of Object.entries(lists)) {
    yield Buffer.from(`,${jsonText(name)}:[`);
    yield* items;
    yield Buffer.from(']');
  }
  yield Buffer.from(`,"warnings":${jsonText(warnings)}}\n`);
}

function* piecesOf(content: string | Uint8Array | ContentPieces, bom = false): ContentPieces {
  if (bom) yield Buffer.from(CSV_BOM);
  if (typeof content === 'string') yield Buffer.from(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}
