/** THE PIPELINE, for every command that writes: load → decide → store → render. */
import type { Call } from './call.ts';
import { proposalFields, rowFields } from './render/fields.ts';
import { receiptLines } from './render/receipt.ts';
import { warningFields } from './render/warning.ts';
import type { Command } from './rules/command.ts';
import { decide } from './rules/decide.ts';
import { Refused } from './rules/refusal.ts';
import { connectPrice } from './rules/rulebook.ts';
import { scopeOf } from './rules/scope.ts';
import { editionOn } from './rules/state.ts';
import type { Warning } from './rules/warning.ts';
import { overrides } from './settings.ts';
import type { AcceptedDecision, Ledger, WritePhase, WriteSummary } from './store/ledger.ts';
import { type OpenOptions, withLedger } from './store/open-store.ts';

export interface Recorded extends WriteSummary {
  readonly decision: AcceptedDecision;
  readonly ledger: Ledger;
}

/** What a command adds to the common receipt. */
export interface Extra {
  readonly fields?: object;
  /** Lines that a person gets as an answer, after the receipt. */
  readonly lines?: readonly string[];
  /** The next steps. */
  readonly hints?: readonly string[];
  readonly warnings?: readonly Warning[];
  readonly code?: number;
}

export interface How {
  readonly dryRun: boolean;
  /** Warnings from reading the command, before it was decided. */
  readonly warnings?: readonly Warning[];
  readonly extra?: (recorded: Recorded) => Promise<Extra> | Extra;
}

/** Decides a command and keeps what was decided; a refusal is thrown. */
export async function keep(
  call: Call,
  ledger: Ledger,
  command: Command,
  dryRun: boolean,
  onPhase?: (phase: WritePhase) => void,
): Promise<Recorded> {
  const written = await ledger.write({
    command,
    today: call.today,
    dryRun,
    withLines: call.json || command.name !== 'import',
    ...(onPhase ? { onPhase } : {}),
    decide: (timeline) => decide(command, { ...timeline, overrides: overrides(call.env.vars) }),
  });
  if (!('rows' in written)) throw new Refused(written.decision.refusal);
  return { ...written, ledger };
}

/** What a command needs of the file: one that opens the account makes it, or tries it out in memory. */
export const opening = (command: Command, dryRun: boolean): OpenOptions =>
  scopeOf(command).canOpenAccount ? { create: !dryRun, trial: dryRun } : {};

/** Decides a command, keeps what was decided, and only then tells it. Returns the exit code. */
export async function record(call: Call, command: Command, how: How): Promise<number> {
  const { dryRun } = how;
  return await withLedger(call, opening(command, dryRun), async (ledger) => {
    const recorded = await keep(call, ledger, command, dryRun);
    const { decision, rows, before, after, state } = recorded;
    const extra = (await how.extra?.(recorded)) ?? {};
    const warnings = [...(how.warnings ?? []), ...decision.warnings, ...(extra.warnings ?? [])];

    if (call.json) {
      const proposal = decision.detail.of === 'proposal' ? state.proposals.get(decision.detail.proposal) : undefined;
      const fields = {
        transactions: rows.map(rowFields),
        balance: { before, after },
        dryRun,
        ...(proposal ? { proposal: proposalFields(proposal) } : {}),
        ...(decision.detail.of === 'purchase' ? { purchase: decision.detail.purchase } : {}),
        ...(decision.detail.of === 'cycles' ? { cycles: decision.detail.cycles } : {}),
        ...extra.fields,
      };
      call.emit(command.name, fields, warnings.map(warningFields));
      return extra.code ?? 0;
    }
    if (!call.quiet || extra.code) {
      const rulebook = (await ledger.rulebooks()).get(editionOn(state, call.today));
      const priceCents = connectPrice(rulebook);
      const { detail, reasons } = decision;
      const written = decision.entries.length > 0;
      const lines = receiptLines(
        { command, rows, detail, reasons, before, after, priceCents, dryRun, written },
        call.paint,
      );
      for (const line of [...lines, ...(extra.lines ?? [])]) call.print(line);
    }
    for (const warning of warnings) await call.note(warning);
    for (const hint of extra.hints ?? []) call.hint(hint);
    if (decision.entries.length > 0 && (dryRun || command.name !== 'init')) {
      call.hint(dryRun ? 'Nothing was recorded (--dry-run).' : 'Undo: connects undo');
    }
    return extra.code ?? 0;
  });
}
