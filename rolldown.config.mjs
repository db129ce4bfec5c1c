/** How the program is bundled: what the daily commands need is one file that loads at once, everything else is loaded when it is called. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Paths of what every call needs that asks the ledger. */
const DAILY = [
  'src/(?:call|env|main|system)\\.ts',
  'src/rules/(?:calendar|cycles|editions|evolve|grants|proposal|refusal|runs|settings|state|statement|tally|transaction)\\.ts',
  'src/store/(?:append|burns|checkpoints|db|derive|faults|hold|keep|migrations|open|read|rows|session|shape|sqlite|ties|uids)\\.ts',
  'src/commands/(?:balance|globals|index|look|usage)\\.ts',
  'src/parse/amount\\.ts',
  'src/render/(?:balance|paint|shell|visible|words)\\.ts',
  'node_modules/(?:better-sqlite3|commander|date-fns|fastest-levenshtein|uuid)/',
];

/** Packages that few commands need stay where npm put them, and so does SQLite's binary. */
const APART = [
  /^better-sqlite3\/build\//,
  /^(?:bindings|chrono-node|cli-progress|csv-stringify|inquirer|open|write-file-atomic|yaml|zod)(?:\/|$)/,
];

/** Runs the commonest commands once, so that their code is there compiled (see `src/start.ts`). */
const compiled = {
  name: 'compiled',
  closeBundle() {
    const folder = mkdtempSync(join(tmpdir(), 'connects-build-'));
    const env = { ...process.env, HOME: folder, CONNECTS_DB: join(folder, 'connects.db') };
    const node = (...args) => spawnSync(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    node('bin/connects.js', 'init', '--quiet');
    const history = join(folder, 'history.csv');
    writeFileSync(history, 'date,connects,label\n2026-01-02,-1,Applied to job\n');
    for (const line of ['balance', 'apply --cost 1', 'renew', 'history', 'mark 1 viewed', 'import --yes']) {
      const file = line.startsWith('import') ? [history] : [];
      node('-e', "require('./dist/connects.cjs').compile()", '', ...line.split(' '), ...file);
    }
    rmSync(folder, { recursive: true, force: true });
  },
};

const program = {
  input: { program: 'src/main.ts' },
  platform: 'node',
  external: APART,
  output: {
    dir: 'dist',
    format: 'cjs',
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    comments: { jsdoc: false },
    codeSplitting: { groups: [{ name: 'daily', test: new RegExp(`/(?:${DAILY.join('|')})`) }] },
  },
};

const start = {
  input: { connects: 'src/start.ts' },
  platform: 'node',
  output: { dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs' },
  plugins: [compiled],
};

export default [program, start];
