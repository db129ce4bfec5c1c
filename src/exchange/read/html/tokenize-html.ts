/**
 * Passes on the tags and texts of a page in order, from htmlparser2's tokenizer. It builds no tree, so that nothing
 * grows with depth or size. Measured on these pages and on hostile ones (50 MB of rows; 100,000 open tags; as many
 * attributes): htmlparser2's tokenizer 0.9 s and 150 MB, linear in all of them, 30 ms to load; its parser and linkedom
 * grow with the square of the depth, linkedom does not finish the 50 MB, and parse5 takes 7.8 s and 860 MB for them,
 * its tokenizer alone 33 s for the attributes.
 */
export type TagAttributes = ReadonlyMap<string, string>;

export interface TagSink {
  open(name: string, attributes: TagAttributes): void;
  /** A run of text; the text of one element may come in several runs. */
  text(text: string): void;
  close(name: string): void;
  comment?(text: string): void;
}

/** The attributes that the readers use; others are not copied. */
const KEPT: ReadonlySet<string> = new Set([
  'id',
  'class',
  'href',
  'aria-hidden',
  'style',
  'hidden',
  'data-qa',
  'data-cy',
  'data-test',
  'data-ev-sublocation',
  'data-ev-max_page_count',
]);

/** Elements that no browser shows; a page may have them for browsers without scripts, or as templates. */
const UNSEEN: ReadonlySet<string> = new Set(['template', 'noscript']);

/** What saved the page writes some lines at most. */
const LONGEST_COMMENT = 2000;

const nothing = (): void => {};

export async function tokenizeHtml(html: string, sink: TagSink): Promise<void> {
  const { Tokenizer } = await import('htmlparser2');
  let name = '';
  let attributes = new Map<string, string>();
  let attribute: string | null = null;
  let value = '';
  /** How many invisible elements are open. */
  let unseen = 0;
  const opened = (): void => {
    if (UNSEEN.has(name)) unseen++;
    else if (unseen === 0) sink.open(name, attributes);
  };
  const text = (text: string): void => {
    if (unseen === 0) sink.text(text);
  };
  const closed = (name: string): void => {
    if (UNSEEN.has(name)) unseen = Math.max(0, unseen - 1);
    else if (unseen === 0) sink.close(name);
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname(start, end) {
        const given = html.slice(start, end).toLowerCase();
        attribute = KEPT.has(given) && !attributes.has(given) ? given : null;
        value = '';
      },
      onattribdata(start, end) {
        if (attribute) value += html.slice(start, end);
      },
      onattribentity(code) {
        if (attribute) value += String.fromCodePoint(code);
      },
      onattribend() {
        if (attribute) attributes.set(attribute, value);
        attribute = null;
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => closed(html.slice(start, end).toLowerCase()),
      ontext: (start, end) => text(html.slice(start, end)),
      ontextentity: (code) => text(String.fromCodePoint(code)),
      oncdata: nothing,
      oncomment: (start, end) => sink.comment?.(html.slice(start, Math.min(end, start + LONGEST_COMMENT))),
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

export const hasClass = (attributes: TagAttributes, name: string): boolean =>
  (attributes.get('class') ?? '').split(' ').includes(name);

/** One sink that passes everything on to each of these. */
export const sinksTogether = (sinks: readonly TagSink[]): TagSink => ({
  open: (name, attributes) => {
    for (const sink of sinks) sink.open(name, attributes);
  },
  text: (text) => {
    for (const sink of sinks) sink.text(text);
  },
  close: (name) => {
    for (const sink of sinks) sink.close(name);
  },
  comment: (text) => {
    for (const sink of sinks) sink.comment?.(text);
  },
});
