/** The rows and headings of a saved Proposals page, from its tags. Hints, names and whatever else is hidden are passed over. */
import { proposalIdIn } from '../../../rules/values/job-key.ts';
import type { CardName } from '../../proposals-page.ts';
import { collapseSpace } from '../fold-space.ts';
import { hasClass, type TagAttributes, type TagSink } from '../html/tokenize-html.ts';
import { type CardHeading, cardHeading, cardOfList, cardOfMark, headingWords, isCardMark } from './card-names.ts';
import type { FoundPage, FoundRow } from './found-row.ts';
import { VIEWED_WORDS } from './proposal-status.ts';

export interface PageRows extends TagSink, FoundPage {
  readonly hasCards: boolean;
  /** The page ends inside a row. */
  readonly isCut: boolean;
}

type RowSlot = 'day' | 'title' | 'reason' | 'views' | 'badge';

/** What is true inside an element: it comes from the elements around it. */
interface Inside {
  readonly name: string;
  readonly isHidden: boolean;
  readonly slot: RowSlot | 'heading' | null;
  readonly isRow: boolean;
}

const OUTSIDE: Inside = { name: '', isHidden: false, slot: null, isRow: false };
const EMPTY_TAGS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr path circle rect'.split(' '),
);
/** Deeper is no page of Upwork's. */
const MOST_OPEN = 10_000;
const MOST_ROWS = 20_000;
const LONGEST = 4000;

type RowTexts = Record<RowSlot | 'heading', string>;
const noTexts = (): RowTexts => ({ day: '', title: '', reason: '', views: '', badge: '', heading: '' });

export function pageRows(): PageRows {
  const open: Inside[] = [];
  const rows: FoundRow[] = [];
  const headings: CardHeading[] = [];
  const paged = new Set<CardName>();
  let card: CardName | 'other' | null = null;
  const strange = new Set<string>();
  let unknown: string | null = null;
  let list = '';
  let texts = noTexts();
  let link: string | null = null;
  let hasBadge = false;
  let hasCards = false;
  let isInRow = false;

  function endRow(): void {
    if (!isInRow) return;
    isInRow = false;
    const title = collapseSpace(texts.title);
    if (title === '' || rows.length >= MOST_ROWS) return;
    const shown = [texts.reason, texts.views].map(collapseSpace).find((words) => words !== '') ?? null;
    const viewed = collapseSpace(texts.views).toLowerCase().includes(VIEWED_WORDS.toLowerCase());
    const place = card !== null && card !== 'other' ? card : cardOfList(list);
    if (place === 'other' && unknown !== null) strange.add(unknown);
    rows.push({
      at: rows.length + 1,
      card: place,
      title,
      upworkId: link === null ? null : proposalIdIn(link),
      jobId: null,
      day: collapseSpace(texts.day) || null,
      sent: null,
      shown: texts.reason.trim() === '' && viewed ? VIEWED_WORDS : shown,
      viewed,
      boosted: hasBadge,
      bid: null,
      ending: null,
      link,
    });
  }

  function beginRow(attributes: TagAttributes): void {
    endRow();
    isInRow = true;
    texts = noTexts();
    link = null;
    hasBadge = false;
    list = attributes.get('data-ev-sublocation') ?? '';
  }

  function slotOf(name: string, attributes: TagAttributes, parent: Inside): Inside['slot'] {
    if (!isInRow) return name === 'h2' ? 'heading' : parent.slot;
    if (hasClass(attributes, 'nowrap')) return 'day';
    if (hasClass(attributes, 'sponsored-proposal-badge')) {
      hasBadge = true;
      return 'badge';
    }
    if (name === 'a' && (link === null || parent.slot === 'title')) {
      const href = attributes.get('href') ?? '';
      if (!/\/proposals\//.test(href)) return parent.slot;
      link = href;
      return 'title';
    }
    if (hasClass(attributes, 'reason-slot')) return 'reason';
    if (attributes.get('data-cy') === 'proposal-views-mark' || hasClass(attributes, 'proposal-views-slot'))
      return 'views';
    return name === 'td' ? null : parent.slot;
  }

  return {
    rows,
    headings,
    paged,
    get strange() {
      return [...strange];
    },
    open(name, attributes) {
      const mark = attributes.get('data-qa') ?? '';
      if (isCardMark(mark)) {
        endRow();
        card = cardOfMark(mark);
        hasCards = true;
      }
      if (attributes.has('data-ev-max_page_count') && card !== null && card !== 'other') {
        if (Number(attributes.get('data-ev-max_page_count')) > 1) paged.add(card);
      }
      const isRow = hasClass(attributes, 'details-row');
      if (isRow) beginRow(attributes);
      if (EMPTY_TAGS.has(name) || open.length >= MOST_OPEN) return;
      const parent = isRow ? OUTSIDE : (open.at(-1) ?? OUTSIDE);
      if (name === 'h2') texts.heading = '';
      open.push({
        name,
        isRow,
        isHidden: parent.isHidden || isHidden(attributes),
        slot: slotOf(name, attributes, parent),
      });
    },
    text(text) {
      const { isHidden, slot } = open.at(-1) ?? OUTSIDE;
      if (isHidden || slot === null || texts[slot].length > LONGEST) return;
      texts[slot] += text;
    },
    close(name) {
      if (name === 'h2') {
        const heading = cardHeading(collapseSpace(texts.heading));
        if (heading && headings.every((each) => each.card !== heading.card)) headings.push(heading);
        if (heading) card = heading.card;
        unknown = heading ? null : headingWords(collapseSpace(texts.heading));
        texts.heading = '';
      }
      // A page may lack closing tags; those of a name that is not open close nothing.
      for (let i = open.length - 1; i >= 0 && i >= open.length - MOST_UNCLOSED; i--) {
        if (open[i]?.name !== name) continue;
        const closed = open.splice(i);
        if (closed.some(({ isRow }) => isRow)) endRow();
        return;
      }
    },
    get hasCards() {
      return hasCards;
    },
    get isCut() {
      return isInRow;
    },
  };
}

/** So far up is the open element looked for that a tag closes. */
const MOST_UNCLOSED = 64;

const HIDDEN_STYLE = /display:\s*none/i;
const isHidden = (attributes: TagAttributes): boolean =>
  hasClass(attributes, 'd-none') ||
  hasClass(attributes, 'sr-only') ||
  hasClass(attributes, 'air3-popper') ||
  attributes.get('data-test') === 'popper' ||
  attributes.has('hidden') ||
  HIDDEN_STYLE.test(attributes.get('style') ?? '');
