/** The rules of Connects as data: one edition is one dated version. Data only; `decide` is what reads it. */
import { type Day, monthsLater } from '../values/calendar.ts';

export type Plan = 'basic' | 'plus';

/** How a job or a boost ended, where Upwork may give Connects back. */
export type ClosingName = 'cancelled' | 'removed' | 'expired' | 'lost' | 'declined' | 'withdrawn';

/** Where a number comes from: an address, or a short citation. Every section carries its own. */
interface Sourced {
  readonly source: string;
}

/** `null` means: Upwork published no such number. Connects and cents are integers. */
export interface Rulebook {
  readonly id: string;
  /** The day the edition began to hold. */
  readonly since: Day;
  readonly title: string;
  /** The price of a proposal in Connects. `max` null: no published maximum. */
  readonly proposal: Sourced & { readonly min: number; readonly max: number | null };
  /** The price of an answer to an invitation in Connects. */
  readonly invitation: Sourced & { readonly connects: number };
  /** Price of one Connect in US cents. */
  readonly price: Sourced & { readonly cents: number };
  /** Sizes on sale, in Connects; `custom`: any amount may be bought as well. */
  readonly bundles: Sourced & { readonly sizes: readonly number[]; readonly custom: boolean };
  readonly signup: Sourced & { readonly connects: number | null };
  readonly readinessTest: Sourced & { readonly connects: number | null };
  /** Connects at each billing cycle: `paid` with the membership's fee, `free` on top. */
  readonly monthly: Sourced & { readonly [plan in Plan]: { readonly paid: number; readonly free: number } };
  /** What Plus costs a month, in US cents before tax. Rulebooks of a user's own may leave it out: not published. */
  readonly fee?: (Sourced & { readonly plusCents: number | null }) | undefined;
  /** Most Connects carried over a renewal; null: no limit. */
  readonly carryOver: Sourced & { readonly [plan in Plan]: number | null };
  /** A grant expires this many months after its day. */
  readonly expiry: Sourced & { readonly months: number };
  /** Cycles anchored after this day of the month start on the 1st of the month after instead. */
  readonly cycle: Sourced & { readonly lastDay: number };
  /** The reward for an interview won; `cap` Connects in any `days` consecutive days. `connects` null: amount not published. */
  readonly interview: Sourced & {
    readonly connects: number | null;
    readonly cap: number | null;
    readonly days: number | null;
    readonly invitations: boolean;
  };
  /** Rewards by the badge's name; a badge that is not named has no published amount. */
  readonly badges: Sourced & { readonly connects: Readonly<Record<string, number>> };
  readonly certification: Sourced & { readonly connects: number | null };
  readonly survey: Sourced & { readonly connects: number | null };
  /** Whether the proposal's cost comes back when the job ends this way. */
  readonly refunds: Sourced & { readonly [closing in ClosingName]: boolean };
  /** Bids for a place at the top; `slots` null: not published. */
  readonly boost: Sourced & { readonly available: boolean; readonly slots: number | null };
  /** A second purse that only boosts can spend. A user's own rulebook that leaves it out has none. */
  readonly adCredits?: (Sourced & { readonly available: boolean }) | undefined;
}

/** Whether a proposal without an invitation may cost that. */
export const isInRange = ({ proposal: { min, max } }: Rulebook, cost: number): boolean =>
  cost >= min && (max === null || cost <= max);

export const isOnSale = ({ bundles: { sizes, custom } }: Rulebook, bundle: number): boolean =>
  custom || sizes.includes(bundle);

/** What Connects that are issued on this day get from the edition of the day. */
export const issuedOn = (on: Day, { id: edition, expiry }: Rulebook) => ({
  on,
  expiresOn: monthsLater(on, expiry.months),
  edition,
});

/** US cents for one Connect; 0 where no rulebook is known. */
export const connectPrice = (rulebook: Rulebook | null | undefined): number => rulebook?.price.cents ?? 0;

/** What Plus costs a month in US cents before tax; null: not published. */
export const publishedFee = ({ fee }: Rulebook): number | null => fee?.plusCents ?? null;
