/**
 * Keeps what the SQLite driver makes until the process ends, which is one command. From 24.19 on, Node aborts where
 * its garbage collector takes an object of a driver built on `node::ObjectWrap` against its headers, as version 12 of
 * this one is (WiseLibs/better-sqlite3#1515); version 13 is not, and does not run on Node 20.
 */
import type { Db } from './db.ts';

type Method = (this: object, ...given: unknown[]) => unknown;

const held = new Set<object>();
const watched = new Set<object>();

/** From the first connection on, of all connections of the process. */
export function hold(db: Db): void {
  // The binary's own object stands behind a symbol.
  const native = Object.getOwnPropertySymbols(db)
    .map((symbol) => (db as unknown as Record<symbol, unknown>)[symbol])
    .find((each): each is object => typeof each === 'object' && each !== null && 'prepare' in each);
  if (!native) return;
  held.add(native);
  watch(native, ['prepare', 'exec', 'backup']);
}

/** Holds what these methods return, and the iterators of a statement in their turn. */
function watch(made: object, names: readonly string[]): void {
  const prototype = Object.getPrototypeOf(made) as Record<string, Method>;
  if (watched.has(prototype)) return;
  watched.add(prototype);
  for (const name of names) {
    const usual = prototype[name];
    if (!usual) continue;
    prototype[name] = function (...given) {
      const result = usual.apply(this, given);
      held.add(this);
      if (typeof result === 'object' && result !== null) held.add(result);
      if (name === 'prepare') watch(result as object, ['iterate']);
      return result;
    };
  }
}
