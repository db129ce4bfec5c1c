/** Programs from the registry, kept between runs, and folders that hold nothing but the programs named. */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';

const cache = resolve('node_modules/.cache/connects-install');

const coming = new Map<string, Promise<string>>();

/** The folder of a package, `name@version`, which is fetched once. */
export function toolOf(spec: string): Promise<string> {
  const known = coming.get(spec) ?? fetched(spec);
  coming.set(spec, known);
  return known;
}

async function fetched(spec: string): Promise<string> {
  const prefix = join(cache, spec);
  const folder = join(prefix, 'node_modules', spec.slice(0, spec.lastIndexOf('@')));
  // npm moves a package there when it is complete.
  if (existsSync(join(folder, 'package.json'))) return folder;
  mkdirSync(prefix, { recursive: true });
  // Another Node than the one it is for fetches it.
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--no-save', '--force', '--loglevel', 'error'];
  await execa('npm', ['install', '--prefix', prefix, ...quiet, spec]);
  return folder;
}

/** Makes a folder that can be the whole PATH: no compiler, no Python, nothing of the system. Returns it. */
export function onlyThese(folder: string, programs: Readonly<Record<string, string>>): string {
  mkdirSync(folder);
  for (const [name, file] of Object.entries(programs)) symlinkSync(file, join(folder, name));
  return folder;
}
