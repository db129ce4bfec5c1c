/**
 * Bundles the program into `dist`: what the daily commands need is one file that loads at once, each other part is loaded
 * when it is called. Beside it come the manual pages and the types, which the program's own sources make. At the end the
 * daily commands are run, and what they call is compiled with its file from then on.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { minify } from 'rolldown/utils';

/** Each is one file of `dist`. The bundler takes along whatever these modules import, except what is set aside below. */
const TOGETHER = {
  connects: ['src/launch.ts'],
  daily: ['src/main.ts', 'src/commands/balance.ts', 'src/store/file/open-file.ts'],
  parsed: ['src/parsed-line.ts'],
  recording: [
    'src/commands/apply.ts',
    'src/record.ts',
    'src/render/receipt.ts',
    'src/rules/decide.ts',
    'src/store/record/write-command.ts',
    'src/store/safety/backup.ts',
  ],
};

/** What the daily modules import, but `balance` never uses. Each is one file of `dist`, loaded at its first use. */
const ASIDE = {
  lines: [
    'node_modules/uuid/',
    'src/commands/index.ts',
    'src/commands/line/globals.ts',
    'src/commands/line/subcommand.ts',
    'src/commands/line/usage.ts',
    'src/parse/amount.ts',
    'src/parse/choice.ts',
    'src/parse/day.ts',
    'src/parse/period.ts',
    'src/parse/plain-command.ts',
    'src/parse/text.ts',
    'src/rules/amounts/membership-fee.ts',
    'src/rules/command/settings.ts',
    'src/rules/past/statement',
    'src/rules/state/ad-credits.ts',
    'src/rules/state/apply-fact.ts',
    'src/rules/state/cycles.ts',
    'src/rules/state/proposal-',
    'src/rules/values/job-key.ts',
    'src/rules/vocabulary/rewards.ts',
    'src/rules/vocabulary/settled-bid.ts',
    'src/settings.ts',
  ],
  parsing: ['node_modules/commander/', 'src/commands/program.ts', 'src/commands/help/help-'],
  sentences: ['src/render/refusals/'],
  deciding: [
    'src/parse/posted-time.ts',
    'src/render/imports/merge.ts',
    'src/rules/amounts/cheapest-purchase.ts',
    'src/rules/amounts/purchase-price.ts',
    'src/rules/decide/ad-credits.ts',
    'src/rules/decide/buy.ts',
    'src/rules/decide/coupon.ts',
    'src/rules/decide/earn.ts',
    'src/rules/decide/edit',
    'src/rules/decide/init.ts',
    'src/rules/decide/interview-reward.ts',
    'src/rules/decide/join.ts',
    'src/rules/decide/mark.ts',
    'src/rules/decide/outcome-refund.ts',
    'src/rules/decide/plan.ts',
    'src/rules/decide/reconcile.ts',
    'src/rules/decide/renew.ts',
    'src/rules/decide/rules.ts',
    'src/rules/decide/setting.ts',
    'src/rules/decide/spend.ts',
    'src/rules/decide/transition.ts',
    'src/rules/decide/void.ts',
    'src/rules/import/import-context.ts',
    'src/rules/import/page-newest-first.ts',
    'src/rules/import/plan-import.ts',
    'src/rules/import/suppose/project-balance.ts',
    'src/rules/import/suppose/trial-entries.ts',
    'src/rules/import/suppose/upwork-balance.ts',
    'src/rules/past/corrections.ts',
    'src/rules/past/dependents.ts',
    'src/rules/past/following-refunds.ts',
    'src/rules/rulebook/reward-cap.ts',
    'src/store/derived/rebuild.ts',
    'src/store/file/schema-check.ts',
    'src/store/safety/snapshot.ts',
  ],
  importing: [
    'src/rules/decide/import',
    'src/rules/import/import-reading.ts',
    'src/rules/import/match/',
    'src/rules/import/plan-reading.ts',
    'src/rules/import/post/',
    'src/rules/import/proposals/',
    'src/rules/import/rulebook-warnings.ts',
    'src/rules/import/suppose/origin.ts',
    'src/rules/import/suppose/suppose-',
  ],
  reading: [
    'src/commands/answers/recent.ts',
    'src/insight/flow/',
    'src/insight/money/money-paid.ts',
    'src/parse/nearest.ts',
    'src/parse/proposal-name.ts',
    'src/render/stats/spending.ts',
    'src/rules/state/page-cover.ts',
  ],
};

const groups = [
  ...Object.entries(ASIDE).map(([name, begins]) => ({
    name,
    begins,
    priority: 2,
    includeDependenciesRecursively: false,
  })),
  ...Object.entries(TOGETHER).map(([name, begins], i) => ({ name, begins, priority: i < 2 ? 1 : 0 })),
].map(({ begins, ...group }) => ({ ...group, test: (id) => begins.some((path) => id.includes(`/${path}`)) }));

/** Changes a line of a package on its way into the bundle. An update that no longer has the line stops the build. */
const changed = (name, file, from, to) => ({
  name,
  transform: {
    filter: { id: file },
    handler(code) {
      if (!code.includes(from)) throw new Error(`${name}: the package no longer has "${from}"`);
      return code.replaceAll(from, to);
    },
  },
});

/**
 * The driver looks for its binary beside its own code, which is in the bundle here. It has to look in its package, which
 * npm puts in or beside this one; where it is elsewhere Node is asked, which takes longer.
 */
const driver = changed(
  'driver',
  /better-sqlite3\/lib\/binding\.js$/,
  '__dirname',
  `path.join(['../node_modules/better-sqlite3', '../../better-sqlite3'].map((folder) => path.join(__dirname, folder))
    .find(fs.existsSync) ?? path.dirname(require.resolve('better-sqlite3/package.json')), 'lib')`,
);

/** Commander can run programs as subcommands, which this one has none of; to load what that takes cost 6 % of a start when measured. */
const commander = changed(
  'commander',
  /commander\/lib\/command\.js$/,
  "import childProcess from 'node:child_process';",
  'const childProcess = null;',
);

/** The prompts can open an editor, which this program never does; the encodings for it are a fifth of the package. */
const editor = changed(
  'editor',
  /@inquirer\/editor\/dist\/index\.js$/,
  "import { editAsync } from '@inquirer/external-editor';",
  'const editAsync = null;',
);

/** The clipboard's package can hold images, which this program never does; that part is a third of it. */
const images = changed(
  'images',
  /clipboardy\/index\.js$/,
  "import {writeClipboardImages, readClipboardImages, hasClipboardImages} from 'clipboard-image';",
  'const writeClipboardImages = null, readClipboardImages = null, hasClipboardImages = null;',
);

/** A default import of one of Node's modules would copy each of its properties at every start. */
const builtins = {
  name: 'builtins',
  transform: {
    filter: { code: /^import \w+ from 'node:/m },
    handler: (code) =>
      code.replace(/^import (\w+) from '(node:[\w/]+)';?$/gm, "const $1 = globalThis.process.getBuiltinModule('$2');"),
  },
};

/** The licences of the packages in the bundle, which ask to be passed on with it. */
const licences = {
  name: 'licences',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
    const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
    const texts = [...new Set(folders)].sort().map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : ''}\n`;
    });
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
  },
};

/** One character outside ASCII makes Node keep a whole file of the bundle with two bytes a character. */
const ascii = {
  name: 'ascii',
  generateBundle(_, bundle) {
    const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    for (const chunk of Object.values(bundle).filter(({ type }) => type === 'chunk')) {
      chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped);
    }
  },
};

const GETTER =
  /^Object\.defineProperty\(exports, "([\w$]+)", \{\s+enumerable: true,\s+get: function\(\) \{\s+return ([\w$]+);\s+\}\s+\}\);\n/gm;
const GIVEN = /^exports\.([\w$]+) = ([^;\n]+);\n/gm;
const NAMESPACE = /^var ([\w$]+) = \/\* @__PURE__ \*\/ \w+\.__exportAll\(\{([^}]*)\}\);$/gm;

/**
 * A file of the bundle gives its hundreds of names one by one, most of them through a function, in case that a value changes
 * later. Given together, and what is set only once as it is, they load faster.
 */
const exported = {
  name: 'exported',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle).filter(({ type }) => type === 'chunk')) {
      const { code } = chunk;
      const timesSet = (name) =>
        code.match(new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?: [-+*/|&?]*=[^=>]|\\+\\+|--)`, 'g'))
          ?.length ?? 0;
      const given = [];
      const take = (_, name, value) => {
        given.push(timesSet(value) > 1 ? `get ${name}() { return ${value}; }` : `${name}: ${value}`);
        return '';
      };
      chunk.code = code
        .replace(NAMESPACE, (_, name, names) => {
          const getters = names.replace(/([\w$]+): \(\) => ([\w$]+)/g, 'get $1() { return $2; }');
          return `var ${name} = {${getters}};`;
        })
        .replace(GETTER, take)
        .replace(GIVEN, take);
      if (given.length === 0) continue;
      chunk.code += `\nmodule.exports = {\n${given.map((each) => `\t${each},\n`).join('')}};\n`;
    }
  },
};

/** The bundler's own helpers are a file of some lines. Where the daily commands need them, they are in place: to open a file costs more. */
const helpers = {
  name: 'helpers',
  generateBundle(_, bundle) {
    const [code, given] = bundle['rolldown-runtime.cjs'].code.split('module.exports = ');
    const inPlace = `const require_rolldown_runtime = (() => {\n${code}return ${given}})();`;
    for (const chunk of Object.keys(TOGETHER).map((name) => bundle[`${name}.cjs`])) {
      chunk.code = chunk.code.replace(
        'const require_rolldown_runtime = require("./rolldown-runtime.cjs");',
        () => inPlace,
      );
    }
  },
};

/**
 * A file of the bundle loads the others that it needs when it first uses one of their names, not when it is loaded: most
 * commands never come to the greater part of them.
 */
const late = {
  name: 'late',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle).filter(({ type }) => type === 'chunk')) {
      const needed = chunk.code.matchAll(/^(?:const|let) ((?:require|node)_[\w$]+) = (require\("[^"]+"\));$/gm);
      for (const [line, name, load] of [...needed]) {
        if (chunk.code.includes(`\n${name} = `)) continue;
        chunk.code = chunk.code
          .replace(line, `let loaded_${name};\nconst ${name} = () => (loaded_${name} ??= ${load});`)
          .replaceAll(new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name.replaceAll('$', '\\$')}\\.`, 'g'), `(${name}()).`);
      }
    }
  },
};

/** Nobody reads the files that hold only code of packages. Without white space they are a tenth of a megabyte smaller. */
const packages = {
  name: 'packages',
  async generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle).filter(({ type }) => type === 'chunk')) {
      if (!chunk.moduleIds.every((id) => id.includes('/node_modules/'))) continue;
      chunk.code = (await minify(chunk.fileName, chunk.code, { compress: false, mangle: false })).code;
    }
  },
};

await build({
  input: { connects: 'src/launch.ts' },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  external: ['better-sqlite3/package.json'],
  plugins: [driver, commander, editor, images, builtins, licences, exported, helpers, late, packages, ascii],
  // Some files are loaded late by one importer and at once by another, which is no fault.
  checks: { ineffectiveDynamicImport: false },
  output: {
    dir: 'dist',
    format: 'cjs',
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    comments: { jsdoc: false },
    codeSplitting: { groups },
  },
});

// In `dist`, since their own imports must find their packages.
const MAKERS = 'dist/makers';

await build({
  input: ['src/shipped/eager-functions.ts', 'src/shipped/shipped-files.ts'],
  platform: 'node',
  external: ['better-sqlite3'],
  checks: { ineffectiveDynamicImport: false },
  output: { dir: MAKERS, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
});
const maker = (name) => import(pathToFileURL(resolve(MAKERS, `${name}.mjs`)).href);
const [{ eagerFunctions }, { shippedFiles }] = [await maker('eager-functions'), await maker('shipped-files')];
for (const [name, text] of Object.entries(await shippedFiles())) {
  mkdirSync(dirname(`dist/${name}`), { recursive: true });
  writeFileSync(`dist/${name}`, text);
}
rmSync(MAKERS, { recursive: true });

/** What people and the prompts of their shells start most. */
const DAILY_LINES = ['apply --cost 1', 'balance', '--help'];

/** By file of the bundle, the functions that the daily commands call, as the places of their text. They run in a world of their own. */
function calledFunctions() {
  const world = mkdtempSync(join(tmpdir(), 'connects-build-'));
  const coverage = join(world, 'coverage');
  const run = (line, more) => {
    const { status, stderr } = spawnSync(process.execPath, ['bin/connects.js', ...line.split(' ')], {
      env: { HOME: world, USERPROFILE: world, APPDATA: world, LOCALAPPDATA: world, ...more },
    });
    if (status !== 0) throw new Error(`connects ${line} fails as it was built: ${stderr}`);
  };
  try {
    run('init --balance 100', {});
    for (const line of DAILY_LINES) run(line, { NODE_V8_COVERAGE: coverage });
    const called = new Map();
    for (const report of readdirSync(coverage)) {
      for (const { url, functions } of JSON.parse(readFileSync(join(coverage, report), 'utf8')).result) {
        const ranges = functions.filter(({ ranges }) => ranges[0].count > 0).map(({ ranges }) => ranges[0]);
        called.set(basename(url), [...(called.get(basename(url)) ?? []), ...ranges]);
      }
    }
    return called;
  } finally {
    rmSync(world, { recursive: true, force: true });
  }
}

for (const [name, ranges] of calledFunctions()) {
  if (!readdirSync('dist').includes(name)) continue;
  const places = new Set(ranges.map(({ startOffset, endOffset }) => `${startOffset}-${endOffset}`));
  const code = readFileSync(`dist/${name}`, 'utf8');
  writeFileSync(
    `dist/${name}`,
    eagerFunctions(code, (start, end) => places.has(`${start}-${end}`)),
  );
}
