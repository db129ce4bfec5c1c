/**
 * Follows single paths through data flattened the way Nuxt does it (devalue's format): a list in which objects and
 * lists hold the numbers of their members. It rebuilds nothing and reads only what is asked for, so rings,
 * numbers out of range and a key named `__proto__` do no harm.
 */
import { parsedJson } from '../../../rules/values/json.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value in its place in the data. */
export interface DataNode {
  readonly text: string | null;
  readonly number: number | null;
  member(key: string): DataNode | null;
  readonly items: readonly DataNode[];
}

/** The deepest chain of wrappers that is followed; real data has fewer. */
const MOST_HOPS = 32;

export interface FlatData {
  readonly root: DataNode | null;
  /** Every object that has all of these keys. */
  having(keys: readonly string[]): DataNode[];
}

/** Null when the text is not flattened data. */
export function parseFlatData(text: string): FlatData | null {
  const all = parsedJson(text) as Json | undefined;
  if (all === undefined || !isList(all)) return null;
  return {
    root: nodeAt(all, 0),
    having: (keys) =>
      all.flatMap((value) =>
        isObject(value) && keys.every((key) => Object.hasOwn(value, key)) ? [nodeOf(all, value)] : [],
      ),
  };
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isList(value);

/** Negative numbers mean undefined, holes and NaN: no value. */
function valueAt(all: readonly Json[], index: Json | undefined): Json | undefined {
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 ? all[index] : undefined;
}

/** A tag with one number is a wrapper, whatever its name; a tag with a text is a date or a big number. */
function nodeAt(all: readonly Json[], index: Json | undefined): DataNode | null {
  let value = valueAt(all, index);
  for (let hops = 0; hops < MOST_HOPS; hops++) {
    if (value === undefined) return null;
    if (!isList(value) || value.length !== 2 || typeof value[0] !== 'string' || value[0] === 'Set') break;
    value = typeof value[1] === 'string' ? value[1] : valueAt(all, value[1]);
  }
  return value === undefined ? null : nodeOf(all, value);
}

function nodeOf(all: readonly Json[], value: Json): DataNode {
  return {
    text: typeof value === 'string' ? value : null,
    number: typeof value === 'number' ? value : null,
    member: (key) => memberOf(all, value, key),
    get items() {
      if (!isList(value)) return [];
      return membersOf(value).flatMap((index) => nodeAt(all, index) ?? []);
    },
  };
}

/** Marks a list with holes: its length follows, then pairs of place and member. */
const SPARSE = -7;

/** The numbers of a list's members; a set is a list. */
function membersOf(list: readonly Json[]): readonly Json[] {
  const [first] = list;
  if (first === SPARSE) return list.filter((_, i) => i > 1 && i % 2 === 1);
  if (typeof first !== 'string') return list;
  return first === 'Set' ? list.slice(1) : [];
}

function memberOf(all: readonly Json[], value: Json, key: string): DataNode | null {
  if (isObject(value)) return Object.hasOwn(value, key) ? nodeAt(all, value[key]) : null;
  if (!isList(value) || (value[0] !== 'Map' && value[0] !== 'null')) return null;
  for (let i = 1; i + 1 < value.length; i += 2) {
    const name = value[0] === 'Map' ? valueAt(all, value[i]) : value[i];
    if (name === key) return nodeAt(all, value[i + 1]);
  }
  return null;
}
