/** The built program with a real pager in a real terminal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'connects-pager-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `connects rules` in a terminal of ten lines, and presses the keys when the text is there for the first time. */
function rules(pager: string, waitFor: string | null, keys = ''): Promise<{ raw: string; code: number }> {
  const terminal = spawn(process.execPath, [resolve('bin/connects.js'), 'rules', '--no-color'], {
    ...{ name: 'xterm-256color', cols: 80, rows: 10 },
    env: { HOME: folder, PATH: process.env['PATH'] ?? '', CONNECTS_TODAY: '2026-01-04', CONNECTS_PAGER: pager },
  });
  let raw = '';
  let left = [...keys];
  terminal.onData((data) => {
    raw += data;
    if (waitFor === null || !raw.includes(waitFor)) return;
    for (const key of left) terminal.write(key);
    left = [];
  });
  return new Promise((done) => {
    terminal.onExit(({ exitCode }) => done({ raw, code: exitCode }));
  });
}

const FIRST = 'Connects, by edition';
const LAST = 'Sources';

test('a reader can leave the pager before the end', async () => {
  const { raw, code } = await rules('less', `${FIRST}`, 'q');
  expect(code).toBe(0);
  expect(raw).toContain(FIRST);
  expect(raw).not.toContain(LAST);
});

test('Ctrl-C in the pager ends neither', async () => {
  const { raw, code } = await rules('less', FIRST, '\u0003Gq');
  expect(code).toBe(0);
  expect(raw).toContain('[1]');
});

test.each([
  ['does not exist', 'no-such-pager'],
  ['is killed', 'sh -c "kill -9 $$"'],
])('the text is shown without the pager where that %s', async (_, pager) => {
  const { raw, code } = await rules(pager, null);
  expect(code).toBe(0);
  expect(raw).toContain(FIRST);
  expect(raw).toContain(LAST);
});
