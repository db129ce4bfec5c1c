/** Random commands for properties: any command, on any day of three years, in any order, sometimes undone. */
import fc from 'fast-check';
import type { Command } from '../../src/rules/command/command.ts';
import { EDITIONS } from '../../src/rules/rulebook/editions.ts';
import type { Rulebook } from '../../src/rules/rulebook/rulebook.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import { EARN_SOURCES, SPEND_SOURCES } from '../../src/rules/vocabulary/kinds.ts';
import { OUTCOMES } from '../../src/rules/vocabulary/outcomes.ts';
import type { CouponOffer } from '../../src/rules/vocabulary/transaction.ts';
import {
  adCredits,
  apply,
  attempt,
  type Book,
  bring,
  buy,
  coupon,
  day,
  EMPTY,
  earn,
  edit,
  editPrice,
  follow,
  init,
  join,
  mark,
  plan,
  reconcile,
  renew,
  type Step,
  spend,
  takeBack,
  undo,
  voidOf,
} from './given.ts';

const FIRST = day('2020-01-25');

export const dayBetween = (from: number, to: number): fc.Arbitrary<Day> =>
  fc.integer({ min: from, max: to }).map((days) => addDays(FIRST, days));

/** Days from shortly before the earliest joining day, most often near the day when the sign-up grant expires. */
const anyDay = fc.oneof(dayBetween(-10, 900), dayBetween(300, 420), dayBetween(355, 385));

const [, base] = EDITIONS;
if (!base) throw new Error('no edition');

/** Connects that expire soon, an early last day of cycles and a small limit, which the built-in editions rarely have. */
const OWN: Rulebook = {
  ...base,
  id: 'mine',
  since: day('2021-06-01'),
  expiry: { months: 2, source: 'mine' },
  cycle: { lastDay: 5, source: 'mine' },
  carryOver: { basic: 30, plus: 60, source: 'mine' },
  interview: { connects: 7, cap: 20, days: 20, invitations: true, source: 'mine' },
  adCredits: { available: true, source: 'mine' },
};

const editionId = fc.constantFrom(...EDITIONS.map(({ id }) => id), OWN.id);
const offer: fc.Arbitrary<CouponOffer> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('off' as const), cents: fc.integer({ min: 1, max: 2000 }) }),
  fc.record({ kind: fc.constant('connects' as const), connects: fc.integer({ min: 1, max: 30 }) }),
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 });
const seldom = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
const code = fc.constantFrom('SAVE', 'save', 'OTHER');
const upTo = (max: number) => fc.integer({ min: 1, max });

// `import` needs rows, and settings move no Connects: both are tested elsewhere.
type Name = Exclude<Command['name'], 'import' | 'import proposals' | 'config set' | 'config unset'>;
type Each = { readonly [name in Name | 'price']: (on: fc.Arbitrary<Day>) => fc.Arbitrary<Command> };

const each = {
  init: (on) => fc.tuple(on, maybe(upTo(300))).map(([to, balance]) => init(to, { balance })),
  apply: (on) =>
    fc
      .record({
        cost: fc.oneof(upTo(6), fc.nat(9)),
        on,
        boost: fc.oneof(fc.constant(0), upTo(40)),
        invited: seldom,
        force: seldom,
        key: maybe(fc.constantFrom('~1', '~2')),
        part: fc.oneof(fc.constant(0), upTo(20)),
      })
      .map(({ cost, on: to, part, ...more }) =>
        apply(cost, to, { ...more, ...(part > 0 ? { credits: Math.min(part, more.boost) } : {}) }),
      ),
  'earn ad-credits': (on) =>
    fc
      .tuple(on, upTo(30), upTo(40), seldom)
      .map(([to, credits, days, dare]) => adCredits(credits, to, addDays(to, days), { force: !dare })),
  mark: (on) =>
    fc
      .tuple(
        upTo(4),
        fc.constantFrom(...OUTCOMES, 'outbid', 'cancelled', 'interview'),
        on,
        maybe(upTo(25)),
        seldom,
        maybe(fc.nat(90_000)),
      )
      .map(([proposal, outcome, to, reward, force, cents]) =>
        mark(proposal, outcome, to, {
          reward,
          force,
          ...(outcome === 'hired' && cents !== null ? { valueCents: cents } : {}),
          ...(outcome === 'outbid' && cents !== null ? { returned: (cents % 20) + 1 } : {}),
        }),
      ),
  buy: (on) =>
    fc
      .tuple(fc.constantFrom(10, 20, 40, 60, 80, 33), on, maybe(code), fc.integer({ min: 0, max: 99_999 }), seldom)
      .map(([bundle, to, used, taxMilli, force]) => buy(bundle, to, { coupon: used, taxMilli, force })),
  'coupon add': (on) =>
    fc.tuple(code, offer, on, maybe(anyDay)).map(([name, what, to, until]) => coupon(name, what, to, until)),
  earn: (on) =>
    fc
      .tuple(
        fc.constantFrom(...EARN_SOURCES),
        on,
        maybe(upTo(60)),
        maybe(fc.constantFrom('Rising Talent', 'Go')),
        seldom,
      )
      .map(([source, to, amount, title, force]) => earn(source, to, { amount, title, force })),
  spend: (on) =>
    fc.tuple(upTo(60), on, fc.constantFrom(...SPEND_SOURCES)).map(([amount, to, source]) => spend(amount, to, source)),
  renew: (on) => on.map(renew),
  plan: (on) =>
    fc
      .tuple(fc.constantFrom('basic', 'plus'), on, maybe(upTo(100)), maybe(fc.nat(3000)), maybe(fc.nat(20_000)))
      .map(([to, from, granted, cents, taxMilli]) => ({
        ...plan(to, from, granted),
        ...(to === 'plus' && (cents ?? taxMilli) !== null ? { fee: { cents, taxMilli } } : {}),
      })),
  reconcile: (on) =>
    fc.tuple(fc.nat(200), on, fc.boolean()).map(([observed, to, adjust]) => reconcile(observed, to, adjust)),
  edit: (on) =>
    fc
      .record(
        {
          cost: fc.oneof(upTo(6), fc.nat(9)),
          boost: fc.oneof(fc.constant(0), upTo(40)),
          day: on,
          title: fc.constantFrom('Logo', 'Icons'),
          key: fc.constantFrom('~1', '~3'),
          addTags: fc.constant(['rust']),
          valueCents: maybe(fc.nat(90_000)),
        },
        { requiredKeys: [] },
      )
      .chain((changes) => fc.tuple(upTo(6), seldom).map(([proposal, force]) => edit(proposal, changes, force))),
  price: () => fc.tuple(upTo(40), fc.nat(3000)).map(([transaction, cents]) => editPrice(transaction, cents)),
  void: () => fc.array(upTo(40), { minLength: 1, maxLength: 2 }).map((ids) => voidOf(...ids)),
  join: () => fc.tuple(upTo(5), upTo(5)).map(([a, b]) => join(a, b)),
  'rules use': (on) => fc.tuple(editionId, on).map(([id, from]) => follow(id, from)),
  'rules add': (on) => on.map((from) => bring(OWN, from)),
} satisfies Each;

const OFTEN: Readonly<Record<string, number>> = { apply: 6, mark: 12, earn: 3, spend: 2, renew: 2, buy: 3 };

/** Spending, proposals and their outcomes come more often than the other commands. */
export const command = (
  on: fc.Arbitrary<Day> = anyDay,
  without: readonly Command['name'][] = [],
): fc.Arbitrary<Command> =>
  fc.oneof(
    ...Object.entries(each)
      .filter(([name]) => !without.includes((name === 'price' ? 'edit' : name) as Command['name']))
      .map(([name, arbitrary]) => ({
        weight: OFTEN[name] ?? 1,
        arbitrary: arbitrary(on),
      })),
  );

/** The opening of the account. A rulebook of the user's own can be used from the next day on, and sometimes is. */
export const opening: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    dayBetween(0, 10),
    fc.constantFrom('basic', 'plus'),
    maybe(fc.integer({ min: 0, max: 500 })),
    fc.constantFrom('mine', '2020-12', '2020-12'),
  )
  .map(([joined, membership, balance, edition]) => [
    init(joined, { plan: membership, balance }),
    bring(OWN, addDays(joined, 1)),
    follow(edition, addDays(joined, 1)),
  ]);

export const steps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    opening,
    fc.array(
      fc.oneof({ weight: 9, arbitrary: command() as fc.Arbitrary<Step> }, { weight: 1, arbitrary: fc.constant(undo) }),
      {
        maxLength: 40,
        size: 'max',
      },
    ),
  )
  .map(([open, more]) => [...open, ...more]);

/** Runs all steps in order and leaves out what is refused. The opening cannot be undone. */
export const run = (all: readonly Step[], from: Book = EMPTY): Book =>
  all.reduce<Book>(
    (book, step) =>
      step.name === 'undo' ? (book.commands.length > 1 ? takeBack(book) : book) : attempt(book, step).book,
    from,
  );
