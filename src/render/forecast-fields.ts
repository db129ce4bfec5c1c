/** A forecast as JSON has it. Rates have two decimals, all else is whole. */
import type { ConnectsForecast } from '../insight/future/forecast.ts';

/** Two decimals; null: not known. */
const places = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);

export const forecastFields = ({ drawn, pace, idle: still, purchase, cycles, ...forecast }: ConnectsForecast) => ({
  asOf: forecast.today,
  until: forecast.last,
  days: forecast.days,
  balance: forecast.balance,
  edition: forecast.edition,
  pace: {
    perWeek: places(pace.known.perWeek),
    connectsEach: places(pace.known.cost),
    proposals: pace.proposals,
    since: pace.since,
    given: pace.given,
    enough: pace.enough,
    dispersion: places(pace.variation?.dispersion ?? null),
    bursty: pace.bursty,
  },
  renewals: { cycles: cycles.count, connects: cycles.connects, due: cycles.due },
  runsOut: drawn?.runsOut ?? null,
  lastingPercent: drawn?.lasting ?? null,
  proposals: drawn?.affordable ?? null,
  expiring: drawn?.lapsed ?? null,
  cut: drawn?.cut ?? null,
  ifIdle: { expiring: still.lapsed, cut: still.cut },
  purchase: purchase && {
    until: purchase.until,
    lastingPercent: purchase.lasting,
    withoutPercent: purchase.without,
    longest: purchase.longest,
    connects: purchase.cover?.connects ?? null,
    cents: purchase.cover?.cents ?? null,
    items: purchase.cover?.items ?? [],
  },
});
