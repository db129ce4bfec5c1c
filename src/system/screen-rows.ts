/** Counts the rows of a terminal that are written, so that what a person takes back can leave the screen. */

type Screen = NodeJS.WriteStream;

const MOVES = /\n|\p{Cc}\[(\d*)([AB])/gu;
const SEQUENCES = /\p{Cc}\[[0-9;?]*[A-Za-z]/gu;

const counters = new WeakMap<Screen, () => number>();

/** Where the cursor is now. The returned function clears all that was written since then. */
export function screenPlace(screen: Screen): () => void {
  const rowNow = counters.get(screen) ?? countRows(screen);
  const { columns } = screen;
  const row = rowNow();
  return () => {
    const above = rowNow() - row;
    // A terminal of another width has broken its lines anew.
    if (above > 0 && screen.columns === columns) screen.write(`\u001b[${above}A\r\u001b[J`);
  };
}

/** Prompts move up and down only among rows that they wrote, and break their lines themselves. */
function countRows(screen: Screen): () => number {
  const write = screen.write.bind(screen) as (...given: unknown[]) => boolean;
  let row = 0;
  screen.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    row += rowsIn(String(chunk), screen.columns);
    return write(chunk, ...rest);
  };
  const rowNow = (): number => row;
  counters.set(screen, rowNow);
  return rowNow;
}

function rowsIn(text: string, columns: number): number {
  let rows = 0;
  let isDrawn = false;
  for (const [move, count, way] of text.matchAll(MOVES)) {
    if (way) isDrawn = true;
    rows += move === '\n' ? 1 : Number(count || 1) * (way === 'A' ? -1 : 1);
  }
  return isDrawn ? rows : rows + rowsBroken(text, columns);
}

/** Lines are broken before they are written, but for a long command to copy: it takes more rows. */
const rowsBroken = (text: string, columns: number): number =>
  text
    .replace(SEQUENCES, '')
    .split('\n')
    .reduce((rows, line) => rows + Math.max(0, Math.ceil(cellsOf(line) / columns) - 1), 0);

/** Never more than it takes, as too many rows would clear what is older. */
const cellsOf = (line: string): number => [...line.replace(/\p{M}|\u200d/gu, '')].length;
