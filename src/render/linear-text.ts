/** Lines as a screen reader reads them best: nothing in columns, and words for signs. They may be painted. */

/** Blanks, and colours among them. */
const GAPS = /(?: |\p{Cc}\[\d*m)+/gu;
const COUNT = /^((?:\p{Cc}\[\d*m)*[\d,]+), (?=[a-z])/u;
/** A cell that is only this sign: what is not known. */
const NOT_KNOWN = /(?<=^|[:,] )—(?=$|[,.;])/g;

/** `text` may be several lines. */
export const linearText = (text: string): string => text.split('\n').map(linearLine).join('\n');

function linearLine(line: string): string {
  const text = line.replace(GAPS, (gap, at: number) => {
    const colours = gap.replaceAll(' ', '');
    const blanks = gap.length - colours.length;
    if (blanks === 0) return gap;
    const before = line[at - 1];
    if (before === undefined || at + gap.length === line.length) return colours;
    return blanks < 2 ? gap : `${/[:,]/.test(before) ? '' : ','} ${colours}`;
  });
  return text.replace(COUNT, '$1 ').replace(NOT_KNOWN, 'unknown').replaceAll(' → ', ' to ');
}
