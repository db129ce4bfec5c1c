/** The amount of a record, with the sign that the file gives it: written, by its column, or in a word. A sign is never guessed. */
import type { CsvColumn, UnreadProblem } from '../../history-page.ts';
import { bareText } from '../fold-space.ts';
import { type AmountDirection, labelDirection, namedDirection, suggestedDirection } from './csv-direction.ts';
import { type WrittenAmount, writtenAmount } from './written-amount.ts';

export type CellOf = (column: CsvColumn) => string;

export interface UnreadAmount {
  readonly problem: UnreadProblem;
  readonly given: string | null;
}

export interface SignedAmount {
  /** Negative where they were spent. */
  readonly connects: number;
  readonly toldBy: 'sign' | 'word' | 'column';
}

/** An amount without a sign: the other rows tell whether this file leaves out the plus, or every sign. */
export interface UnsignedAmount {
  readonly size: number;
  /** What the row's words suggest. */
  readonly suggested: AmountDirection | null;
  /** Whether the row has words at all. */
  readonly isNamed: boolean;
}

export type AmountReading = SignedAmount | UnsignedAmount | UnreadAmount;

/** What bookkeepers write in the column that a row has no amount in. */
const NOTHING = /^[-\u2010-\u2015\u2212]?$/;

const unreadAmount = (problem: UnreadProblem, given: string | null): UnreadAmount => ({ problem, given });

/** One column with a sign; the words of the row tell it where it is missing, and must not contradict it. */
export function amountInOne(cell: CellOf, amountIn: (text: string) => WrittenAmount | null): AmountReading {
  const text = cell('connects');
  if (text === '') return unreadAmount('no-amount', null);
  const amount = amountIn(text);
  if (!amount || amount.size === 0) return unreadAmount('bad-amount', text);
  const { size, sign } = amount;
  const [label, direction] = [cell('label'), cell('direction')];
  const said = namedDirection(direction) ?? namedDirection(label);
  if (sign !== null && said !== null && said !== sign) return unreadAmount('wrong-sign', text);
  if (sign !== null) return { connects: sign * size, toldBy: 'sign' };
  if (said !== null) return { connects: said * size, toldBy: 'word' };
  const suggested = labelDirection(label) ?? suggestedDirection(`${direction} ${label}`);
  return { size, suggested, isNamed: `${label}${direction}${cell('title')}` !== '' };
}

/** Two columns, one of what was spent and one of what came in; one of them is empty. */
export function amountInTwo(cell: CellOf): AmountReading {
  const [spent, earned] = [cell('spent'), cell('earned')];
  const given = [spent, earned].filter((text) => text !== '').join(' / ');
  const [out, back] = [spent, earned].map((text) =>
    NOTHING.test(text) ? { size: 0, sign: null } : writtenAmount(bareText(text)),
  );
  if (!out || !back || (out.size > 0 && back.size > 0)) return unreadAmount('bad-amount', given);
  if (out.size + back.size === 0) return unreadAmount(given === '' ? 'no-amount' : 'bad-amount', given || null);
  if ((out.size > 0 && out.sign === 1) || (back.size > 0 && back.sign === -1)) return unreadAmount('wrong-sign', given);
  return { connects: back.size - out.size, toldBy: 'column' };
}

/** `isSigned`: the file tells what was spent by minus signs, so what has none came in. */
export function signOf({ suggested, isNamed }: UnsignedAmount, isSigned: boolean): AmountDirection | UnreadProblem {
  if (isSigned) return suggested === -1 ? 'wrong-sign' : 1;
  return suggested ?? (isNamed ? 'no-direction' : 1);
}
