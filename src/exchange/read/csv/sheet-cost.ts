/** What a line of a sheet says was spent: a cost and a boost, which a third column may hold together. */
import { bareText } from '../fold-space.ts';
import type { UnreadAmount } from './csv-amount.ts';
import type { SheetCell } from './sheet-columns.ts';
import { writtenAmount } from './written-amount.ts';

export interface SheetCost {
  readonly cost: number;
  readonly boost: number;
}

/** Words in a column of boosts that say there was none, and no number. */
const NO_BOOST = /^(?:[-\u2010-\u2015\u2212]|no|n|false|none)?$/i;

export function sheetCost(cell: (column: SheetCell) => string): SheetCost | UnreadAmount {
  const texts = { cost: cell('cost'), boost: cell('boost'), total: cell('total') };
  const given = [texts.cost, texts.boost, texts.total].filter((text) => text !== '').join(' / ');
  const [cost, boost, total] = [
    sizeOf(texts.cost),
    NO_BOOST.test(texts.boost) ? 0 : sizeOf(texts.boost),
    sizeOf(texts.total),
  ];
  const bad: UnreadAmount = { problem: 'bad-amount', given };
  if ([texts.cost, texts.total].every((text) => text === '')) return { problem: 'no-amount', given: null };
  if (cost === null || boost === null || total === null) return bad;
  const found = split(cost, boost, total);
  if (found?.cost === 0 && found.boost === 0) return { problem: 'free-proposal', given: null };
  return found && found.cost > 0 ? found : bad;
}

/** Undefined where nothing is written, null where it is no amount that can have been spent. */
function sizeOf(text: string): number | undefined | null {
  if (text === '') return undefined;
  const amount = writtenAmount(bareText(text));
  return amount && amount.sign !== 1 ? amount.size : null;
}

/** Some sheets count the boost in the cost as well, which only the total can show. */
function split(cost: number | undefined, boost: number | undefined, total: number | undefined): SheetCost | null {
  const paid = boost ?? 0;
  if (cost === undefined) return total === undefined ? null : { cost: total - paid, boost: paid };
  if (total === undefined || total === cost + paid) return { cost, boost: paid };
  return total === cost ? { cost: cost - paid, boost: paid } : null;
}
