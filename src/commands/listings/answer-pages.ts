/** Listings of any length for a script: written as they are read, so that the whole of one is never in memory. */
import type { ProgramCall } from '../../call.ts';
import type { OutputTarget } from '../../env.ts';
import type { ListColumn } from '../../render/text/listing.ts';
import { type ListFormat, rowTexts } from '../answers/answer.ts';

/** Shows a page of a listing. False: no more is wanted. */
type ShowPage<T> = (items: readonly T[]) => Promise<boolean>;

/** Reads a listing page by page. */
export type ReadPages<T> = (show: ShowPage<T>) => Promise<void>;

export interface PagedAnswer<T> {
  readonly command: string;
  /** The list in the JSON object, and a row of it. */
  readonly name: string;
  fields(item: T): object;
  readonly columns: readonly ListColumn<T>[];
  readonly format: ListFormat | null;
  /** No more than so many; null: all. */
  readonly most: number | null;
  /** What a person reads where there is no item. */
  readonly empty: string;
}

export async function answerPages<T>(call: ProgramCall, answer: PagedAnswer<T>, read: ReadPages<T>): Promise<void> {
  const { command, name, fields, columns, format, most, empty } = answer;
  const { stdout } = call.env;
  const jsonOf = call.json ? call.emitList(command, name) : null;
  const rowsOf = rowTexts(columns, format, call.env.stdout.isTTY);
  const out = heldOutput(stdout);
  let left = most ?? Number.POSITIVE_INFINITY;
  call.env.spareMemory?.();
  const show = async (page: readonly T[]): Promise<boolean> => {
    const items = left < page.length ? page.slice(0, left) : page;
    left -= items.length;
    for (let at = 0; at < items.length; at += AT_ONCE) {
      const some = items.slice(at, at + AT_ONCE);
      out.write(jsonOf ? jsonOf(some.map(fields)) : await rowsOf(some));
    }
    return left > 0 && !stdout.isClosed;
  };
  await read(show);
  // Also without an item, CSV has its header.
  if (!jsonOf) out.write(await rowsOf([]));
  out.flush();
  const isEmpty = left === (most ?? Number.POSITIVE_INFINITY);
  if (isEmpty && !jsonOf && stdout.isTTY) call.aside(call.addressed(empty));
}

/** So many items of a listing, the first ones, and how many there are in all, where that is asked for. */
export async function firstItems<T>(
  read: ReadPages<T>,
  { most, isCounted }: { readonly most: number; readonly isCounted: boolean },
): Promise<{ readonly items: readonly T[]; readonly total: number }> {
  const items: T[] = [];
  let total = 0;
  await read(async (page) => {
    for (const item of page.slice(0, most - items.length)) items.push(item);
    total += page.length;
    return isCounted || items.length < most;
  });
  return { items, total };
}

/** So many rows become text at once, as what is made on the way is many times the text. */
const AT_ONCE = 100;

/** Characters. A ledger of the usual size has fewer. */
const HELD = 4_000_000;

/**
 * Holds back what is written first, and all of it where it is no more than that: until then the ledger is read, so that
 * nobody who writes waits for a slow reader, and a failure prints nothing.
 */
function heldOutput(stdout: OutputTarget): { write(text: string): void; flush(): void } {
  // As bytes: a text that was put together holds all of its pieces.
  let held: Uint8Array[] = [];
  let room = HELD;
  const flush = (): void => {
    if (held.length > 0) stdout.write(Buffer.concat(held).toString());
    held = [];
  };
  return {
    write(text) {
      if (text === '') return;
      held.push(Buffer.from(text));
      room -= text.length;
      if (room < 0) flush();
    },
    flush,
  };
}
