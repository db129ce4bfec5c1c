/** Splits a copied text into pieces at line breaks and tabs, trimmed, none empty, each with its line number. */

export interface TextPieces {
  readonly texts: readonly string[];
  readonly lines: readonly number[];
}

/** Some 300,000 rows. */
const MOST = 2_000_000;
/** No title is longer. */
const LONGEST = 4000;

/** Null when there are more pieces than anybody copies. */
export function splitPieces(text: string): TextPieces | null {
  const texts: string[] = [];
  const lines: number[] = [];
  let [start, line] = [0, 1];
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 10;
    if (code !== 9 && code !== 10 && code !== 13) continue;
    const piece = text.slice(start, Math.min(i, start + LONGEST)).trim();
    if (piece !== '') {
      texts.push(piece.replace(/\s+/g, ' '));
      lines.push(line);
    }
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) line++;
    start = i + 1;
    if (texts.length > MOST) return null;
  }
  return { texts, lines };
}
