/** A chart of a value that rises and falls over days, filled from zero, with renewals and expiries marked below. */
import type { ReportPast } from '../../../insight/report.ts';
import { type Day, daysBetween } from '../../../rules/values/calendar.ts';
import { connects } from '../../text/words.ts';
import { type Html, type HtmlPiece, html } from './html.ts';
import {
  acrossChart,
  briefNumber,
  CHART_EDGES,
  chartFrame,
  type FrameTexts,
  monthName,
  scaleRule,
  scaleTicks,
  toPixels,
  type UnderLabel,
  underLabels,
} from './svg.ts';

const HEIGHT = 200;
const LANES = { renewal: HEIGHT + 13, expiry: HEIGHT + 29 } as const;
const BELOW = 56;

export function areaChart(named: FrameTexts, past: ReportPast): Html {
  const { span, steps, marks } = past;
  const scale = scaleTicks(Math.max(0, ...steps.map(({ balance }) => balance)));
  const top = scale.at(-1) ?? 1;
  const days = daysBetween(span.since, span.until) + 1;
  const at = (day: Day): number => daysBetween(span.since, day) / days;
  const y = (value: number): number => HEIGHT * (1 - value / top);
  const line = steps
    .map(({ balance }, i) => ({ balance, i }))
    .filter(({ balance }, i) => i === 0 || balance !== steps[i - 1]?.balance)
    .map(({ balance, i }) => `${i === 0 ? `M0 ${toPixels(y(balance))}` : `H${i}V${toPixels(y(balance))}`}`)
    .join('');
  const path = `${line}H${steps.length}`;
  return chartFrame({ ...named, height: HEIGHT + BELOW + CHART_EDGES, scale: true }, [
    scale.map((value) => scaleRule(y(value), briefNumber(value), value === 0)),
    html`<svg width="100%" height="${HEIGHT}" viewBox="0 0 ${steps.length} ${HEIGHT}" preserveAspectRatio="none" overflow="visible"><path class="fill" d="${path}V${HEIGHT}H0Z"/><path class="line" d="${path}"/></svg>`,
    marks.map(
      ({ on, kind, connects: moved }) =>
        html`<use href="#mark-${kind}" class="mark ${kind}" x="${acrossChart(at(on))}" y="${LANES[kind]}"><title>${on}: ${connects(moved)} ${kind === 'renewal' ? 'renewed' : 'expired'}</title></use>`,
    ),
    labels(past, at),
  ]);
}

function labels({ span: { since, until }, months }: ReportPast, at: (day: Day) => number): HtmlPiece {
  const firsts = months
    .map(({ month }) => ({ first: `${month}-01` as Day, label: monthName(month) }))
    .filter(({ first }) => first >= since)
    .map(({ first, label }): UnderLabel => ({ at: at(first), label }));
  const ends =
    since === until
      ? [{ at: 0, label: since }]
      : [
          { at: 0, label: since },
          { at: 1, label: until },
        ];
  return underLabels(firsts.length < 3 ? ends : firsts, HEIGHT + BELOW - 8);
}
