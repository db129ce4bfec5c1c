/** Bundles the program into `dist`: what the daily commands need is one file that loads at once, each other part is loaded when it is called. Writes nothing else. */
import { build } from 'rolldown';

/** The daily commands begin here. The bundler takes along whatever these files load. */
const DAILY = /\/src\/(?:main|commands\/balance|store\/file\/open-file)\.ts$/;

/** The driver looks for its binary beside its own code, which is in the bundle. It has to look in its package. */
const driver = {
  name: 'driver',
  transform: {
    filter: { id: /better-sqlite3\/lib\/binding\.js$/ },
    handler: (code) =>
      code.replaceAll('__dirname', "path.join(require.resolve('better-sqlite3/package.json'), '../lib')"),
  },
};

await build({
  input: { connects: 'src/main.ts' },
  platform: 'node',
  external: ['better-sqlite3/package.json'],
  plugins: [driver],
  // Some files are loaded late by one importer and at once by another, which is no fault.
  checks: { ineffectiveDynamicImport: false },
  output: {
    dir: 'dist',
    format: 'cjs',
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    comments: { jsdoc: false },
    codeSplitting: { groups: [{ name: 'daily', test: DAILY }] },
  },
});
