/** The editions of Upwork's rules, copied by hand from the domain's text. null: nothing was published. */
import type { ModelDay } from './days.ts';

export interface ModelEdition {
  readonly since: ModelDay;
  readonly cost: readonly [least: number, most: number | null];
  /** Whether any amount can be bought, and not only a bundle. */
  readonly custom: boolean;
  readonly signup: number | null;
  readonly readiness: number | null;
  readonly basic: number;
  /** What a Plus member gets each cycle: the part that the fee pays, and the free part. */
  readonly plus: readonly [paid: number, free: number];
  /** What Plus costs a month, in cents. */
  readonly fee: number;
  readonly carried: number | null;
  /** The last day of a month on which a cycle may begin. */
  readonly lastDay: number;
  readonly interview: number | null;
  readonly badges: readonly string[];
  readonly boosts: boolean;
  /** Whether Upwork gives ad credits. */
  readonly adCredits: boolean;
}

const OF_2020: ModelEdition = {
  since: '2020-12-01',
  cost: [1, 6],
  custom: false,
  signup: 40,
  readiness: 40,
  basic: 10,
  plus: [70, 10],
  fee: 1499,
  carried: 200,
  lastDay: 27,
  interview: 10,
  badges: ['Rising Talent'],
  boosts: true,
  adCredits: false,
};
const OF_2022: ModelEdition = {
  ...OF_2020,
  since: '2022-09-19',
  cost: [1, 8],
  readiness: null,
  plus: [60, 10],
  carried: null,
  lastDay: 28,
  interview: null,
};
const OF_2023: ModelEdition = { ...OF_2022, since: '2023-06-01', cost: [1, 16], custom: true };
const OF_2024: ModelEdition = {
  ...OF_2023,
  since: '2024-02-01',
  cost: [1, null],
  signup: null,
  plus: [90, 10],
  fee: 1999,
};

export const MODEL_EDITIONS: Readonly<Record<string, ModelEdition>> = {
  '2019-05': {
    ...OF_2020,
    since: '2019-05-01',
    signup: 20,
    readiness: 0,
    basic: 0,
    plus: [70, 0],
    carried: 140,
    interview: 0,
    badges: [],
    boosts: false,
  },
  '2020-12': OF_2020,
  '2022-09': OF_2022,
  '2023-06': OF_2023,
  '2024-02': OF_2024,
  '2026': {
    ...OF_2024,
    since: '2025-10-01',
    cost: [0, null],
    signup: 50,
    badges: ['Rising Talent', 'Top Rated', 'Top Rated Plus'],
    adCredits: true,
  },
};

export const BUNDLES: readonly number[] = [10, 20, 40, 60, 80];
export const CENTS_EACH = 15;
export const BADGE_REWARD = 30;
/** In 2020-12, no 7 consecutive days hold more than 50 Connects for interviews. */
export const INTERVIEW_CAP = 50;
export const INTERVIEW_DAYS = 7;

/** Today's edition, which an account with a balance of its own follows. */
export const editionOfDay = (day: ModelDay): string =>
  Object.keys(MODEL_EDITIONS)
    .filter((name) => (MODEL_EDITIONS[name] as ModelEdition).since <= day)
    .reduce((latest, name) =>
      (MODEL_EDITIONS[name] as ModelEdition).since > (MODEL_EDITIONS[latest] as ModelEdition).since ? name : latest,
    );
