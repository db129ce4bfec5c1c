/**
 * The user's own defaults on one computer: `config.json` in the platform's folder. An option comes before a variable, a
 * variable before this file. It is checked by hand, because every command reads it and most people have none.
 */
import type { EnvVariable, ProgramEnv } from './env.ts';
import type { Refusal, Refused } from './rules/answers/refusal.ts';
import { CONFIG_KEYS, type ConfigKey, type ConfigProblem } from './rules/answers/usage-fault.ts';
import { isAccountName } from './rules/values/account-name.ts';
import { isServerUrl } from './rules/values/ledger-place.ts';

type Variables = ProgramEnv['vars'];

/** What the file says. */
export interface ConfigFile {
  /** Null: the folder cannot be found. */
  readonly path: string | null;
  readonly exists: boolean;
  readonly keys: readonly ConfigKey[];
  /** Why it cannot be used. */
  readonly refusal: Refusal | null;
  /** The variables of the environment, and those that the file replaces. */
  readonly vars: Variables;
}

/** Rejects if the folder cannot be found. */
export const configPath = async (env: ProgramEnv): Promise<string> => `${await env.configFolder()}/config.json`;

/** Never rejects. Whoever has no home has no such file. */
export async function readConfigFile(env: ProgramEnv): Promise<ConfigFile> {
  const { vars } = env;
  const path = await configPath(env).catch(() => null);
  const none: ConfigFile = { path, exists: false, keys: [], refusal: null, vars };
  if (path === null || isSwitchedOn(vars['CONNECTS_NO_CONFIG'])) return none;
  let text: string | null;
  try {
    text = env.readIfThere(path);
  } catch (error) {
    return { ...none, exists: true, refusal: unusable(path, { why: 'unreadable', detail: (error as Error).message }) };
  }
  if (text === null) return none;
  const read = readConfig(text);
  if ('why' in read) return { ...none, exists: true, refusal: unusable(path, read) };
  const unread = await badUrl(read.values.db);
  if (unread) return { ...none, exists: true, refusal: unusable(path, unread) };
  const keys = CONFIG_KEYS.filter((key) => key in read.values);
  return { ...none, exists: true, keys, vars: { ...vars, ...variablesOf(read.values, vars) } };
}

/** What is wrong with the URL of a database; null: nothing, or it is no such URL. */
async function badUrl(db: unknown): Promise<ConfigProblem | null> {
  if (!isText(db) || !isServerUrl(db)) return null;
  const { readPoolUrl } = await import('./parse/pool-url.ts');
  try {
    readPoolUrl(db.trim(), null);
    return null;
  } catch (error) {
    const { refusal } = error as Refused;
    if (refusal?.code !== 'usage' || refusal.fault !== 'bad-pool-url') throw error;
    return { why: 'bad-url', part: refusal.part, given: refusal.given };
  }
}

const unusable = (file: string, problem: ConfigProblem): Refusal => ({
  code: 'usage',
  fault: 'bad-config',
  file,
  problem,
});

export const isSwitchedOn = (text: string | undefined): boolean => !['', '0', 'false', 'no'].includes(text ?? '');

/** A path that is not full would be another ledger in every folder. */
const FULL_PATH = /^(?:~[/\\]|\/|[A-Za-z]:[/\\]|\\\\)/;

const isText = (value: unknown): value is string => typeof value === 'string';
const isSwitch = (value: unknown): boolean => typeof value === 'boolean';

const FITS: Readonly<Record<ConfigKey, (value: unknown) => boolean>> = {
  db: (value) => isText(value) && (FULL_PATH.test(value) || isServerUrl(value)),
  account: (value) => isText(value) && isAccountName(value),
  color: (value) => isText(value) && ['auto', 'always', 'never'].includes(value),
  pager: isText,
  accessible: isSwitch,
  input: isSwitch,
};

type Values = Readonly<Partial<Record<ConfigKey, unknown>>>;

function readConfig(text: string): ConfigProblem | { readonly values: Values } {
  const read = parsedObject(text);
  if ('why' in read) return read;
  for (const [key, value] of Object.entries(read.values)) {
    const known = CONFIG_KEYS.find((each) => each === key);
    if (known === undefined) return { why: 'unknown-key', key };
    if (!FITS[known](value)) return { why: 'wrong-value', key: known };
  }
  return 'db' in read.values && 'account' in read.values ? { why: 'two-ledgers' } : read;
}

function parsedObject(text: string): ConfigProblem | { readonly values: Values } {
  try {
    // Some editors begin a file with a mark of its encoding.
    const values: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const isObject = typeof values === 'object' && values !== null && !Array.isArray(values);
    return isObject ? { values } : { why: 'not-object' };
  } catch (error) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec((error as Error).message) ?? [];
    return { why: 'not-json', at: line ? [Number(line), Number(column)] : null };
  }
}

/** Each key as the variable that says the same, unless the environment says something of it. */
function variablesOf(values: Values, vars: Variables): Partial<Record<EnvVariable, string>> {
  const { db, account, color, pager, accessible, input } = values;
  const isFree = (...names: readonly EnvVariable[]): boolean => names.every((name) => !vars[name]);
  const found: Partial<Record<EnvVariable, string>> = {};
  // Of a ledger named by its file and one named by its account, both variables would count.
  if (isFree('CONNECTS_DB', 'CONNECTS_ACCOUNT')) {
    if (isText(db)) found.CONNECTS_DB = db;
    if (isText(account)) found.CONNECTS_ACCOUNT = account;
  }
  if (isFree('NO_COLOR', 'FORCE_COLOR') && vars['TERM'] !== 'dumb') {
    if (color === 'never') found.NO_COLOR = '1';
    if (color === 'always') found.FORCE_COLOR = '1';
  }
  // An empty one says that there is none.
  if (isText(pager) && vars['CONNECTS_PAGER'] === undefined && vars['PAGER'] === undefined) {
    found.CONNECTS_PAGER = pager;
  }
  if (accessible === true && isFree('CONNECTS_ACCESSIBLE')) found.CONNECTS_ACCESSIBLE = '1';
  if (input === false && isFree('CONNECTS_NO_INPUT')) found.CONNECTS_NO_INPUT = '1';
  return found;
}
