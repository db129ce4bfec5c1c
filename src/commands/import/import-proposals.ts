/** `connects import` of one of Upwork's Proposals pages: what became of proposals, without a single Connect moved. */

import type { ProgramCall } from '../../call.ts';
import type { ProposalsPage } from '../../exchange/proposals-page.ts';
import type { ReadOptions } from '../../exchange/read/read-page.ts';
import { announceWritten, keepCommand, type RecordedCommand, wayBack } from '../../record.ts';
import { proposalsFields, proposalsLines } from '../../render/imports/import-proposals.ts';
import { unreadLines } from '../../render/imports/unread.ts';
import { importedLine } from '../../render/receipt.ts';
import { Refused, usageRefused } from '../../rules/answers/refusal.ts';
import type { CommandOf } from '../../rules/command/command.ts';
import type { ProposalsPreview } from '../../rules/import/proposals/proposals-preview.ts';
import { openVault, withLedger } from '../../store/open-store.ts';

export interface ProposalsFile extends Pick<ReadOptions, 'format' | 'savedOn' | 'fileDay'> {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Null where the file is no Proposals page. */
export async function readProposalsFile(
  { today }: ProgramCall,
  { name, bytes, format, savedOn, fileDay }: ProposalsFile,
): Promise<ProposalsPage | null> {
  const { readProposals } = await import('../../exchange/read/proposals/read-proposals.ts');
  const context = { savedOn, fileDay, today, mailDay: null, order: null };
  const page = await readProposals(bytes, format, context);
  if (page && page.rows.length + page.skipped.length === 0 && page.unread.length > 0 && page.missing.length === 0) {
    const detail = unreadLines(page.unread, page.format)[0] ?? '';
    throw new Refused({ code: 'unreadable-file', file: name, problem: 'nothing-readable', line: null, detail });
  }
  return page;
}

interface ImportOptions {
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly separate: readonly number[] | undefined;
}

export async function importProposals(
  call: ProgramCall,
  file: string,
  page: ProposalsPage,
  { dryRun, yes, separate }: ImportOptions,
): Promise<void> {
  const saved = page.savedOn;
  const command: CommandOf<'import proposals'> = {
    name: 'import proposals',
    on: call.today,
    file: file.split(/[\\/]/).at(-1) ?? file,
    rows: page.rows,
    seenOn: saved !== null && saved.on < call.today ? saved.on : call.today,
    isDayKnown: saved !== null && saved.from !== 'today',
    ...(separate ? { separate } : {}),
  };
  const attempt = (trial: boolean): Promise<RecordedCommand> => attemptImport(call, command, trial);
  if (dryRun) return answer(call, page, await attempt(true), { command, dryRun, wasShown: false });
  const shown = !yes && (await confirmProposals(call, page, () => attempt(true)));
  if (shown === 'refused') return call.leave();
  const vault = await openVault(call);
  const hasEntries = ({ decision }: RecordedCommand): boolean => decision.entries.length > 0;
  const imported = await vault.withBackup('import', () => attempt(false), hasEntries);
  return answer(call, page, imported, { command, dryRun, wasShown: shown === 'agreed' });
}

async function attemptImport(
  call: ProgramCall,
  command: CommandOf<'import proposals'>,
  dryRun: boolean,
): Promise<RecordedCommand> {
  try {
    return await withLedger(call, { backedUp: true }, (ledger) => keepCommand(call, ledger, command, dryRun));
  } catch (error) {
    if (!(error instanceof Refused && error.refusal.code === 'no-account')) throw error;
    throw new Refused({ ...error.refusal, db: call.db, page: 'proposals' });
  }
}

const previewOf = ({ decision: { detail } }: RecordedCommand): ProposalsPreview | null =>
  detail.of === 'proposals page' ? detail.preview : null;

/** Shows what would be recorded and asks, unless nothing is new; the lock is not held meanwhile. */
async function confirmProposals(
  call: ProgramCall,
  page: ProposalsPage,
  attempt: () => Promise<RecordedCommand>,
): Promise<'agreed' | 'refused' | 'unasked'> {
  if (!call.mayAsk) throw usageRefused({ fault: 'yes-missing', command: 'import' });
  const attempted = await attempt();
  const preview = previewOf(attempted);
  if (!preview || (preview.fresh.length === 0 && preview.met.every(({ isNews }) => !isNews))) return 'unasked';
  for (const line of proposalsLines(page, preview, call)) call.aside(line);
  for (const warning of attempted.decision.warnings) await call.note(warning);
  const { confirm } = await call.ask();
  const isDoubtful = attempted.decision.warnings.some(({ code }) => code === 'proposals-foreign');
  const message = isDoubtful ? 'Is this page of this account? Record it?' : 'Record this?';
  return (await confirm({ message, default: !isDoubtful })) ? 'agreed' : 'refused';
}

/** Who has just agreed to it has seen it. */
async function answer(
  call: ProgramCall,
  page: ProposalsPage,
  recorded: RecordedCommand,
  {
    command,
    dryRun,
    wasShown,
  }: { readonly command: CommandOf<'import proposals'>; readonly dryRun: boolean; readonly wasShown: boolean },
): Promise<void> {
  const { decision, rows, before, after } = recorded;
  const preview = previewOf(recorded);
  const shown = wasShown || !preview ? [] : proposalsLines(page, preview, call);
  const isKept = !dryRun && decision.entries.length > 0;
  const lines = call.quiet ? [] : [...shown, ...(isKept ? [importedLine(command, call.paint)] : [])];
  await announceWritten(call, {
    command: 'import',
    ...{ rows, before, after, dryRun },
    fields: preview ? proposalsFields(page, preview) : {},
    lines,
    warnings: wasShown ? [] : decision.warnings,
    hints: [dryRun || decision.entries.length > 0 ? wayBack(dryRun, 'Undo: connects undo') : null],
  });
}
