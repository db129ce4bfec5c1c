/** Every example of every help is run, in a ledger in which it makes sense, and works. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { examplesOf } from '../../src/commands/line/usage.ts';
import { commandTree, withSubcommands } from '../../src/shipped/command-tree.ts';
import { hasPostgres, startPostgres } from '../postgres.ts';
import { type World, type WorldOptions, world } from '../world.ts';

const examples = withSubcommands(await commandTree()).flatMap((cli) => examplesOf(cli));

const OPEN = 'init --joined 2021-01-04 --rules 2026';

/** Eight proposals, of which the seventh is boosted, a purchase as transaction 12, and a badge as 13. */
const USUAL = [
  OPEN,
  'buy 200 --on 2021-01-05',
  ...[1, 2, 3, 4, 5, 6].map((n) => `apply --cost ${n} --title "Job ${n}" --tag template=short --on 2021-01-20`),
  'apply --cost 6 --boost 20 --title "Job 7" --on 2021-02-20',
  'apply --cost 6 --title "Job 8" --on 2021-03-08',
  'buy 40 --on 2021-03-08',
  'spend availability-badge --amount 8 --on 2021-03-09',
];

interface Setting {
  /** Run in a new world before the example. */
  readonly before?: readonly string[];
  /** Files in its folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: WorldOptions;
}

/** Accounts are in the data folder, and not the file that a test names otherwise. */
const OWN_FOLDER = { vars: { CONNECTS_DB: '' } };

const fixture = (path: string): string => readFileSync(resolve(import.meta.dirname, '..', path), 'utf8');
const MINE = 'id: my-rules\nextends: 2020-12\nsince: 2021-01-01\nproposal:\n  max: 8\n';

/** A server that the examples name, and the one that they get. */
const ITS_SERVER = 'postgres://ann@db.example.com/agency';
const server = hasPostgres() ? startPostgres() : null;
afterAll(() => server?.stop());

/** The first whose beginning is that of the example; every other runs in the usual ledger. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  'connects init': { before: [] },
  'connects apply --cost 16 --boost 20 --credits': { before: [...USUAL, 'earn ad-credits --amount 10 --expires 30d'] },
  'connects apply --paste <': { files: { 'page.txt': fixture('exchange/apply-pages/bookbinder.txt') } },
  'connects apply --paste': {
    options: { tty: true, clipboard: fixture('exchange/apply-pages/bookbinder.txt'), answers: [] },
  },
  'connects mark --older': { options: { tty: true, answers: ['y'] } },
  'connects buy 40 --coupon': { before: [...USUAL, 'coupon add SAVE20 --percent 20'] },
  'connects earn readiness-test': { before: ['init --joined 2021-01-04'] },
  'connects plan basic': { before: [...USUAL, 'plan plus --on 2021-02-01'] },
  'connects plan plus --fee': { before: [...USUAL, 'plan plus --on 2021-02-01'] },
  'connects reconcile 36': { before: [...USUAL, 'reconcile 36 --adjust'] },
  'connects redo': { before: [...USUAL, 'undo'] },
  'connects join': {
    before: [
      ...[OPEN, ...[1, 2, 3, 4, 5, 6].map((n) => `apply --cost ${n} --title "Job ${n}" --on 2021-01-20`)],
      'import page.csv --yes',
    ],
    files: { 'page.csv': 'date,label,connects,title\n2021-02-20,Applied to job,-9,Something else\n' },
  },
  'connects import page.html': {
    before: [],
    files: { 'page.html': fixture('exchange/fixtures/history-nuxt.html') },
    options: { today: '2026-01-16' },
  },
  'connects import sheet.csv': {
    before: [],
    files: { 'sheet.csv': 'Tag,Menge,label\n04/02/2021,-6,Applied to job\n03/01/2021,40,Sign-up\n' },
    options: { tty: true, answers: ['y'] },
  },
  'connects rules add': { files: { 'my-rules.yaml': MINE } },
  'connects restore latest': { options: { tty: true, answers: ['y'] } },
  'connects restore ~/connects-copy.db': { before: [...USUAL, 'backup ~/connects-copy.db'] },
  'connects mark landing page': { before: [...USUAL, 'apply --cost 4 --title "Landing page" --on 2021-03-01'] },
  'connects show landing page': { before: [...USUAL, 'apply --cost 4 --title "Landing page"'] },
  'connects balance --all-accounts': { before: ['init'], options: OWN_FOLDER },
  'connects account rename': { before: ['account add agency --balance 36'], options: OWN_FOLDER },
  'connects account remove studio --yes': { before: ['account add studio --balance 36'], options: OWN_FOLDER },
  'connects account remove': {
    before: ['account add studio --balance 36'],
    options: { ...OWN_FOLDER, tty: true, answers: ['studio'] },
  },
  'connects move --to ~/': { before: [...USUAL, `move --to ${ITS_SERVER}`] },
  'connects merge': { before: [...USUAL, 'export --format jsonl --output ~/laptop.jsonl'] },
};

async function furnish(line: string): Promise<{ here: World; options: WorldOptions }> {
  const [, setting = {}] = Object.entries(SETTINGS).find(([beginning]) => line.startsWith(beginning)) ?? [];
  const { before = USUAL, files = {}, options = {} } = setting;
  const made = world({ today: options.today ?? '2021-03-10', vars: options.vars ?? {} });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made.folder, name), text);
  const url = server && line.includes(ITS_SERVER) ? server.database() : '';
  const here: World = {
    ...made,
    run: (words, more) => made.run(String(words).replaceAll(ITS_SERVER, `'${url}'`), more),
  };
  for (const command of before) {
    const { code, output } = await here.run(`${command} -q`);
    expect(code, `${command}: ${output}`).toBe(0);
  }
  return { here, options };
}

/** What a shell does with the rest of a line is the shell's. */
const ownPart = (line: string): string => line.replace(/ (?:&&|>>?) .*$/, '').replace(/ {2,}.*$/, '');

test.each(examples.filter((line) => server || !line.includes(ITS_SERVER)))('the example "%s" works', async (line) => {
  const { here: made, options } = await furnish(line);
  const { code, output } = await made.run(ownPart(line), options);
  expect(code, output).toBe(0);
});

test('an example that is wrong fails', async () => {
  const { here: made } = await furnish('connects apply');
  expect((await made.run('connects apply --cots 4')).code).toBe(2);
});
