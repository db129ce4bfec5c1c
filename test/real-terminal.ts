/** A real terminal for a test: the built program runs in it, and each question is answered once its text is there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { afterAll } from 'vitest';

const BIN = resolve('bin/connects.js');
export const folder = mkdtempSync(join(tmpdir(), 'connects-terminal-'));
/** A question that never came leaves its program waiting. */
const running = new Set<IPty>();
afterAll(() => {
  for (const terminal of running) terminal.kill('SIGKILL');
});
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
  vars: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const terminal = spawn(process.execPath, [BIN, ...args], {
    name: vars['TERM'] ?? 'xterm-256color',
    cols: Number(vars['COLUMNS'] ?? 80),
    rows: 30,
    env: { HOME: folder, CONNECTS_TODAY: '2021-01-04', ...vars },
  });
  const left = [...answers];
  let raw = '';
  let asked = 0;
  running.add(terminal);
  terminal.onData((data) => {
    raw += data;
    for (let [next] = left; next; [next] = left) {
      const at = raw.indexOf(next[0], asked);
      if (at < 0) return;
      asked = at + next[0].length;
      left.shift();
      terminal.write(next[1]);
    }
  });
  return new Promise((done) => {
    terminal.onExit(({ exitCode }) => {
      running.delete(terminal);
      done({ raw, text: raw.replace(SEQUENCE, ''), code: exitCode });
    });
  });
}

const PIECES = /\p{Cc}\[([0-9;?]*)([A-Za-z])|\r|\n|[^\p{Cc}]/gu;

/** The rows that the terminal shows at the end, with what was cleared or written over gone. */
export function shownRows(raw: string): readonly string[] {
  const rows: string[][] = [[]];
  let [row, column] = [0, 0];
  const line = (): string[] => {
    while (rows.length <= row) rows.push([]);
    return rows[row] ?? [];
  };
  for (const [piece, given = '', way] of raw.matchAll(PIECES)) {
    const count = Number(given || 1);
    if (piece === '\r') column = 0;
    else if (piece === '\n') row += 1;
    else if (way === 'A') row = Math.max(0, row - count);
    else if (way === 'B') row += count;
    else if (way === 'C') column += count;
    else if (way === 'D') column = Math.max(0, column - count);
    else if (way === 'G') column = count - 1;
    else if (way === 'K') line().splice(given === '2' ? 0 : column);
    else if (way === 'J') {
      line().splice(column);
      rows.splice(row + 1);
    } else if (way === undefined) {
      while (line().length < column) line().push(' ');
      line()[column] = piece;
      column += 1;
    }
  }
  return rows.map((cells) => cells.join('').trimEnd());
}

export const ENTER = '\r';
export const UP = '\u001b[A';
export const DOWN = '\u001b[B';
export const ESC = '\u001b';
export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';
