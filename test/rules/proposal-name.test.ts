/** Decisions on names: which proposal a number, `last`, a link or a text means. */
import { describe, expect, test } from 'vitest';
import { chooseProposal, type ProposalTexts, searchProposals } from '../../src/rules/proposals/proposal-name.ts';
import type { Day } from '../../src/rules/values/calendar.ts';

const proposal = (id: number, texts: Partial<ProposalTexts>): ProposalTexts => ({
  id,
  on: `2021-01-${String(id).padStart(2, '0')}` as Day,
  status: 'sent',
  title: null,
  client: null,
  tags: [],
  note: null,
  url: null,
  key: null,
  upworkId: null,
  pageTitles: [],
  ...texts,
});

/** Newest first, as the ledger gives them. */
const KNOWN = [
  proposal(6, { title: 'Café website', client: 'Acme', upworkId: '1790123456789012345' }),
  proposal(5, { title: 'ロゴデザイン', client: '株式会社', tags: ['design'], note: 'in Japanese' }),
  proposal(4, { title: 'Logo', key: '~021234567890' }),
  proposal(3, { title: 'Logo for a bakery', client: 'Crumb & Sons', url: 'https://example.com/job?id=3' }),
  proposal(2, { title: 'Landing  page for a bakery', key: 'job-12', tags: ['web', 'Design'] }),
  proposal(1, { title: null, pageTitles: ['Telegram bot for trams'] }),
];

const lastOf = (all: readonly ProposalTexts[]) => Math.max(0, ...all.map(({ id }) => id));
const named = (text: string, all = KNOWN) => chooseProposal({ by: 'text', text }, lastOf(all), all);

describe('the name of a proposal', () => {
  test('a number is always the number, whatever the titles are', () => {
    expect(chooseProposal({ by: 'number', id: 7 }, 6, [proposal(6, { title: '7' })])).toBe(7);
  });

  test('last is the proposal that was sent last, whatever its number', () => {
    expect(chooseProposal({ by: 'last' }, 9, [])).toBe(9);
  });

  test('last in an empty ledger names nothing', () => {
    expect(chooseProposal({ by: 'last' }, 0, [])).toEqual({ code: 'unknown-proposal', given: 'last', last: 0 });
  });

  test.each([
    ['a part of the title', 'landing', 2],
    ['a part in another case', 'LANDING PAGE', 2],
    ['a part without the accent', 'cafe', 6],
    ['a part in another script', 'デザイン', 5],
    ['a part over a run of spaces', ' page  for ', 2],
    ['the title of Upwork, where another was typed', 'telegram bot', 1],
    ['the client', 'acme', 6],
    ['a part of the client', 'crumb', 3],
    ['a key', 'job-12', 2],
    ['a key of Upwork', '~021234567890', 4],
    ['a link to the job, of any of its pages', 'https://www.upwork.com/nx/proposals/job/~021234567890/apply/', 4],
    ['a link with the title in it', 'https://www.upwork.com/jobs/Logo_~021234567890/?source=rss', 4],
    ['a link to the proposal itself', 'https://www.upwork.com/nx/proposals/1790123456789012345', 6],
    ['a link elsewhere, as it was typed', 'https://example.com/job?id=3', 3],
    ['a whole title that is also a part of others', 'logo', 4],
  ])('a proposal is named by %s', (_, text, id) => {
    expect(named(text)).toBe(id);
  });

  test.each(['nothing', 'https://www.upwork.com/jobs/~029', 'https://example.com/job?id=4', '~02999'])(
    '%s names no proposal',
    (text) => {
      expect(named(text)).toEqual({ code: 'unknown-proposal', given: text, last: 6 });
    },
  );

  test('a text that fits two proposals is refused with both, the newest first', () => {
    expect(named('bakery')).toEqual({
      code: 'ambiguous-proposal',
      given: 'bakery',
      found: 2,
      candidates: [
        { id: 3, on: '2021-01-03', status: 'sent', title: 'Logo for a bakery', client: 'Crumb & Sons' },
        { id: 2, on: '2021-01-02', status: 'sent', title: 'Landing  page for a bakery', client: null },
      ],
    });
  });

  test('two proposals with the same whole title are refused although it is a part of a third', () => {
    const twice = [...KNOWN, proposal(8, { title: 'LOGO' })];
    expect(named('logo', twice)).toMatchObject({ found: 2, candidates: [{ id: 4 }, { id: 8 }] });
  });

  test('a text that fits more than fifty proposals lists the first fifty and counts all', () => {
    const many = Array.from({ length: 60 }, (_, i) => proposal(60 - i, { title: `Web shop ${60 - i}` }));
    const refused = named('shop', many);
    expect(refused).toMatchObject({ code: 'ambiguous-proposal', found: 60 });
    expect(refused).toHaveProperty('candidates.length', 50);
  });
});

describe('a search', () => {
  const found = (...words: string[]) => searchProposals(words, KNOWN).map(({ id }) => id);

  test('a search finds words in titles, clients, tags and notes', () => {
    expect(found('logo')).toEqual([4, 3]);
    expect(found('株式')).toEqual([5]);
    expect(found('design')).toEqual([5, 2]);
    expect(found('japanese')).toEqual([5]);
  });

  test('a search finds only proposals that have all of the words, in any order and place', () => {
    expect(found('bakery', 'logo')).toEqual([3]);
    expect(found('bakery', 'design')).toEqual([2]);
    expect(found('bakery', 'acme')).toEqual([]);
  });
});
