/** First issued, first spent: the batches of Connects that rows leave, and the lines of those that expired. */
import type { ModelRow } from './account.ts';
import type { ModelDay } from './days.ts';

export interface ModelLot {
  /** The row that issued it. */
  readonly id: number;
  readonly on: ModelDay;
  readonly kind: string;
  readonly granted: number;
  readonly expiresOn: ModelDay;
  left: number;
}

export interface Replayed {
  /** What is open, in the order in which it will be spent. */
  readonly lots: readonly ModelLot[];
  readonly expiries: readonly { readonly on: ModelDay; readonly connects: number }[];
  /** The first day on which more was spent than there was. */
  readonly shortOn: ModelDay | null;
}

/** A refund gives back what a row of that kind took for the same proposal. */
export const GIVES_BACK: Readonly<Record<string, string>> = { refund: 'proposal', 'boost-refund': 'boost' };

interface Slice {
  readonly lot: ModelLot;
  readonly connects: number;
}

/** `rows`: in the order of their days. */
export function replayRows(rows: readonly ModelRow[], until: ModelDay): Replayed {
  const lots: ModelLot[] = [];
  const taken = new Map<string, Slice[]>();
  const expiries: { on: ModelDay; connects: number }[] = [];
  let shortOn: ModelDay | null = null;
  const expire = (day: ModelDay): void => {
    for (const lot of lots.filter(({ expiresOn, left }) => expiresOn <= day && left > 0)) {
      expiries.push({ on: lot.expiresOn, connects: -lot.left });
      lot.left = 0;
    }
  };
  for (const { id, on, kind, connects, expiresOn, proposal } of rows.filter((row) => row.on <= until)) {
    expire(on);
    const back = GIVES_BACK[kind];
    if (back !== undefined) {
      giveBack(taken.get(`${back} ${proposal}`) ?? [], connects, on);
    } else if (connects > 0) {
      lots.push({ id, on, kind, granted: connects, left: connects, expiresOn: expiresOn ?? '' });
      lots.sort((a, b) => (a.expiresOn === b.expiresOn ? a.id - b.id : a.expiresOn < b.expiresOn ? -1 : 1));
    } else {
      const { slices, short } = take(lots, -connects);
      if (proposal !== null) taken.set(`${kind} ${proposal}`, slices);
      if (short > 0) shortOn ??= on;
    }
  }
  expire(until);
  return { lots: lots.filter(({ left }) => left > 0), expiries, shortOn };
}

function take(lots: readonly ModelLot[], connects: number): { slices: Slice[]; short: number } {
  const slices: Slice[] = [];
  let short = connects;
  for (const lot of lots) {
    const part = Math.min(lot.left, short);
    if (part === 0) continue;
    lot.left -= part;
    short -= part;
    slices.push({ lot, connects: part });
  }
  return { slices, short };
}

/** Back to the batches that they came from, with their old expiry; what has expired meanwhile is gone. */
function giveBack(slices: readonly Slice[], connects: number, on: ModelDay): void {
  let rest = connects;
  for (const { lot, connects: part } of slices) {
    if (lot.expiresOn <= on) continue;
    const back = Math.min(part, rest);
    rest -= back;
    lot.left += back;
  }
}
