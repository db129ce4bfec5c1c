/** LibreOffice as a reader of workbooks: what each cell is to a spreadsheet program. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { Parser } from 'htmlparser2';

/** Its type as LibreOffice names it, its value, and its formula if it has one. Null: an empty cell. */
export type SheetCell = { readonly type: string; readonly value: string; readonly formula?: string } | null;

/** The rows of each sheet, without empty cells at their end. */
export type Spreadsheet = Readonly<Record<string, readonly (readonly SheetCell[])[]>>;

/** Reads all workbooks with one start of LibreOffice, which takes some seconds. */
export async function readWorkbooks(workbooks: readonly Uint8Array[]): Promise<readonly Spreadsheet[]> {
  const folder = mkdtempSync(join(tmpdir(), 'connects-sheets-'));
  try {
    const names = workbooks.map((_, i) => join(folder, `${i}.xlsx`));
    workbooks.forEach((bytes, i) => {
      writeFileSync(names[i] ?? '', bytes);
    });
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
    await execa('soffice', [profile, '--headless', '--convert-to', 'fods', '--outdir', folder, ...names]);
    return names.map((name) => parseFlat(readFileSync(name.replace(/xlsx$/, 'fods'), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No sheet of a test has more columns; LibreOffice fills its rows up to 16,384. */
const MOST_REPEATED = 100;

/** A flat OpenDocument spreadsheet: `table:table`, `table:table-row`, `table:table-cell`, and a `text:p` for each line of a text. */
function parseFlat(xml: string): Spreadsheet {
  const sheets: Record<string, SheetCell[][]> = {};
  let sheet: SheetCell[][] = [];
  let attributes: Record<string, string> = {};
  let lines: string[] | null = null;
  let isInText = false;
  const parser = new Parser(
    {
      onopentag(name, given) {
        if (name === 'table:table') {
          sheet = [];
          sheets[given['table:name'] ?? ''] = sheet;
        } else if (name === 'table:table-row') sheet.push([]);
        else if (name === 'table:table-cell') [attributes, lines] = [given, []];
        else if (name === 'text:p') {
          lines?.push('');
          isInText = true;
        } else if (name === 'text:tab') lines?.push(`${lines.pop()}\t`);
        else if (name === 'text:s') lines?.push(`${lines.pop()}${' '.repeat(Number(given['text:c'] ?? 1))}`);
      },
      ontext(text) {
        if (lines && isInText) lines.push(`${lines.pop()}${text}`);
      },
      onclosetag(name) {
        if (name === 'text:p') isInText = false;
        if (name === 'table:table-row') {
          const row = sheet.at(-1) ?? [];
          while (row.length > 0 && row.at(-1) === null) row.pop();
        }
        if (name !== 'table:table-cell' || !lines) return;
        const cell = cellOf(attributes, lines.join('\n'));
        const repeated = Number(attributes['table:number-columns-repeated'] ?? 1);
        if (repeated < MOST_REPEATED) sheet.at(-1)?.push(...Array.from({ length: repeated }, () => cell));
        lines = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return sheets;
}

function cellOf(attributes: Readonly<Record<string, string>>, text: string): SheetCell {
  const type = attributes['office:value-type'];
  if (type === undefined) return null;
  const value = attributes['office:date-value'] ?? attributes['office:value'];
  const formula = attributes['table:formula'];
  return { type, value: value ?? text, ...(formula === undefined ? {} : { formula }) };
}
