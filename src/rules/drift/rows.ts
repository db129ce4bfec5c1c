/** What is recorded here and may not stand on Upwork, or not so; and what looks as if it were missing here. */
import { addDays, type Day } from '../calendar.ts';
import { isInRange, type Rulebook } from '../rulebook.ts';
import { editionOn } from '../state.ts';
import type { Line } from '../statement.ts';
import { KIND_FACTS } from '../vocabulary/kinds.ts';
import { age, type Clue, clue, type Drift, live } from './cause.ts';

/** Upwork's own history reaches back as far, at the most. */
const RECENT_DAYS = 90;
/** A cost is mistyped among so many of the newest proposals, or it has been found by now. */
const JUST_SENT = 3;

export function ofTheRows(given: Drift): readonly Clue[] {
  const rows = typed(given);
  const twins = twinsAmong(rows);
  const alike = [...twins].map(([line, twin]) => {
    const of = thingsOf(line);
    return clue({ code: 'duplicate', line, twin, connects: -line.connects }, { on: line.on, of, more: untitled(line) });
  });
  const single = rows.filter((line) => !twins.has(line)).map((line) => missing(line, given.on));
  return [...alike, ...single, ...mistyped(rows, given), ...sentUnrecorded(given)];
}

/** Every recent row by itself, newest first: the least that can be said. */
export const anyRow = (given: Drift): readonly Clue[] =>
  typed(given).map((line) => ({ ...missing(line, given.on), of: [`row ${line.id}`] }));

function missing(line: Line, today: Day): Clue {
  const more = age(line.on, today) - (KIND_FACTS[line.kind].onTrust ? 3 : 0);
  return clue({ code: 'not-on-upwork', line, connects: -line.connects }, { on: line.on, of: thingsOf(line), more });
}

function thingsOf({ id, kind, proposal }: Line): readonly string[] {
  if (kind === 'proposal') return [`cost ${proposal}`];
  return [kind === 'boost' ? `boost ${proposal}` : `row ${id}`];
}

/** Two jobs without a title may well cost the same. */
const untitled = ({ kind, title }: Line): number => (kind === 'proposal' && title === null ? 2 : 0);

/** Recent lines that still count, newest first. */
const counting = ({ lines, on: today }: Drift): readonly Line[] =>
  live(lines).filter(({ on }) => on >= addDays(today, -RECENT_DAYS));

/** Those that no import showed, but for what was given back: with it goes what gave it back. */
const typed = (given: Drift): readonly Line[] =>
  counting(given).filter(({ source, kind, proposal }) => {
    const back = proposal === null ? undefined : given.state.proposals.get(proposal)?.back;
    const gaveBack = kind === 'proposal' ? back?.cost : kind === 'boost' ? back?.boost : 0;
    return source !== 'import' && !gaveBack;
  });

/** Rows that are the same as one recorded before them, and that one. */
function twinsAmong(rows: readonly Line[]): ReadonlyMap<Line, Line> {
  const first = new Map<string, Line>();
  const twins = new Map<Line, Line>();
  for (const line of rows.toReversed()) {
    const { onTrust, oftenAlike } = KIND_FACTS[line.kind];
    if (onTrust || oftenAlike) continue;
    const { on, kind, label, title, connects } = line;
    const key = JSON.stringify([on, kind, label, title, connects]);
    const twin = first.get(key);
    if (twin) twins.set(line, twin);
    else first.set(key, line);
  }
  return twins;
}

/** A proposal of just now that cost more or less than was typed. */
function mistyped(rows: readonly Line[], { drift, on: today, state, rulebooks }: Drift): readonly Clue[] {
  const newest = rows.filter(({ kind }) => kind === 'proposal').slice(0, JUST_SENT);
  return newest.flatMap((line) => {
    const proposal = line.proposal === null ? undefined : state.proposals.get(line.proposal);
    const cost = -line.connects - drift;
    const rulebook = rulebooks.get(editionOn(state, line.on));
    if (!proposal || proposal.back.cost > 0 || !rulebook || !isCost(cost, rulebook)) return [];
    // Without a range, no more than twice what was typed.
    if (rulebook.proposal.max === null && cost >= -2 * line.connects) return [];
    const { on } = line;
    return clue(
      { code: 'cost-differs', proposal, cost, connects: drift },
      { on, of: thingsOf(line), more: age(on, today) },
    );
  });
}

const isCost = (cost: number, rulebook: Rulebook): boolean => cost > 0 && isInRange(rulebook, cost);

/** What Upwork took is just what a proposal costs as a rule. */
function sentUnrecorded(given: Drift): readonly Clue[] {
  const { drift, on, state, rulebooks } = given;
  const usual = counting(given).some(({ kind, connects }) => kind === 'proposal' && connects === drift);
  const rulebook = rulebooks.get(editionOn(state, on));
  if (!usual || !rulebook || !isCost(-drift, rulebook)) return [];
  return [clue({ code: 'proposal-unrecorded', connects: drift }, { on, of: ['unrecorded'] })];
}
