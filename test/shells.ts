/** A real shell in a real terminal, in which somebody types a line and presses Tab. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll } from 'vitest';

const BIN = resolve('bin/connects.js');
const root = mkdtempSync(join(tmpdir(), 'connects-shells-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** How each is started so that it reads nothing of the user's own but the file that a test wrote. */
const STARTS: Readonly<Record<Shell, (file: string) => readonly string[]>> = {
  bash: (file) => ['--noprofile', '--rcfile', file, '-i'],
  zsh: () => ['-i'],
  fish: (file) => ['--no-config', '--init-command', `source ${file}`, '-i'],
};

/** What a shell does before the script: each prompt has a number, so that it can be seen to wait for the next line. */
const BEFORE: Readonly<Record<Shell, string>> = {
  bash: `PROMPT_COMMAND='n=$((n+1))'; PS1='[$n]> '; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'\n`,
  zsh: "precmd() { n=$((n+1)) }; setopt prompt_subst; PS1='[$n]> '; unsetopt beep prompt_sp; autoload -Uz compinit && compinit -D -u\n",
  fish: 'function count_prompt --on-event fish_prompt; set -g n (math 0$n + 1); end; function fish_prompt; echo -n "[$n]> "; end; function fish_greeting; end\n',
};

export interface ShellHome {
  readonly folder: string;
  readonly vars: Readonly<Record<string, string>>;
  /** Runs the program itself, and returns what it printed. */
  connects(...args: readonly string[]): string;
  /** Types these lines in a new shell, Tab included, and returns what the terminal showed. */
  type(shell: Shell, ...lines: readonly string[]): Promise<string>;
}

/**
 * A home whose `connects` completes lines for real, and shows any other line between angle brackets, word by word, as the shell
 * handed it over.
 */
export function shellHome(name = 'home'): ShellHome {
  const folder = mkdtempSync(join(root, `${name}-`));
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  const real = `'${process.execPath}' '${BIN}'`;
  const program = `#!/bin/sh\nif [ "$1" = __complete ]; then exec ${real} "$@"; fi\nprintf '<%s>' "$@"; echo\n`;
  writeFileSync(join(programs, 'connects'), program);
  chmodSync(join(programs, 'connects'), 0o755);
  const vars = {
    HOME: folder,
    ZDOTDIR: folder,
    PATH: `${programs}:/usr/local/bin:/usr/bin:/bin`,
    TERM: 'xterm',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    CONNECTS_TODAY: '2021-02-01',
    CONNECTS_DB: join(folder, 'my ledger.db'),
  };
  return {
    folder,
    vars,
    connects: (...args) =>
      execFileSync(process.execPath, [BIN, ...args], { env: vars, encoding: 'utf8', stdio: 'pipe' }),
    type(shell, ...lines) {
      const file = join(folder, shell === 'zsh' ? '.zshrc' : `rc.${shell}`);
      const script = execFileSync(process.execPath, [BIN, 'completion', shell], { env: vars, encoding: 'utf8' });
      writeFileSync(file, BEFORE[shell] + script);
      const terminal = spawn(shell, [...STARTS[shell](file)], {
        name: 'xterm',
        cols: 100,
        rows: 40,
        cwd: folder,
        env: vars,
      });
      let shown = '';
      const left = [...lines, 'exit'];
      let prompt = 1;
      terminal.onData((data) => {
        shown += data;
        // A shell asks what terminal this is, and waits for the answer.
        if (/\p{Cc}\[0?c/u.test(data)) terminal.write('\u001b[?1;2c');
        if (!shown.includes(`[${prompt}]> `)) return;
        prompt++;
        terminal.write(`${left.shift() ?? ''}\r`);
      });
      return new Promise((done) => {
        terminal.onExit(() => done(shown.replace(SEQUENCE, '')));
      });
    },
  };
}

// Escape sequences with which a shell draws its line.
const SEQUENCE = /\p{Cc}(?:\[[0-9;?>=]*[A-Za-z]|\][^\p{Cc}]*\p{Cc}|[=>78]|\([B0])/gu;

/** The words of each line that was handed over, in order. */
export const linesOf = (shown: string): readonly (readonly string[])[] =>
  [...shown.matchAll(/^<(.*)>\s*$/gm)].map(([, words = '']) => words.split('><'));
