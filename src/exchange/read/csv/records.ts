/** The records of a CSV, each with its line; Papa Parse reads, and nothing is held but what is handed on. */

/** A quotation mark that never closes, or closes far behind, would swallow the file. */
const LONGEST_RECORD = 1_000_000;
/** Characters between two tellings of how far it has come. */
const PIECE = 65_536;

/** Where reading stopped; null at the end. */
export type Stopped = { readonly line: number } | null;

export async function records(
  text: string,
  from: { readonly at: number; readonly line: number; readonly delimiter: string },
  take: (record: readonly string[], line: number) => void,
  onProgress: (done: number) => void,
): Promise<Stopped> {
  const { default: papa } = await import('papaparse');
  const { delimiter } = from;
  const newline = text.includes('\n', from.at) ? '\n' : '\r';
  let { at, line } = from;
  let told = at;

  /** Reads on from `at`, up to the end or to a record that cannot be read. */
  function read(): 'whole' | 'open-quote' | 'stray-quote' {
    const start = at;
    let read: 'whole' | 'open-quote' | 'stray-quote' = 'whole';
    papa.parse<string[]>(text.slice(start), {
      delimiter,
      newline,
      step({ data, errors, meta }, parser) {
        const end = start + meta.cursor;
        if (errors.some(({ code }) => code === 'InvalidQuotes')) read = 'stray-quote';
        else if (errors.some(({ code }) => code === 'MissingQuotes') || end - at > LONGEST_RECORD) read = 'open-quote';
        if (read !== 'whole') return parser.abort();
        const last = data.at(-1) ?? '';
        if (last.endsWith('\r')) data[data.length - 1] = last.slice(0, -1);
        take(data, line);
        line += 1 + breaksIn(data);
        at = end;
        if (at - told < PIECE) return;
        onProgress(at);
        told = at;
      },
    });
    return read;
  }

  for (let how = read(); how !== 'whole'; how = read()) {
    if (how === 'open-quote') return { line };
    // A field begins with a quotation mark that does not enclose it: its line is read as it stands.
    const end = text.indexOf(newline, at);
    const [here, next] = end < 0 ? [text.slice(at), text.length] : [text.slice(at, end), end + 1];
    take(here.trimEnd().split(delimiter), line);
    line += 1;
    at = next;
  }
  onProgress(text.length);
  return null;
}

/** Line breaks within quoted fields. */
function breaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const field of record) {
    if (field.includes('\n') || field.includes('\r')) breaks += field.split(/\r\n|[\n\r]/).length - 1;
  }
  return breaks;
}
