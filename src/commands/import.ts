/** `connects import` takes in Upwork's own history: a saved page, a copy of it, a CSV; or a copy of a ledger. Long because it shows what it would do, asks, and records. */
import type { ProgramCall } from '../call.ts';
import { type HistoryPage, PAGE_FORMATS } from '../exchange/history-page.ts';
import { parseConnectsOrNone, parseWhole } from '../parse/amount.ts';
import { parseChoice } from '../parse/choice.ts';
import { announceWritten, keepCommand, openingOptions, priceToday, type RecordedCommand, wayBack } from '../record.ts';
import { importFields, importLines, isLeast, leastLines, noMonthly } from '../render/imports/import.ts';
import { balanceLine, importedLine, startOver } from '../render/receipt.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import type { CommandOf } from '../rules/command/command.ts';
import { countUnrenewed } from '../rules/state/cycles.ts';
import type { FactBody } from '../rules/vocabulary/transaction.ts';
import type { WritePhase } from '../store/ledger.ts';
import { openVault, withLedger } from '../store/open-store.ts';
import { type TellProgress, watchProgress } from './answers/progress.ts';
import { parseColumns } from './import/import-columns.ts';
import { importOf } from './import/import-of.ts';
import { importProposals, readProposalsFile } from './import/import-proposals.ts';
import { likelyPairs } from './import/likely-pairs.ts';
import { pastedToday, readPageBytes } from './import/page-bytes.ts';
import { dateOrder, READING_SHARE, readHistory } from './import/reading.ts';
import { nameOf } from './line/file.ts';
import { type AddSubcommand, pastDay } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';
import { readCopyText, takeIn } from './merge.ts';

export const importCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('import'),
    'connects import page.html --dry-run',
    'connects import page.html --yes',
    'connects import sheet.csv --map date=Tag,connects=Menge --day-first',
  )
    .description(
      "Imports Upwork's own history: the saved or copied history page, or a CSV; or its Proposals page, for what became of proposals. Importing the same rows twice changes nothing. If you have no account yet, this opens one.",
    )
    .argument('<file>', 'the file, or - for standard input')
    .option(
      '--format <format>',
      'auto, html, mhtml, webarchive, text, csv, json or jsonl',
      parseChoice('format', ['auto', ...PAGE_FORMATS, 'jsonl'] as const),
      'auto' as const,
    )
    .option('--saved-on <day>', 'the day you saved the page: what "Today" on it means')
    .option('--map <columns>', "the names of a CSV's columns, such as date=Day,connects=Change", parseColumns)
    .option('--day-first', 'in a CSV, 03/04/2026 is 3 April')
    .option('--month-first', 'in a CSV, 03/04/2026 is March 4')
    .option('--from-opening <connects>', 'the balance before the first row', parseConnectsOrNone('--from-opening'))
    .option('--joined <day>', 'the day you joined, if this opens the account')
    .option('--rules <edition>', 'the rulebook edition, if this opens the account')
    .option(
      '--separate <id>',
      'a transaction of yours that is not the row it was taken for; repeat for more',
      (text: string, before: readonly number[] | undefined) => [
        ...(before ?? []),
        parseWhole('--separate', 1, 'transaction')(text),
      ],
    )
    .option('-y, --yes', 'record without asking')
    .option('-n, --dry-run', 'show what would be recorded, but record nothing')
    .action(
      run(async (call, file, { format, map = null, yes = false, dryRun = false, ...options }) => {
        const { bytes, utcDay, isPasted } = await readPageBytes(call, file);
        const name = isPasted ? 'the pasted page' : nameOf(file);
        const { looksLikeCopy } = await import('../exchange/copy.ts');
        const head = new TextDecoder().decode(bytes.subarray(0, 200));
        if (format === 'jsonl' || (format === 'auto' && looksLikeCopy(head))) {
          if (map) throw usageRefused({ fault: 'map-without-csv' });
          const copy = await readCopyText(name, new TextDecoder().decode(bytes));
          return takeIn(call, name, copy, { prefer: null, dryRun, name: 'import' });
        }
        const watch = watchProgress(call, bytes.length);
        const savedOn = await pastDay(call, '--saved-on', options.savedOn);
        const proposals =
          map || format === 'csv' || format === 'json'
            ? null
            : await readProposalsFile(call, { name, bytes, format, savedOn, fileDay: utcDay });
        if (proposals) {
          const { separate, joined, rules, fromOpening } = options;
          const flag = joined ? '--joined' : rules ? '--rules' : fromOpening === undefined ? null : '--from-opening';
          if (flag) throw usageRefused({ fault: 'opens-nothing', flag });
          return importProposals(call, file === '-' ? name : file, proposals, { dryRun, yes, separate });
        }
        const order = dateOrder(options.dayFirst ?? false, options.monthFirst ?? false);
        const read = await watch((tell) =>
          readHistory(call, name, bytes, { format, savedOn, fileDay: utcDay, map, order }, tell),
        );
        const page = isPasted ? { ...read, savedOn: pastedToday(read.savedOn) } : read;
        const joined = await pastDay(call, '--joined', options.joined);
        const opens = { joined, edition: options.rules ?? null };
        const command: CommandOf<'import'> = {
          ...importOf(call, name, page, opens, options.fromOpening ?? null),
          ...(options.separate ? { separate: options.separate } : {}),
        };
        const attempt = (trial: boolean) => watch((tell) => attemptImport(call, command, trial, tell));
        if (dryRun) return answerImport(call, page, await attempt(true), { command, dryRun, wasShown: false });
        const shown = !yes && (await confirmImport(call, page, () => attempt(true)));
        if (shown === 'refused') return call.leave();
        const vault = await openVault(call);
        const hasEntries = ({ decision }: Attempt) => decision.entries.length > 0;
        const imported = await vault.withBackup('import', () => attempt(false), hasEntries);
        return answerImport(call, page, imported, { command, dryRun, wasShown: shown === 'agreed' });
      }),
    );
};

type Attempt = Pick<RecordedCommand, 'decision' | 'rows' | 'before' | 'after'> & {
  readonly priceCents: number;
  /** How many cycles the history covers without their Connects. */
  readonly unrenewed: number;
  /** What may be recorded twice. */
  readonly pairs: readonly string[];
};

/** What each part of the work is called, and the share of the whole that is done when it begins. */
const PARTS: Readonly<Record<WritePhase, readonly [share: number, doing: string]>> = {
  deciding: [READING_SHARE, 'Comparing with the ledger'],
  recording: [0.5, 'Recording'],
  replaying: [0.75, 'Adding up'],
};

const attemptImport = (
  call: ProgramCall,
  command: CommandOf<'import'>,
  dryRun: boolean,
  tell: TellProgress,
): Promise<Attempt> =>
  withLedger(call, { ...openingOptions(command, dryRun), backedUp: true }, async (ledger) => {
    const recorded = await keepCommand(call, ledger, command, dryRun, (what) => tell(...PARTS[what]));
    const { state } = recorded;
    const unrenewed = countUnrenewed(state, call.today, await ledger.rulebooks());
    const pairs = call.json ? [] : await likelyPairs(call, ledger, command, recorded.decision, dryRun);
    return { ...recorded, priceCents: await priceToday(call, ledger, state), unrenewed, pairs };
  });

/** Shows what would be recorded and asks, unless no row is new; the lock is not held meanwhile. */
async function confirmImport(
  call: ProgramCall,
  page: HistoryPage,
  attempt: () => Promise<Attempt>,
): Promise<'agreed' | 'refused' | 'unasked'> {
  if (!call.mayAsk) throw usageRefused({ fault: 'yes-missing', command: 'import' });
  const preview = await attempt();
  if (bringsNothing(preview)) return 'unasked';
  for (const line of attemptLines(call, page, preview)) call.aside(line);
  for (const warning of preview.decision.warnings) await call.note(warning);
  const { confirm } = await call.ask();
  const isForeign = preview.decision.warnings.some(({ code }) => code === 'import-foreign');
  const message = isForeign ? 'Is this page of this account? Record it?' : 'Record this?';
  // Enter alone records no balance that the page contradicts.
  const isSafe = !isForeign && !isContradicted(preview);
  return (await confirm({ message, default: isSafe })) ? 'agreed' : 'refused';
}

function isContradicted(attempted: Attempt): boolean {
  const preview = previewOf(attempted);
  return preview !== null && preview.upwork !== null && ![preview.whole, preview.ledger].includes(preview.upwork);
}

const previewOf = ({ decision: { detail } }: Attempt) => (detail.of === 'import' ? detail.preview : null);

function attemptLines(
  { paint, today, addressed }: ProgramCall,
  page: HistoryPage,
  attempted: Attempt,
): readonly string[] {
  const preview = previewOf(attempted);
  if (!preview) return [];
  const results = page.rows.some(({ sheet }) => sheet) ? outcomesIn(attempted) : 0;
  return [
    ...importLines(page, preview, paint),
    ...attempted.pairs.map(addressed),
    ...(results > 0 ? [`Results of proposals that the sheet adds: ${results}.`] : []),
    ...(isLeast(preview) ? leastLines(page, preview, attempted, today) : []),
    balanceLine({ ...attempted, isLeast: isLeast(preview) }, paint),
  ];
}

/** Who has just agreed to it has seen it: then only the balance is new. */
async function answerImport(
  call: ProgramCall,
  page: HistoryPage,
  attempted: Attempt,
  {
    command,
    dryRun,
    wasShown,
  }: { readonly command: CommandOf<'import'>; readonly dryRun: boolean; readonly wasShown: boolean },
): Promise<void> {
  const { decision, rows, before, after } = attempted;
  const preview = previewOf(attempted);
  const back = preview?.opens ? startOver(call.db, call.pool?.account ?? null) : 'Undo: connects undo';
  const shown = { ...attempted, isLeast: preview !== null && isLeast(preview) };
  const isKept = !dryRun && decision.entries.length > 0;
  const lines = [
    ...(wasShown ? [] : attemptLines(call, page, attempted).slice(0, -1)),
    ...(isKept ? [importedLine(command, call.paint)] : []),
    balanceLine(shown, call.paint),
  ];
  await announceWritten(call, {
    command: 'import',
    ...{ rows, before, after, dryRun },
    fields: preview ? importFields(page, preview) : {},
    lines: call.quiet ? [] : lines,
    warnings: wasShown ? [] : decision.warnings,
    hints: [
      attempted.unrenewed > 0 && decision.entries.length > 0 ? noMonthly(attempted.unrenewed) : null,
      dryRun || preview?.opens || decision.entries.length > 0 ? wayBack(dryRun, back) : null,
    ],
  });
}

function bringsNothing(attempted: Attempt): boolean {
  const preview = previewOf(attempted);
  if (preview === null) return false;
  const { fresh, confirmed } = preview.matched;
  return fresh.length === 0 && confirmed.length === 0 && outcomesIn(attempted) === 0;
}

const outcomesIn = ({ decision: { entries } }: Attempt): number =>
  entries.filter((entry) => entry.type === 'fact' && isResult(entry.body)).length;

/** An outcome, what a proposal earned, or that nothing came back. */
const isResult = (body: FactBody): boolean =>
  body.kind === 'outcome' || body.kind === 'edited' || (body.kind === 'described' && body.details.seenOn != null);
