/**
 * Which Connects of a grant were burned: each has a number, from 0 in the order they are first burned, and so a price
 * of its own. However they are burned and given back, the prices add up to what the grant cost.
 */
import type { Transaction } from './transaction.ts';

/** Some of a grant's Connects. `to` is not among them. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** A grant whose Connects are told apart. */
export interface Numbered {
  readonly connects: number;
  /** What was paid for all of it, in US cents. */
  readonly cents: number;
  /** Those not burned, lowest first. */
  free: readonly Run[];
  /** What each proposal burned and did not get back, its boost apart, in the order it burned them. */
  readonly held: Map<string, readonly Run[]>;
}

export const numbered = (connects: number, cents: number): Numbered => ({
  connects,
  cents,
  free: [{ from: 0, to: connects }],
  held: new Map(),
});

/** Who burned them. */
export type Burner = Pick<Transaction, 'kind' | 'proposal'>;

/** Burns so many of the grant, and says what they cost in cents. */
export function burnFrom(grant: Numbered, by: Burner, connects: number): number {
  const [taken, rest] = take(grant.free, connects);
  grant.free = rest;
  if (by.proposal !== null) grant.held.set(account(by), [...(grant.held.get(account(by)) ?? []), ...taken]);
  return price(grant, taken);
}

/** Gives back the first of those that the proposal or its boost burned, and says what they had cost in cents. */
export function giveBackTo(grant: Numbered, by: Burner, connects: number): number {
  const [back, rest] = take(grant.held.get(account(by)) ?? [], connects);
  grant.held.set(account(by), rest);
  grant.free = [...grant.free, ...back].sort((a, b) => a.from - b.from);
  return price(grant, back);
}

/** Whole cents; what rounding leaves over falls to the later Connects. */
export function price({ cents, connects }: Numbered, runs: readonly Run[]): number {
  const upTo = (count: number): number => Number((BigInt(cents) * BigInt(count)) / BigInt(connects));
  return runs.reduce((sum, { from, to }) => sum + upTo(to) - upTo(from), 0);
}

/** A refund gives back what its proposal burned, a boost's refund what the boost did. */
const account = ({ kind, proposal }: Burner): string =>
  `${proposal ?? ''} ${kind === 'boost' || kind === 'boost-refund' ? 'boost' : 'cost'}`;

/** The first so many Connects of these runs, and the rest. */
function take(runs: readonly Run[], connects: number): readonly [taken: readonly Run[], rest: readonly Run[]] {
  const taken: Run[] = [];
  const rest: Run[] = [];
  let wanted = connects;
  for (const { from, to } of runs) {
    const cut = Math.min(from + wanted, to);
    if (cut > from) taken.push({ from, to: cut });
    if (to > cut) rest.push({ from: cut, to });
    wanted -= cut - from;
  }
  return [taken, rest];
}
