/** Makes cost, boost and balance of the amounts that the apply page shows. Amounts that contradict each other are named, never chosen from. */
import type { ApplyFigures } from './apply-figures.ts';
import type { ApplyFigure, ApplyPage, ApplyProblem } from './apply-page.ts';

type Settled = Pick<ApplyPage, 'cost' | 'boost' | 'total' | 'before'>;
type Contradiction = Extract<ApplyProblem, { readonly code: 'contradiction' }>;

/** `mayBoost`: the page speaks of boosting at all. Without that, what is to be paid is the cost alone. */
export function settleFigures(figures: ApplyFigures, mayBoost: boolean): Settled | Contradiction {
  const wrong = Object.values(figures)
    .flat()
    .find(({ connects }) => Number.isNaN(connects));
  if (wrong) return contradiction([wrong]);
  for (const alike of [figures.cost, figures.bid, figures.total]) {
    const other = alike.find(({ connects }) => connects !== alike[0]?.connects);
    if (alike[0] && other) return contradiction([alike[0], other]);
  }
  const [cost, bid, total] = [figures.cost[0], figures.bid[0], figures.total[0]];
  if (cost && bid && total && cost.connects + bid.connects !== total.connects) return contradiction([cost, bid, total]);
  const more = cost ?? bid;
  if (more && total && more.connects > total.connects) return contradiction([more, total]);
  const spent = spentOf(cost?.connects ?? null, bid?.connects ?? null, total?.connects ?? null, mayBoost);
  const before = balanceBefore(figures, spent);
  return before !== null && typeof before === 'object' ? before : { ...spent, before };
}

const contradiction = (figures: readonly ApplyFigure[]): Contradiction => ({
  code: 'contradiction',
  quotes: [...new Set(figures.map(({ quote }) => quote))],
});

/** Two of the three give the third. */
function spentOf(
  cost: number | null,
  bid: number | null,
  total: number | null,
  mayBoost: boolean,
): Pick<Settled, 'cost' | 'boost' | 'total'> {
  if (total === null) return { cost, boost: bid, total: cost === null || bid === null ? null : cost + bid };
  if (cost !== null) return { cost, boost: total - cost, total };
  if (bid !== null) return { cost: total - bid, boost: bid, total };
  return mayBoost ? { cost: null, boost: null, total } : { cost: total, boost: 0, total };
}

/**
 * The balance before sending. What the page says is left may already count the bid or not, as one of its lines does and
 * another does not. Where a freelancer and an agency each have a balance, it tells which of them pays.
 */
function balanceBefore(
  { available, left, ...paid }: ApplyFigures,
  { cost, total }: Pick<Settled, 'cost' | 'total'>,
): number | null | Contradiction {
  const spends = [cost, total].filter((each) => each !== null);
  const isFitting = ({ connects }: ApplyFigure): boolean =>
    left.every((rest) => spends.some((spent) => connects - spent === rest.connects));
  const balances = new Set(available.map(({ connects }) => connects));
  if (balances.size === 0) {
    const least = left.map(({ connects }) => connects).sort((a, b) => a - b)[0];
    // Without a bid both readings of what is left are the same.
    const isSure = cost !== null && cost === total && left.every(({ connects }) => connects === least);
    return isSure && least !== undefined ? least + cost : null;
  }
  if (spends.length === 0) return balances.size === 1 ? (available[0]?.connects ?? null) : null;
  const fitting = new Set(available.filter(isFitting).map(({ connects }) => connects));
  if (fitting.size === 1) return [...fitting][0] ?? null;
  // Two balances and nothing that says which: then none is known.
  if (fitting.size > 1) return null;
  return contradiction([...available, ...(paid.cost[0] ? [paid.cost[0]] : paid.total.slice(0, 1)), ...left]);
}
