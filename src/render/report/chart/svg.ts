/** What all charts share: a frame with its name and what it says, scales, and how shapes are placed. */
import { type Html, type HtmlPiece, html } from './html.ts';

/** Across a chart everything is placed in percent, so that it fits any width and its text keeps its size. */
export const acrossChart = (part: number): string => `${Math.round(part * 10_000) / 100}%`;

export const toPixels = (value: number): number => Math.round(value * 10) / 10;

export interface ChartFrame {
  readonly id: string;
  readonly title: string;
  /** What it says, in a sentence. */
  readonly says: string;
  /** Of all that is drawn. */
  readonly height: number;
  /** Room on the left for a scale, or none. */
  readonly scale: boolean;
}

/** Above and below what is drawn together, and to the left of a scale; the style sheet has them too. */
export const CHART_EDGES = 16;

export type FrameTexts = Pick<ChartFrame, 'id' | 'title' | 'says'>;

export const chartFrame = ({ id, title, says, height, scale }: ChartFrame, body: HtmlPiece): Html =>
  html`<svg class="${scale ? 'chart scaled' : 'chart'}" role="img" aria-labelledby="${id}-title ${id}-desc" height="${height}"><title id="${id}-title">${title}</title><desc id="${id}-desc">${says}</desc>${body}</svg>`;

/** Steps of 1, 2 or 5 times a power of ten, up to the first at or above `most`. */
export function scaleTicks(most: number, wanted = 4): readonly number[] {
  const raw = Math.max(most, 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, power * ([1, 2, 5, 10].find((times) => times * power >= raw) ?? 10));
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, i) => i * step);
}

/** `120`, `12k` */
export const briefNumber = (value: number): string =>
  Math.abs(value) >= 10_000 ? `${toPixels(value / 1000)}k` : String(value);

/** A line across with its value to the left. */
export const scaleRule = (y: number, label: string, base = false): Html =>
  html`<line class="${base ? 'base' : 'grid'}" x1="0" x2="100%" y1="${toPixels(y)}" y2="${toPixels(y)}"/><text class="tick" x="-8" y="${toPixels(y + 4)}" text-anchor="end">${label}</text>`;

export interface UnderLabel {
  /** From 0 to 1. */
  readonly at: number;
  readonly label: string;
}

/** So many labels stand under a chart at most. */
const MOST_UNDER = 7;
/** A phone has room for so many; of more it shows every other one. */
const MOST_ON_PHONE = 3;

/** Labels under a chart, as many as there is room for. */
export function underLabels(all: readonly UnderLabel[], y: number): HtmlPiece {
  const every = Math.ceil(all.length / MOST_UNDER);
  // From the newest back, but not from the very edge: a label there would be pushed onto the one before it.
  const last = all.length - 1 - Math.floor(every / 2);
  const shown = all.filter((_, i) => (last - i) % every === 0);
  const isSpare = (i: number): boolean => shown.length > MOST_ON_PHONE && (shown.length - 1 - i) % 2 === 1;
  return shown.map(
    ({ at, label }, i) =>
      html`<text class="${isSpare(i) ? 'tick spare' : 'tick'}" x="${acrossChart(at)}" y="${y}" text-anchor="${at < 0.02 ? 'start' : at > 0.94 ? 'end' : 'middle'}">${label}</text>`,
  );
}

/** Hatchings and marks that charts refer to; once in a page. */
export const svgDefinitions = (): Html =>
  html`<svg class="shared" width="0" height="0" aria-hidden="true" focusable="false"><defs>${['in', 'out'].map(
    (name) =>
      html`<pattern id="hatch-${name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="paper" width="6" height="6"/><rect class="${name}" width="3" height="6"/></pattern><pattern id="dots-${name}" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="paper" width="5" height="5"/><circle class="${name}" cx="2.5" cy="2.5" r="1.4"/></pattern>`,
  )}<path id="mark-renewal" d="M0 -5L5 4L-5 4Z"/><path id="mark-expiry" d="M-4 -4L4 4M4 -4L-4 4"/></defs></svg>`;

/** A sample of a shape and what it means. */
export const chartLegend = (all: readonly { readonly shape: Html; readonly means: string }[]): Html =>
  html`<p class="legend" aria-hidden="true">${all.map(
    ({ shape, means }) =>
      html`<span><svg width="16" height="12" viewBox="-8 -6 16 12" focusable="false">${shape}</svg>${means}</span> `,
  )}</p>`;

export const legendSample = (look: string): Html => html`<rect class="${look}" x="-7" y="-5" width="14" height="10"/>`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jan 2021` for `2021-01`. */
export const monthName = (month: string): string => `${MONTHS[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
