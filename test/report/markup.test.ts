/** Texts of the user never become markup and are never too long. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, markup } from '../../src/render/report/html.ts';
import { ticks } from '../../src/render/report/svg.ts';
import { cut } from '../../src/render/report/text.ts';
import { width } from '../../src/render/wrap.ts';
import { HOSTILE } from './worlds.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE));

describe('a template', () => {
  test('a template escapes text in elements and attributes', () => {
    expect(markup(html`<p title="${`"'`}">${'<b>&amp;'}</p>`)).toBe('<p title="&quot;&#39;">&lt;b&gt;&amp;amp;</p>');
  });

  test('a template keeps markup, lists and numbers, and leaves out null', () => {
    expect(markup(html`<p>${html`<b>x</b>`}${[1, null, ['a', html`<i></i>`]]}${null}</p>`)).toBe(
      '<p><b>x</b>1a<i></i></p>',
    );
  });

  test('a template refuses an object that only looks like markup', () => {
    const forged = JSON.parse('{"markup":"<script>"}') as string;
    expect(() => markup(html`${forged}`)).toThrow();
  });

  test('a template leaves nothing of any text that a parser or a screen acts on', () => {
    fc.assert(
      fc.property(text, (given) => {
        const made = markup(html`${given}`);
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
        const kept = cut(given, columns);
        expect(width(kept)).toBeLessThanOrEqual(columns);
        if (/^[ -~]*$/.test(given) && given.length <= columns) expect(kept).toBe(given);
      }),
    );
  });

  test('a cut text keeps whole characters as a reader sees them', () => {
    expect(cut('👩‍👩‍👧‍👦'.repeat(20), 7)).toBe(`${'👩‍👩‍👧‍👦'.repeat(3)}…`);
  });

  test('a cut text keeps at most three marks on a letter', () => {
    expect(cut(`Z${'\u0301'.repeat(400)}a`, 20)).toBe('Z\u0301\u0301\u0301a');
  });
});

test('a scale reaches the highest value in a few even steps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (most) => {
      const scale = ticks(most);
      expect(scale[0]).toBe(0);
      expect(scale.at(-1)).toBeGreaterThanOrEqual(Math.max(1, most));
      expect(scale.length).toBeLessThanOrEqual(6);
      for (const tick of scale) expect(Number.isInteger(tick)).toBe(true);
    }),
  );
});
