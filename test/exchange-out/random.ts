/** Random ledgers as lists of live entries: grants free and paid, spending, refunds, lapses, and titles nobody would type. */
import fc from 'fast-check';
import { startReplay } from '../../src/rules/state/evolve.ts';
import { balanceOn, EMPTY_STATE, netConnects } from '../../src/rules/state/state.ts';
import { addDays, type Day, monthsLater } from '../../src/rules/values/calendar.ts';
import { KIND_FACTS, KINDS, type Kind } from '../../src/rules/vocabulary/kinds.ts';
import type { Entry, Transaction } from '../../src/rules/vocabulary/transaction.ts';

/** Texts that mean something to one format or another. */
const ODD = [
  'Plain title',
  'semi; colon | pipe',
  'quote " and \\ backslash\\',
  "it's; DROP TABLE transactions; --",
  'date: tomorrow, [2021-99-99] [=x] (note) :tag: key:: 1/0',
  '=1+1',
  '* star ! bang = equals @ 3',
  'line\nbreak\r\n2021-01-01 * fake\n    a  1',
  'tab\tand  two  spaces  ; comment',
  '\u0000nul \u001b[31mred\u001b[0m \u0085 \u2028',
  'שלום עולם \u202eevil\u202c',
  '🎉 👩‍👩‍👧 Ünï',
  '\ud800 lone',
  '   ',
  '#tag ^link {x} % $1 `x` 100%',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽',
];

const text = fc.option(fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'binary', maxLength: 30 })));

interface Step {
  readonly days: number;
  readonly does: 'grant' | 'buy' | 'spend' | 'propose' | 'refund' | 'adjust';
  readonly connects: number;
  readonly cents: number;
  readonly kind: Kind;
  readonly months: number;
  readonly pick: number;
  readonly title: string | null;
  readonly note: string | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  days: fc.integer({ min: 0, max: 40 }),
  does: fc.constantFrom('grant', 'buy', 'buy', 'spend', 'propose', 'propose', 'propose', 'refund', 'refund', 'adjust'),
  connects: fc.integer({ min: 1, max: 60 }),
  cents: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 7 })),
  kind: fc.constantFrom(...KINDS.filter((kind) => KIND_FACTS[kind].books.moves === 'in' && kind !== 'purchase')),
  months: fc.integer({ min: 1, max: 12 }),
  pick: fc.nat(),
  title: text,
  note: text,
});

/** A ledger that never goes below zero. */
export const ledgers = (maxLength: number): fc.Arbitrary<readonly Entry[]> =>
  fc.array(step, { minLength: 1, maxLength, size: 'max' }).map(entriesOf);

function entriesOf(steps: readonly Step[]): readonly Entry[] {
  const entries: Entry[] = [];
  let count = 0;
  const running = startReplay(EMPTY_STATE);
  let on = '2021-01-01' as Day;
  const add = (given: Partial<Transaction> & Pick<Transaction, 'kind' | 'connects'>): void => {
    push({ ...BLANK, id: ++count, seq: entries.length + 1, on, label: `A ${given.kind}`, ...given });
  };
  const push = (entry: Entry): void => {
    entries.push(entry);
    running.step(entry);
  };
  for (const { days, does, connects, cents, kind, months, pick, title, note } of steps) {
    on = addDays(on, days);
    running.advanceTo(on);
    const room = Math.min(connects, balanceOn(running.state, on));
    const expiresOn = monthsLater(on, months);
    const proposals = [...running.state.proposals.values()].filter((each) => (netConnects(each) ?? 0) > 0);
    const of = proposals[pick % Math.max(proposals.length, 1)];
    const isPriced = kind === 'opening' && pick % 2 === 0;
    if (does === 'grant') add({ kind, connects, expiresOn, cents: isPriced ? cents : null, title, note });
    if (does === 'buy') add({ kind: 'purchase', connects, expiresOn, cents: pick % 9 === 0 ? null : cents, note });
    if (does === 'adjust') {
      if (pick % 2 === 0) add({ kind: 'adjustment', connects, expiresOn, note });
      else if (room > 0) add({ kind: 'adjustment', connects: -room });
    }
    if (does === 'spend' && room > 0) {
      const kinds = ['availability-badge', 'profile-boost', 'other', 'carry-over-cut'] as const;
      add({ kind: kinds[pick % kinds.length] ?? 'other', connects: -room, title, label: title ?? 'Spent' });
    }
    if (does === 'propose' && room > 0) {
      const proposal = entries.length + 1;
      const details = { title, client: null, url: null, tags: [], invited: false, key: null, note };
      push({ ...PLACED, type: 'fact', seq: proposal, on, body: { kind: 'proposal', proposal, details } });
      const cost = 1 + (pick % room);
      add({ kind: 'proposal', connects: -cost, proposal, title });
      if (room > cost) add({ kind: 'boost', connects: cost - room, proposal, title });
    }
    if (does === 'refund' && of) {
      const cost = of.cost - of.back.cost;
      const shared = { proposal: of.id, title: of.title };
      if (cost > 0) add({ ...shared, kind: 'refund', connects: 1 + (pick % cost) });
      else add({ ...shared, kind: 'boost-refund', connects: of.boost - of.back.boost });
    }
  }
  return entries;
}

const PLACED = { rank: 1, recordedAt: '2021-01-01T00:00:00.000Z' } as const;

/** A transaction with nothing in it. */
export const BLANK: Omit<Transaction, 'on' | 'seq' | 'id' | 'label' | 'kind' | 'connects'> = {
  ...PLACED,
  type: 'transaction',
  uid: null,
  command: null,
  expiresOn: null,
  proposal: null,
  title: null,
  cents: null,
  edition: '2020-12',
  source: 'manual',
  forced: false,
  upworkId: null,
  reverses: null,
  note: null,
};
