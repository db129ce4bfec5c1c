/** Random lives of an account as commands of the model: days go on, some things are recorded late, and some are refused. */
import fc from 'fast-check';
import type { ModelCommand, ModelCommandOf } from './commands.ts';
import { daysAfter, type ModelDay } from './days.ts';
import { MODEL_EDITIONS } from './editions.ts';

const number = (min: number, max: number) => fc.integer({ min, max });
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq });
const sometimes = (weight: number) => fc.integer({ min: 1, max: 100 }).map((n) => n <= weight);
const proposal = fc.oneof({ weight: 4, arbitrary: number(1, 3) }, { weight: 1, arbitrary: number(4, 9) });
const edition = fc.constantFrom(...Object.keys(MODEL_EDITIONS));
const cost = fc.oneof({ weight: 6, arbitrary: number(1, 6) }, { weight: 1, arbitrary: number(0, 20) });
const plan = fc.constantFrom('basic' as const, 'plus' as const);
const code = fc.constantFrom('SAVE', 'FIVE', 'GIFT');
const outcome = fc.constantFrom(
  ...['viewed', 'replied', 'interview', 'interview', 'interview', 'hired', 'declined', 'withdrawn'],
  ...['cancelled', 'cancelled', 'removed', 'expired', 'lost', 'outbid', 'outbid'],
);

/** A command without its days, which come later. */
type Undated = Omit<ModelCommand, 'today' | 'on'> & {
  /** How many days ad credits last. */
  readonly lasts?: number;
};
const of = (name: ModelCommand['name'], fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record({ name: fc.constant(name), ...fields }) as unknown as fc.Arbitrary<Undated>;

const step: fc.Arbitrary<Undated> = fc.oneof(
  { weight: 18, arbitrary: of('apply', { cost, boost: maybe(number(1, 9)), force: sometimes(20) }) },
  {
    weight: 3,
    arbitrary: of('apply', { cost: number(1, 6), key: fc.constantFrom('a', 'b', 'c'), force: sometimes(20) }),
  },
  { weight: 2, arbitrary: of('apply', { invited: fc.constant(true) }) },
  {
    weight: 4,
    arbitrary: of('apply', {
      cost: number(1, 6),
      boost: number(3, 9),
      credits: number(1, 3),
      force: sometimes(80),
    }),
  },
  {
    weight: 5,
    arbitrary: of('earn', {
      source: fc.constant('ad-credits'),
      amount: number(1, 12),
      lasts: number(1, 90),
      force: sometimes(80),
    }),
  },
  { weight: 6, arbitrary: of('mark', { proposal: number(1, 2), outcome, force: fc.constant(true) }) },
  {
    weight: 1,
    arbitrary: of('mark', {
      proposal,
      outcome: fc.constant('interview'),
      reward: number(1, 60),
      force: fc.constant(true),
    }),
  },
  {
    weight: 2,
    arbitrary: of('config set', { key: fc.constant('reserve'), value: number(0, 60).map(String) }),
  },
  {
    weight: 1,
    arbitrary: of('config set', {
      key: fc.constant('monthly'),
      value: fc.oneof(fc.constant('none'), number(1, 90).map(String)),
    }),
  },
  {
    weight: 3,
    arbitrary: of('config set', {
      key: fc.constant('budget'),
      value: fc.constantFrom('4/week', '12/week', '20/month', '40/month', '$5/week', '$9/month', 'none'),
    }),
  },
  { weight: 1, arbitrary: of('config set', { key: fc.constant('billing-day'), value: number(1, 31).map(String) }) },
  { weight: 2, arbitrary: of('config unset', { key: fc.constantFrom('reserve', 'budget', 'monthly', 'billing-day') }) },
  { weight: 5, arbitrary: of('join', { kept: number(1, 3), other: number(1, 3) }) },
  { weight: 14, arbitrary: of('mark', { proposal, outcome }) },
  {
    weight: 4,
    arbitrary: of('mark', {
      proposal: number(1, 3),
      others: fc.array(proposal, { minLength: 1, maxLength: 3 }),
      outcome,
    }),
  },
  { weight: 2, arbitrary: of('mark', { proposal, outcome: fc.constant('outbid'), returned: number(1, 9) }) },
  { weight: 2, arbitrary: of('mark', { proposal, outcome: fc.constant('interview'), reward: number(1, 12) }) },
  {
    weight: 5,
    arbitrary: of('buy', {
      bundle: fc.constantFrom(10, 20, 40, 60, 80, 15),
      tax: maybe(number(0, 25)),
      coupon: maybe(code, 1),
      force: sometimes(20),
    }),
  },
  { weight: 2, arbitrary: of('coupon add', { code, percent: number(1, 100) }) },
  {
    weight: 1,
    arbitrary: of('coupon add', {
      code,
      off: number(1, 9),
      expires: fc.constantFrom('2021-06-01', '2022-06-01', '2026-06-01'),
    }),
  },
  { weight: 1, arbitrary: of('coupon add', { code, connects: number(1, 20) }) },
  {
    weight: 3,
    arbitrary: of('earn', {
      source: fc.constantFrom('survey', 'promotion', 'task', 'other'),
      amount: maybe(number(1, 30), 5),
    }),
  },
  { weight: 2, arbitrary: of('earn', { source: fc.constantFrom('readiness-test', 'signup'), force: sometimes(10) }) },
  {
    weight: 2,
    arbitrary: of('earn', {
      source: fc.constantFrom('badge', 'certification'),
      title: fc.constantFrom('Rising Talent', 'Top Rated', 'SQL'),
      amount: maybe(number(1, 30)),
      force: sometimes(10),
    }),
  },
  {
    weight: 4,
    arbitrary: of('spend', {
      source: fc.constantFrom('availability-badge', 'profile-boost', 'other'),
      amount: number(1, 60),
      force: sometimes(20),
    }),
  },
  { weight: 10, arbitrary: of('renew', {}) },
  { weight: 3, arbitrary: of('plan', { plan }) },
  { weight: 1, arbitrary: of('plan', { plan: fc.constant('plus'), granted: number(0, 99) }) },
  { weight: 3, arbitrary: of('rules use', { edition }) },
  { weight: 2, arbitrary: of('reconcile', { connects: number(0, 120), adjust: fc.boolean() }) },
  { weight: 2, arbitrary: of('edit', { proposal, cost: number(1, 7), boost: maybe(number(0, 9), 1) }) },
  { weight: 2, arbitrary: of('edit', { proposal, boost: number(0, 9) }) },
  { weight: 4, arbitrary: of('undo', {}) },
  { weight: 5, arbitrary: of('undo', { id: number(2, 16) }) },
  { weight: 4, arbitrary: of('void', { id: number(1, 16) }) },
  { weight: 3, arbitrary: of('redo', {}) },
);

const DATED = [
  'apply',
  'mark',
  'buy',
  'coupon add',
  'earn',
  'spend',
  'renew',
  'plan',
  'rules use',
  'reconcile',
  'edit',
  'config set',
  'config unset',
];

/** The day on which the account is opened: near the ends of months and years, and before a 29 February. */
const firstDay = fc.constantFrom('2021-01-05', '2021-01-05', '2019-11-30', '2023-12-31', '2024-02-27', '2026-03-28');
const opening = fc.oneof(
  of('init', { daysAgo: fc.constantFrom(0, 1, 9, 38), edition: maybe(edition), plan: maybe(plan) }),
  of('init', { balance: number(0, 260), daysAgo: maybe(number(1, 300)), edition: maybe(edition), plan: maybe(plan) }),
) as unknown as fc.Arbitrary<ModelCommandOf<'init'> & { readonly daysAgo?: number }>;

/** Days that pass before a step: mostly few, now and then many. */
const pause = fc.oneof(
  { weight: 8, arbitrary: number(0, 6) },
  { weight: 2, arbitrary: number(7, 45) },
  { weight: 1, arbitrary: number(46, 200) },
);
const late = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: number(1, 25) },
  { weight: 1, arbitrary: number(-3, 300) },
);

/** The commands of one life, oldest first. */
export const randomLives = (most: number): fc.Arbitrary<readonly ModelCommand[]> =>
  fc
    .tuple(firstDay, opening, fc.array(fc.tuple(step, pause, late), { minLength: 5, maxLength: most, size: 'max' }))
    .map(([first, { daysAgo, ...init }, steps]) => {
      let today: ModelDay = first;
      const joined = daysAgo === undefined ? {} : { joined: daysAfter(first, -daysAgo) };
      const dated = steps.map(([{ lasts, ...command }, days, daysLate]) => {
        today = daysAfter(today, days);
        const isDated = daysLate !== 0 && DATED.includes(command.name);
        const on = isDated ? daysAfter(today, -daysLate) : today;
        const expires = lasts !== undefined && { expires: daysAfter(on, lasts) };
        return { ...command, ...expires, today, ...(isDated && { on }) } as ModelCommand;
      });
      return [{ ...init, ...joined, today: first }, ...dated];
    });
