/** Charts for a terminal, in blocks that read without colour. The numbers always stand in a table beside them. */
import type { TextPaint } from './paint.ts';
import { textWidth } from './text-width.ts';

export interface ChartBar {
  readonly label: string;
  readonly value: number;
  /** The value in words. */
  readonly shown: string;
}

/** A full block, and its eighths from the left. */
const FULL = '█';
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** One bar a line, as long as the widest terminal line allows for the largest value. */
export function barLines(all: readonly ChartBar[], columns: number, paint: TextPaint): readonly string[] {
  const labels = Math.max(0, ...all.map(({ label }) => textWidth(label)));
  const values = Math.max(0, ...all.map(({ shown }) => textWidth(shown)));
  const room = Math.max(LEAST, Math.min(columns, MOST) - labels - values - 2 * GAP.length);
  const most = Math.max(0, ...all.map(({ value }) => value));
  return all.map(({ label, value, shown }) => {
    const eighths = most === 0 ? 0 : Math.round((value / most) * room * 8);
    // Something is never drawn as nothing.
    const drawn = value > 0 ? Math.max(1, eighths) : 0;
    const bar = FULL.repeat(drawn >> 3) + (EIGHTHS[drawn & 7] ?? '');
    const padding = ' '.repeat(labels - textWidth(label));
    return `${label}${padding}${GAP}${paint.accent(bar)}${bar === '' ? '' : ' '}${shown}`;
  });
}

const GAP = '  ';
const LEAST = 8;
/** A wider chart is no easier to read. */
const MOST = 120;

/** A value over some days, and what marks them. */
export interface ChartStep {
  readonly value: number;
  readonly mark: string;
}

export interface ChartSteps {
  readonly steps: readonly ChartStep[];
  /** Text under the left end, the middle and the right end. */
  readonly ends: readonly [string, string, string];
}

/** A full block, and its eighths from below. */
const RISING = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', FULL];
const HEIGHT = 8;

/** How many steps there is room for beside the scale. */
export const stepsIn = (columns: number, most: number): number =>
  Math.max(LEAST, Math.min(columns, MOST) - String(topOf(most)).length - SCALE.length);

const SCALE = ' ┤';

/** The end of the scale: half of it is a whole number as well. */
const topOf = (most: number): number => Math.ceil(Math.max(1, most) / HEIGHT) * HEIGHT;

/** A value that rises and falls, filled from zero, with its scale to the left and its marks below. */
export function drawSteps({ steps: given, ends }: ChartSteps, columns: number, paint: TextPaint): readonly string[] {
  const most = Math.max(0, ...given.map(({ value }) => value));
  const times = Math.max(1, Math.floor(stepsIn(columns, most) / Math.max(1, given.length)));
  const steps = given.flatMap((step) =>
    Array.from({ length: times }, (_, i) => (i === 0 ? step : { ...step, mark: '' })),
  );
  const top = topOf(most);
  const scale = String(top).length;
  const at = (row: number, value: number): string => {
    const eighths = Math.round((value / top) * HEIGHT * 8) - row * 8;
    const least = row === 0 && value > 0 ? 1 : 0;
    return RISING[Math.max(least, Math.min(8, eighths))] ?? ' ';
  };
  const rows = Array.from({ length: HEIGHT }, (_, i) => HEIGHT - 1 - i).map((row) => {
    const level = row === HEIGHT - 1 ? top : row === HEIGHT / 2 - 1 ? top / 2 : null;
    const tick = level === null ? `${' '.repeat(scale)} │` : `${String(level).padStart(scale)}${SCALE}`;
    const filled = steps.map(({ value }) => at(row, value)).join('');
    return `${paint.dim(tick)}${paint.accent(filled.trimEnd())}`;
  });
  const indent = ' '.repeat(scale + SCALE.length);
  const marks = steps.map(({ mark }) => mark || ' ').join('');
  return [
    ...rows,
    `${paint.dim(`${'0'.padStart(scale)} └`)}${paint.dim('─'.repeat(steps.length))}`,
    ...(marks.trim() === '' ? [] : [`${indent}${marks}`.trimEnd()]),
    `${indent}${paint.dim(spread(ends, steps.length))}`,
  ];
}

/** Left, middle and right over a width; without the middle, or the right, where it is too narrow. */
function spread([left, middle, right]: readonly [string, string, string], room: number): string {
  const spare = room - left.length - right.length;
  if (spare < 1) return left;
  if (spare < middle.length + 2) return left + ' '.repeat(spare) + right;
  const before = Math.floor((room - middle.length) / 2) - left.length;
  return `${left}${' '.repeat(before)}${middle}${' '.repeat(spare - before - middle.length)}${right}`;
}
