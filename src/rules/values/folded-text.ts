/** Text as people compare it: without regard to case, accents and runs of spaces. */

const ACCENTS = /[\u0300-\u036f]/g;
/** Most titles are of these characters alone, and need neither of the slower steps. */
const PLAIN = /^[\x20-\x7e]*$/;

export function foldText(text: string): string {
  const folded = PLAIN.test(text) ? text : text.normalize('NFKD').replace(ACCENTS, '').normalize('NFKC');
  return folded.toLowerCase().replace(/\s+/g, ' ').trim();
}
