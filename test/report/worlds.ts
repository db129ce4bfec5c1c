/** Ledgers that a report must handle, and texts that must do no harm in it. */
import { expect } from 'vitest';
import { type World, world } from '../world.ts';

export const TODAY = '2021-02-10';

/** What a user may paste as a title, a client or a tag. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '</style><h1 id="got-in">x</h1>',
  '"><img id="got-in" src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></desc></svg><b id="got-in">',
  '&lt;b&gt; &#60;b&#62;',
  '😀'.repeat(500),
  '👩‍👩‍👧‍👦'.repeat(90),
  '\u202eevil\u2066 שלום עולם مرحبا',
  'bell\u0007 esc\u001b[31m tab\tnew\nline\u2028',
  `Z${'\u0301'.repeat(400)}`,
  'x'.repeat(1000),
  '宽'.repeat(300),
];

/** Each step holds the arguments of one command. */
export async function filled(steps: readonly (readonly string[] | string)[], today = TODAY): Promise<World> {
  const here = world({ today });
  for (const step of steps) {
    const ran = await here.run(typeof step === 'string' ? `${step} -q` : [...step, '-q']);
    expect(ran, String(step)).toMatchObject({ code: 0, output: '' });
  }
  return here;
}

/** One refunded proposal for each of the texts, so that the list of what is due names it. */
export const hostile = (): Promise<World> =>
  filled([
    'init',
    'buy 80',
    ...HOSTILE.flatMap((text, i) => [
      ['apply', '--cost', '2', '--boost', '1', '--title', text, '--tag', text, '--client', text, '--url', text],
      ['mark', String(i + 1), 'removed'],
    ]),
  ]);

export const page = async (here: World, options = ''): Promise<string> => {
  const ran = await here.run(`report ${options}`);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return ran.stdout;
};

/** The text that a reader sees on a page, without its charts. */
export const words = (text: string): string =>
  text
    .replace(/<style>.*?<\/style>|<svg.*?<\/svg>/gs, ' ')
    .replace(/<\/?(?:span|bdi|code|strong|small)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
