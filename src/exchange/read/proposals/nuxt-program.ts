/**
 * Reads the data of a page that Nuxt 2 wrote as a small program, by the grammar of its serialiser. It never evaluates
 * anything: a saved file may be a stranger's. Whatever is more than data, such as a call or an operator, ends the reading.
 */
import { NOT_DATA, type ProgramText, programText } from './program-text.ts';

/** Objects are maps, so that no name in a file reaches a prototype. */
export type ProgramValue = null | boolean | number | string | ProgramValue[] | ProgramObject | SharedValue;
type ProgramObject = Map<string, ProgramValue>;

/** A parameter of the program: a value that the data has more than once. It is filled last. */
interface SharedValue {
  value: ProgramValue;
}

const MOST_DEPTH = 64;
/** A real page has some thousands. */
const MOST_VALUES = 500_000;
const MOST_CHARACTERS = 16_000_000;

const HEAD = /^\s*window\.__NUXT__\s*=/;

export const isNuxtProgram = (text: string): boolean => HEAD.test(text);

/** Null when the script cannot be read as data, or not to its end. */
export function readProgram(script: string): ProgramValue | null {
  if (script.length > MOST_CHARACTERS) return null;
  const source = programText(script.replace(HEAD, ''));
  try {
    const value = programOf(source);
    source.take(';');
    return source.ended ? value : null;
  } catch (error) {
    if (error === NOT_DATA) return null;
    throw error;
  }
}

/** What an object has under this name. */
export function memberOf(value: ProgramValue | undefined, name: string): ProgramValue {
  const object = plain(value);
  return object instanceof Map ? plain(object.get(name)) : null;
}

export const itemsOf = (value: ProgramValue): readonly ProgramValue[] => {
  const list = plain(value);
  return Array.isArray(list) ? list.map(plain) : [];
};

const plain = (value: ProgramValue | undefined): ProgramValue => (isShared(value) ? value.value : (value ?? null));

const isShared = (value: ProgramValue | undefined): value is SharedValue =>
  typeof value === 'object' && value !== null && 'value' in value;

/** An object, or a function called at once whose arguments, behind its body, are the shared values. */
function programOf(source: ProgramText): ProgramValue {
  const shared = new Map<string, SharedValue>();
  const values = { left: MOST_VALUES };
  const read = (): ProgramValue => expression(source, shared, values, 0);
  if (!source.take('(')) return read();
  source.need('function');
  source.need('(');
  listed(source, ')', () => shared.set(source.name() ?? giveUp(), { value: null }));
  source.need('{');
  const assignments: (() => void)[] = [];
  while (!source.take('return')) assignments.push(statement(source, shared, read));
  const result = read();
  source.take(';');
  source.need('}');
  source.need('(');
  const none: ReadonlyMap<string, SharedValue> = new Map();
  const given = listed(source, ')', () => expression(source, none, values, 0));
  source.need(')');
  [...shared.values()].forEach((each, i) => {
    each.value = given[i] ?? null;
  });
  for (const assign of assignments) assign();
  return result;
}

/** Fills a shared value: `name.key[0]=value;`, `name.set(key, value);` or `name.add(value);`. */
function statement(
  source: ProgramText,
  shared: ReadonlyMap<string, SharedValue>,
  read: () => ProgramValue,
): () => void {
  const root = shared.get(source.name() ?? giveUp()) ?? giveUp();
  const path: string[] = [];
  for (let isCall = false; !isCall; ) {
    if (source.take('.')) path.push(source.name() ?? giveUp());
    else if (source.take('[')) {
      path.push(String(source.quoted() ?? source.number() ?? giveUp()));
      source.need(']');
    } else break;
    if (path.length > MOST_DEPTH) giveUp();
    isCall = source.take('(');
    if (isCall) return finish(source, callOf(source, root, path, read));
  }
  source.need('=');
  const value = read();
  return finish(source, () => put(objectAt(root, path.slice(0, -1)), path.at(-1), value));
}

const finish = (source: ProgramText, assign: () => void): (() => void) => {
  source.need(';');
  return assign;
};

function callOf(source: ProgramText, root: SharedValue, path: readonly string[], read: () => ProgramValue) {
  const given = listed(source, ')', read);
  const [key, value = null] = given;
  const method = path.at(-1);
  const into = path.slice(0, -1);
  if (method === 'set' && given.length === 2) return () => put(objectAt(root, into), textKey(key), value);
  if (method === 'add' && given.length === 1) {
    return () => {
      const list = plain(objectAt(root, into));
      if (Array.isArray(list)) list.push(key ?? null);
    };
  }
  return giveUp();
}

const objectAt = (root: SharedValue, path: readonly string[]): ProgramValue =>
  path.reduce<ProgramValue>((value, name) => {
    const inner = plain(value);
    return Array.isArray(inner) ? plain(inner[Number(name)]) : memberOf(inner, name);
  }, root.value);

function put(into: ProgramValue, name: string | undefined, value: ProgramValue): void {
  const inner = plain(into);
  if (name === undefined || name === '__proto__') return;
  if (inner instanceof Map) inner.set(name, value);
  else if (Array.isArray(inner) && Number(name) < MOST_VALUES) inner[Number(name)] = value;
}

const textKey = (key: ProgramValue | undefined): string => {
  const inner = plain(key);
  return typeof inner === 'string' || typeof inner === 'number' ? String(inner) : '';
};

function expression(
  source: ProgramText,
  shared: ReadonlyMap<string, SharedValue>,
  values: { left: number },
  depth: number,
): ProgramValue {
  if (depth > MOST_DEPTH || values.left-- <= 0) giveUp();
  const read = (): ProgramValue => expression(source, shared, values, depth + 1);
  if (source.take('[')) return listed(source, ']', read);
  if (source.take('{')) {
    return new Map(listed(source, '}', () => member(source, read)).filter(([name]) => name !== '__proto__'));
  }
  const simple = source.quoted() ?? source.number();
  if (simple !== null) return simple;
  const name = source.name() ?? giveUp();
  return shared.get(name) ?? word(source, name, read);
}

function member(source: ProgramText, read: () => ProgramValue): [string, ProgramValue] {
  const name = source.quoted() ?? source.name() ?? source.number() ?? giveUp();
  source.need(':');
  return [String(name), read()];
}

/** A value that is written as a word, or as a call that only makes an empty or a plain one. */
function word(source: ProgramText, name: string, read: () => ProgramValue): ProgramValue {
  const argument = (): ProgramValue => {
    source.need('(');
    const [given = null] = listed(source, ')', read);
    return given;
  };
  switch (name) {
    case 'null':
      return null;
    case 'true':
      return true;
    case 'false':
      return false;
    case 'void':
      return source.number() === 0 ? null : giveUp();
    case 'Array':
      return typeof argument() === 'number' ? [] : giveUp();
    case 'Object':
      source.need('.create');
      return argument() === null ? new Map() : giveUp();
    case 'new':
      return made(source.name(), argument());
    default:
      return giveUp();
  }
}

function made(name: string | null, given: ProgramValue): ProgramValue {
  switch (name) {
    case 'Map':
      return new Map(itemsOf(given).map((pair) => [textKey(itemsOf(pair)[0]), itemsOf(pair)[1] ?? null]));
    case 'Set':
      return [...itemsOf(given)];
    case 'Date':
      return typeof given === 'number' || typeof given === 'string' ? given : giveUp();
    default:
      return giveUp();
  }
}

/** What stands between commas, up to the mark that closes the list. */
function listed<Item>(source: ProgramText, close: string, read: () => Item): Item[] {
  const items: Item[] = [];
  while (!source.take(close)) {
    if (items.length > 0) source.need(',');
    items.push(read());
  }
  return items;
}

function giveUp(): never {
  throw NOT_DATA;
}
