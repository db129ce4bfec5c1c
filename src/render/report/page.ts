/** The report as one page that needs nothing else: no script, no network, no file beside it. */
import type { ProposalFunnel } from '../../insight/proposals/funnel.ts';
import type { ReportData } from '../../insight/report.ts';
import { unknownOutcomes } from '../stats/funnel-words.ts';
import { GRADE_LEGEND, percentText, rangeText, replyMoneyText, tenthsText, VERDICT_WORDS } from '../stats/rates.ts';
import { countOf, dollars, fromToday, number, planName } from '../text/words.ts';
import { balanceSection } from './balance.ts';
import { boostSection } from './boost.ts';
import { type Html, html, htmlText } from './chart/html.ts';
import { SHEET_HASH, STYLE_SHEET } from './chart/style.ts';
import { svgDefinitions } from './chart/svg.ts';
import { dueSection, expiringSection } from './coming.ts';
import { costSection } from './cost.ts';
import { earningsSection } from './earnings.ts';
import { forecastSection } from './forecast.ts';
import { funnelSection } from './funnel.ts';
import { connectsSection, moneySection } from './months.ts';
import { paidCard } from './paid-card.ts';
import { clientsSection, hiresSection, openSection } from './proposals.ts';
import { spendingSection } from './spending.ts';
import { tagsSection } from './tags.ts';

/** The browser itself refuses all but the one style sheet, which it knows by its hash. */
const POLICY = `default-src 'none'; style-src '${SHEET_HASH}'; base-uri 'none'; form-action 'none'`;

export const reportPage = (report: ReportData): string =>
  `<!doctype html>\n${htmlText(html`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>${title(report)}</title>${STYLE_SHEET}</head>
<body>${svgDefinitions()}
${header(report)}
<main>
${sections(report).map((each) => (each === null ? null : html`${each}\n`))}</main>
${footer(report)}
</body></html>`)}\n`;

const title = ({ demo, today }: ReportData): string => `Connects report, ${today}${demo ? ' (invented year)' : ''}`;

const sections = (report: ReportData): readonly (Html | null)[] => [
  balanceSection(report),
  report.past && connectsSection(report.past),
  report.past && spendingSection(report.past, report),
  report.past && moneySection(report.past),
  funnelSection(report.stats),
  report.stats.sent.sum.proposals > 0 ? costSection(report.stats) : null,
  earningsSection(report.stats),
  boostSection(report.stats),
  tagsSection(report.tags),
  clientsSection(report),
  hiresSection(report),
  openSection(report),
  expiringSection(report),
  dueSection(report),
  forecastSection(report.forecast),
];

function header(report: ReportData): Html {
  const { demo, today, past, until, plan, edition } = report;
  const since = past?.span.since ?? report.since ?? until;
  const days = since === until ? until : `${since} to ${until}`;
  return html`<header><h1>Connects report</h1><p class="sub">${days}. As of ${today}; plan ${planName(plan)}, rulebook ${edition}.</p>${demo ? html`<p class="notice"><strong>An invented year.</strong> This is only an example, not your data. For your own report: <code>connects report</code></p>` : null}<dl class="cards">${cards(
    report,
  ).map(
    ({ name, value, beside }) => html`<div><dt>${name}</dt><dd class="big">${value}</dd><dd>${beside}</dd></div>`,
  )}</dl></header>`;
}

interface Card {
  readonly name: string;
  readonly value: string;
  readonly beside: string;
}

function cards({
  balance,
  priceCents,
  stats: { sent },
  past,
  dueSums: { missing, waiting },
  forecast,
  today,
}: ReportData): readonly Card[] {
  const { sum, replied, verdict, perReply, unknown } = sent;
  const few = verdict === 'too-few';
  const out = forecast.drawn?.runsOut.likely ?? null;
  return [
    {
      name: 'Balance',
      value: number(balance),
      beside: `${balance === 1 ? 'Connect' : 'Connects'} today, worth ${dollars(balance * priceCents)}`,
    },
    {
      name: 'Runs out',
      value: forecast.drawn === null ? '—' : (out ?? `after ${forecast.last}`),
      beside:
        forecast.drawn === null ? 'too few proposals to judge' : out ? `about ${fromToday(out, today)}` : 'probably',
    },
    {
      name: 'Reply rate',
      value:
        sum.proposals === 0 || unknown.outcomes
          ? '—'
          : few
            ? `${number(sum.replied)} of ${number(sum.proposals)}`
            : percentText(replied.rate),
      beside:
        sum.proposals === 0
          ? 'no proposals'
          : unknown.outcomes
            ? unknownOutcomes(sum)
            : few
              ? VERDICT_WORDS[verdict]
              : `${rangeText(replied)}, ${VERDICT_WORDS[verdict]}`,
    },
    {
      name: 'Cost per reply',
      value: perReply.connects === null ? '—' : tenthsText(perReply.connects),
      beside:
        perReply.connects === null
          ? noCost(sent)
          : `Connects${perReply.cents === null ? '; most prices not recorded' : `, ${replyMoneyText(sent)}`}`,
    },
    { name: 'Paid', ...paidCard(past) },
    {
      name: 'Due',
      value: missing > 0 || waiting === 0 ? number(missing) : 'none known',
      beside:
        missing > 0
          ? "Connects not on Upwork's page yet"
          : waiting > 0
            ? `${number(waiting)} to compare`
            : 'nothing is owed',
    },
  ];
}

const noCost = ({ sum, uncosted, unknown }: ProposalFunnel): string =>
  unknown.costs
    ? `the cost of ${number(uncosted)} of ${countOf(sum.proposals, 'proposal')} is not known`
    : unknown.outcomes
      ? unknownOutcomes(sum)
      : 'no reply yet';

const footer = ({ today }: ReportData): Html =>
  html`<footer><p>Made on ${today} by <code>connects report</code> from the ledger on this computer. This file loads nothing, sends nothing and runs no scripts. It may contain the names of your jobs and clients: be careful when you share it.</p><p>${GRADE_LEGEND} “Probably” and likely ranges: with 95 % confidence (Wilson’s interval); in the forecast, in 8 of 10 simulations. “More”, “fewer” and “may be chance”: Fisher’s exact test at 5 %, corrected for several groups by Holm’s method. Money is what you really paid, first bought first spent; free Connects count as $0.00.</p></footer>`;
