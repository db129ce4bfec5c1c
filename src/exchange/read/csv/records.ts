/** The records of a CSV, piece by piece, each with its line; csv-parse reads, and nothing is held but what is handed on. */

const PIECE = 65_536;
/** A quotation mark that never closes would swallow the file. */
const LONGEST_RECORD = 1_000_000;

/** Where reading stopped; null at the end. */
export type Stopped = { readonly line: number } | null;

export async function records(
  text: string,
  from: { readonly at: number; readonly line: number; readonly delimiter: string },
  take: (record: readonly string[], line: number) => void,
  onProgress: (done: number) => void,
): Promise<Stopped> {
  const { parse } = await import('csv-parse');
  const parser = parse({
    delimiter: from.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
  });
  let line = from.line;
  parser.on('data', (record: readonly string[]) => {
    take(record, line);
    line += 1 + breaksIn(record);
  });
  const ended = new Promise<boolean>((resolve) => {
    parser.on('end', () => resolve(true));
    parser.on('error', () => resolve(false));
  });
  for (let at = from.at; at < text.length && !parser.destroyed; at += PIECE) {
    const piece = text.slice(at, at + PIECE);
    await new Promise<void>((resolve) => {
      parser.write(piece, () => resolve());
    });
    onProgress(Math.min(at + PIECE, text.length));
  }
  if (!parser.destroyed) parser.end();
  return (await ended) ? null : { line };
}

/** Line breaks within quoted fields. */
function breaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const field of record) {
    if (field.includes('\n') || field.includes('\r')) breaks += field.split(/\r\n|[\n\r]/).length - 1;
  }
  return breaks;
}
