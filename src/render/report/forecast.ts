/** The report's section on when Connects run out. */
import type { ConnectsForecast } from '../../insight/future/forecast.ts';
import { type Day, daysBetween } from '../../rules/values/calendar.ts';
import { forecastParts } from '../forecast.ts';
import { number } from '../text/words.ts';
import { type Html, html } from './chart/html.ts';
import { acrossChart, CHART_EDGES, chartFrame, chartLegend, legendSample } from './chart/svg.ts';
import { htmlTable, reportSection, unbrokenProse } from './chart/table.ts';

export function forecastSection(forecast: ConnectsForecast): Html {
  const parts = forecastParts(forecast).map(([heading, text]) =>
    heading === 'Runs out' && forecast.drawn === null
      ? ([heading, tooFew(forecast)] as const)
      : ([heading, text] as const),
  );
  const runsOut = parts.find(([heading]) => heading === 'Runs out')?.[1] ?? '';
  const says = `Runs out: ${runsOut}${forecast.drawn === null ? '' : '.'}`;
  return reportSection({
    id: 'forecast',
    title: 'Forecast',
    says: [says],
    body: [
      forecast.drawn === null ? null : course(says, forecast, forecast.drawn.runsOut),
      htmlTable(
        'Forecast',
        [
          { head: 'What', cell: ([heading]) => heading },
          { head: 'Estimate', cell: ([, text]) => unbrokenProse(text), words: true },
        ],
        parts,
      ),
    ],
  });
}

const tooFew = ({ pace: { proposals, since } }: ConnectsForecast): string =>
  `too few proposals to judge: ${proposals === 0 ? 'none' : number(proposals)} since ${since}. To see an estimate anyway: connects forecast --per-week N --cost N`;

type Out = NonNullable<ConnectsForecast['drawn']>['runsOut'];

const HEIGHT = 54;

/** From today to the last day looked at: sure to last, may last, and where it ends in half of the cases. */
function course(says: string, { today, last, days }: ConnectsForecast, { low, likely, high }: Out): Html {
  const at = (day: Day | null): number => (day === null ? 1 : daysBetween(today, day) / days);
  const [from, to] = [at(low), at(high)];
  const named = { id: 'forecast-chart', title: 'How long Connects last', says };
  return html`${chartFrame({ ...named, height: HEIGHT + CHART_EDGES, scale: false }, [
    html`<rect class="track" x="0" width="100%" y="8" height="20"/><rect class="in" x="0" width="${acrossChart(from)}" y="8" height="20"><title>Lasts until ${low ?? last} in 9 of 10 simulations</title></rect>`,
    from < to
      ? html`<rect class="in-hatched" x="${acrossChart(from)}" width="${acrossChart(to - from)}" y="8" height="20"><title>Probably runs out between ${low ?? last} and ${high ?? `a day after ${last}`}</title></rect>`
      : null,
    likely === null
      ? null
      : html`<line class="sure" x1="${acrossChart(at(likely))}" x2="${acrossChart(at(likely))}" y1="3" y2="33"/>`,
    html`<text class="tick" x="0" y="50">${today}</text><text class="tick" x="100%" y="50" text-anchor="end">${last}</text>`,
  ])}${chartLegend([
    { shape: legendSample('in'), means: 'lasts in 9 of 10 simulations' },
    ...(from < to ? [{ shape: legendSample('in-hatched'), means: 'may run out' }] : []),
    ...(likely === null
      ? []
      : [
          {
            shape: html`<line class="sure" x1="0" x2="0" y1="-6" y2="6"/>`,
            means: `estimated day: ${likely}`,
          },
        ]),
  ])}`;
}
