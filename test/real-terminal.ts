/** A real terminal for a test: the built program runs in it, and each question is answered once its text is there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll } from 'vitest';

const BIN = resolve('bin/connects.js');
export const folder = mkdtempSync(join(tmpdir(), 'connects-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export interface Seen {
  /** Everything that the terminal showed, with escape sequences. */
  readonly raw: string;
  /** The same text without escape sequences. */
  readonly text: string;
  readonly code: number;
}

// Escape sequences for colours and for drawing prompts.
const SEQUENCE = /\p{Cc}\[[0-9;?]*[A-Za-z]/gu;

export const COLOUR = /\p{Cc}\[[0-9;]*m/u;

/** Runs a command in a terminal and answers each question when it appears. */
export function type(
  args: readonly string[],
  answers: readonly (readonly [question: string, keys: string])[],
  vars = {},
): Promise<Seen> {
  const terminal = spawn(process.execPath, [BIN, ...args], {
    name: 'xterm-256color',
    cols: 80,
    rows: 30,
    env: { HOME: folder, CONNECTS_TODAY: '2021-01-04', ...vars },
  });
  const left = [...answers];
  let raw = '';
  let asked = 0;
  terminal.onData((data) => {
    raw += data;
    const [next] = left;
    const at = next ? raw.indexOf(next[0], asked) : -1;
    if (next && at >= 0) {
      asked = at + next[0].length;
      left.shift();
      terminal.write(next[1]);
    }
  });
  return new Promise((done) => {
    terminal.onExit(({ exitCode }) => done({ raw, text: raw.replace(SEQUENCE, ''), code: exitCode }));
  });
}

export const ENTER = '\r';
export const DOWN = '\u001b[B';
export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';
