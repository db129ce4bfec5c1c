/**
 * The mirror of a shared ledger: a file on this machine with the same record and all that follows from it. Everything is
 * read from it, once it has what the server has; it may be deleted at any time.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { PoolAddress } from '../../../parse/pool-url.ts';
import { Refused } from '../../../rules/answers/refusal.ts';
import { MIRROR_NAME } from '../../../rules/values/ledger-place.ts';
import type { Entry } from '../../../rules/vocabulary/transaction.ts';
import { migrateOlder, rebuildDerived, runMigrations } from '../../derived/rebuild.ts';
import { replayFrom } from '../../derived/replay-from.ts';
import { insertRows } from '../../file/bulk-insert.ts';
import { type Db, hasSchema } from '../../file/connection.ts';
import { type SqlRow, toFact, toTransaction } from '../../file/entry-rows.ts';
import { type FileOptions, openFile } from '../../file/open-file.ts';
import type { ProgramFolders } from '../../folders/backup-folder.ts';
import { digestOf } from '../../folders/digest.ts';
import type { PoolRow } from '../server/pool-connection.ts';
import { type AccountHead, RECORD_TABLES, type RecordRows, recordColumns } from '../server/pool-record.ts';

/** The file of an account's mirror. Nothing of the address can be read from its name but the account. */
export async function mirrorPath({ account, identity }: PoolAddress, env: ProgramFolders): Promise<string> {
  return path.join(await env.stateFolder(), 'shared', `${account}~${digestOf(identity).slice(0, 16)}.db`);
}

/** The accounts of a database of which this machine has a mirror. Asks nobody. */
export async function mirroredAccounts(address: PoolAddress, env: ProgramFolders): Promise<readonly string[]> {
  const folder = path.join(await env.stateFolder(), 'shared');
  const names = fs.readdirSync(folder).flatMap((file) => MIRROR_NAME.exec(file)?.[1] ?? []);
  const own = await Promise.all(
    [...new Set(names)].map(async (name) => fs.existsSync(await mirrorPath(address.ofAccount(name), env))),
  );
  return [...new Set(names)].filter((_, i) => own[i]).sort();
}

/** Opens the mirror. One that is damaged, or of a newer program, is made anew: the server has all that it held. */
export async function openMirror(file: string, how: Pick<FileOptions, 'patience' | 'onWait'>): Promise<Db> {
  const open = () => openFile(file, { ...how, create: true, upgrade: (older) => migrateOlder(older, file) });
  const isNew = !fs.existsSync(file);
  try {
    const mirror = await open();
    if (isNew) sweepMirrors(file);
    return mirror;
  } catch (error) {
    if (!(error instanceof Refused && /^storage-(corrupt|newer)$/.test(error.refusal.code))) throw error;
    forgetMirror(file);
    return await open();
  }
}

/** Closes it. One that got nothing, as of an address that leads nowhere, leaves no file behind. */
export function closeMirror(mirror: Db): void {
  mirror.close();
  if (fs.statSync(mirror.name, { throwIfNoEntry: false })?.size === 0) forgetMirror(mirror.name);
}

export function forgetMirror(file: string): void {
  for (const ending of [ORIGIN, '', '-journal']) fs.rmSync(`${file}${ending}`, { force: true });
}

/** A mirror into which nothing came for so long is of an address that nobody uses, or is soon made again. */
const UNUSED_MS = 90 * 24 * 3_600_000;

/** Removes the mirrors of old addresses, beside one that was made just now. */
function sweepMirrors(made: string): void {
  const folder = path.dirname(made);
  const writtenAt = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  const oldest = writtenAt(made) - UNUSED_MS;
  for (const name of fs.readdirSync(folder).filter((each) => MIRROR_NAME.test(each))) {
    if (writtenAt(path.join(folder, name)) < oldest) forgetMirror(path.join(folder, name));
  }
}

/** The file beside a mirror that names the account and the epoch on the server that it is of. */
const ORIGIN = '.of';

const originOf = ({ id, epoch }: Pick<AccountHead, 'id' | 'epoch'>): string => `${id} ${epoch}\n`;

/** Whether the mirror is of this account and epoch, or is empty. A restore begins a new epoch. */
export function isMirrorOf(mirror: Db, head: AccountHead): boolean {
  if (lastMirrored(mirror) === 0) return true;
  try {
    return fs.readFileSync(`${mirror.name}${ORIGIN}`, 'utf8') === originOf(head);
  } catch {
    return false;
  }
}

/** The number that the account of the mirror has on the server; null: nobody can say. */
export function mirroredAccount(mirror: Db): number | null {
  try {
    const [id = ''] = fs.readFileSync(`${mirror.name}${ORIGIN}`, 'utf8').split(' ');
    return /^\d+$/.test(id) ? Number(id) : null;
  } catch {
    return null;
  }
}

/** Says what an empty mirror is going to hold. The caller holds its write lock. */
export const noteOrigin = (mirror: Db, head: AccountHead): void =>
  fs.writeFileSync(`${mirror.name}${ORIGIN}`, originOf(head), { mode: 0o600 });

/** The number of the mirror's last command; 0: it has none. */
export const lastMirrored = (mirror: Db): number =>
  hasSchema(mirror) ? ((mirror.prepare('SELECT max(id) FROM commands').pluck().get() as number | null) ?? 0) : 0;

/** The uid of the mirror's last command; null: it has none. */
export const lastUid = (mirror: Db): unknown =>
  hasSchema(mirror)
    ? (mirror.prepare('SELECT uid FROM commands WHERE id = ?').pluck().get(lastMirrored(mirror)) ?? null)
    : null;

/** Whether the news go on from what the mirror has: both have the same command there. */
export function continuesMirror(mirror: Db, last: number, { commands: [first] }: RecordRows): boolean {
  if (last === 0) return true;
  const own = mirror.prepare('SELECT uid FROM commands WHERE id = ?').pluck().get(last);
  return first?.['id'] === last && first['uid'] === own;
}

/** From this many new entries on, it takes less time to derive everything anew. */
const MANY = 1000;

/** Appends what the server has to the mirror. The caller holds the mirror's write lock. */
export function appendNews(mirror: Db, last: number, news: RecordRows): void {
  const commands = news.commands.filter(({ id }) => (id as number) > last);
  if (commands.length === 0) return;
  if (!hasSchema(mirror)) runMigrations(mirror);
  // Another process of this machine may have appended some of them in the meantime.
  const isNew = ({ command }: PoolRow): boolean => (command as number) > last;
  const fresh = { commands, transactions: news.transactions.filter(isNew), facts: news.facts.filter(isNew) };
  for (const table of RECORD_TABLES) {
    const columns = Object.fromEntries(recordColumns(table).map((name) => [name, (row: PoolRow) => row[name] ?? null]));
    insertRows(mirror, table, columns, fresh[table]);
  }
  if (fresh.transactions.length + fresh.facts.length > MANY) {
    rebuildDerived(mirror);
    return;
  }
  const changed = commands.flatMap(({ id, reverses }) => [id, reverses]).flatMap((id) => entriesOf(mirror, id ?? null));
  if (changed.length > 0) replayFrom(mirror, changed);
}

function entriesOf(mirror: Db, command: unknown): readonly Entry[] {
  if (command === null) return [];
  const rows = (table: string) => mirror.prepare(`SELECT * FROM ${table} WHERE command = ?`).all(command) as SqlRow[];
  return [...rows('facts').map(toFact), ...rows('transactions').map(toTransaction)];
}
