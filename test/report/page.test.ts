/** The page as text: what it says about each ledger, and that nothing in it can act. `browser.test.ts` opens it in a browser. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { filled, hostile, page, TODAY, words } from './worlds.ts';

const LEDGERS = {
  'an empty ledger': () => filled(['init --balance 0']),
  'a ledger with no proposal': () => filled(['init']),
  'one proposal': () => filled(['init', 'apply --cost 4 --title Logo --tag design']),
  'all refunded': () =>
    filled(['init', ...[1, 2, 3].flatMap((i) => [`apply --cost 4 --boost 3 --tag web`, `mark ${i} cancelled`])]),
  'only invitations': () => filled(['init', ...[1, 2].flatMap((i) => ['apply --invited', `mark ${i} replied`])]),
  'an opening balance': () => filled(['init --balance 30', 'apply --cost 4', 'mark 1 replied']),
  'hostile texts': hostile,
} as const;
type Name = keyof typeof LEDGERS | 'the invented year';

const pages = new Map<Name, string>();
beforeAll(async () => {
  for (const [name, make] of Object.entries(LEDGERS)) pages.set(name as Name, await page(await make()));
  pages.set('the invented year', await page(await filled([]), '--demo'));
});
const of = (name: Name): string => pages.get(name) ?? '';
const names = [...Object.keys(LEDGERS), 'the invented year'] as Name[];

describe.each(names)('the page of %s', (name) => {
  test('the page has no script, no foreign style, no handler, and nothing to load or follow', () => {
    const tags = [...of(name).matchAll(/<[a-z!][^>]*>/g)].map(([tag]) => tag);
    expect(tags.length).toBeGreaterThan(50);
    for (const tag of tags) {
      expect(tag).not.toMatch(/^<(?:script|link|img|iframe|object|embed|a|form|base|audio|video)\b/);
      expect(tag).not.toMatch(/\s(?:on\w+|style|src|srcset|action|ping|xlink:href)=/);
      expect(tag).not.toMatch(/\shref="(?!#)/);
    }
    expect(of(name)).not.toMatch(/https?:|@import/);
  });

  test('the page allows its one style sheet by hash', () => {
    const [, sheet = ''] = /<style>(.*)<\/style>/s.exec(of(name)) ?? [];
    const hash = createHash('sha256').update(sheet).digest('base64');
    expect(of(name)).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
  });

  test('the page uses each id once and refers only to existing ids', () => {
    const ids = [...of(name).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const asked = [...of(name).matchAll(/\s(?:aria-labelledby="([^"]*)"|href="#([^"]*)")/g)].flatMap(([, a, b]) =>
      (a ?? b ?? '').split(' '),
    );
    for (const id of asked) expect(ids).toContain(id);
    for (const [, id] of of(name).matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(id);
  });

  test('the page gives every chart a name, a description and a table', () => {
    for (const section of of(name).split('<section').slice(1)) {
      const charts = [...section.matchAll(/<svg class="chart[^>]*>/g)];
      for (const [chart] of charts) expect(chart).toMatch(/role="img" aria-labelledby="[\w-]+-title [\w-]+-desc"/);
      if (charts.length > 0) {
        expect(section).toMatch(/<title id="[\w-]+">[^<]+<\/title><desc id="[\w-]+">[^<]{20,}<\/desc>/);
        expect(section).toContain('<table>');
      }
    }
  });

  test('the page shows no NaN and no other broken number', () => {
    expect(of(name)).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
  });
});

describe('what the page says', () => {
  const says: readonly (readonly [Name, readonly string[]])[] = [
    ['an empty ledger', ['Nothing came in and nothing went out.', 'Nothing: there are no Connects left.']],
    [
      'a ledger with no proposal',
      [
        'No proposals were sent in these days.',
        'connects report --demo',
        'No purchase is recorded in these days.',
        'Nothing is due',
      ],
    ],
    [
      'one proposal',
      [
        '0 of 1 proposal got a reply; 1 of 1 proposal may still get a reply.',
        '1 sent in the last 14 days may still get a reply.',
      ],
    ],
    ['one proposal', ['too few proposals to judge: 1 since', '— 1 of 1 proposal may still get a reply']],
    [
      'all refunded',
      [
        '21 of the 21 Connects you spent came back',
        'Not checked against Upwork yet: 21 Connects that it should have given you',
        'Due none known 21 to compare',
      ],
    ],
    ['only invitations', ['you answered 2 invitations; 2 got a reply', 'No proposals were sent']],
    [
      'an opening balance',
      [
        'Connects is not recorded',
        'so no cost in money is given',
        '1 of 1 proposal got a reply: too few to judge.',
        '0 to 79 %',
      ],
    ],
    ['the invented year', ['An invented year. This is only an example', '2021-01-04 to 2021-12-31']],
  ];
  test.each(says)('the page of %s says what there is and what is missing', (name, sentences) => {
    for (const sentence of sentences) expect(words(of(name))).toContain(sentence);
  });

  test('the page of a real ledger says nothing about the demo', () => {
    expect(words(of('one proposal'))).not.toMatch(/invented/i);
  });
});

describe('a page of some days', () => {
  test('a page of one day is shown as a day', async () => {
    const text = words(await page(await LEDGERS['one proposal'](), `--since ${TODAY} --until ${TODAY}`));
    expect(text).toContain(`Connects report ${TODAY}.`);
    expect(text).toContain(`On ${TODAY} the balance went from 0 to 36 Connects.`);
  });

  test('a page of days before the ledger begins says so', async () => {
    const text = words(await page(await LEDGERS['one proposal'](), '--until 2020-12-31'));
    expect(text).toContain(`The ledger begins on ${TODAY}, after these days`);
    expect(text).toContain('No proposals were sent in these days.');
  });
});
