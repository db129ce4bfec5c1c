/** The rows and headings of a Proposals page in text that was copied from it, whichever browser and width. */

import type { CardName } from '../../proposals-page.ts';
import type { TextPieces } from '../text/text-pieces.ts';
import { type CardHeading, cardHeading, headingWords } from './card-names.ts';
import type { FoundPage, FoundRow } from './found-row.ts';
import { isEndingWord, VIEWED_WORDS } from './proposal-status.ts';

export interface CopiedRows extends FoundPage {
  /** What seems to begin a row in other words, each with its line. */
  readonly unlike: readonly { readonly at: number; readonly text: string }[];
  /** Line of a row that begins and has nothing more. */
  readonly cutAt: number | null;
}

const START = /^(?:Initiated|Received) ([A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})$/;
/** Other words before a day: a row in another language, or from a newer page. */
const UNLIKE = /^\p{L}.{0,60}\b20\d\d$/u;
/** The second line of a row, such as "2 weeks ago" or "yesterday". */
const AGO = /^(?:today|yesterday|now|just now|last \w+|(?:an?|\d+|a few) \w+ ago|in .{1,20})$/i;
const PAGES = /^(?:Current page )?(\d+) of (\d+)$/;
const AFTER_ROWS = /^(?:Pagination|(?:Current page )?\d+ of \d+|Search for jobs(?: \|.*)?|Footer navigation)$/;
const BADGE = /^Boost(?:ed| outbid)$/;

interface RawRow {
  readonly at: number;
  readonly card: CardName | 'other' | null;
  readonly isReceived: boolean;
  readonly day: string;
  /** The lines of its content; there is always one. */
  readonly content: readonly string[];
}

export function copiedRows({ texts, lines }: TextPieces): CopiedRows {
  const raw: RawRow[] = [];
  const headings: CardHeading[] = [];
  const paged = new Set<CardName>();
  const strange = new Set<string>();
  const unlike: { at: number; text: string }[] = [];
  let card: RawRow['card'] = null;
  let unknown: string | null = null;
  let cutAt: number | null = null;
  for (let i = 0; i < texts.length; ) {
    const text = texts[i] ?? '';
    const day = START.exec(text)?.[1];
    if (day) {
      const from = i + (AGO.test(texts[i + 1] ?? '') ? 2 : 1);
      let to = from + (BADGE.test(texts[from] ?? '') ? 2 : 1);
      // The profile follows the title, in the archive after the reason, and may look like a heading.
      const profile = to + (card === 'archived' || card === 'interviews' ? 1 : 0);
      const isOther = (at: number): boolean =>
        (at > profile && headingWords(texts[at] ?? '') !== null) ||
        (UNLIKE.test(texts[at] ?? '') && AGO.test(texts[at + 1] ?? ''));
      while (to < texts.length && !endsRow(texts[to] ?? '') && !isOther(to)) to++;
      const content = texts.slice(from, Math.min(to, texts.length));
      if (content.length === 0) cutAt = lines[i] ?? 0;
      else {
        if (card === 'other' && unknown !== null) strange.add(unknown);
        raw.push({ at: lines[i] ?? 0, card, isReceived: text.startsWith('Received'), day, content });
      }
      i = to;
      continue;
    }
    const heading = cardHeading(text);
    if (heading) {
      card = heading.card;
      headings.push(heading);
    } else if (headingWords(text) !== null) [card, unknown] = ['other', headingWords(text)];
    else if (card !== null && UNLIKE.test(text)) unlike.push({ at: lines[i] ?? 0, text });
    if (card && card !== 'other' && Number(PAGES.exec(text)?.[2] ?? 0) > 1) paged.add(card);
    i++;
  }
  const profiles = commonProfile(raw);
  return { rows: raw.map((row) => rowOf(row, profiles)), headings, paged, strange: [...strange], unlike, cutAt };
}

const endsRow = (text: string): boolean => START.test(text) || AFTER_ROWS.test(text) || cardHeading(text) !== null;

/** The name of a profile ends most rows, before the mark of a view. */
function commonProfile(rows: readonly RawRow[]): string | null {
  const counts = new Map<string, number>();
  for (const { content } of rows) {
    const [last] = withoutMark(content).slice(1).toReversed();
    if (last !== undefined && !isEndingWord(last)) counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

const isMarked = (content: readonly string[]): boolean => content.length > 1 && content.at(-1) === VIEWED_WORDS;
const withoutMark = (content: readonly string[]): readonly string[] =>
  isMarked(content) ? content.slice(0, -1) : content;

function rowOf({ at, card, isReceived, day, content }: RawRow, profile: string | null): FoundRow {
  const viewed = isMarked(content);
  const lines = withoutMark(content);
  const isBadge = BADGE.test(lines[0] ?? '') && lines.length > 1 && !endsTitle(lines[1] ?? '', lines.length, profile);
  const [title = '', ...rest] = isBadge ? lines.slice(1) : lines;
  const isOver = card === 'archived' || card === 'interviews';
  const reason = isOver || card === null ? reasonIn(rest, profile, isOver) : null;
  return {
    at,
    card: card ?? (reason !== null ? 'archived' : isReceived ? 'active' : 'submitted'),
    title,
    upworkId: null,
    jobId: null,
    day,
    sent: null,
    shown: reason ?? (viewed ? VIEWED_WORDS : null),
    viewed,
    boosted: isBadge,
    bid: null,
    ending: null,
    link: null,
  };
}

/** Whether the line after a first "Boosted" is what follows a title, so that the job itself is called so. */
const endsTitle = (next: string, lines: number, profile: string | null): boolean =>
  isEndingWord(next) || (next === profile && lines === 2);

/** The reason is what is between the title and the profile, or alone after the title. */
function reasonIn(rest: readonly string[], profile: string | null, isOver: boolean): string | null {
  const known = rest.find(isEndingWord);
  if (known !== undefined) return known;
  if (!isOver) return null;
  const others = rest.at(-1) === profile || rest.length > 1 ? rest.slice(0, -1) : rest;
  return others.at(-1) ?? null;
}
