/** Reads the words, texts and numbers of a script, one after the other. It knows no more of the language than data needs. */

export interface ProgramText {
  /** Goes past this, if it is next. */
  take(mark: string): boolean;
  /** The same, and gives up where it is not next. */
  need(mark: string): void;
  /** A name of a variable or a member; null where none is next. */
  name(): string | null;
  /** What is next is a text in quotes; null where it is none. */
  quoted(): string | null;
  number(): number | null;
  readonly ended: boolean;
}

/** What the reader throws where the script is more than data; `readProgram` catches it. */
export const NOT_DATA = Symbol('not data');

const SPACE = /\s*/y;
const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const NUMBER = /-?(?:0|[1-9]\d*|(?=\.\d))(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w$.])/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^ux\d\r\n]|0(?!\d)))/y;
const PLAIN = /[^"'\\\r\n]+|['"]/y;
const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '\0' };

export function programText(text: string): ProgramText {
  let at = 0;
  const next = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    const found = form.exec(text);
    if (found) at += found[0].length;
    return found;
  };
  const take = (mark: string): boolean => {
    next(SPACE);
    if (!text.startsWith(mark, at)) return false;
    at += mark.length;
    return true;
  };
  const word = (form: RegExp): string | null => {
    next(SPACE);
    return next(form)?.[0] ?? null;
  };
  return {
    take,
    need: (mark) => {
      if (!take(mark)) throw NOT_DATA;
    },
    name: () => word(NAME),
    number: () => {
      const found = word(NUMBER);
      return found === null ? null : Number(found);
    },
    quoted: () => {
      next(SPACE);
      const quote = text[at];
      if (quote !== '"' && quote !== "'") return null;
      at += 1;
      const parts: string[] = [];
      while (text[at] !== quote) {
        const [, unicode, hex, letter] = next(ESCAPE) ?? [];
        const code = unicode ?? hex;
        if (code !== undefined) parts.push(String.fromCharCode(Number.parseInt(code, 16)));
        else if (letter !== undefined) parts.push(LETTERS[letter] ?? letter);
        else {
          const plain = next(PLAIN);
          if (!plain) throw NOT_DATA;
          parts.push(plain[0]);
        }
      }
      at += 1;
      return parts.join('');
    },
    get ended() {
      next(SPACE);
      return at >= text.length;
    },
  };
}
