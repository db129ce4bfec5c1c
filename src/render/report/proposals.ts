/** The report's sections that name proposals: hires, those still open, those without an outcome, and clients. */
import type { ReportData } from '../../insight/report.ts';
import type { ClientSums } from '../../rules/state/proposal-sums.ts';
import type { Proposal } from '../../rules/state/state.ts';
import { countOf, dollars, fromToday, number, onlyTexts } from '../text/words.ts';
import { type Html, html } from './chart/html.ts';
import { htmlTable, type ReportColumn, reportSection } from './chart/table.ts';
import { typedText } from './chart/text.ts';

/** A table shows no more proposals than this. */
export const MOST_ROWS = 12;

const more = (count: number): string | false =>
  count > MOST_ROWS &&
  `The table shows ${MOST_ROWS} of them; ${number(count - MOST_ROWS)} more ${count - MOST_ROWS === 1 ? 'is' : 'are'} not in it.`;

const NOT_RECORDED = 'not recorded';

const named = ({ id, title }: Proposal): Html =>
  title === null ? html`Proposal ${id}` : html`${id}: ${typedText(title, 60)}`;
const clientOf = ({ client }: Proposal): Html | string => (client === null ? '—' : typedText(client, 40));

export function hiresSection({ hires }: ReportData): Html | null {
  if (hires.length === 0) return null;
  const valued = hires.filter(({ valueCents }) => valueCents !== null);
  const unvalued = hires.length - valued.length;
  const earned = valued.reduce((sum, { valueCents }) => sum + (valueCents ?? 0), 0);
  return reportSection({
    id: 'hires',
    title: 'Hires and earnings',
    says: onlyTexts(
      valued.length === 0
        ? `${countOf(hires.length, 'hire')}; what ${hires.length === 1 ? 'it' : 'they'} earned is not recorded.`
        : `${countOf(hires.length, 'hire')}: ${dollars(earned)} earned${unvalued > 0 ? `, and ${number(unvalued)} without a recorded value` : ''}.`,
      more(hires.length),
      unvalued > 0 && 'To record a value: connects edit PROPOSAL --value AMOUNT',
    ),
    body: htmlTable('Hires and earnings', HIRES, hires.slice(0, MOST_ROWS)),
  });
}

const HIRES: readonly ReportColumn<Proposal>[] = [
  { head: 'Sent', cell: ({ on }) => on },
  { head: 'Proposal', cell: named, words: true },
  { head: 'Client', cell: clientOf, words: true },
  { head: 'Value', cell: ({ valueCents }) => (valueCents === null ? NOT_RECORDED : dollars(valueCents)) },
];

export function openSection({ waiting, today }: ReportData): Html | null {
  const { recent, stale, silent, firstSilent, first } = waiting;
  const count = recent + stale;
  if (count === 0) return null;
  return reportSection({
    id: 'open',
    title: 'Open proposals',
    says: onlyTexts(
      `${countOf(count, 'proposal')} ${count === 1 ? 'has' : 'have'} no answer yet: ${number(recent)} sent in the last 14 days, ${number(stale)} older and perhaps stale.`,
      more(stale),
      silent > 0 &&
        `For ${number(silent)} of the older ones nothing was recorded and no page was imported. To record an outcome: connects mark ${firstSilent ?? ''} replied (or declined, hired …); to close all old ones: connects mark --older 14d expired`,
    ),
    body: stale === 0 ? null : htmlTable('Open proposals that are stale', OPEN(today), first.slice(0, MOST_ROWS)),
  });
}

const OPEN = (today: ReportData['today']): readonly ReportColumn<Proposal>[] => [
  { head: 'Sent', cell: ({ on }) => on },
  { head: 'Proposal', cell: named, words: true },
  { head: 'Client', cell: clientOf, words: true },
  {
    head: 'Status',
    cell: ({ status, seenOn, on }) =>
      html`${status === 'sent' && seenOn === null ? 'no outcome recorded' : status}<br><small>${fromToday(on, today)}</small>`,
    words: true,
  },
];

export function clientsSection({ clients }: ReportData): Html | null {
  const own = clients.filter(({ name }) => name !== null);
  if (own.length === 0) return null;
  const nameless = clients.find(({ name }) => name === null)?.proposals ?? 0;
  return reportSection({
    id: 'clients',
    title: 'Clients',
    says: onlyTexts(
      `${countOf(own.length, 'client')}, those that took the most Connects first; invitations are included.`,
      nameless > 0 && `${countOf(nameless, 'proposal')} ${nameless === 1 ? 'names' : 'name'} no client.`,
      more(own.length),
    ),
    body: htmlTable('Clients', CLIENTS, own.slice(0, MOST_ROWS)),
  });
}

const CLIENTS: readonly ReportColumn<ClientSums>[] = [
  { head: 'Client', cell: ({ name }) => typedText(name ?? '—', 40) },
  { head: 'Sent', cell: ({ proposals }) => number(proposals) },
  { head: 'Replied', cell: ({ replied }) => number(replied) },
  { head: 'Hired', cell: ({ hired }) => number(hired) },
  {
    head: 'Connects',
    cell: ({ net, unknownCosts, proposals }) => [
      unknownCosts === proposals ? 'not known' : number(net),
      unknownCosts > 0 && unknownCosts < proposals ? html`<br><small>${number(unknownCosts)} not known</small>` : null,
    ],
  },
  {
    head: 'Value',
    cell: ({ hired, valueCents, unvalued }) =>
      valueCents > 0
        ? [dollars(valueCents), unvalued > 0 ? html`<br><small>${number(unvalued)} ${NOT_RECORDED}</small>` : null]
        : unvalued > 0
          ? NOT_RECORDED
          : hired === 0
            ? '—'
            : dollars(0),
  },
];
