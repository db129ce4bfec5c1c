/** The texts that the file gives for a name: never too few, and not all of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chooseProposal,
  searchProposals,
  soughtByName,
  soughtByWords,
} from '../../src/rules/proposals/proposal-name.ts';
import { withLedger } from '../../src/store/open-store.ts';
import { world } from '../world.ts';

const TITLES = [
  'Landing  page for a bakery',
  'Café website',
  'ロゴデザイン',
  'ＬＯＧＯ for 50 % off_sale',
  'Logo "quoted" \\ C++',
  'a\tb\nc',
  'İstanbul tour',
  'STRASSE straße',
];
const LINK = 'https://www.upwork.com/jobs/~021234567890';

const here = world({ today: '2021-02-10' });
await here.run('init -q');
for (const [i, title] of TITLES.entries()) {
  const more = i % 2 === 0 ? ['--tag', `tag "${i}"`, '--note', 'in a hurry'] : ['--client', `Client ${title}`];
  await here.run(['apply', '--invited', '-q', '--title', title, ...more]);
}
await here.run(['apply', '--invited', '-q', '--url', LINK, '--title', 'Linked']);

const session = { db: here.db, today: here.env.today(), env: here.env };
const within = <T>(work: Parameters<typeof withLedger<T>>[2]) => withLedger(session, {}, work);
const all = await within((ledger) => ledger.proposalTexts([[]]));

const parts = [...TITLES, ...TITLES.map((title) => `Client ${title}`), LINK, '~021234567890', 'tag "0"', 'hurry'];
const part = fc
  .tuple(fc.constantFrom(...parts), fc.nat(30), fc.integer({ min: 1, max: 12 }), fc.boolean())
  .map(([text, from, length, isUpper]) => {
    const cut = text.slice(Math.min(from, text.length - 1)).slice(0, length);
    return isUpper ? cut.toUpperCase() : cut;
  });

test('a name finds in what the file gives what it finds in all proposals', async () => {
  await within((ledger) =>
    fc.assert(
      fc.asyncProperty(fc.oneof(part, fc.constantFrom(...parts)), async (text) => {
        const some = await ledger.proposalTexts(soughtByName(text));
        expect(chooseProposal({ by: 'text', text }, 9, some)).toEqual(chooseProposal({ by: 'text', text }, 9, all));
      }),
    ),
  );
});

test('a search finds in what the file gives what it finds in all proposals', async () => {
  await within((ledger) =>
    fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), async (words) => {
        const some = await ledger.proposalTexts(soughtByWords(words));
        expect(searchProposals(words, some)).toEqual(searchProposals(words, all));
      }),
    ),
  );
});

test('the file leaves out proposals in plain letters that lack what is sought', async () => {
  expect(all).toHaveLength(9);
  const some = await within((ledger) => ledger.proposalTexts(soughtByName('bakery')));
  expect(some.map(({ title }) => title)).toContain('Landing  page for a bakery');
  expect(some.map(({ title }) => title)).not.toContain('Linked');
});
