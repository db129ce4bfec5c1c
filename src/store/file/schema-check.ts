/** A file's shape held against the one that the migrations make; of that, what holds nothing recorded can be made anew. */
import type { Problem } from '../../rules/problem.ts';
import { type Db, pragma } from './connection.ts';
import { MIGRATIONS, migrate, VERSION } from './migrations.ts';
import { connect, IN_MEMORY } from './open-file.ts';
import { DERIVED, type Part, partsOf } from './schema.ts';

type Shape = Extract<Problem, { code: 'schema' }>;

/** The parts of a file of that version. */
export function expectedParts(version: number = VERSION): readonly Part[] {
  const fresh = connect(IN_MEMORY);
  try {
    migrate(fresh, { ...MIGRATIONS, steps: MIGRATIONS.steps.slice(0, version) });
    return partsOf(fresh);
  } finally {
    fresh.close();
  }
}

/** What of its shape is not as its own version has it. */
export function misshapen(db: Db): readonly Shape[] {
  const version = pragma(db, 'user_version');
  const expected = expectedParts(version);
  const found = partsOf(db);
  const there = new Map(found.map((part) => [part.name, part]));
  const known = new Set(expected.map(({ name }) => name));
  return [
    ...expected.flatMap((part): Shape | readonly [] => {
      const { type, name, sql } = part;
      if (there.get(name)?.sql === sql) return [];
      const what = there.has(name) ? 'changed' : 'missing';
      return { code: 'schema', what, type, name, mendable: version === VERSION && isMendable(part) };
    }),
    ...found
      .filter(({ name }) => !known.has(name))
      .map(({ type, name }): Shape => ({ code: 'schema', what: 'extra', type, name, mendable: false })),
  ];
}

/** A fault that keeps the record from being read. What somebody put beside it does not. */
export const isFatal = ({ what, mendable }: Shape): boolean => what !== 'extra' && !mendable;

const isMendable = ({ type, name }: Part): boolean => type !== 'table' || DERIVED.some((derived) => derived === name);

/** Whether every table is there as it was made. Of a newer file that cannot be told. */
export const isWhole = (db: Db): boolean =>
  pragma(db, 'user_version') > VERSION || !misshapen(db).some(({ type, what }) => type === 'table' && what !== 'extra');

/** Makes anew what is missing or changed and can be. The write lock must be held, and what is derived filled afterwards. */
export function mend(db: Db): void {
  const expected = expectedParts();
  // Tables first: with one, its indexes go.
  for (const isTable of [true, false]) {
    const there = new Map(partsOf(db).map((part) => [part.name, part]));
    for (const part of expected) {
      const found = there.get(part.name);
      if ((part.type === 'table') !== isTable || found?.sql === part.sql || !isMendable(part)) continue;
      if (found) db.exec(`DROP ${found.type} ${found.name}`);
      db.exec(part.sql);
    }
  }
}
