/** The page in a real browser: it loads nothing, has no errors, fits a phone, prints completely and is accessible. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filled, HOSTILE, hostile, page } from './worlds.ts';

/** Options that work for any user, root included, and make the browser look up nothing. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const folder = mkdtempSync(join(tmpdir(), 'connects-report-'));
const urls = new Map<string, string>();
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, timeout: 0 });
  const made = {
    demo: await page(await filled([]), '--demo'),
    hostile: await page(await hostile()),
    few: await page(await filled(['init', 'apply --cost 4 --boost 2 --tag web', 'mark 1 hired --value 400'])),
    months: await page(await filled(['init --on 2021-01-04', 'apply --cost 4 --on 2021-01-05', 'apply --cost 2'])),
    tagged: await page(
      await filled([
        'init',
        'buy 40',
        ...['short', 'long', 'portfolio'].flatMap((value, i) => [
          [
            'apply',
            '--cost',
            '6',
            '--tag',
            `template=${value}`,
            '--client',
            'Reinhardt International',
            '--title',
            TITLE,
          ],
          `mark ${i + 1} hired --value 400`,
        ]),
      ]),
    ),
  };
  for (const [name, text] of Object.entries(made)) {
    const path = join(folder, `${name}.html`);
    writeFileSync(path, text);
    urls.set(name, pathToFileURL(path).href);
  }
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const PHONE = { viewport: { width: 390, height: 844 } };
const NAMES = ['demo', 'hostile', 'few', 'tagged'];

/** A window without a timeout of its own, as the test already has one. */
async function patient(options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(0);
  return context;
}

async function shown<T>(name: string, options: BrowserContextOptions, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await patient(options);
  try {
    const tab = await context.newPage();
    await tab.goto(urls.get(name) ?? '');
    return await work(tab);
  } finally {
    await context.close();
  }
}

describe.each(NAMES)('the page of %s', (name) => {
  test('the page is one file that makes no request and no error in the browser', async () => {
    const context = await patient({ offline: true });
    const tab = await context.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    tab.on('request', (request) => asked.push(request.url()));
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('pageerror', (error) => complaints.push(error.message));
    tab.on('dialog', (dialog) => complaints.push(dialog.message()));
    await tab.goto(urls.get(name) ?? '', { waitUntil: 'networkidle' });
    expect(asked).toEqual([urls.get(name)]);
    expect(complaints).toEqual([]);
    // The policy allowed the style sheet: without it, charts would have no room for their scale.
    const room = "getComputedStyle(document.querySelector('.scaled')).paddingLeft";
    expect(await tab.evaluate(room)).toBe('48px');
    await context.close();
  });

  test.each([
    ['light', {}],
    ['dark', PHONE],
  ] as const)('the page passes the accessibility checks of axe (%s %o)', async (colorScheme, size) => {
    // The policy allows no script, so it is switched off for the script of axe.
    const found = await shown(name, { colorScheme, bypassCSP: true, ...size }, async (tab) => {
      await tab.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      await tab.evaluate(axe.source);
      return (await tab.evaluate('axe.run(document)')) as axe.AxeResults;
    });
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(found.passes.length).toBeGreaterThan(15);
    expect(found.passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'svg-img-alt']));
  });

  test('the page fits the width of a phone', async () => {
    const wide = await shown(name, PHONE, async (tab) => {
      await tab.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      return tab.evaluate(
        `[document.documentElement, ...document.querySelectorAll('body *')]
          .filter((each) => (each.getBoundingClientRect().right > innerWidth || each.getBoundingClientRect().left < 0) && !each.closest('.scrolls table, caption'))
          .map((each) => each.outerHTML.slice(0, 120))`,
      );
    });
    expect(wide).toEqual([]);
  });

  test('the page prints in black on white, with its tables', async () => {
    const tables = (tab: Page) =>
      tab.evaluate(`[...document.querySelectorAll('table')].map((each) => each.checkVisibility())`) as Promise<
        boolean[]
      >;
    await shown(name, { colorScheme: 'dark' }, async (tab) => {
      expect(await tables(tab)).toContain(false);
      await tab.emulateMedia({ media: 'print' });
      expect(await tables(tab)).not.toContain(false);
      expect(await tab.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      const pdf = await tab.pdf({ format: 'A4' });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    });
  });
});

const TITLE = 'Internationalisation of a bookkeeping app for veterinarians, https://example.com/a/very/long/path/to/it';

/** The words, but for endless ones, that stand on more than one line. */
const BROKEN = `[...document.querySelectorAll('bdi')].flatMap((each) => {
  const found = [];
  const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    for (const word of node.textContent.matchAll(/[\\w=]{2,20}(?![\\w=:/.…-])/g)) {
      if (/[\\w=:/.…-]/.test(node.textContent[word.index - 1] ?? ' ')) continue;
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word[0]);
    }
  return found;
})`;

test.each([390, 1280])('a page that is %i wide breaks no word that has room on a line', async (width) => {
  await shown('tagged', { viewport: { width, height: 900 } }, async (tab) => {
    expect(await tab.evaluate("document.querySelectorAll('bdi').length")).toBeGreaterThan(6);
    expect(await tab.evaluate(BROKEN)).toEqual([]);
  });
});

/** The texts of each chart with their boxes, as far as they are shown. */
const CHART_TEXTS = `[...document.querySelectorAll('svg.chart')].map((chart) =>
  [...chart.querySelectorAll('text')].filter((each) => each.checkVisibility()).map((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    return { text: each.textContent, left, right, top, bottom };
  }))`;

interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

describe.each([320, 500, 560, 800, 1200])('charts in a page that is %i wide', (width) => {
  const textsOf = (name: string) =>
    shown(name, { viewport: { width, height: 900 } }, (tab) => tab.evaluate(CHART_TEXTS)) as Promise<TextBox[][]>;

  test.each(['demo', 'months'])('no label of a chart covers another one (%s)', async (name) => {
    const charts = await textsOf(name);
    expect(charts.length).toBeGreaterThan(3);
    for (const texts of charts) {
      for (const [i, a] of texts.entries()) {
        for (const b of texts.slice(i + 1)) {
          const isCovered = a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
          expect(isCovered, `${a.text} and ${b.text}`).toBe(false);
        }
      }
    }
  });

  test('each of a few months has its label', async () => {
    const named = (await textsOf('months')).map((texts) => texts.map(({ text }) => text));
    expect(named.filter((texts) => texts.includes('Jan 2021') && texts.includes('Feb 2021'))).toHaveLength(2);
  });
});

describe('hostile texts', () => {
  test('hostile texts create no element and are shown as they were typed', async () => {
    await shown('hostile', {}, async (tab) => {
      expect(await tab.evaluate("document.querySelectorAll('script, img, #got-in, a, iframe').length")).toBe(0);
      const read = (await tab.evaluate(
        "[...document.querySelectorAll('bdi')].map((each) => each.textContent)",
      )) as string[];
      for (const text of HOSTILE.slice(0, 6)) expect(read).toContain(text);
      expect(Math.max(...read.map((text) => text.length))).toBeLessThan(1000);
    });
  });

  test('hostile texts cover nothing: each row of a chart has its name beside its value', async () => {
    await shown('hostile', PHONE, async (tab) => {
      const boxes = (await tab.evaluate(
        `[...document.querySelectorAll('#tags-chart-title')].flatMap((title) => [...title.parentElement.querySelectorAll('.name')])
          .map((name) => [name.getBoundingClientRect().right, name.nextElementSibling.getBoundingClientRect().left])`,
      )) as [number, number][];
      expect(boxes.length).toBeGreaterThan(5);
      for (const [name, value] of boxes) expect(name).toBeLessThan(value);
    });
  });

  test('hostile texts do not stretch their rows', async () => {
    await shown('hostile', PHONE, async (tab) => {
      const most = await tab.evaluate(
        "Math.max(...[...document.querySelectorAll('tr')].map((row) => row.getBoundingClientRect().height))",
      );
      expect(most).toBeLessThan(PHONE.viewport.height / 2);
    });
  });
});

test('light and dark mode differ, and both have enough contrast', async () => {
  const colours = async (colorScheme: 'light' | 'dark') =>
    (await shown('demo', { colorScheme }, (tab) =>
      tab.evaluate(
        `['--card', '--in', '--out', '--text', '--soft'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim())`,
      ),
    )) as [string, string, string, string, string];
  const [light, dark] = [await colours('light'), await colours('dark')];
  expect(light[0]).not.toBe(dark[0]);
  for (const [paper, ...drawn] of [light, dark]) {
    for (const colour of drawn) expect(contrast(paper, colour), `${colour} on ${paper}`).toBeGreaterThanOrEqual(4.5);
  }
});

/** As WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const light = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dim, bright] = [light(a), light(b)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}
