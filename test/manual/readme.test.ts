/** What the README says: its commands exist, its snippets run in the shells they are for, and its lists are those of the program. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command as Cli } from 'commander';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { commandWords } from '../../src/commands/help/help-layout.ts';
import { commandTree, withSubcommands } from '../../src/shipped/command-tree.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
const tree = await commandTree();
const folder = mkdtempSync(join(tmpdir(), 'connects-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The fenced blocks in this language. */
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);

const block = (language: string): string => {
  const [only, ...more] = blocks(language);
  expect([only === undefined, more.length], `one block of ${language}`).toEqual([false, 0]);
  return only ?? '';
};

/** A `connects` that answers as in a pipe, first in the path. */
writeFileSync(join(folder, 'connects'), '#!/bin/sh\necho 42\n');
chmodSync(join(folder, 'connects'), 0o755);
const env = { PATH: `${folder}:${process.env['PATH']}` };

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('the snippets for prompts', () => {
  test('shellcheck accepts the snippet for bash, and bash shows the balance', async () => {
    const path = file('prompt.bash', block('bash'));
    // A prompt is expanded when it is shown, and `local` alone does not hide a failure.
    const checked = await execa('shellcheck', ['-s', 'bash', '-e', 'SC2016', path], { reject: false });
    expect(checked).toMatchObject({ exitCode: 0, stdout: '' });
    const { stdout } = await execa('bash', ['-c', `PS1='> '; . ${path}; printf %s "\${PS1@P}"`], { env });
    expect(stdout).toBe('42 Connects > ');
  });

  test('zsh shows the balance', async () => {
    const path = file('prompt.zsh', block('zsh'));
    const { stdout } = await execa('zsh', ['-fc', `PROMPT='> '; . ${path}; print -rnP -- "$PROMPT"`], { env });
    expect(stdout).toBe('42 Connects > ');
    // Shellcheck reads no zsh. But for its option and the name of its prompt, the snippet is bash too.
    const asBash = file('zsh.bash', block('zsh').replace(/^setopt .*$/m, ''));
    const checked = await execa('shellcheck', ['-s', 'bash', '-e', 'SC2016,SC2034', asBash], { reject: false });
    expect(checked).toMatchObject({ exitCode: 0, stdout: '' });
  });

  test('fish shows the balance', async () => {
    const path = file('prompt.fish', block('fish'));
    const run = (vars: object) =>
      execa('fish', ['--no-config', '-c', `source ${path}; fish_right_prompt`], {
        env: { ...env, ...vars, HOME: folder },
        reject: false,
      });
    expect((await run({})).stdout).toBe('42 Connects');
  });

  test('tmux accepts the lines for its status line', async () => {
    const path = file('tmux.conf', block('tmux'));
    const socket = join(folder, 'tmux.sock');
    const show = ['show', '-gv', 'status-right'];
    const { stdout } = await execa(
      'tmux',
      ['-S', socket, '-f', path, 'start-server', ';', ...show, ';', 'kill-server'],
      { env },
    );
    expect(stdout).toContain('#(connects balance 2>/dev/null) Connects');
  });

  test('the command in the lines for starship runs in a shell', async () => {
    const [, command = ''] = /^command = "(.*)"$/m.exec(block('toml')) ?? [];
    expect((await execa('sh', ['-c', command], { env })).stdout).toBe('42');
    const checked = await execa('shellcheck', ['-s', 'sh', file('starship.sh', `${command}\n`)], { reject: false });
    expect(checked).toMatchObject({ exitCode: 0, stdout: '' });
  });
});

describe('the sentences of the README', () => {
  test('the quick start is two blocks of one line', () => {
    expect(blocks('sh').map((text) => text.trim().split('\n').length)).toEqual([1, 1]);
  });

  test('the README names exactly the commands that record something and take no --on', () => {
    const has = (cli: Cli, flag: string): boolean => cli.options.some(({ long, hidden }) => long === flag && !hidden);
    const [, named = ''] = /for its day: all but ([^.]*)\./.exec(readme) ?? [];
    const recording = withSubcommands(tree).filter((cli) => has(cli, '--dry-run') && !has(cli, '--on') && cli.parent);
    // They change files, and record nothing in a ledger.
    const ofFiles = ['restore', 'move', 'account rename', 'account remove'];
    expect([...named.matchAll(/`([^`]+)`/g)].map(([, name]) => name).sort()).toEqual(
      recording
        .map(commandWords)
        .filter((words) => !ofFiles.includes(words))
        .sort(),
    );
  });

  test('every command in the README exists, with its options', () => {
    const spans = [...readme.matchAll(/`(connects [^`\n]+)`/g)].map(([, text = '']) => text);
    expect(spans.length).toBeGreaterThan(50);
    for (const span of spans) {
      const words = span.split(' ').slice(1);
      const cli = words.reduce((at, word) => at.commands.find((each) => each.name() === word) ?? at, tree);
      const known = [...cli.options, ...tree.options].flatMap(({ long }) => long ?? []);
      for (const word of words.filter((each) => each.startsWith('--') && each !== '--help')) {
        expect(known, span).toContain(word.replace(/=.*/, ''));
      }
      expect(cli === tree && !words[0]?.startsWith('-'), span).toBe(false);
    }
  });
});
