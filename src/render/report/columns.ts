/** A chart of columns side by side: what comes in is drawn above the line, what goes out below it. */
import { type Html, html, type Piece } from './html.ts';
import { across, brief, EDGES, type FrameTexts, frame, px, rule, ticks, under } from './svg.ts';

/** `in` and `out` differ in colour, their variants in what fills them: solid, hatched, dotted. */
export type Look = 'in' | 'in-hatched' | 'in-dotted' | 'out' | 'out-hatched';

export interface ColumnPart {
  readonly value: number;
  readonly look: Look;
  /** The value in words. */
  readonly means: string;
}

export interface ChartColumn {
  readonly label: string;
  readonly above: readonly ColumnPart[];
  readonly below: readonly ColumnPart[];
}

const HEIGHT = 220;
const BELOW = 24;
/** Of a column's place, what the column itself takes; of the whole chart, no more than a tenth. */
const FILLED = 0.72;
const WIDEST = 0.1;

/** `words` writes a value of the scale. */
export function columns(
  named: FrameTexts,
  all: readonly ChartColumn[],
  words: (value: number) => string = brief,
): Html {
  const most = (side: 'above' | 'below'): number =>
    Math.max(0, ...all.map((column) => column[side].reduce((sum, { value }) => sum + value, 0)));
  const [up, down] = [most('above'), most('below')];
  const step = ticks(up + down, 5)[1] ?? 1;
  const [high, low] = [Math.max(1, Math.ceil(up / step)), Math.ceil(down / step)];
  const unit = HEIGHT / (step * (high + low));
  const zero = unit * step * high;
  const levels = Array.from({ length: high + low + 1 }, (_, i) => (high - i) * step);
  return frame({ ...named, height: HEIGHT + BELOW + EDGES, scale: true }, [
    levels.map((value) => rule(zero - value * unit, words(Math.abs(value)))),
    all.map((column, i) => {
      const wide = Math.min(WIDEST, FILLED / all.length);
      const place = { x: across((i + 0.5) / all.length - wide / 2), width: across(wide) };
      return [stack(column.above, place, zero, unit, -1), stack(column.below, place, zero, unit, 1)];
    }),
    html`<line class="base" x1="0" x2="100%" y1="${px(zero)}" y2="${px(zero)}"/>`,
    under(
      all.map(({ label }, i) => ({ at: (i + 0.5) / all.length, label })),
      HEIGHT + BELOW - 4,
    ),
  ]);
}

interface Place {
  readonly x: string;
  readonly width: string;
}

/** Away from zero, part on part. Something is never drawn as nothing. */
function stack(parts: readonly ColumnPart[], { x, width }: Place, zero: number, unit: number, way: 1 | -1): Piece {
  let from = zero;
  return parts
    .filter(({ value }) => value > 0)
    .map(({ value, look, means }) => {
      const height = Math.max(1, value * unit);
      const y = way < 0 ? from - height : from;
      from += way * height;
      return html`<rect class="${look}" x="${x}" width="${width}" y="${px(y)}" height="${px(height)}"><title>${means}</title></rect>`;
    });
}
