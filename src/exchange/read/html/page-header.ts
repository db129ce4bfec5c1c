/** Reads what is around the rows: the title, the balance, "Show more", and the script with the embedded data. */
import type { Day } from '../../../rules/values/calendar.ts';
import { collapseSpace } from '../fold-space.ts';
import { shownBalance } from '../upwork-amount.ts';
import { momentDay } from '../utc-moment.ts';
import type { TagSink } from './tokenize-html.ts';

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

const HEADING = 'Connects History';
const DATA = '__NUXT_DATA__';
const HEARD: ReadonlySet<string> = new Set(['title', 'h1', 'h2', 'button', 'p', 'div', 'span']);
const LONGEST = 200;
/** As SingleFile writes it at the top of a page. */
const SAVED = /SingleFile[\s\S]*?\bsaved date: *(\S[^\r\n]*)/;

export function pageHeader(): PageHeader {
  let [titled, more, none, dataCut] = [false, false, false, false];
  let balance: number | null = null;
  let savedOn: Day | null = null;
  let data: string[] | null = null;
  let inScript: 'data' | 'other' | null = null;
  let beforeBalance = false;
  let tag = '';
  let heard = '';

  function hear(): void {
    if (heard === '') return;
    const text = collapseSpace(heard);
    heard = '';
    if (text === '') return;
    if (tag === 'h1' && text === HEADING) titled = true;
    if (tag === 'title' && text.startsWith(HEADING)) titled = true;
    if (tag === 'button' && text === 'Show more') more = true;
    if (text === 'No Connects transactions.') none = true;
    if (tag !== 'h2') return;
    if (beforeBalance) balance ??= shownBalance(text);
    beforeBalance = text === 'My balance';
  }

  return {
    open(name, attributes) {
      hear();
      tag = name;
      if (name !== 'script' && name !== 'style') return;
      inScript = name === 'script' && data === null && attributes.get('id') === DATA ? 'data' : 'other';
      if (inScript === 'data') [data, dataCut] = [[], true];
    },
    text(text) {
      if (inScript === 'data') data?.push(text);
      else if (inScript === null && HEARD.has(tag) && heard.length < LONGEST) heard += text.slice(0, LONGEST);
    },
    close(name) {
      hear();
      tag = '';
      if (name !== 'script' && name !== 'style') return;
      dataCut = false;
      inScript = null;
    },
    comment(text) {
      const date = SAVED.exec(text)?.[1];
      if (date !== undefined) savedOn ??= momentDay(date.trim());
    },
    get titled() {
      return titled;
    },
    get balance() {
      return balance;
    },
    get more() {
      return more;
    },
    get none() {
      return none;
    },
    get data() {
      return data?.join('') ?? null;
    },
    get dataCut() {
      return dataCut;
    },
    get savedOn() {
      return savedOn;
    },
  };
}
