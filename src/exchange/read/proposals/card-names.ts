/** The cards of the Proposals pages, by the names and headings that Upwork has given them. */
import type { CardName } from '../../proposals-page.ts';

/** By the page's own attribute. */
const CARDS: Readonly<Record<string, CardName>> = {
  'card-offers': 'offers',
  'card-invitations': 'invitations',
  'card-active-proposals': 'active',
  'card-submitted-proposals': 'submitted',
  'card-archived-proposals': 'archived',
  'card-archived-interviews': 'interviews',
};

/** As headings, all in use since 2026. */
const HEADINGS: Readonly<Record<string, CardName>> = {
  offers: 'offers',
  'invitations to interview': 'invitations',
  'invites from clients': 'invitations',
  'invitations to apply': 'invitations',
  'active proposals': 'active',
  'submitted proposals': 'submitted',
  'archived proposals': 'archived',
  'archived interviews': 'interviews',
};

/** What a row says of the list that it is in. */
const LISTS: Readonly<Record<string, CardName>> = {
  active_candidacies: 'active',
  submitted_proposals: 'submitted',
  archived_proposals: 'archived',
};

const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | null =>
  Object.hasOwn(table, key) ? (table[key] ?? null) : null;

export const isCardMark = (mark: string): boolean => mark.startsWith('card-');
export const cardOfMark = (mark: string): CardName | 'other' => own(CARDS, mark) ?? 'other';
export const cardOfList = (list: string): CardName | 'other' =>
  own(LISTS, list) ?? (/archived_proposals/.test(list) ? 'archived' : 'other');

const HEADING = /^(\D+?)\s*\(([\d,.\s]{1,12})\)$/;

export interface CardHeading {
  readonly card: CardName;
  readonly count: number;
}

/** The words of a line that is made like a heading, whatever they are; null for any other line. */
export const headingWords = (line: string): string | null =>
  HEADING.exec(line.trim())?.[1]?.replace(/\s+/g, ' ').trim() ?? null;

/** `Submitted proposals (12)`; null for any other line. */
export function cardHeading(line: string): CardHeading | null {
  const [, words = '', digits = ''] = HEADING.exec(line.trim()) ?? [];
  const card = own(HEADINGS, words.replace(/\s+/g, ' ').trim().toLowerCase());
  const count = Number(digits.replace(/\D/g, ''));
  return card && digits.trim() !== '' ? { card, count } : null;
}
