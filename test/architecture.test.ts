/** Who may import whom in `src`, as one table, and where the clock, chance and the process may be named. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * From a folder or file of `src` to what it may import: a part of `src`, or a package and what lies under it.
 * A part is named by its folder, or one file of it by its path. `type X` allows X only as a type; `lazy X` only as a type or as `await import()`.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  env: ['type rules'],
  exit: ['type rules'],
  rules: ['date-fns'],
  insight: ['rules', 'date-fns'],
  exchange: [
    'rules',
    'parse',
    'record-schema',
    'type insight',
    'zod',
    'lazy acorn',
    'lazy papaparse',
    'lazy htmlparser2',
    'lazy postal-mime',
    'lazy write-excel-file',
    'lazy ical-generator',
  ],
  parse: ['rules', 'date-fns', 'chrono-node', 'yaml', 'zod'],
  render: [
    'rules',
    'parse/nearest.ts',
    '../package.json',
    'type insight',
    'type exchange',
    'chalk',
    'fast-string-truncated-width',
    'lazy exchange/write/csv-text.ts',
  ],
  'record-schema': ['rules', 'parse/rulebook-schema.ts', 'zod'],
  store: [
    'rules',
    'type env',
    'record-schema',
    'make-folders',
    'part-files',
    'type parse/pool-url.ts',
    'better-sqlite3',
    'pg',
    'pgpass',
    '@noble/hashes',
    'node:fs',
    'node:net',
    'node:path',
  ],
  // The manual is read only where help is shown.
  manual: ['type env', 'exit', 'rules', 'render', 'parse/nearest.ts', 'type insight', 'exchange', 'zod'],
  'config-file': ['type env', 'rules', 'lazy parse/pool-url.ts'],
  'paged-output': ['type env', 'config-file'],
  'ledger-address': ['type env', 'rules', 'type parse', 'lazy parse/pool-url.ts'],
  'output-style': ['type env', 'type parse', 'paged-output', 'render'],
  call: [
    'env',
    'config-file',
    'exit',
    'ledger-address',
    'output-style',
    'paged-output',
    'render',
    'rules',
    'type parse',
  ],
  settings: ['type env', 'rules'],
  record: ['type call', 'settings', 'rules', 'render', 'type store', 'store/open-store.ts'],
  commands: [
    'commander',
    'type @commander-js/extra-typings',
    'config-file',
    'exit',
    'record',
    'lazy manual',
    'parse',
    'rules',
    'insight',
    'exchange',
    'settings',
    'render',
    'type store',
    'store/entries-ledger.ts',
    'store/open-store.ts',
    'store/peek-store.ts',
    '../package.json',
    'type call',
    'type env',
  ],
  'make-folders': ['node:fs', 'node:path'],
  'part-files': ['node:fs', 'node:path'],
  system: [
    'env',
    'make-folders',
    'part-files',
    'parse/path.ts',
    'rules',
    'uuid',
    'date-fns',
    'lazy cli-progress',
    'lazy clipboardy',
    'lazy inquirer',
    'lazy open',
    'node:crypto',
    'node:fs',
    'lazy node:readline',
    'lazy node:util',
    'node:module',
    'node:os',
    'node:path',
  ],
  launch: ['system', 'lazy main', '../package.json'],
  shipped: ['acorn', 'type commander', 'commands', 'manual', '../package.json'],
  'plain-line': ['call', 'type env', 'parse', 'commands', 'lazy commands'],
  'parsed-line': [
    'commander',
    'exit',
    'call',
    'output-style',
    'paged-output',
    'type env',
    'parse',
    'rules',
    'render',
    'commands',
  ],
  main: [
    'plain-line',
    'lazy parsed-line',
    'config-file',
    'ledger-address',
    'output-style',
    'exit',
    'call',
    'paged-output',
    'commands',
    'record',
    'parse',
    'rules',
    'render',
    'store',
    'env',
    'system',
  ],
};

/** Packages that only some commands need, too slow to load for all. They are not in the bundle either (see `build`). */
const LAZY = [
  'acorn',
  'chrono-node',
  'cli-progress',
  'clipboardy',
  'papaparse',
  'htmlparser2',
  'ical-generator',
  'inquirer',
  'open',
  'postal-mime',
  'write-excel-file',
  'yaml',
  'zod',
];

/** Only these files meet the real world. */
const WORLDLY = ['system', 'launch'];

const WORLD = /\bprocess(?=\.\w|\[|;$)|\bnew Date\b|\bDate\.now\b|\bMath\.random\b|\bperformance\.now\b/m;

/** Paths relative to `src`, to their text. */
type Sources = Readonly<Record<string, string>>;

interface Import {
  readonly how: 'static' | 'lazy' | 'type';
  readonly from: string;
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const CALL = /(\btypeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)(\.[A-Z])?/g;

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

function importsOf(text: string): Import[] {
  const code = withoutComments(text);
  return [
    ...[...code.matchAll(STATEMENT)].map(
      ([, type, from]): Import => ({ how: type ? 'type' : 'static', from: from ?? '' }),
    ),
    ...[...code.matchAll(CALL)].map(
      ([, type, from, member]): Import => ({ how: type || member ? 'type' : 'lazy', from: from ?? '' }),
    ),
  ];
}

/** The file of `src` an import names, or the package as it is written. */
const target = (file: string, from: string): string =>
  from.startsWith('.') ? posix.join(posix.dirname(file), from) : from;

const partOf = (file: string): string => file.replace(/\.ts$/, '').split('/')[0] ?? '';

const under = (name: string, root: string): boolean => name === root || name.startsWith(`${root}/`);

function allows(rule: string, { how, from }: Import): boolean {
  const [only, root = only] = rule.split(' ') as [string, string?];
  const name = from.endsWith('.ts') && !root.endsWith('.ts') ? partOf(from) : from;
  return under(name, root) && (how === 'type' || only === root || only === how);
}

/** Everything in these sources that the table forbids, as sentences. */
function violations(sources: Sources, table = ALLOWED): string[] {
  return Object.entries(sources).flatMap(([file, text]) => {
    const part = partOf(file);
    const rules = table[part];
    if (!rules) return [`${file}: "${part}" is not in the table`];
    const found = importsOf(text)
      .map((one) => ({ ...one, from: target(file, one.from) }))
      .filter((one) => partOf(one.from) !== part && !rules.some((rule) => allows(rule, one)))
      .map(({ how, from }) => `${file}: may not import ${from} (${how})`);
    const world = WORLDLY.includes(part) ? null : WORLD.exec(withoutComments(text));
    if (world) found.push(`${file}: names ${world[0]}`);
    if (!/^\s*(\/\*\*|\/\/)/.test(text)) found.push(`${file}: has no comment at its head`);
    return found;
  });
}

/** The first import cycle found from each file, types included. */
function cycles(sources: Sources): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  function walk(file: string, path: readonly string[]): void {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file) || path.includes(file)) return;
    for (const { from } of importsOf(sources[file] ?? '')) walk(target(file, from), [...path, file]);
    done.add(file);
  }
  for (const file of Object.keys(sources)) walk(file, []);
  return found;
}

/** The lazy packages that this file loads as soon as it is loaded itself, each with the way there. */
function loadedAtOnce(sources: Sources, file: string, path: readonly string[] = []): string[] {
  if (path.includes(file)) return [];
  const way = [...path, file];
  const targets = importsOf(sources[file] ?? '')
    .filter(({ how }) => how === 'static')
    .map(({ from }) => target(file, from));
  return targets.flatMap((name) =>
    LAZY.some((lazy) => under(name, lazy)) ? [[...way, name].join(' → ')] : loadedAtOnce(sources, name, way),
  );
}

const PORTS = ['store/ledger.ts', 'store/vault.ts'];

/** What the ports of the store import that is not a type of the rules. */
const behindPorts = (sources: Sources): string[] =>
  PORTS.flatMap((port) =>
    importsOf(sources[port] ?? '')
      .map(({ how, from }) => ({ how, from: target(port, from) }))
      .filter(({ how, from }) => how !== 'type' || !under(from, 'rules'))
      .map(({ from }) => `${port} → ${from}`),
  );

/** The rooms of folders, from the lowest to the highest. `import`, `decide`, `drift` and `merge` use all rooms of the rules. */
const ROOMS = {
  rules: ['values', 'rulebook', 'vocabulary', 'command', 'state', 'past', 'amounts', 'answers', 'proposals'],
  insight: ['chance', 'money', 'proposals', 'flow', 'due', 'future'],
  store: ['file', 'derived', 'figures', 'record', 'merge', 'folders', 'safety'],
  'store/pool': ['server', 'mirror', 'accounts'],
  commands: ['line', 'help', 'answers', 'apply', 'import', 'completion', 'guides', 'guided'],
  render: ['text', 'completion', 'schedule', 'imports', 'refusals', 'stats', 'upkeep'],
} as const;

/** Imports of a room that lead to a higher room of the folder, or to a file beside the rooms that is no port. */
const upstairs = (sources: Sources, folder: keyof typeof ROOMS): string[] =>
  Object.entries(sources).flatMap(([file, text]) => {
    const rooms: readonly string[] = ROOMS[folder];
    const roomOf = (name: string): string => name.slice(folder.length + 1).split('/')[0] ?? '';
    const own = rooms.indexOf(roomOf(file));
    if (!file.startsWith(`${folder}/`) || own < 0) return [];
    return importsOf(text)
      .map(({ from }) => target(file, from))
      .filter((from) => from.startsWith(`${folder}/`) && !PORTS.includes(from))
      .map(roomOf)
      .filter((room) => !rooms.slice(0, own + 1).includes(room))
      .map((room) => `${file} → ${room}`);
  });

/** How many files each room of a folder has. */
const roomSizes = (sources: Sources, folder: keyof typeof ROOMS): number[] =>
  ROOMS[folder].map((room) => Object.keys(sources).filter((file) => file.startsWith(`${folder}/${room}/`)).length);

/** The files directly in the folder of the commands that are neither the list, nor the tree, nor in the list. */
const unlistedCommands = (sources: Sources): string[] => {
  const listed = importsOf(sources['commands/index.ts'] ?? '').map(({ from }) => target('commands/index.ts', from));
  const known = ['commands/index.ts', 'commands/program.ts', ...listed];
  return Object.keys(sources).filter((file) => /^commands\/[^/]+$/.test(file) && !known.includes(file));
};

const EXPORTED = /^export (?:async )?(?:const|function\*?|interface|type|class) (\w+)/gm;

/** Every exported name of these sources, to the files that export it. */
function exportedNames(sources: Sources): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [file, text] of Object.entries(sources)) {
    for (const [, name = ''] of text.matchAll(EXPORTED)) {
      const files = names.get(name) ?? [];
      if (!files.includes(file)) names.set(name, [...files, file]);
    }
  }
  return names;
}

const isOneWord = (name: string): boolean => /^([A-Za-z][a-z\d]*|[A-Z\d]+)$/.test(name);

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words that may be a whole name: those of the README's "Words in the code", with their plurals. */
const GLOSSARY = wordsOf(`
  connects ledger command entry transaction fact kind outcome grant slice burn lapse state
  checkpoint rulebook edition decide evolve decision refusal receipt statement timeline reversal drift row
`);

const isGlossary = (name: string): boolean =>
  GLOSSARY.some((word) => [word, `${word}s`, word.replace(/y$/, 'ies')].includes(name.toLowerCase()));

/** Exported names that still have one word and are not in the glossary. This list may only get shorter. */
const SHORT_NAMES = wordsOf(`
  Booking Books Day Db Html Plan Proposal Refused Vault Warning dollars html launch nearest number visible
`);

const REFUSAL = /\b(?:new Refused|usageRefused)\([\s\S]*?\);/g;

/** Refusals made outside `render` that hold a text of several words: they are data, and the sentences are in `render`. */
const worded = (sources: Sources): string[] =>
  Object.entries(sources)
    .filter(([file]) => !['render', 'exchange', 'store', 'rules'].includes(partOf(file)))
    .flatMap(([file, text]) => [...withoutComments(text).matchAll(REFUSAL)].map(([call]) => ({ file, call })))
    .filter(({ call }) => (call.match(/'[^'\n]*'|`[^`]*`/g) ?? []).some((literal) => /\w \w/.test(literal)))
    .map(({ file, call }) => `${file}: ${call}`);

/** The names that break a rule, and those of its list that do not any more. */
const unlisted = (names: readonly string[], list: readonly string[]) => ({
  added: names.filter((name) => !list.includes(name)),
  mended: list.filter((name) => !names.includes(name)),
});

const src = resolve(import.meta.dirname, '../src');
const real: Sources = Object.fromEntries(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(src, file), 'utf8')]),
);

describe('the sources of the program', () => {
  test('the sources import in one direction, and only the folder system and launch.ts meet the world', () => {
    expect(violations(real)).toEqual([]);
  });

  test('the sources have no import cycles', () => {
    expect(cycles(real)).toEqual([]);
  });

  test('the program loads at its start only what every command needs', () => {
    expect(Object.keys(real)).toContain('main.ts');
    expect(loadedAtOnce(real, 'main.ts')).toEqual([]);
  });
});

describe('a refusal', () => {
  test('a refusal is made without a sentence, because render has all of them', () => {
    expect(worded(real)).toEqual([]);
  });
});

describe('the store', () => {
  test('the ports of the store know nothing of what is behind them', () => {
    expect(behindPorts(real)).toEqual([]);
  });

  test('the store has seven rooms of at most ten files, and each imports only those before it', () => {
    expect(upstairs(real, 'store')).toEqual([]);
    expect(roomSizes(real, 'store').filter((count) => count < 1 || count > 10)).toEqual([]);
  });

  test('the shared ledger has three rooms of at most ten files, and each imports only those before it', () => {
    expect(upstairs(real, 'store/pool')).toEqual([]);
    expect(roomSizes(real, 'store/pool').filter((count) => count < 1 || count > 10)).toEqual([]);
  });
});

describe('the rules', () => {
  test('what all decisions share has rooms of at most ten files, and each imports only those before it', () => {
    expect(upstairs(real, 'rules')).toEqual([]);
    expect(roomSizes(real, 'rules').filter((count) => count < 1 || count > 10)).toEqual([]);
  });

  test('a file directly in the folder of the rules is the one that decides', () => {
    expect(Object.keys(real).filter((file) => /^rules\/[^/]+$/.test(file))).toEqual(['rules/decide.ts']);
  });
});

describe('the statistics', () => {
  test('what is worked out has rooms of at most ten files, and each imports only those before it', () => {
    expect(upstairs(real, 'insight')).toEqual([]);
    expect(roomSizes(real, 'insight').filter((count) => count < 1 || count > 10)).toEqual([]);
  });
});

describe('the sentences', () => {
  test('what is rendered has rooms of at most ten files, and each imports only those before it', () => {
    expect(upstairs(real, 'render')).toEqual([]);
    expect(roomSizes(real, 'render').filter((count) => count < 1 || count > 10)).toEqual([]);
  });
});

describe('the commands', () => {
  test('what commands share has rooms of at most ten files, and each imports only those before it', () => {
    expect(upstairs(real, 'commands')).toEqual([]);
    expect(roomSizes(real, 'commands').filter((count) => count < 1 || count > 10)).toEqual([]);
  });

  test('a file directly in the folder of the commands is a command of the list', () => {
    expect(unlistedCommands(real)).toEqual([]);
  });
});

describe('exported names', () => {
  const names = [...exportedNames(real)];

  test('an exported name belongs to one file', () => {
    const shared = names.filter(([, files]) => files.length > 1).map(([name]) => name);
    expect(shared).toEqual([]);
  });

  test('an exported name has two words, unless it is in the glossary', () => {
    const short = names.map(([name]) => name).filter((name) => isOneWord(name) && !isGlossary(name));
    expect(unlisted(short, SHORT_NAMES)).toEqual({ added: [], mended: [] });
  });
});

describe('the architecture rules can fail', () => {
  const bad: readonly (readonly [why: string, file: string, text: string])[] = [
    ['a rule that reads a file', 'rules/a.ts', "/** A. */\nimport { readFileSync } from 'node:fs';"],
    ['a rule that prints', 'rules/a.ts', "/** A. */\nimport type { Text } from '../render/text.ts';"],
    ['a deep path into another part', 'rules/decide/a.ts', "/** A. */\nimport {\n  b,\n} from '../../store/b.ts';"],
    ['an import for its effect', 'rules/a.ts', "/** A. */\nimport 'node:fs';"],
    ['a re-export', 'rules/a.ts', "/** A. */\nexport { readFileSync } from 'node:fs';"],
    [
      'a package whose name only begins like an allowed one',
      'rules/a.ts',
      "/** A. */\nimport { x } from 'date-fns-tz';",
    ],
    ['a load of what is allowed only as a type', 'rules/a.ts', "/** A. */\nawait import('../store/a.ts');"],
    ['an ES module that the bundle cannot require', 'system/a.ts', "/** A. */\nimport inquirer from 'inquirer';"],
    [
      'a command that opens the store itself',
      'commands/a.ts',
      "/** A. */\nimport { open } from '../store/sqlite-ledger.ts';",
    ],
    [
      'a command that opens the store lazily',
      'commands/a.ts',
      "/** A. */\nconst s = await import('../store/sqlite-ledger.ts');",
    ],
    ['an import of a command', 'record.ts', "/** A. */\nimport { buy } from './commands/buy.ts';"],
    ['code in env.ts', 'env.ts', "/** A. */\nimport { isDay } from './rules/calendar.ts';"],
    ['a use of new Date()', 'render/a.ts', '/** A. */\nconst d = new Date();'],
    ['a use of Date.now()', 'store/a.ts', '/** A. */\nconst d = Date.now();'],
    ['a use of the process', 'commands/a.ts', '/** A. */\nconst { env } = process;'],
    ['a use of Math.random()', 'store/a.ts', '/** A. */\nconst d = Math.random();'],
    ['a file without a head comment', 'rules/a.ts', 'export const a = 1;\n/** Too late. */'],
    ['a folder that is not in the table', 'utils/a.ts', '/** A. */'],
  ];
  test.each(bad)('the architecture rules reject %s', (_, file, text) => {
    expect(violations({ [file]: text })).toHaveLength(1);
  });

  const good: readonly (readonly [why: string, file: string, text: string])[] = [
    ['a type of the store', 'commands/a.ts', "/** A. */\nimport type { Ledger } from '../store/ledger.ts';"],
    ['the type of a lazy package', 'system/a.ts', "/** A. */\nlet inquirer: typeof import('inquirer');"],
    ['a lazy import of a lazy package', 'system/a.ts', "/** A. */\nconst { input } = await import('inquirer');"],
    [
      'a comment that names the clock',
      'rules/a.ts',
      "/** Never `new Date()`, nor import 'node:fs'. */\n// process.env",
    ],
    ['a word that looks like the process', 'rules/a.ts', '/** A. */\nexport const processed = 1;'],
    [
      'a sentence about a process',
      'rules/a.ts',
      "/** A. */\nexport const busy = 'Another process, or two; a process.';",
    ],
  ];
  test.each(good)('the architecture rules accept %s', (_, file, text) => {
    expect(violations({ [file]: text })).toEqual([]);
  });

  test('the architecture rules reject a port that names what is behind it', () => {
    const ports = { 'store/ledger.ts': "import type { Db } from './file/connection.ts';", 'store/vault.ts': '' };
    expect(behindPorts(ports)).toEqual(['store/ledger.ts → store/file/connection.ts']);
  });

  test('the architecture rules reject an import of a later room, or of a file outside the rooms', () => {
    const rooms = {
      'store/file/a.ts': "import type { B } from '../derived/b.ts';",
      'store/derived/b.ts': "import { a } from '../file/a.ts';\nimport { x } from '../sqlite-ledger.ts';",
    };
    expect(upstairs(rooms, 'store')).toEqual(['store/file/a.ts → derived', 'store/derived/b.ts → sqlite-ledger.ts']);
    const commands = {
      'commands/line/a.ts': "import { b } from '../answers/b.ts';",
      'commands/apply/c.ts': "import { a } from '../line/a.ts';\nimport { d } from '../apply.ts';",
    };
    expect(upstairs(commands, 'commands')).toEqual(['commands/line/a.ts → answers', 'commands/apply/c.ts → apply.ts']);
  });

  test('the architecture rules reject a file beside the commands that the list does not have', () => {
    const commands = {
      'commands/index.ts': "const a = () => import('./a.ts');",
      'commands/a.ts': '',
      'commands/b.ts': '',
      'commands/line/c.ts': '',
    };
    expect(unlistedCommands(commands)).toEqual(['commands/b.ts']);
  });

  test('the name rules find a name of two files and a name of one word', () => {
    const names = exportedNames({
      'rules/a.ts': 'export const met = 1;\nexport type Entry = 1;',
      'rules/b.ts': 'export function met() {}\nexport interface TwoWords {}',
    });
    expect([...names]).toEqual([
      ['met', ['rules/a.ts', 'rules/b.ts']],
      ['Entry', ['rules/a.ts']],
      ['TwoWords', ['rules/b.ts']],
    ]);
    expect([...names.keys()].filter((name) => isOneWord(name) && !isGlossary(name))).toEqual(['met']);
    expect(unlisted(['met'], ['told'])).toEqual({ added: ['met'], mended: ['told'] });
  });

  test('a refusal with a sentence in it', () => {
    const commands = {
      'commands/a.ts': "throw usageRefused({ fault: 'other', command: 'a', message: 'Give it a name.' });",
      'commands/b.ts': "throw usageRefused({ fault: 'not-a-year', given: year });",
    };
    expect(worded(commands)).toHaveLength(1);
  });

  test('a ring of three, types included', () => {
    const ring = {
      'rules/a.ts': "import { b } from './b.ts';",
      'rules/b.ts': "import type { C } from './c.ts';",
      'rules/c.ts': "import { a } from './a.ts';\nimport { d } from './d.ts';",
      'rules/d.ts': '',
    };
    expect(cycles(ring)).toEqual(['rules/a.ts → rules/b.ts → rules/c.ts → rules/a.ts']);
  });

  test('the start rule finds a package that is loaded at once, but not a lazy one or a type', () => {
    const sources = {
      'main.ts': "import { a } from './commands/a.ts';\nimport type { B } from './parse/b.ts';",
      'commands/a.ts': "import { c } from '../parse/c.ts';\nconst b = await import('../parse/b.ts');",
      'parse/b.ts': "import { parse } from 'yaml';",
      'parse/c.ts': "import { z } from 'zod/mini';",
    };
    expect(loadedAtOnce(sources, 'main.ts')).toEqual(['main.ts → commands/a.ts → parse/c.ts → zod/mini']);
  });
});
