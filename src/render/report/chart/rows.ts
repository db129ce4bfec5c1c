/** A chart of bars that lie under their names, with how sure each is drawn over its end. */
import type { ConfidenceInterval } from '../../../insight/chance/interval.ts';
import { cutText } from '../../text/text-width.ts';
import { type Html, html } from './html.ts';
import { acrossChart, CHART_EDGES, chartFrame, type FrameTexts } from './svg.ts';

export interface BarRow {
  /** May have been typed by a user. */
  readonly name: string;
  /** Text at the right end. */
  readonly shown: string;
  /** Null: there is nothing to draw. */
  readonly value: number | null;
  readonly sure: ConfidenceInterval | null;
  /** Too few to judge by: drawn as less than a fact. */
  readonly few: boolean;
}

const ROW = 46;
const NAME_COLUMNS = 22;

/** The whole width means `most`. */
export function rowChart(named: FrameTexts, all: readonly BarRow[], most: number): Html {
  const part = (value: number): string => acrossChart(Math.min(1, most === 0 ? 0 : value / most));
  return chartFrame({ ...named, height: all.length * ROW + CHART_EDGES, scale: false }, [
    all.map(({ name, shown, value, sure, few }, i) => {
      const top = i * ROW;
      const middle = top + 28;
      return [
        html`<text class="name" x="0" y="${top + 14}">${cutText(name, NAME_COLUMNS)}</text><text class="value" x="100%" y="${top + 14}" text-anchor="end">${shown}</text><rect class="track" x="0" width="100%" y="${top + 21}" height="14"/>`,
        value === null || value === 0
          ? null
          : html`<rect class="${few ? 'in-hatched' : 'in'}" x="0" width="${part(value)}" y="${top + 21}" height="14"/>`,
        sure === null
          ? null
          : html`<line class="halo" x1="${part(sure.low)}" x2="${part(sure.high)}" y1="${middle}" y2="${middle}"/><line class="sure" x1="${part(sure.low)}" x2="${part(sure.high)}" y1="${middle}" y2="${middle}"/>${[sure.low, sure.high].map((end) => html`<line class="sure" x1="${part(end)}" x2="${part(end)}" y1="${middle - 5}" y2="${middle + 5}"/>`)}`,
      ];
    }),
  ]);
}
