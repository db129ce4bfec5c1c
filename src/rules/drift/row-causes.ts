/** Recorded rows that may be missing or different on Upwork, and proposals that may be missing here. */
import { addDays } from '../calendar.ts';
import { isInRange, type Rulebook } from '../rulebook.ts';
import { editionOn } from '../state.ts';
import type { StatementLine } from '../statement.ts';
import { isOnTrust, KIND_FACTS } from '../vocabulary/kinds.ts';
import type { DriftCause, DriftContext } from './drift-cause.ts';

/** Upwork's own history reaches back at most this far. */
const RECENT_DAYS = 90;
/** A mistyped cost is looked for in this many of the newest proposals; an older one would have been noticed. */
const JUST_SENT = 3;

/** Rows that equal an earlier row. */
export const duplicateRows = (given: DriftContext): readonly DriftCause[] =>
  [...twinsAmong(typedLines(given))].map(([line, twin]) => ({
    code: 'duplicate',
    line,
    twin,
    connects: -line.connects,
  }));

/** Rows that a rule posted, or that stand for something unknown: nobody has seen them on Upwork. */
export const assumedRows = (given: DriftContext): readonly DriftCause[] => missingRows(given, true);

/** Rows of which only the size speaks. */
export const coincidentRows = (given: DriftContext): readonly DriftCause[] => missingRows(given, false);

function missingRows(given: DriftContext, onTrust: boolean): readonly DriftCause[] {
  const lines = typedLines(given);
  const twins = twinsAmong(lines);
  return lines
    .filter((line) => isOnTrust(line.kind) === onTrust && !twins.has(line))
    .map((line) => ({ code: 'not-on-upwork', line, connects: -line.connects }));
}

/** Recent lines that were not undone, newest first. */
const recentLines = ({ lines, on: today }: DriftContext): readonly StatementLine[] =>
  liveLines(lines).filter(({ on }) => on >= addDays(today, -RECENT_DAYS));

/** Lines that no import brought. Refunded ones are left out: their refund would be wrong too. */
const typedLines = (given: DriftContext): readonly StatementLine[] =>
  recentLines(given).filter(({ source, kind, proposal }) => {
    const back = proposal === null ? undefined : given.state.proposals.get(proposal)?.back;
    const gaveBack = kind === 'proposal' ? back?.cost : kind === 'boost' ? back?.boost : 0;
    return source !== 'import' && !gaveBack;
  });

/** Rows that equal an earlier row, with that row. */
function twinsAmong(lines: readonly StatementLine[]): ReadonlyMap<StatementLine, StatementLine> {
  const first = new Map<string, StatementLine>();
  const twins = new Map<StatementLine, StatementLine>();
  for (const line of lines.toReversed()) {
    if (isOnTrust(line.kind) || KIND_FACTS[line.kind].books.oftenAlike) continue;
    const { on, kind, label, title, connects } = line;
    const key = JSON.stringify([on, kind, label, title, connects]);
    const twin = first.get(key);
    if (twin) twins.set(line, twin);
    else first.set(key, line);
  }
  return twins;
}

/** Recent proposals that cost more or less than was typed. */
export function mistypedCosts(given: DriftContext): readonly DriftCause[] {
  const { drift, state, rulebooks } = given;
  const newest = typedLines(given).filter(({ kind }) => kind === 'proposal');
  return newest.slice(0, JUST_SENT).flatMap((line): DriftCause | readonly [] => {
    const proposal = state.proposals.get(line.proposal ?? 0);
    const cost = -line.connects - drift;
    const rulebook = rulebooks.get(editionOn(state, line.on));
    if (!proposal || proposal.back.cost > 0 || !rulebook || !isCost(cost, rulebook)) return [];
    // Without a range in the rulebook, at most twice what was typed.
    if (rulebook.proposal.max === null && cost >= -2 * line.connects) return [];
    return { code: 'cost-differs', proposal, cost, connects: drift };
  });
}

const isCost = (cost: number, rulebook: Rulebook): boolean => cost > 0 && isInRange(rulebook, cost);

/** The drift is what proposals usually cost, so one may be unrecorded. */
export function unrecordedProposal(given: DriftContext): readonly DriftCause[] {
  const { drift, on, state, rulebooks } = given;
  const usual = recentLines(given).some(({ kind, connects }) => kind === 'proposal' && connects === drift);
  const rulebook = rulebooks.get(editionOn(state, on));
  return usual && rulebook && isCost(-drift, rulebook) ? [{ code: 'proposal-unrecorded', connects: drift }] : [];
}

/** Recorded lines that were not undone. */
function liveLines(lines: readonly StatementLine[]): readonly StatementLine[] {
  const reversals = lines.filter(({ kind }) => kind === 'reversal');
  const reversed = new Map(reversals.map((line) => [line.id, line.reverses]));
  // A redo reverses the reversal of an undo. Each of them turns the transaction at the root of the chain over.
  const rootOf = (id: number): number => {
    const of = reversed.get(id);
    return of == null ? id : rootOf(of);
  };
  const undone = new Set<number>();
  for (const { reverses } of reversals) {
    if (reverses !== null && !undone.delete(rootOf(reverses))) undone.add(rootOf(reverses));
  }
  return lines.filter(({ id, kind }) => id !== null && kind !== 'reversal' && !undone.has(id));
}
