/** Nothing that a user can type or read is without a place in the manual. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command as Cli } from 'commander';
import { describe, expect, test } from 'vitest';
import { commandWords } from '../../src/commands/help/help-layout.ts';
import { HELP_TOPICS } from '../../src/commands/help/help-topics.ts';
import { examplesOf } from '../../src/commands/line/usage.ts';
import { EXIT_CODES } from '../../src/exit.ts';
import { ANSWER_SCHEMAS } from '../../src/manual/answers/answer-schemas.ts';
import { COMMAND_PAGES } from '../../src/manual/command-pages.ts';
import { ERROR_MEANINGS } from '../../src/manual/error-meanings.ts';
import { EXIT_MEANINGS } from '../../src/manual/exit-meanings.ts';
import { topicText } from '../../src/manual/topic-text.ts';
import { SYSTEM_VARIABLES, VARIABLE_MEANINGS } from '../../src/manual/variable-meanings.ts';
import { commandTree, withSubcommands } from '../../src/shipped/command-tree.ts';
import { world } from '../world.ts';

const root = resolve(import.meta.dirname, '../..');
const tree = await commandTree();
const commands = withSubcommands(tree).slice(1);
const named = commands.map((cli) => [commandWords(cli), cli] as const);

const sources = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');

describe('the manual', () => {
  test('every command has its page, and every page its command', () => {
    expect(Object.keys(COMMAND_PAGES).sort()).toEqual(named.map(([words]) => words).sort());
  });

  test.each(named)(
    'the help of "%s" says what it does, with an example, each argument and each option',
    (words, cli) => {
      expect(cli.summary(), 'a summary').not.toBe('');
      expect(cli.description() || cli.parent?.parent, 'a description').toBeTruthy();
      expect(examplesOf(cli), 'examples').not.toEqual([]);
      for (const line of examplesOf(cli)) expect(line).toMatch(new RegExp(`^connects ${words}( |$)`));
      const help = cli.createHelp();
      for (const option of help.visibleOptions(cli)) expect(option.description, option.flags).not.toBe('');
      for (const argument of cli.registeredArguments) expect(argument.description, argument.name()).not.toBe('');
    },
  );

  test.each(named)('the answer of "%s" has a schema, or its subcommands have', (words, cli) => {
    const known = Object.keys(ANSWER_SCHEMAS);
    expect(known.includes(words) || isOnlyName(cli)).toBe(true);
  });

  test('every topic that a page names exists, and fits a page of 80 columns but for its commands', async () => {
    for (const { topics = [] } of Object.values(COMMAND_PAGES)) {
      for (const topic of topics) expect(Object.keys(HELP_TOPICS)).toContain(topic);
    }
    for (const [name, load] of Object.entries(HELP_TOPICS)) {
      const topic = await load();
      const copied = topic.sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (typeof block === 'object' && 'lines' in block ? block.lines : [])),
      );
      for (const line of topicText(topic, 80).split('\n')) {
        if (!copied.includes(line.trim())) expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(80);
        expect(line).not.toContain('`');
      }
    }
  });

  test('connects help names every topic, and each can be read', async () => {
    const here = world();
    const { stdout } = await here.run('help');
    for (const name of Object.keys(HELP_TOPICS)) {
      expect(stdout).toContain(name);
      expect(await here.run(`help ${name}`)).toMatchObject({ code: 0, stderr: '' });
    }
  });

  test('help exit-codes has every exit code and every error code, also those of the shim', async () => {
    const { stdout } = await world().run('help exit-codes');
    for (const code of Object.values(EXIT_CODES)) expect(stdout).toMatch(new RegExp(`^  ${code} `, 'm'));
    for (const code of Object.keys(ERROR_MEANINGS)) expect(stdout).toMatch(new RegExp(`^  ${code}( |$)`, 'm'));
    const shim = readFileSync(join(root, 'bin/unready.js'), 'utf8');
    for (const [, code = ''] of shim.matchAll(/^\s+(?:refuse\()?'([a-z]+-[a-z-]+)',$/gm)) {
      expect(Object.keys(ERROR_MEANINGS)).toContain(code);
    }
  });

  test('help environment has every variable that the sources name', async () => {
    const { stdout } = await world().run('help environment');
    const known = [...Object.keys(VARIABLE_MEANINGS), ...Object.keys(SYSTEM_VARIABLES)];
    for (const name of known) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    const text = `${sources('src')}\n${sources('bin')}`;
    const found = text.matchAll(/\b(?:CONNECTS|XDG)_[A-Z_]+\b|(?<=vars\[')\w+|(?<=process\.env\.)\w+|(?<=env\[')\w+/g);
    expect([...new Set([...found].map(([name]) => name))].filter((name) => !known.includes(name))).toEqual([]);
  });

  test('the README has the exit codes with the same words', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const [name, code] of Object.entries(EXIT_CODES)) {
      expect(readme).toContain(`| ${code} | ${EXIT_MEANINGS[name as keyof typeof EXIT_MEANINGS]} |\n`);
    }
  });
});

/** Whether a command does nothing but hold others. */
const isOnlyName = (cli: Cli): boolean => cli.commands.length > 0 && cli.name() === 'coupon';
