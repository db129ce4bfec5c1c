/** `connects import` takes in Upwork's own history: a saved page, a copy of it, a CSV; or a copy of a ledger. */
import type { Call } from '../call.ts';
import { type HistoryPage, PAGE_FORMATS } from '../exchange/history-page.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { parsePastDay } from '../parse/day.ts';
import { keep, opening, type Recorded } from '../record.ts';
import { rowFields } from '../render/fields.ts';
import { importFields, importLines } from '../render/import.ts';
import { balanceLine } from '../render/receipt.ts';
import { visible } from '../render/visible.ts';
import { warningFields } from '../render/warning.ts';
import type { CommandOf } from '../rules/command.ts';
import { Refused } from '../rules/refusal.ts';
import { connectPrice } from '../rules/rulebook.ts';
import { editionOn } from '../rules/state.ts';
import type { WritePhase } from '../store/ledger.ts';
import { openVault, withLedger } from '../store/open-store.ts';
import { nameOf, readBytes } from './file.ts';
import { COLUMN_HELP, parseColumns } from './import-columns.ts';
import { readCopyText, takeIn } from './merge.ts';
import { type Tell, type Watch, watching } from './progress.ts';
import { NOT_MAPPED, READING, type ReadingOptions, readHistory } from './reading.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options extends ReadingOptions {
  readonly fromOpening?: number;
  readonly joined?: string;
  readonly rules?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export const importing: Subcommand = (program, run) => {
  shows(
    program.command('import'),
    'connects import page.html --dry-run',
    'connects import page.html --yes',
    'connects import sheet.csv --map date=Tag,connects=Menge --day-first',
  )
    .addHelpText('after', `\n${COLUMN_HELP}`)
    .description(
      "Imports Upwork's own history: the saved or copied history page, or a CSV. Importing the same rows twice changes nothing. If you have no account yet, this opens one.",
    )
    .argument('<file>', 'the file, or - for standard input')
    .option(
      '--format <format>',
      'auto, html, mhtml, webarchive, text, csv, json or jsonl',
      parseChoice('format', ['auto', ...PAGE_FORMATS, 'jsonl']),
      'auto',
    )
    .option('--saved-on <day>', 'the day you saved the page: what "Today" on it means')
    .option('--map <columns>', "the names of a CSV's columns, such as date=Day,connects=Change", parseColumns)
    .option('--day-first', 'in a CSV, 03/04/2026 is 3 April')
    .option('--month-first', 'in a CSV, 03/04/2026 is March 4')
    .option('--from-opening <connects>', 'the balance before the first row', parseConnectsOrNone('--from-opening'))
    .option('--joined <day>', 'the day you joined, if this opens the account')
    .option('--rules <edition>', 'the rulebook edition, if this opens the account')
    .option('-y, --yes', 'record without asking')
    .option('-n, --dry-run', 'show what would be recorded, but record nothing')
    .action(
      run(async (call, file: string, options: Options) => {
        const { bytes, utcDay } = await readBytes(call, file);
        const name = nameOf(file);
        const { looksLikeCopy } = await import('../exchange/copy.ts');
        const head = new TextDecoder().decode(bytes.subarray(0, 200));
        if (options.format === 'jsonl' || (options.format === 'auto' && looksLikeCopy(head))) {
          if (options.map) throw new Refused(NOT_MAPPED);
          const copy = await readCopyText(name, new TextDecoder().decode(bytes));
          return takeIn(call, name, copy, { prefer: null, dryRun: options.dryRun ?? false, name: 'import' });
        }
        const watch = watching(call, bytes.length);
        const page = await watch((tell) => readHistory(call, name, options, bytes, utcDay, tell));
        const { yes = false, dryRun = false } = options;
        const command = await toCommand(call, name, page, options);
        if (dryRun) return tell(call, page, await watch((tell) => attempt(call, command, true, tell)), true);
        const shown = !yes && (await agreed(call, page, command, watch));
        if (shown === 'refused') {
          call.aside('Nothing was recorded.');
          return 0;
        }
        const imported = await (await openVault(call)).withBackup(
          'import',
          () => watch((tell) => attempt(call, command, false, tell)),
          ({ decision }) => decision.entries.length > 0,
        );
        return tell(call, page, imported, false, shown !== 'agreed');
      }),
    );
};

type Attempt = Pick<Recorded, 'decision' | 'rows' | 'before' | 'after'> & { readonly priceCents: number };

/** What each part of the work is called, and the share of the whole that is done when it begins. */
const PARTS: Readonly<Record<WritePhase, readonly [share: number, doing: string]>> = {
  deciding: [READING, 'Comparing with the ledger'],
  recording: [0.5, 'Recording'],
  replaying: [0.75, 'Adding up'],
};

const attempt = (call: Call, command: CommandOf<'import'>, dryRun: boolean, tell: Tell): Promise<Attempt> =>
  withLedger(call, { ...opening(command, dryRun), backedUp: true }, async (ledger) => {
    const recorded = await keep(call, ledger, command, dryRun, (what) => tell(...PARTS[what]));
    const rulebook = (await ledger.rulebooks()).get(editionOn(recorded.state, call.today));
    return { ...recorded, priceCents: connectPrice(rulebook) };
  });

/** Shows what would be recorded and asks, unless no row is new; the lock is not held meanwhile. */
async function agreed(
  call: Call,
  page: HistoryPage,
  command: CommandOf<'import'>,
  watch: Watch,
): Promise<'agreed' | 'refused' | 'unasked'> {
  if (!call.mayAsk) {
    const problem = 'The option --yes is missing: an import is recorded only if you confirm it.';
    throw new Refused({ code: 'usage', problem, hint: 'First see what it would do with --dry-run, then pass --yes.' });
  }
  const preview = await watch((tell) => attempt(call, command, true, tell));
  if (bringsNothing(preview)) return 'unasked';
  for (const line of lines(call, page, preview)) call.aside(line);
  for (const warning of preview.decision.warnings) await call.note(warning);
  const { confirm } = await call.ask();
  return (await confirm({ message: 'Record this?', default: true })) ? 'agreed' : 'refused';
}

function lines(call: Call, page: HistoryPage, { decision, before, after, priceCents }: Attempt): readonly string[] {
  if (decision.detail.of !== 'import') return [];
  const results = page.rows.some(({ sheet }) => sheet) ? outcomesIn(decision) : 0;
  return [
    ...importLines(page, decision.detail.preview, call.paint),
    ...(results > 0 ? [`Results of proposals that the sheet adds: ${results}.`] : []),
    balanceLine({ before, after, priceCents }, call.paint),
  ];
}

async function tell(call: Call, page: HistoryPage, attempted: Attempt, dryRun: boolean, whole = true): Promise<number> {
  const { decision, rows, before, after } = attempted;
  if (call.json && decision.detail.of === 'import') {
    const fields = { transactions: rows.map(rowFields), balance: { before, after }, dryRun };
    call.emit(
      'import',
      { ...fields, import: importFields(page, decision.detail.preview) },
      decision.warnings.map(warningFields),
    );
    return 0;
  }
  if (!call.quiet) {
    // Who has just agreed to it has seen it.
    const shown = whole ? lines(call, page, attempted) : [balanceLine(attempted, call.paint)];
    for (const line of shown) call.print(line);
  }
  if (whole) for (const warning of decision.warnings) await call.note(warning);
  if (dryRun) call.hint('Nothing was recorded (--dry-run).');
  else if (opens(decision)) call.hint(`This cannot be undone. To start over, delete ${visible(call.db)}.`);
  else if (decision.entries.length > 0) call.hint('Undo: connects undo');
  return 0;
}

async function toCommand(call: Call, file: string, page: HistoryPage, options: Options): Promise<CommandOf<'import'>> {
  const joined = options.joined === undefined ? null : await parsePastDay('--joined', options.joined, call.today);
  const newest = page.rows[0]?.on ?? call.today;
  const day = page.savedOn?.on ?? newest;
  return {
    name: 'import',
    on: call.today,
    file: file.split(/[\\/]/).at(-1) ?? file,
    rows: page.rows,
    own: page.own,
    upwork: page.balance === null ? null : { balance: page.balance, on: day < newest ? newest : day },
    opens: { joined, edition: options.rules ?? null },
    opening: options.fromOpening ?? null,
  };
}

function bringsNothing({ decision }: Attempt): boolean {
  if (decision.detail.of !== 'import') return false;
  const { fresh, confirmed } = decision.detail.preview.matched;
  return fresh.length === 0 && confirmed.length === 0 && outcomesIn(decision) === 0;
}

const outcomesIn = ({ entries }: Attempt['decision']): number =>
  entries.filter((entry) => entry.type === 'fact' && entry.body.kind === 'outcome').length;

/** Opening the account cannot be undone. */
const opens = ({ detail }: Attempt['decision']): boolean => detail.of === 'import' && detail.preview.opens;
