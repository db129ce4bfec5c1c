/** Parts of an account's history, imported in any order beside what was typed in other words, become that history. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../src/rules/command/command.ts';
import { apply, attempt, type Book, balance, buy, EMPTY, init, stateOf } from './given.ts';
import { importing, upwork } from './pages.ts';
import { balanceAfter, pageRows, type TrueEvent, trueQuarter } from './quarter-truth.ts';

/** How many of a quarter's events make a history that is quick to read. */
const MOST_EVENTS = 40;

type Wording = 'exact' | 'case' | 'three-words' | 'untitled';

const WORDED: Readonly<Record<Wording, (title: string) => string | null>> = {
  exact: (title) => title,
  case: (title) => `${title.toUpperCase().replaceAll(',', ' –')}!`,
  'three-words': (title) => title.split(' ').slice(0, 3).join(' '),
  untitled: () => null,
};

/** The command that types an event; null for what nobody types. */
function typedAs({ on, what, connects, job }: TrueEvent, wording: Wording): Command | null {
  if (what === 'purchase') return buy(connects, on);
  return what === 'proposal' && job ? apply(-connects, on, { title: WORDED[wording](job.title) }) : null;
}

const wording = fc.constantFrom<Wording[]>('exact', 'case', 'three-words', 'untitled');
const scenario = fc.record({
  seed: fc.integer({ min: 2000, max: 9000 }),
  typed: fc.array(fc.option(wording, { nil: null }), { minLength: MOST_EVENTS, maxLength: MOST_EVENTS }),
  windows: fc.array(fc.tuple(fc.nat(MOST_EVENTS), fc.nat(MOST_EVENTS)), { maxLength: 4 }),
});

test('parts of a history in any order, with rows typed before in other words, end on its balance with one row a fact', () => {
  fc.assert(
    fc.property(scenario, ({ seed, typed, windows }) => {
      const whole = trueQuarter(seed);
      const truth = { ...whole, events: whole.events.slice(0, MOST_EVENTS) };
      const { events } = truth;
      const last = events.at(-1)?.on ?? truth.first;
      const opening = init('2026-06-01', { balance: truth.start, edition: '2026', on: truth.first });
      let book: Book = attempt(EMPTY, opening).book;
      events.forEach((event, i) => {
        const how = typed[i] ?? null;
        const command = how && typedAs(event, how);
        if (command) book = attempt(book, command).book;
      });
      // Days are on a page whole, so that what is on it is not a matter of the hour it was saved.
      const days = [...new Set(events.map(({ on }) => on))];
      const pages = [...windows, [0, MOST_EVENTS] as const].map(([a, b]) => {
        const [from = '', to = ''] = [days[a % days.length], b === MOST_EVENTS ? last : days[b % days.length]].sort();
        const first = b === MOST_EVENTS && a === 0 ? 0 : events.findIndex(({ on }) => on >= from);
        const end = events.findLastIndex(({ on }) => on <= to) + 1;
        return importing(pageRows(truth, first, end), { ...upwork(balanceAfter(truth, end), to), on: last });
      });
      for (const page of pages) {
        const { decision, book: after } = attempt(book, page);
        expect(decision.refusal).toBeNull();
        book = after;
      }
      const count = (kind: string) => events.filter(({ what }) => what === kind).length;
      expect(balance(book, last)).toBe(balanceAfter(truth, events.length));
      expect(stateOf(book).proposals.size).toBe(count('proposal'));
      for (const kind of ['boost', 'purchase', 'refund', 'boost-refund', 'renewal']) {
        expect([
          kind,
          book.entries.filter((entry) => entry.type === 'transaction' && entry.kind === kind).length,
        ]).toEqual([kind, count(kind)]);
      }
      const again = attempt(book, pages.at(-1) as Command).decision;
      expect(again.refusal === null && again.entries).toEqual([]);
    }),
    { numRuns: 100, seed: 19 },
  );
});
