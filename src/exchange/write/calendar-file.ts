/** Coming events as an iCalendar file (RFC 5545) that any calendar takes in. The same event has the same UID in each file, so that a new file replaces what an old one brought. */
import type { ComingEvent } from '../../insight/future/coming-events.ts';
import { addDays, type Day } from '../../rules/values/calendar.ts';

/** `account`: the instant at which the account was opened, which is the same in every copy of the ledger. */
export async function writeCalendar(
  events: readonly ComingEvent[],
  { account, today }: { readonly account: string; readonly today: Day },
): Promise<string> {
  const { ICalCalendar, ICalEventTransparency } = await import('ical-generator');
  const calendar = new ICalCalendar({ name: 'Upwork Connects', prodId: '//connects//connects//EN' });
  for (const event of events) {
    const [summary, ...lines] = wordsOf(event).map(printable);
    calendar.createEvent({
      id: `${nameOf(event)}-${account.replaceAll(/\W/g, '')}@connects`,
      // The same ledger gives the same file for a whole day.
      stamp: `${today}T00:00:00Z`,
      start: event.on,
      allDay: true,
      summary: summary ?? '',
      description: lines.join('\n'),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString()}\r\n`;
}

const nameOf = (event: ComingEvent): string =>
  event.kind === 'follow-up' ? `follow-up-${event.proposal.id}` : `${event.kind}-${event.on}`;

/** The title of an event, and the lines below it. */
function wordsOf(event: ComingEvent): readonly string[] {
  switch (event.kind) {
    case 'expiry': {
      const { connects, on } = event;
      return [
        connects === 1 ? '1 Connect expires' : `${connects} Connects expire`,
        `The last day to use ${connects === 1 ? 'it' : 'them'} is ${addDays(on, -1)}.`,
      ];
    }
    case 'renewal':
      return [`Renewal: ${event.connects} Connects`, 'To record it: connects renew'];
    case 'follow-up': {
      const { id, on, title, client, url } = event.proposal;
      return [
        `No answer yet: ${title ?? client ?? `proposal ${id}`}`,
        `Proposal ${id}, sent on ${on}${client === null ? '' : ` to ${client}`}.`,
        ...(url === null ? [] : [url]),
        `Look at it on Upwork. To close it: connects mark ${id} expired`,
      ];
    }
  }
}

/** RFC 5545 allows no control character but a tab and the ends of lines. */
const printable = (text: string): string => text.replaceAll(/(?![\t\r\n])\p{Cc}/gu, '');
