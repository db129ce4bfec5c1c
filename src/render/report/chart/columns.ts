/** A chart of columns side by side: what comes in is drawn above the line, what goes out below it. */
import { onlyTexts } from '../../text/words.ts';
import { type Html, type HtmlPiece, html } from './html.ts';
import {
  acrossChart,
  briefNumber,
  CHART_EDGES,
  chartFrame,
  type FrameTexts,
  scaleRule,
  scaleTicks,
  toPixels,
  underLabels,
} from './svg.ts';

/** `in` and `out` differ in colour, their variants in what fills them: solid, hatched, dotted, nothing, nothing in a dashed frame. */
export type ColumnLook = `${'in' | 'out'}${'' | '-hatched' | '-dotted' | '-open' | '-dashed'}`;

export interface ColumnPart {
  readonly value: number;
  readonly look: ColumnLook;
  /** The value in words. */
  readonly means: string;
}

export interface ChartColumn {
  readonly label: string;
  readonly above: readonly ColumnPart[];
  readonly below: readonly ColumnPart[];
}

/** A column above the line that is all of one part. */
export const plainColumn = (label: string, value: number, look: ColumnLook, means: string): ChartColumn => ({
  label,
  above: [{ value, look, means: `${label}: ${means}` }],
  below: [],
});

const HEIGHT = 220;
const BELOW = 24;
/** A chart of more months could not be read; its table has them all. */
export const MOST_MONTHS = 60;
export const cutShort = (months: number): readonly string[] =>
  onlyTexts(
    months > MOST_MONTHS && `The chart shows the last ${MOST_MONTHS} of ${months} months, the table shows all.`,
  );

/** Of a column's place, what the column itself takes; of the whole chart, no more than a tenth. */
const FILLED = 0.72;
const WIDEST = 0.1;

/** `words` writes a value of the scale. */
export function columnChart(
  named: FrameTexts,
  all: readonly ChartColumn[],
  words: (value: number) => string = briefNumber,
): Html {
  const most = (side: 'above' | 'below'): number =>
    Math.max(0, ...all.map((column) => column[side].reduce((sum, { value }) => sum + value, 0)));
  const [up, down] = [most('above'), most('below')];
  const step = scaleTicks(up + down, 5)[1] ?? 1;
  const [high, low] = [Math.max(1, Math.ceil(up / step)), Math.ceil(down / step)];
  const unit = HEIGHT / (step * (high + low));
  const zero = unit * step * high;
  const levels = Array.from({ length: high + low + 1 }, (_, i) => (high - i) * step);
  return chartFrame({ ...named, height: HEIGHT + BELOW + CHART_EDGES, scale: true }, [
    levels.map((value) => scaleRule(zero - value * unit, words(Math.abs(value)))),
    all.map((column, i) => {
      const wide = Math.min(WIDEST, FILLED / all.length);
      const place = { x: acrossChart((i + 0.5) / all.length - wide / 2), width: acrossChart(wide) };
      return [stack(column.above, place, zero, unit, -1), stack(column.below, place, zero, unit, 1)];
    }),
    html`<line class="base" x1="0" x2="100%" y1="${toPixels(zero)}" y2="${toPixels(zero)}"/>`,
    underLabels(
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
function stack(parts: readonly ColumnPart[], { x, width }: Place, zero: number, unit: number, way: 1 | -1): HtmlPiece {
  let from = zero;
  return parts
    .filter(({ value }) => value > 0)
    .map(({ value, look, means }) => {
      const height = Math.max(1, value * unit);
      const y = way < 0 ? from - height : from;
      from += way * height;
      return html`<rect class="${look}" x="${x}" width="${width}" y="${toPixels(y)}" height="${toPixels(height)}"><title>${means}</title></rect>`;
    });
}
