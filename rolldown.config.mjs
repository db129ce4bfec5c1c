/** How the program is bundled: what the daily commands need is one file that loads at once, everything else is loaded when it is called. */

/** Paths of what nearly every call needs. */
const DAILY = [
  'src/[a-z]+\\.ts',
  'src/rules/(?!import/|decide/import)',
  'src/store/(?:db|faults|open|keep|checkpoints|ledger|migrations|read|rows|session|sqlite|write)\\.ts',
  'src/commands/(?:balance|globals|index|list|look|subcommand|usage)\\.ts',
  'src/parse/(?:amount|choice|text)\\.ts',
  'src/render/(?:paint|refusal(?:-files|-rules)?|sentence|visible|words|merge|warning)\\.ts',
  'node_modules/(?:better-sqlite3|commander|date-fns|fastest-levenshtein|uuid)/',
];

/** Packages that few commands need stay where npm put them, and so does SQLite's binary. */
const APART = [
  /^better-sqlite3\/build\//,
  /^(?:bindings|chrono-node|cli-progress|papaparse|csv-stringify|htmlparser2|inquirer|open|write-file-atomic|yaml|zod)(?:\/|$)/,
];

export default {
  input: 'src/main.ts',
  platform: 'node',
  external: APART,
  output: {
    dir: 'dist',
    format: 'cjs',
    cleanDir: true,
    entryFileNames: 'connects.cjs',
    chunkFileNames: '[name].cjs',
    codeSplitting: { groups: [{ name: 'daily', test: new RegExp(`/(?:${DAILY.join('|')})`) }] },
  },
};
