/** What may explain a drift, most likely first: what explains all of it, and then what is there and explains a part. */
import { type Cause, type Clue, type Drift, inTurn, likeliestFirst, type Single } from './cause.ts';
import { ofTheDays } from './days.ts';
import { ofTheJobs } from './jobs.ts';
import { anyRow, ofTheRows } from './rows.ts';
import { type Together, together } from './together.ts';

/** Of one kind, no more than so many are told. */
const OF_A_KIND = 3;
/** What is so much less likely than the likeliest is not worth telling. */
const FAR_LESS = 3;
/** What is known to be, and not only guessed: told although it explains but a part. */
const CERTAIN: readonly Single['code'][] = ['cycle-due', 'expired', 'expiring'];

/** What takes several things is told only where it is likelier than anything alone. */
export function causes(given: Drift): readonly Cause[] {
  const { drift } = given;
  const clues = likeliestFirst([...ofTheDays(given), ...ofTheJobs(given), ...ofTheRows(given)]);
  const matching = clues.filter(({ cause }) => cause.connects === drift);
  const [likeliest] = matching;
  const alone = matching.filter(({ unlikely }) => unlikely <= (likeliest?.unlikely ?? 0) + FAR_LESS);
  const few = alone.filter(({ cause }, i) => alone.slice(0, i).filter(sameKind(cause)).length < OF_A_KIND);
  const sets = combined(clues, given).filter(({ unlikely }) => unlikely < (likeliest?.unlikely ?? Infinity));
  const whole: readonly Cause[] = [...sets.map((set) => several(set, drift)), ...few.map(({ cause }) => cause)];

  const told = new Set([...alone, ...sets.flatMap((set) => set.clues)].map(({ cause }) => cause));
  const partly = clues.flatMap(({ cause }) => (isPart(cause, drift) && !told.has(cause) ? cause : []));
  const last: readonly Cause[] = drift < 0 || whole.length === 0 ? [{ code: 'unrecorded', connects: drift }] : [];
  return [...whole, ...partly, ...last];
}

const sameKind =
  ({ code }: Single) =>
  ({ cause }: Clue): boolean =>
    cause.code === code;

const isPart = (cause: Single, drift: number): boolean =>
  CERTAIN.includes(cause.code) && cause.connects * drift > 0 && (cause.code !== 'cycle-due' || cause.all);

/** By all that is known; and, where that is not the same, by rows alone. */
function combined(clues: readonly Clue[], given: Drift): readonly Together[] {
  const { drift } = given;
  const best = together(clues, drift);
  const rows = together(likeliestFirst(anyRow(given)), drift);
  const onlyRows = best?.clues.every(({ cause }) => cause.code === 'not-on-upwork') ?? false;
  return [best, onlyRows ? null : rows].filter((set) => set !== null);
}

const several = ({ clues }: Together, connects: number): Cause => ({
  code: 'several',
  parts: inTurn(clues.map(({ cause }) => cause)),
  connects,
});
