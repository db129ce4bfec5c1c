/**
 * Starts the program from code that was compiled before: compiling it takes longer than most of what it is asked.
 * From 22.8 on Node keeps such code itself. Before that the build keeps it beside each file, for the Node that built
 * it; any other Node passes it over and compiles.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/** Newer than the types of the oldest Node that this runs on. */
const { enableCompileCache, _extensions } = Module as unknown as {
  readonly enableCompileCache?: () => void;
  readonly _extensions: Record<string, (module: Module, file: string) => void>;
};

/** Runs the program in the real world. */
export async function main(): Promise<void> {
  if (enableCompileCache) enableCompileCache();
  else loading(null);
  await program();
}

/** For the build: runs the program, and keeps what was compiled of its files meanwhile, where nothing was kept yet. */
export async function compile(): Promise<void> {
  if (enableCompileCache) return;
  const scripts = new Map<string, Script>();
  loading((file, script) => scripts.set(file, script));
  await program();
  for (const [file, script] of scripts) {
    if (!existsSync(compiledOf(file))) writeFileSync(compiledOf(file), script.createCachedData());
  }
}

const program = (): Promise<void> => createRequire(__filename)('./program.cjs').main();

const compiledOf = (file: string): string => `${file}.compiled`;

/** What compiled code cannot do: load a module. */
const LOADS_MODULES = /\bimport\(/;

/**
 * Loads this program's files, and no others, from compiled code. `told`: for the build, which loads the others too so
 * that they can be kept.
 */
function loading(told: ((file: string, script: Script) => void) | null): void {
  const usual = _extensions['.js'] as (typeof _extensions)[string];
  _extensions['.cjs'] = (module, file) => {
    const isCompiled = existsSync(compiledOf(file));
    const code = isCompiled || told ? readFileSync(file, 'utf8') : null;
    if (code === null || LOADS_MODULES.test(code)) return usual(module, file);
    const cachedData = isCompiled ? readFileSync(compiledOf(file)) : undefined;
    const script = new Script(Module.wrap(code), { filename: file, cachedData });
    const run = script.runInThisContext();
    run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
    told?.(file, script);
  };
}
