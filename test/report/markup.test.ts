/** Texts of the user never become markup and are never too long. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, htmlText } from '../../src/render/report/chart/html.ts';
import { scaleTicks } from '../../src/render/report/chart/svg.ts';
import { cutText, textWidth } from '../../src/render/text/text-width.ts';
import { HOSTILE } from './worlds.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE));

describe('a template', () => {
  test('escapes text, in an element and in an attribute', () => {
    expect(htmlText(html`<p title="${`"'`}">${'<b>&amp;'}</p>`)).toBe('<p title="&quot;&#39;">&lt;b&gt;&amp;amp;</p>');
  });

  test('markup, lists and numbers are kept, and null is left out', () => {
    expect(htmlText(html`<p>${html`<b>x</b>`}${[1, null, ['a', html`<i></i>`]]}${null}</p>`)).toBe(
      '<p><b>x</b>1a<i></i></p>',
    );
  });

  test('a template refuses an object that only looks like markup', () => {
    const forged = JSON.parse('{"markup":"<script>"}') as string;
    expect(() => htmlText(html`${forged}`)).toThrow();
  });

  test('a template leaves nothing of any text that a parser or a screen acts on', () => {
    fc.assert(
      fc.property(text, (given) => {
        const made = htmlText(html`${given}`);
        expect(made).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        expect(made).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('a cut text', () => {
  test('a cut text is at most as wide as asked, and uncut where it fits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 140 }), (given, columns) => {
        const kept = cutText(given, columns);
        expect(textWidth(kept)).toBeLessThanOrEqual(columns);
        if (/^[ -~]*$/.test(given) && given.length <= columns) expect(kept).toBe(given);
      }),
    );
  });

  test('a text is never cut inside what a reader takes for one character', () => {
    expect(cutText('👩‍👩‍👧‍👦'.repeat(20), 7)).toBe(`${'👩‍👩‍👧‍👦'.repeat(3)}…`);
  });

  test('piles no more than three marks on a letter', () => {
    expect(cutText(`Z${'\u0301'.repeat(400)}a`, 20)).toBe('Z\u0301\u0301\u0301a');
  });
});

test('a scale reaches the highest value in a few even steps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (most) => {
      const scale = scaleTicks(most);
      expect(scale[0]).toBe(0);
      expect(scale.at(-1)).toBeGreaterThanOrEqual(Math.max(1, most));
      expect(scale.length).toBeLessThanOrEqual(6);
      for (const tick of scale) expect(Number.isInteger(tick)).toBe(true);
    }),
  );
});
