/** Explains a drift by causes that come to exactly all of it: what a page lacks, then the calendar, then what somebody may have missed. */
import { dueCycleCauses, expiryCauses, nextCycleCauses, upgradeCauses } from './calendar-causes.ts';
import type { DriftCause, DriftContext } from './drift-cause.ts';
import { refundCauses, rewardCauses } from './proposal-causes.ts';
import {
  assumedRows,
  coincidentRows,
  duplicateRows,
  mistypedCosts,
  unlistedRows,
  unrecordedProposal,
  unshownCycles,
} from './row-causes.ts';

type CauseFinder = (given: DriftContext) => readonly DriftCause[];

const CALENDAR: readonly CauseFinder[] = [dueCycleCauses, nextCycleCauses, expiryCauses, unshownCycles];

/** The likeliest first, and the newest first within each. */
const MISSED: readonly CauseFinder[] = [
  duplicateRows,
  rewardCauses,
  refundCauses,
  mistypedCosts,
  unrecordedProposal,
  upgradeCauses,
  assumedRows,
];

/** At most this many causes of one kind are shown. */
const OF_A_KIND = 3;

/** Causes of all of it; then what is known of a part, with causes of the rest; last, rows of the same size by chance. */
export function explainDrift(given: DriftContext): readonly DriftCause[] {
  const { drift } = given;
  const unlisted = wholeCauses([unlistedRows], given);
  const calendar = wholeCauses(CALENDAR, given);
  const certain = certainParts(given);
  const rest = drift - certain.reduce((sum, { connects }) => sum + connects, 0);
  const isSettled = calendar.some((cause) => cause.code !== 'cycle-soon' && isCertain(cause, drift));
  const missed = isSettled ? [] : wholeCauses(MISSED, given);
  const parts = certain.filter(({ connects }) => connects !== drift);
  const whole = [...unlisted, ...calendar, ...missed];
  const isRest = parts.length > 0 && whole.length === 0 && rest * drift > 0;
  const others = isRest ? wholeCauses(MISSED, { ...given, drift: rest }) : [];
  const chance = isSettled ? [] : wholeCauses([coincidentRows], given);
  const least = leastOpening(given, isSettled ? 0 : rest);
  const isExplained = whole.length + others.length + chance.length + least.length > 0 || rest === 0;
  const last: readonly DriftCause[] = drift < 0 || !isExplained ? [{ code: 'unrecorded', connects: drift }] : [];
  return [...whole, ...parts, ...others, ...least, ...chance, ...last];
}

/** An opening that is only a least one explains any difference upwards. */
const leastOpening = ({ leastOpening: on }: DriftContext, connects: number): readonly DriftCause[] =>
  on !== null && connects > 0 ? [{ code: 'opening-least', on, connects }] : [];

function wholeCauses(finders: readonly CauseFinder[], given: DriftContext): readonly DriftCause[] {
  const whole = finders.flatMap((find) => find(given)).filter(({ connects }) => connects === given.drift);
  return whole.filter(({ code }, i) => whole.slice(0, i).filter((each) => each.code === code).length < OF_A_KIND);
}

/** What is known of a part, however much more there is to explain. */
const certainParts = (given: DriftContext): readonly DriftCause[] =>
  [dueCycleCauses, expiryCauses, unshownCycles, unlistedRows, duplicateRows]
    .flatMap((find) => find(given))
    .filter((cause) => isCertain(cause, given.drift) && cause.connects * given.drift > 0);

function isCertain(cause: DriftCause, drift: number): boolean {
  if (cause.code === 'cycle-due') return cause.all;
  const isWithin = Math.abs(cause.connects) <= Math.abs(drift);
  if (cause.code === 'not-on-upwork' && cause.why === 'unlisted') return isWithin;
  return cause.code !== 'duplicate' || (cause.twin.source === 'import' && isWithin);
}
