/** A forecast as JSON has it. Rates have two decimals, all else is whole. */
import type { ConnectsForecast } from '../insight/forecast.ts';
import { averageCost } from './forecast.ts';

export const forecastFields = ({ drawn, pace, idle: still, purchase, cycles, ...forecast }: ConnectsForecast) => ({
  asOf: forecast.today,
  until: forecast.last,
  days: forecast.days,
  balance: forecast.balance,
  edition: forecast.edition,
  pace: {
    perWeek: Math.round(pace.perWeek * 100) / 100,
    connectsEach: Math.round(averageCost(pace.costs) * 100) / 100,
    proposals: pace.proposals,
    since: pace.since,
    given: pace.given,
    enough: pace.enough,
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
