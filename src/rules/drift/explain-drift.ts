/** Explains a drift, likeliest cause first: causes of all of it, then certain causes of a part. */

import { bestCombination, type CauseCombination } from './combinations.ts';
import { cycleCandidates } from './cycle-candidates.ts';
import {
  type DriftCandidate,
  type DriftCause,
  type DriftContext,
  inRecordingOrder,
  likeliestFirst,
  type SingleCause,
} from './drift-cause.ts';
import { proposalCandidates } from './proposal-candidates.ts';
import { everyRow, rowCandidates } from './row-candidates.ts';

/** At most this many causes of one kind are shown. */
const OF_A_KIND = 3;
/** Causes whose penalty exceeds the likeliest's by more are not shown. */
const FAR_LESS = 3;
/** Causes that are known, not guessed: shown even if they explain only a part. */
const CERTAIN: readonly SingleCause['code'][] = ['cycle-due', 'expired', 'expiring'];

/** A combination of causes is shown only if it is likelier than any single cause. */
export function explainDrift(given: DriftContext): readonly DriftCause[] {
  const { drift } = given;
  const candidates = likeliestFirst([...cycleCandidates(given), ...proposalCandidates(given), ...rowCandidates(given)]);
  const matching = candidates.filter(({ cause }) => cause.connects === drift);
  const [likeliest] = matching;
  const alone = matching.filter(({ penalty }) => penalty <= (likeliest?.penalty ?? 0) + FAR_LESS);
  const few = alone.filter(({ cause }, i) => alone.slice(0, i).filter(sameKind(cause)).length < OF_A_KIND);
  const sets = combined(candidates, given).filter(({ penalty }) => penalty < (likeliest?.penalty ?? Infinity));
  const whole: readonly DriftCause[] = [
    ...sets.map((set) => severalCauses(set, drift)),
    ...few.map(({ cause }) => cause),
  ];

  const named = new Set([...alone, ...sets.flatMap((set) => set.candidates)].map(({ cause }) => cause));
  const partly = candidates.flatMap(({ cause }) => (isPart(cause, drift) && !named.has(cause) ? cause : []));
  const last: readonly DriftCause[] = drift < 0 || whole.length === 0 ? [{ code: 'unrecorded', connects: drift }] : [];
  return [...whole, ...partly, ...last];
}

const sameKind =
  ({ code }: SingleCause) =>
  ({ cause }: DriftCandidate): boolean =>
    cause.code === code;

const isPart = (cause: SingleCause, drift: number): boolean =>
  CERTAIN.includes(cause.code) && cause.connects * drift > 0 && (cause.code !== 'cycle-due' || cause.all);

/** The best combination of all candidates, and the best of rows alone, if that is another one. */
function combined(candidates: readonly DriftCandidate[], given: DriftContext): readonly CauseCombination[] {
  const { drift } = given;
  const best = bestCombination(candidates, drift);
  const rows = bestCombination(likeliestFirst(everyRow(given)), drift);
  const onlyRows = best?.candidates.every(({ cause }) => cause.code === 'not-on-upwork') ?? false;
  return [best, onlyRows ? null : rows].filter((set) => set !== null);
}

const severalCauses = ({ candidates }: CauseCombination, connects: number): DriftCause => ({
  code: 'several',
  parts: inRecordingOrder(candidates.map(({ cause }) => cause)),
  connects,
});
