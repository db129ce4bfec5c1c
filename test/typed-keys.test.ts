/** What a question gets of the keys of a terminal: all that is typed, and of a paste no more than an answer may be. */
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { typedKeys } from '../src/system/typed-keys.ts';

async function seenOf(...chunks: readonly string[]): Promise<string> {
  const terminal = Object.assign(new PassThrough(), { setRawMode: () => terminal });
  const { keys, letGo } = typedKeys(terminal as unknown as typeof process.stdin);
  let seen = '';
  keys.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
  });
  for (const chunk of chunks) {
    terminal.write(chunk);
    await setImmediate();
  }
  letGo();
  return seen;
}

test('a question gets each key that is typed, and a short paste whole', async () => {
  expect(await seenOf('a', 'é', '\r')).toBe('aé\r');
  expect(await seenOf('word '.repeat(200))).toHaveLength(1000);
});

test('a question gets the beginning of a long paste, and the keys that are typed after it', async () => {
  const seen = await seenOf(...Array.from({ length: 80 }, () => 'many words '.repeat(6000)), '\r');
  expect(seen.slice(0, 11)).toBe('many words ');
  expect(seen).toHaveLength(2001);
  expect(seen.endsWith('\r')).toBe(true);
});

test('Ctrl-C at the end of a long paste still reaches the question', async () => {
  expect((await seenOf(`${'x'.repeat(9000)}\u0003`)).endsWith('x\u0003')).toBe(true);
});
