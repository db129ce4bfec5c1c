/** The platform's folders are those of the package env-paths, which the program does not load because that takes long. */
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { foldersOn } from '../src/system/platform-folders.ts';

const HOMES = { linux: '/home/ana', darwin: '/Users/ana', win32: 'C:\\Users\\ana' } as const;

const VARS = [
  {},
  { XDG_DATA_HOME: '/data', XDG_STATE_HOME: '/state', XDG_CONFIG_HOME: '/config/', XDG_CACHE_HOME: '/cache' },
  { APPDATA: 'D:\\Roaming', LOCALAPPDATA: 'D:\\Local', XDG_DATA_HOME: '' },
];

/** What the package says in a process that believes to be on that platform. */
async function packageFolders(platform: keyof typeof HOMES, vars: Record<string, string>) {
  const script = `
    const path = process.getBuiltinModule('node:path');
    Object.defineProperty(process, 'platform', { value: ${JSON.stringify(platform)} });
    path.join = path[process.platform === 'win32' ? 'win32' : 'posix'].join;
    process.getBuiltinModule('node:os').homedir = () => ${JSON.stringify(HOMES[platform])};
    const { default: folders } = await import('env-paths');
    const { data, config, cache, log } = folders('connects', { suffix: '' });
    console.log(JSON.stringify({ data, config, cache, state: process.platform === 'linux' ? log : data }));`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    env: vars,
  });
  return JSON.parse(stdout);
}

describe('the folders of a platform', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    for (const [number, vars] of VARS.entries()) {
      test(`${platform} has the folders that env-paths names, with environment ${number + 1}`, async () => {
        const expected = await packageFolders(platform, vars);
        expect(foldersOn(platform, vars, HOMES[platform])).toEqual(expected);
      });
    }
  }
});
