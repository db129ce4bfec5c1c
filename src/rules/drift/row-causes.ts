/** Recorded rows that may be missing, different or only once on Upwork, and proposals that may be missing here. */

import { DAYS_LATE } from '../import/match/entry-match-ways.ts';
import type { StatementLine } from '../past/statement.ts';
import { isInRange, type Rulebook } from '../rulebook/rulebook.ts';
import { isCovered } from '../state/page-cover.ts';
import { editionOn } from '../state/state.ts';
import { addDays, daysBetween } from '../values/calendar.ts';
import { isOfCycle, isOnTrust, isReward, KIND_FACTS } from '../vocabulary/kinds.ts';
import type { DriftCause, DriftContext, LackReason } from './drift-cause.ts';

/** Upwork's own history reaches back at most this far. */
const RECENT_DAYS = 90;
/** A mistyped cost is looked for in this many of the newest proposals; an older one would have been noticed. */
const JUST_SENT = 3;

/** Rows that look like another one: a proposal that was typed and imported, and rows that were typed twice. */
export const duplicateRows = (given: DriftContext): readonly DriftCause[] =>
  [...twinsAmong(given)].map(([line, twin]) => ({ code: 'duplicate', line, twin, connects: -line.connects }));

/** What billing cycles brought by the rules alone, and an imported page of those days does not show. */
export const unshownCycles = (given: DriftContext): readonly DriftCause[] =>
  missingRows(given, ({ kind, on }) => isOfCycle(kind) && isCovered(given.state, on, false), 'unshown');

/** Rows that a rule posted, or that stand for something unknown: nobody has seen them on Upwork. */
export const assumedRows = (given: DriftContext): readonly DriftCause[] =>
  missingRows(given, ({ kind }) => isOnTrust(kind), 'assumed');

/** What was typed, and an imported page of those days does not show: a proposal together with its boost. */
export function unlistedRows(given: DriftContext): readonly DriftCause[] {
  const alone = missingRows(given, (line) => isUnlisted(given, line), 'unlisted');
  const isBoostOf = (boost: LackCause, { line }: LackCause): boolean =>
    boost.line.kind === 'boost' && line.kind === 'proposal' && boost.line.proposal === line.proposal;
  return alone
    .filter((boost) => !alone.some((each) => isBoostOf(boost, each)))
    .map((cause) => {
      const boosts = alone.filter((each) => isBoostOf(each, cause));
      return { ...cause, connects: boosts.reduce((sum, { connects }) => sum + connects, cause.connects) };
    });
}

const isUnlisted = ({ state }: DriftContext, { kind, on }: StatementLine): boolean =>
  !isOnTrust(kind) && kind !== 'opening' && isCovered(state, on, false);

/** Rows of which only the size speaks. */
export const coincidentRows = (given: DriftContext): readonly DriftCause[] =>
  missingRows(given, (line) => !isOnTrust(line.kind) && !isUnlisted(given, line), 'size');

type LackCause = Extract<DriftCause, { code: 'not-on-upwork' }>;

function missingRows(
  given: DriftContext,
  isAsked: (line: StatementLine) => boolean,
  why: LackReason,
): readonly LackCause[] {
  const twins = twinsAmong(given);
  return typedLines(given)
    .filter((line) => isAsked(line) && !twins.has(line))
    .map((line) => ({ code: 'not-on-upwork', line, why, connects: -line.connects }));
}

/** Recent lines that were not undone, newest first. */
const recentLines = ({ lines, on: today }: DriftContext): readonly StatementLine[] =>
  liveLines(lines).filter(({ on }) => on >= addDays(today, -RECENT_DAYS));

/** Lines that no import brought or showed. Refunded ones are left out: their refund would be wrong too. */
const typedLines = (given: DriftContext): readonly StatementLine[] =>
  recentLines(given).filter(({ id, source, kind, proposal }) => {
    const back = proposal === null ? undefined : given.state.proposals.get(proposal)?.back;
    const gaveBack = kind === 'proposal' ? back?.cost : kind === 'boost' ? back?.boost : 0;
    return source !== 'import' && !given.confirmed.has(id) && !gaveBack;
  });

/** Typed rows that look like another one, with that one. */
function twinsAmong(given: DriftContext): ReadonlyMap<StatementLine, StatementLine> {
  const typed = typedLines(given);
  const imported = recentLines(given).filter(({ source }) => source === 'import');
  const shown = imported.filter(({ kind }) => kind === 'proposal');
  const twins = new Map<StatementLine, StatementLine>();
  const first = new Map<string, StatementLine>();
  for (const line of typed.toReversed()) {
    if (isOnTrust(line.kind) || KIND_FACTS[line.kind].books.oftenAlike) continue;
    const { on, kind, label, title, connects } = line;
    const key = JSON.stringify([on, kind, label, title, connects]);
    const free = shown.filter((each) => ![...twins.values()].includes(each));
    const twin =
      first.get(key) ?? (kind === 'proposal' ? sameProposal(line, free, imported) : sameEarning(line, imported));
    if (twin) twins.set(line, twin);
    else first.set(key, line);
  }
  return twins;
}

/** The imported proposal of the time that has a similar title, or that alone has the same cost. */
function sameProposal(
  typed: StatementLine,
  shown: readonly StatementLine[],
  imported: readonly StatementLine[],
): StatementLine | undefined {
  const near = shown.filter(({ on }) => Math.abs(daysBetween(on, typed.on)) <= 1);
  const same = near.filter(({ connects }) => connects === typed.connects);
  const isAlike = ({ title }: StatementLine): boolean => areTitlesAlike(title, typed.title);
  const found = same.find(isAlike) ?? near.find(isAlike) ?? (same.length === 1 ? same[0] : undefined);
  if (found) return found;
  const late = shown.filter((each) => each.connects === typed.connects && isAlike(each) && isLate(typed, each));
  const whole = near.filter((each) =>
    imported.some(
      (row) =>
        row.kind === 'boost' &&
        row.proposal === each.proposal &&
        row.on === each.on &&
        row.connects + each.connects === typed.connects,
    ),
  );
  const likely = late.length > 0 ? late : whole;
  return likely.length === 1 ? likely[0] : undefined;
}

/** One word says too little of another day. */
const isLate = (typed: StatementLine, { on }: StatementLine): boolean =>
  on < typed.on && daysBetween(on, typed.on) <= DAYS_LATE && wordsOf(typed.title).length > 1;

/** The imported reward of the time that was typed as something else that came in. */
function sameEarning(typed: StatementLine, imported: readonly StatementLine[]): StatementLine | undefined {
  if (typed.kind !== 'other' || typed.connects <= 0) return undefined;
  const same = imported.filter(
    ({ kind, on, connects }) =>
      isReward(kind) && connects === typed.connects && Math.abs(daysBetween(on, typed.on)) <= 1,
  );
  return same.length === 1 ? same[0] : undefined;
}

/** At least half of the words of the shorter title are in the other. */
function areTitlesAlike(a: string | null, b: string | null): boolean {
  const [short = [], long = []] = [a, b].map(wordsOf).sort((one, other) => one.length - other.length);
  return short.length > 0 && 2 * short.filter((word) => long.includes(word)).length >= short.length;
}

const wordsOf = (title: string | null): readonly string[] => title?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

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
