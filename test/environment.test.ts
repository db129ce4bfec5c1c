/** No test sees the user's settings, whatever the user's environment contains. */
import { homedir, userInfo } from 'node:os';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment } from './environment.ts';

const USERS = {
  CONNECTS_DB: '/home/ann/ledger.db',
  CONNECTS_TODAY: '1999-01-01',
  CONNECTS_RESERVE: '10',
  XDG_DATA_HOME: '/home/ann/data',
  XDG_STATE_HOME: '/home/ann/state',
  XDG_CACHE_HOME: '/home/ann/cache',
  XDG_CONFIG_HOME: '/home/ann/config',
  LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local',
  APPDATA: 'C:\\Users\\ann\\AppData\\Roaming',
  TZ: 'Pacific/Kiritimati',
  LANG: 'ar_EG.UTF-8',
  LC_ALL: 'ar_EG.UTF-8',
  NO_COLOR: '1',
  FORCE_COLOR: '3',
  COLUMNS: '20',
  CI: 'true',
  NODE_OPTIONS: '--no-warnings',
  npm_config_ignore_scripts: 'true',
  HOME: '/home/ann',
  PATH: '/usr/bin',
};

test('tests keep only the paths to programs and to the registry from the user’s environment', () => {
  const left = cleanEnvironment(USERS, '/tmp/home');
  expect(left).toEqual({
    PATH: '/usr/bin',
    HOME: '/tmp/home',
    USERPROFILE: '/tmp/home',
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    npm_config_userconfig: expect.any(String),
    npm_config_cache: expect.any(String),
  });
});

test('this test runs in the clean environment, with a scratch folder as home', () => {
  expect(relative(userInfo().homedir, homedir())).toMatch(/^\.\./);
  expect(new Date(2021, 0, 1).toISOString()).toBe('2021-01-01T00:00:00.000Z');
  const left = cleanEnvironment(process.env, homedir());
  expect(Object.keys(process.env).filter((name) => !(name in left || BY_VITEST.includes(name)))).toEqual([]);
});

/** What vitest sets in its workers. */
const BY_VITEST = ['BASE_URL', 'DEV', 'FORCE_TTY', 'MODE', 'PROD', 'SSR'];
