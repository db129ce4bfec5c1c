/** A ledger of given entries, in memory, for what works with a ledger but is not to change one. */
import type { Entry } from '../rules/vocabulary/transaction.ts';
import type { Ledger } from './ledger.ts';
import { sqliteLedger } from './sqlite-ledger.ts';

/**
 * Fills a ledger in memory with these entries, which are live and in order, and forgets it after the work. `members`: who
 * recorded each proposal.
 */
export async function withEntries<T>(
  entries: readonly Entry[],
  work: (ledger: Ledger) => Promise<T>,
  members: ReadonlyMap<number, string> = new Map(),
): Promise<T> {
  const [{ openConnection, IN_MEMORY }, { runMigrations: migrate, rebuildDerived: rebuild }, { appendCommand }, rows] =
    await Promise.all([
      import('./file/open-file.ts'),
      import('./derived/rebuild.ts'),
      import('./record/append-command.ts'),
      import('./file/entry-rows.ts'),
    ]);
  const connection = openConnection(IN_MEMORY);
  let commands = 0;
  const uid = (): string => {
    commands += 1;
    return `00000000-0000-0000-${String(commands).padStart(4, '0')}-000000000000`;
  };
  const stamps = { now: () => '', uid };
  try {
    migrate(connection);
    // What a replacement replaced is not among live entries.
    const alone = entries.map((entry) => (entry.type === 'fact' ? entry : { ...entry, reverses: null }));
    const bare = { name: 'import', body: {}, recordedAt: '', reverses: null };
    const own = Map.groupBy(alone, (entry) => members.get(rows.proposalOf(entry) ?? 0) ?? null);
    for (const [member, recorded] of own)
      appendCommand(connection, { ...stamps, member }, { ...bare, entries: recorded });
    rebuild(connection);
    return await work(sqliteLedger(connection, { path: IN_MEMORY, stamps }));
  } finally {
    connection.close();
  }
}
