/** A report as JSON has it: the figures behind every chart of the page. */
import type { ReportData } from '../../insight/report.ts';
import { forecastFields } from '../forecast-fields.ts';
import { groupFields, statsFields } from '../stats/figures.ts';
import { spendingFields } from '../stats/spending.ts';
import { monthFields, proposalFields } from '../text/fields.ts';

export const reportFields = ({ past, stats, tags, coming, forecast, waiting, ...report }: ReportData) => ({
  since: report.since,
  until: report.until,
  asOf: report.today,
  demo: report.demo,
  opened: report.opened,
  plan: report.plan,
  edition: report.edition,
  balance: report.balance,
  months: (past?.months ?? []).map(monthFields),
  ...statsFields(stats),
  tags: tags.map(groupFields),
  expiring: coming.map(({ expiresOn, left, on, label }) => ({ expiresOn, connects: left, label, on })),
  forecast: forecastFields(forecast),
  spending: (past?.spending ?? []).map(spendingFields),
  hires: report.hires.map(proposalFields),
  stale: waiting.first.map(proposalFields),
  clients: report.clients,
});
