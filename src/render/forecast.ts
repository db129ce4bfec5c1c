/** A forecast for a person: when Connects run out, what lapses, what to buy, and what all that rests on. */

import type { ConnectsForecast, DrawnForecast } from '../insight/future/forecast.ts';
import type { ForecastRange } from '../insight/future/monte-carlo.ts';
import type { ProposalPace } from '../insight/future/pace.ts';
import type { PurchaseAdvice } from '../insight/future/purchase-advice.ts';
import { ENOUGH_PROPOSALS } from '../rules/state/proposal-sums.ts';
import type { PageStyle } from './text/paint.ts';
import { purchaseCommands } from './text/shell.ts';
import { connects, dollars, fromToday, number } from './text/words.ts';
import { namedLines } from './text/wrap.ts';

const LABEL = 12;

export const DEMO_FORECAST = 'This is an invented year. For your own: connects forecast';

/** What there is to say, each with its heading. */
export function forecastParts(forecast: ConnectsForecast): readonly (readonly [heading: string, text: string])[] {
  const { drawn, purchase, pace } = forecast;
  return [
    ['Balance', balance(forecast)],
    ['Runs out', drawn ? runsOut(drawn, forecast) : tooFew(pace)],
    ...(drawn && !free(pace) ? ([['Pays for', paysFor(drawn, forecast)]] as const) : []),
    ['Expires', drawn ? unspent(drawn, forecast) : idle(forecast)],
    ...(purchase ? ([['To buy', toBuy(purchase)]] as const) : []),
    ['Assumed', assumed(forecast)],
  ];
}

export const forecastLines = (forecast: ConnectsForecast, page: PageStyle): readonly string[] =>
  forecastParts(forecast).flatMap((part) => namedLines(page, LABEL, part, page.paint.bold));

const balance = ({ balance: left, priceCents, cycles: { due } }: ConnectsForecast): string => {
  const posted = due === 0 ? '' : `, including ${due === 1 ? 'the renewal that is' : `${due} renewals that are`} due`;
  return `${connects(left)}, worth ${dollars(left * priceCents)}${posted}`;
};

/** Nothing is spent at this pace. */
const free = ({ perWeek, costs }: ProposalPace): boolean => perWeek === 0 || costs.every((cost) => cost === 0);

/** Why nothing is said of the balance's end. */
export const tooFew = ({ proposals, since, given }: ProposalPace): string => {
  const missing = [given.perWeek ? [] : '--per-week N', given.cost ? [] : '--cost N'].flat().join(' and ');
  const few = proposals === 0 ? 'none' : number(proposals);
  return `too few proposals to judge: ${few} since ${since}, at least ${ENOUGH_PROPOSALS} needed. To see an estimate anyway, give ${missing}.`;
};

const spread = ({ low, likely, high }: ForecastRange<number>, what: string): string =>
  low === high
    ? `${number(likely)} ${what}`
    : `about ${number(likely)} ${what} (probably ${number(low)} to ${number(high)})`;

const paysFor = ({ affordable, lasting }: DrawnForecast, { last }: ConnectsForecast): string =>
  spread(affordable, lasting === 100 ? `proposals until ${last}` : 'proposals until then');

function runsOut(
  { runsOut: { low, likely, high }, lasting }: DrawnForecast,
  { pace, today, last, days }: ConnectsForecast,
): string {
  if (pace.perWeek === 0) return 'not by sending proposals: at this pace you send none';
  if (pace.costs.every((cost) => cost === 0)) return 'not by sending proposals: after refunds they cost nothing';
  if (lasting === 100) return `not within ${number(days)} days (until ${last})`;
  const chance = `the chance that it lasts is ${lasting === 0 ? 'less than 1' : lasting} %`;
  if (!likely) return `probably not within ${number(days)} days (until ${last}): ${chance}`;
  const about = `about ${likely}, ${fromToday(likely, today)}`;
  if (!high) return `${about} (probably ${low} or later); the chance that it lasts until ${last} is ${lasting} %`;
  return low === high ? about : `${about} (probably ${low} to ${high})`;
}

function unspent({ lapsed, cut }: DrawnForecast, { last }: ConnectsForecast): string {
  const over = cut.high > 0 ? `. Lost over the carry-over limit: ${spread(cut, 'Connects')}` : '';
  return (lapsed.high === 0 ? `nothing by ${last}` : spread(lapsed, `unspent by ${last}`)) + over;
}

function idle({ idle: { lapsed, cut }, last }: ConnectsForecast): string {
  const over = cut > 0 ? `, and ${number(cut)} would be lost over the carry-over limit` : '';
  return `${number(lapsed)} by ${last} if nothing is spent${over}`;
}

function toBuy({ until, without, lasting, cover, longest, limit, bundles, beyond }: PurchaseAdvice): string {
  const cut = limit === null ? '' : `, or are lost over the carry-over limit of ${number(limit)}`;
  const why = beyond ? 'not even a million Connects are enough' : `the Connects expire${cut}`;
  const never = longest ? `no purchase today is likely to last until ${until}: ${why}. ` : '';
  if (!cover || cover.connects === 0) {
    return longest ? never.trim() : `nothing: the chance that your balance lasts until ${until} is ${without} %`;
  }
  const isBundles = cover.items.every(({ bundle }) => bundles.includes(bundle));
  const cost = `${purchaseCommands(cover)}: ${connects(cover.connects)} for ${dollars(cover.cents)} before tax${isBundles ? '' : ' (Upwork sells any amount, not only bundles)'}`;
  const chance = `The chance that this lasts until ${longest ?? until} is ${lasting} %`;
  return longest ? `${never}At most: ${cost}. ${chance}` : `${cost}. ${chance}; without buying, ${without} %`;
}

const rate = (value: number): string => String(Math.round(value * 10) / 10);

function assumed(forecast: ConnectsForecast): string {
  const { drawn, pace } = forecast;
  return [
    drawn ? `${sending(pace)}. ` : '',
    renewalWords(forecast),
    ' Nothing else is earned or spent.',
    drawn && pace.bursty ? ' Your pace is uneven, with busy weeks and quiet ones, so the ranges are wide.' : '',
    drawn && drawn.courses > 1
      ? ` From ${number(drawn.courses)} simulations in which your pace ${pace.variation ? 'varies as it did before' : 'stays the same'}; "probably" means in 8 of 10 of them.`
      : '',
  ].join('');
}

/** What the renewals to come give, and who says so. */
function renewalWords({ cycles, edition, monthly, last }: ConnectsForecast): string {
  if (monthly === 0) return 'No renewal gives Connects, as you set monthly to none.';
  const renewals = cycles.count === 1 ? 'one renewal gives' : `${cycles.count} renewals give`;
  const given =
    cycles.connects === 0 ? 'No renewal gives Connects' : capital(`${renewals} ${number(cycles.connects)} by ${last}`);
  return `${given}${monthly === null ? ` under ${edition}` : ', as you set it'}.`;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function sending(pace: ProposalPace): string {
  const { perWeek, given, proposals, since } = pace;
  if (perWeek === 0) return 'No proposals';
  const week = `${rate(perWeek)} ${perWeek === 1 ? 'proposal' : 'proposals'} a week${given.perWeek ? ' (as you gave it)' : ''}`;
  const cost = rate(pace.known.cost ?? 0);
  const each = `${cost} ${cost === '1' ? 'Connect' : 'Connects'} each${given.cost ? ' (as you gave it)' : ' after refunds'}`;
  return `${week}, ${each}${given.perWeek && given.cost ? '' : `, from the ${proposals} proposals since ${since}`}`;
}
