/** Texts that a spreadsheet would run as a formula: one rule for every CSV that is written, and for reading ours back. */

/** The sign that begins a formula, in its wide form too, also behind white space, control and invisible characters. */
const SIGN = String.raw`[\s\p{C}\p{Default_Ignorable_Code_Point}]*[=+\-@\uff1d\uff0b\uff0d\uff20]`;
const FORMULA = new RegExp(`^${SIGN}`, 'u');
const DEFUSED = new RegExp(`^'(?=${SIGN})`, 'u');

/** An apostrophe before a formula makes a spreadsheet show it as text. */
export const defuseFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export const restoreFormula = (text: string): string => text.replace(DEFUSED, '');
