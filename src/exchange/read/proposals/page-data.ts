/** The proposals in the data that Upwork puts into the page: the first ten of each list that was loaded. Nothing else is read. */
import type { CardName } from '../../proposals-page.ts';
import type { DataEnding, FoundRow } from './found-row.ts';
import { itemsOf, memberOf, type ProgramValue, readProgram } from './nuxt-program.ts';
import { writtenMoment } from './upwork-id.ts';

/** The lists of the data by the cards that show them. */
const LISTS: readonly (readonly [CardName, string])[] = [
  ['active', 'activeList'],
  ['submitted', 'submittedList'],
  ['archived', 'archivedList'],
  ['offers', 'offersList'],
  ['invitations', 'invitationsList'],
  ['interviews', 'archivedInterviewsList'],
];

/** In the notes of a proposal: the client has seen it; its boost leads, or is outbid. */
const NOTES = { seen: '12', leads: '1', outbid: '4' };

const TIMED_OUT = { rid: '75', reasonRef: 'API_REAS_AUTO_EXPIRATION' };

export interface PageData {
  readonly rows: readonly FoundRow[];
  /** How many proposals Upwork counts. */
  readonly totals: ReadonlyMap<CardName, number>;
}

/** Null when the script cannot be read. */
export async function readPageData(script: string): Promise<PageData | null> {
  const program = await readProgram(script);
  if (program === null) return null;
  const lists = memberOf(memberOf(program, 'state'), 'lists');
  const totals = new Map<CardName, number>();
  const rows: FoundRow[] = [];
  for (const [card, name] of LISTS) {
    const list = memberOf(lists, name);
    const total = memberOf(memberOf(list, 'paging'), 'total');
    if (typeof total === 'number' && Number.isInteger(total) && total >= 0) totals.set(card, total);
    for (const item of itemsOf(memberOf(list, 'items'))) rows.push(...rowOf(item, card, rows.length));
  }
  return { rows, totals };
}

const textOf = (value: ProgramValue): string | null => (typeof value === 'string' && value !== '' ? value : null);

function rowOf(item: ProgramValue, card: CardName, at: number): readonly FoundRow[] {
  const text = (name: string): string | null => textOf(memberOf(item, name));
  const [title, upworkId] = [text('title')?.trim(), text('applicationUID')];
  if (!title || upworkId === null) return [];
  const notes = itemsOf(memberOf(item, 'otherAnnotations'));
  const given = memberOf(memberOf(item, 'terms'), 'connectsBid');
  const bid = typeof given === 'number' && Number.isSafeInteger(given) && given > 0 ? given : null;
  const row = {
    at,
    card,
    title,
    upworkId,
    jobId: text('openingUID'),
    day: null,
    sent: writtenMoment(textOf(memberOf(memberOf(item, 'auditDetails'), 'createdTs')) ?? ''),
    shown: null,
    viewed: notes.includes(NOTES.seen),
    boosted: bid !== null || notes.includes(NOTES.leads) || notes.includes(NOTES.outbid),
    bid,
    ending: card === 'archived' ? endingOf(item) : null,
    link: null,
  };
  return [row];
}

function endingOf(item: ProgramValue): DataEnding | null {
  const status = memberOf(item, 'status');
  if (typeof status !== 'string' && typeof status !== 'number') return null;
  const reasons = ['declineReadon', 'declineReason', 'archiveReason'].map((name) => memberOf(item, name));
  const isTimedOut = reasons.some(
    (reason) =>
      String(memberOf(reason, 'rid')) === TIMED_OUT.rid || memberOf(reason, 'reasonRef') === TIMED_OUT.reasonRef,
  );
  return { status: String(status), isTimedOut };
}
