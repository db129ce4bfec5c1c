/** THE PIPELINE, for every command that writes: load → decide → store → render. */
import type { ProgramCall } from './call.ts';
import { describeCommand } from './render/command-words.ts';
import { receiptLines } from './render/receipt.ts';
import { warningFields } from './render/refusals/warning-sentences.ts';
import { proposalFields, rowFields } from './render/text/fields.ts';
import { Refused } from './rules/answers/refusal.ts';
import type { Warning } from './rules/answers/warning.ts';
import type { Command } from './rules/command/command.ts';
import type { ReceiptDetail } from './rules/decide/decision.ts';
import { decide } from './rules/decide.ts';
import { scopeOf } from './rules/past/needed-parts.ts';
import { countsTwice, repeatsLast } from './rules/past/repeated-command.ts';
import { connectPrice } from './rules/rulebook/rulebook.ts';
import { editionOn, type State } from './rules/state/state.ts';
import { settingOverrides } from './settings.ts';
import type { AcceptedDecision, Ledger, WritePhase, WriteSummary } from './store/ledger.ts';
import { withLedger } from './store/open-store.ts';
import type { OpenOptions } from './store/session.ts';

export interface RecordedCommand extends WriteSummary {
  readonly decision: AcceptedDecision;
  readonly ledger: Ledger;
}

/** What a command adds to the common receipt. */
export interface ReceiptExtra {
  readonly fields?: object;
  /** Lines that a person gets as an answer, after the receipt. */
  readonly lines?: readonly string[];
  /** The next steps. */
  readonly hints?: readonly string[];
  readonly warnings?: readonly Warning[];
  readonly code?: number;
}

export interface RecordOptions {
  readonly dryRun: boolean;
  /** Warnings from reading the command, before it was decided. */
  readonly warnings?: readonly Warning[];
  /** Why a person is asked first whether it is recorded already. */
  readonly repeats?: string | null;
  readonly extra?: (recorded: RecordedCommand) => Promise<ReceiptExtra> | ReceiptExtra;
}

/** Decides a command and keeps what was decided; a refusal is thrown. */
export async function keepCommand(
  call: ProgramCall,
  ledger: Ledger,
  command: Command,
  dryRun: boolean,
  onPhase?: (phase: WritePhase) => void,
): Promise<RecordedCommand> {
  const written = await ledger.write({
    command,
    today: call.today,
    dryRun,
    withLines: call.json || command.name !== 'import',
    ...(onPhase ? { onPhase } : {}),
    decide: (timeline) => decide(command, { ...timeline, overrides: settingOverrides(call.env.vars) }),
  });
  if (!('rows' in written)) throw new Refused(written.decision.refusal);
  return { ...written, ledger };
}

/** What a command needs of the file: one that opens the account makes it, or tries it out in memory. */
export const openingOptions = (command: Command, dryRun: boolean): OpenOptions =>
  scopeOf(command).canOpenAccount ? { create: !dryRun, trial: dryRun } : {};

/** What a Connect costs today, in cents. */
export const priceToday = async ({ today }: ProgramCall, ledger: Ledger, state: State): Promise<number> =>
  connectPrice((await ledger.rulebooks()).get(editionOn(state, today)));

/** What was recorded, or would be, and how it is announced. */
export interface WrittenAnswer extends Pick<WriteSummary, 'rows' | 'before' | 'after'> {
  readonly command: string;
  readonly dryRun: boolean;
  /** What its JSON holds beside the transactions and the balance. */
  readonly fields: object;
  readonly lines: readonly string[];
  readonly warnings?: readonly Warning[];
  readonly hints?: readonly (string | null)[];
}

/** Announces what was recorded: the same in every command that writes, and only once it is on the disk. */
export async function announceWritten(call: ProgramCall, written: WrittenAnswer): Promise<void> {
  const { command, rows, before, after, dryRun, fields, lines, warnings = [], hints = [] } = written;
  if (call.json) {
    const common = { transactions: rows.map(rowFields), balance: { before, after }, dryRun };
    call.emit(command, { ...common, ...fields }, warnings.map(warningFields));
    return;
  }
  for (const line of lines) call.print(line);
  for (const warning of warnings) await call.note(warning);
  for (const hint of hints) if (hint !== null) call.hint(hint);
}

/** The last hint after a write: nothing was recorded, or how it is undone. */
export const wayBack = (dryRun: boolean, back: string): string => (dryRun ? 'Nothing was recorded (--dry-run).' : back);

/** Decides a command, keeps what was decided, and only then announces it. Returns the exit code. */
export async function recordCommand(call: ProgramCall, command: Command, options: RecordOptions): Promise<number> {
  const { dryRun } = options;
  return await withLedger(call, openingOptions(command, dryRun), async (ledger) => {
    if (!dryRun && !(await isMeantAgain(call, ledger, command, options.repeats ?? null))) return call.leave();
    const recorded = await keepCommand(call, ledger, command, dryRun);
    try {
      return await announceRecorded(call, command, options, ledger, recorded);
    } catch (error) {
      throw dryRun || recorded.rows.length === 0 ? error : afterRecording(error);
    }
  });
}

/** A damaged ledger may take an entry, and fail when it is read for the answer. */
const afterRecording = (error: unknown): unknown => {
  const refusal = error instanceof Refused ? error.refusal : null;
  const isRead = refusal?.code === 'storage-corrupt' || refusal?.code === 'storage-unavailable';
  return isRead && refusal.of === undefined ? new Refused({ ...refusal, of: 'recorded' }) : error;
};

async function announceRecorded(
  call: ProgramCall,
  command: Command,
  options: RecordOptions,
  ledger: Ledger,
  recorded: RecordedCommand,
): Promise<number> {
  const { dryRun } = options;
  const { decision, rows, before, after, state } = recorded;
  const { detail, reasons } = decision;
  const { fields, lines = [], hints = [], warnings = [], code = 0 } = (await options.extra?.(recorded)) ?? {};
  const written = decision.entries.length > 0;
  const isShown = !call.json && (!call.quiet || code !== 0);
  const priceCents = isShown ? await priceToday(call, ledger, state) : 0;
  const receipt = {
    command,
    rows,
    detail,
    reasons,
    before,
    after,
    priceCents,
    dryRun,
    written,
    titles: state.proposals,
  };
  const undo = written && (dryRun || command.name !== 'init') ? wayBack(dryRun, 'Undo: connects undo') : null;
  await announceWritten(call, {
    command: command.name,
    rows,
    before,
    after,
    dryRun,
    fields: { ...detailFields(detail, state), ...fields },
    lines: isShown ? [...receiptLines(receipt, call), ...lines] : [],
    warnings: [...(options.warnings ?? []), ...decision.warnings, ...warnings],
    hints: [...hints, undo],
  });
  return code;
}

/** Asks a person who says the same as a moment ago. In a script the same command twice is two facts. */
async function isMeantAgain(
  call: ProgramCall,
  ledger: Ledger,
  command: Command,
  repeats: string | null,
): Promise<boolean> {
  const { env, mayAsk } = call;
  if (!mayAsk || !countsTwice(command)) return true;
  const [last] = await ledger.commands(1);
  const isOwn = last?.member === call.member;
  const isLast = isOwn && repeatsLast(command, last, env.instantOf(env.startedAt, 1) ?? env.startedAt);
  if (!isLast && repeats === null) return true;
  const { confirm } = await call.ask();
  const why = isLast ? `Less than a minute ago you recorded ${describeCommand(command)}.` : repeats;
  const message = `${why} Record it again?`;
  return confirm({ message, default: false });
}

/** What a decision came to, as JSON has it. */
function detailFields(detail: ReceiptDetail, { proposals }: State): object {
  const proposal = detail.of === 'proposal' ? proposals.get(detail.proposal) : undefined;
  if (proposal) return { proposal: proposalFields(proposal) };
  if (detail.of === 'purchase') return { purchase: detail.purchase };
  if (detail.of === 'fee') return { fee: detail.fee };
  return detail.of === 'cycles' ? { cycles: detail.cycles } : {};
}
