/** The statistics of a ledger: proposals sent, boosted or not, invitations by themselves, and each group. */
import { DELAY_BANDS, type StatsCell, type StatsGrouping } from '../../rules/state/proposal-sums.ts';
import { addSums, type SumWithReplies } from './add-sums.ts';
import { compareGroups, type GroupComparison } from './compare-groups.ts';
import { type ProposalFunnel, proposalFunnel } from './funnel.ts';

export interface StatsGroup {
  /** Null: the group of proposals without the value, such as those without a tag. */
  readonly name: string | null;
  readonly funnel: ProposalFunnel;
  readonly against: GroupComparison;
}

export interface ProposalStats {
  /** Proposals without an invitation. */
  readonly sent: ProposalFunnel;
  readonly boosted: ProposalFunnel;
  readonly plain: ProposalFunnel;
  /** Boosted against not. */
  readonly boost: GroupComparison;
  readonly invited: ProposalFunnel;
}

/** `cells` are not grouped any further. */
export function summarizeStats(cells: readonly StatsCell[]): ProposalStats {
  const sent = cells.filter(({ invited }) => !invited);
  const boosted = proposalFunnel(sent.filter((cell) => cell.boosted));
  const plain = proposalFunnel(sent.filter((cell) => !cell.boosted));
  const whole = proposalFunnel(sent);
  const [boost] = compareGroups([boosted.sum, plain.sum], whole.sum) as [GroupComparison, GroupComparison];
  return {
    sent: whole,
    boosted,
    plain,
    boost,
    invited: proposalFunnel(cells.filter(({ invited }) => invited)),
  };
}

/**
 * The groups, each against the others. `cells` are grouped by `by`; `whole` are the same proposals each counted
 * once. Invitations are left out, unless they are one of the groups.
 */
export function statsGroups(
  by: StatsGrouping,
  cells: readonly StatsCell[],
  whole: readonly StatsCell[],
): readonly StatsGroup[] {
  const counted = by === 'invited' ? cells : cells.filter(({ invited }) => !invited);
  const all = addSums(by === 'invited' ? whole : whole.filter(({ invited }) => !invited));
  const named = Map.groupBy(counted, (cell) => nameOf(by, cell));
  const sums = [...named].map(([name, own]) => ({ name: spelled(name, own), sum: addSums(own), own })).sort(ORDER[by]);
  const against = compareGroups(
    sums.map((each) => each.sum),
    all,
  );
  return sums.map((each, i) => ({
    name: shownName(by, each.name),
    funnel: proposalFunnel(each.own),
    against: against[i] as GroupComparison,
  }));
}

const AS_TYPED: ReadonlySet<StatsGrouping> = new Set(['tag', 'client', 'member']);

/** Tags, clients and members are the same however they are capitalised. */
function nameOf(by: StatsGrouping, { group, invited, boosted }: StatsCell): string | null {
  if (by === 'boost') return boosted ? 'boosted' : 'not-boosted';
  if (by === 'invited') return invited ? 'invited' : 'sent';
  return AS_TYPED.has(by) ? (group?.toLowerCase() ?? null) : group;
}

/** The most frequent spelling of a name. */
function spelled(name: string | null, cells: readonly StatsCell[]): string | null {
  const written = cells.filter(({ group }) => group?.toLowerCase() === name);
  const times = (group: string | null): number => addSums(written.filter((cell) => cell.group === group)).proposals;
  return written.reduce((best, { group }) => (times(group) > times(best) ? group : best), written[0]?.group ?? name);
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function shownName(by: StatsGrouping, name: string | null): string | null {
  if (by === 'weekday') return WEEKDAYS[Number(name) - 1] ?? null;
  return by === 'delay' ? (DELAY_BANDS[Number(name) - 1]?.name ?? null) : name;
}

interface Named {
  readonly name: string | null;
  readonly sum: SumWithReplies;
}

const byName = (a: Named, b: Named): number => ((a.name ?? '') < (b.name ?? '') ? -1 : 1);
const bySize = (a: Named, b: Named): number => b.sum.proposals - a.sum.proposals || byName(a, b);
const byNumber = (a: Named, b: Named): number => Number(a.name) - Number(b.name);

/** What is not known comes last. */
const byTime = (a: Named, b: Named): number => Number(a.name === null) - Number(b.name === null) || byName(a, b);

const ORDER: Readonly<Record<StatsGrouping, (a: Named, b: Named) => number>> = {
  tag: bySize,
  client: bySize,
  member: bySize,
  month: byName,
  weekday: byNumber,
  hour: byTime,
  delay: byTime,
  cost: byNumber,
  boost: byName,
  invited: byName,
};
