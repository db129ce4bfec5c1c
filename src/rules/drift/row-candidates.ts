/** Recorded rows that may be missing or different on Upwork, and proposals that may be missing here. */
import { addDays, type Day } from '../calendar.ts';
import { isInRange, type Rulebook } from '../rulebook.ts';
import { editionOn } from '../state.ts';
import type { StatementLine } from '../statement.ts';
import { isOnTrust, KIND_FACTS } from '../vocabulary/kinds.ts';
import { type DriftCandidate, type DriftContext, liveLines, monthsOld, toCandidate } from './drift-cause.ts';

/** Upwork's own history reaches back at most this far. */
const RECENT_DAYS = 90;
/** A mistyped cost is looked for in this many of the newest proposals; an older one would have been noticed. */
const JUST_SENT = 3;

export function rowCandidates(given: DriftContext): readonly DriftCandidate[] {
  const rows = typed(given);
  const twins = twinsAmong(rows);
  const alike = [...twins].map(([line, twin]) => {
    const subjects = thingsOf(line);
    return toCandidate(
      { code: 'duplicate', line, twin, connects: -line.connects },
      { on: line.on, subjects, more: untitled(line) },
    );
  });
  const single = rows.filter((line) => !twins.has(line)).map((line) => missing(line, given.on));
  return [...alike, ...single, ...mistyped(rows, given), ...sentUnrecorded(given)];
}

/** Every recent row by itself, newest first, without any judgement of its kind. */
export const everyRow = (given: DriftContext): readonly DriftCandidate[] =>
  typed(given).map((line) => ({ ...missing(line, given.on), subjects: [`row ${line.id}`] }));

function missing(line: StatementLine, today: Day): DriftCandidate {
  const more = monthsOld(line.on, today) - (isOnTrust(line.kind) ? 3 : 0);
  return toCandidate(
    { code: 'not-on-upwork', line, connects: -line.connects },
    { on: line.on, subjects: thingsOf(line), more },
  );
}

function thingsOf({ id, kind, proposal }: StatementLine): readonly string[] {
  if (kind === 'proposal') return [`cost ${proposal}`];
  return [kind === 'boost' ? `boost ${proposal}` : `row ${id}`];
}

/** Proposals without a title often look the same although they are not. */
const untitled = ({ kind, title }: StatementLine): number => (kind === 'proposal' && title === null ? 2 : 0);

/** Recent lines that were not undone, newest first. */
const counting = ({ lines, on: today }: DriftContext): readonly StatementLine[] =>
  liveLines(lines).filter(({ on }) => on >= addDays(today, -RECENT_DAYS));

/** Lines that no import brought. Refunded ones are left out: their refund would be wrong too. */
const typed = (given: DriftContext): readonly StatementLine[] =>
  counting(given).filter(({ source, kind, proposal }) => {
    const back = proposal === null ? undefined : given.state.proposals.get(proposal)?.back;
    const gaveBack = kind === 'proposal' ? back?.cost : kind === 'boost' ? back?.boost : 0;
    return source !== 'import' && !gaveBack;
  });

/** Rows that equal an earlier row, with that row. */
function twinsAmong(rows: readonly StatementLine[]): ReadonlyMap<StatementLine, StatementLine> {
  const first = new Map<string, StatementLine>();
  const twins = new Map<StatementLine, StatementLine>();
  for (const line of rows.toReversed()) {
    if (isOnTrust(line.kind) || KIND_FACTS[line.kind].books.oftenAlike) continue;
    const { on, kind, label, title, connects } = line;
    const key = JSON.stringify([on, kind, label, title, connects]);
    const twin = first.get(key);
    if (twin) twins.set(line, twin);
    else first.set(key, line);
  }
  return twins;
}

/** A recent proposal that cost more or less than was typed. */
function mistyped(
  rows: readonly StatementLine[],
  { drift, on: today, state, rulebooks }: DriftContext,
): readonly DriftCandidate[] {
  const newest = rows.filter(({ kind }) => kind === 'proposal').slice(0, JUST_SENT);
  return newest.flatMap((line) => {
    const proposal = line.proposal === null ? undefined : state.proposals.get(line.proposal);
    const cost = -line.connects - drift;
    const rulebook = rulebooks.get(editionOn(state, line.on));
    if (!proposal || proposal.back.cost > 0 || !rulebook || !isCost(cost, rulebook)) return [];
    // Without a range in the rulebook, at most twice what was typed.
    if (rulebook.proposal.max === null && cost >= -2 * line.connects) return [];
    const { on } = line;
    return toCandidate(
      { code: 'cost-differs', proposal, cost, connects: drift },
      { on, subjects: thingsOf(line), more: monthsOld(on, today) },
    );
  });
}

const isCost = (cost: number, rulebook: Rulebook): boolean => cost > 0 && isInRange(rulebook, cost);

/** The drift is what proposals usually cost, so one may be unrecorded. */
function sentUnrecorded(given: DriftContext): readonly DriftCandidate[] {
  const { drift, on, state, rulebooks } = given;
  const usual = counting(given).some(({ kind, connects }) => kind === 'proposal' && connects === drift);
  const rulebook = rulebooks.get(editionOn(state, on));
  if (!usual || !rulebook || !isCost(-drift, rulebook)) return [];
  return [toCandidate({ code: 'proposal-unrecorded', connects: drift }, { on, subjects: ['unrecorded'] })];
}
