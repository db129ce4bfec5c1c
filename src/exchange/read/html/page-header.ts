/** Reads what is around the rows: the title, the balance, "Show more", and the script with the embedded data. */
import type { Day } from '../../../rules/values/calendar.ts';
import { collapseSpace } from '../fold-space.ts';
import { shownBalance } from '../upwork-amount.ts';
import { momentDay } from '../utc-moment.ts';
import type { TagAttributes, TagSink } from './tokenize-html.ts';

export interface PageHeader extends TagSink {
  /** Whether the page calls itself the Connects history. */
  readonly titled: boolean;
  readonly balance: number | null;
  readonly more: boolean;
  /** Whether it says that there are no transactions. */
  readonly none: boolean;
  /** The data as written; null where there is none. */
  readonly data: string | null;
  /** Whether the page ends inside that script. */
  readonly dataCut: boolean;
  /** The day that the extension SingleFile says it saved the page on, in UTC. */
  readonly savedOn: Day | null;
}

type HeaderFacts = { -readonly [Fact in Exclude<keyof PageHeader, keyof TagSink>]: PageHeader[Fact] };

const HEADING = 'Connects History';
const DATA = '__NUXT_DATA__';
const HEARD: ReadonlySet<string> = new Set(['title', 'h1', 'h2', 'button', 'p', 'div', 'span']);
const LONGEST = 200;
/** As SingleFile writes it at the top of a page. */
const SAVED = /SingleFile[\s\S]*?\bsaved date: *(\S[^\r\n]*)/;

export function pageHeader(): PageHeader {
  const found: HeaderFacts = {
    titled: false,
    balance: null,
    more: false,
    none: false,
    data: null,
    dataCut: false,
    savedOn: null,
  };
  let inScript: 'data' | 'other' | null = null;
  let beforeBalance = false;
  let tag = '';
  let heard = '';

  function hear(): void {
    if (heard === '') return;
    const text = collapseSpace(heard);
    heard = '';
    if (text === '') return;
    if (tag === 'h1' && text === HEADING) found.titled = true;
    if (tag === 'title' && text.startsWith(HEADING)) found.titled = true;
    if (tag === 'button' && text === 'Show more') found.more = true;
    if (text === 'No Connects transactions.') found.none = true;
    if (tag !== 'h2') return;
    if (beforeBalance) found.balance ??= shownBalance(text);
    beforeBalance = text === 'My balance';
  }

  return Object.assign(found, {
    open(name: string, attributes: TagAttributes) {
      hear();
      tag = name;
      if (name !== 'script' && name !== 'style') return;
      inScript = name === 'script' && found.data === null && attributes.get('id') === DATA ? 'data' : 'other';
      if (inScript === 'data') [found.data, found.dataCut] = ['', true];
    },
    text(text: string) {
      if (inScript === 'data') found.data += text;
      else if (inScript === null && HEARD.has(tag) && heard.length < LONGEST) heard += text.slice(0, LONGEST);
    },
    close(name: string) {
      hear();
      tag = '';
      if (name !== 'script' && name !== 'style') return;
      found.dataCut = false;
      inScript = null;
    },
    comment(text: string) {
      const date = SAVED.exec(text)?.[1];
      if (date !== undefined) found.savedOn ??= momentDay(date.trim());
    },
  });
}
