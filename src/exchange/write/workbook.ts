/** The ledger as an Excel workbook of three sheets. Every cell has its type, so that no text can become a formula. */
import type { Cell, CellObject, Sheet } from 'write-excel-file/universal';
import { type Day, daysBetween } from '../../rules/values/calendar.ts';
import type { ExportValue } from './sql.ts';

type WorkbookRecord = Readonly<Record<string, ExportValue>>;

/** What a column holds. Money is in US cents in the record and in dollars in the cell. */
type CellForm = 'text' | 'number' | 'day' | 'month' | 'money' | 'flag' | 'list';

/** The field of the record, what heads it, and what it holds. */
type Column = readonly [field: string, head: string, form: CellForm];

const TRANSACTION_COLUMNS: readonly Column[] = [
  ['id', 'Number', 'number'],
  ['on', 'Day', 'day'],
  ['kind', 'Kind', 'text'],
  ['label', 'Label', 'text'],
  ['connects', 'Connects', 'number'],
  ['balance', 'Balance', 'number'],
  ['expiresOn', 'Expires', 'day'],
  ['proposal', 'Proposal', 'number'],
  ['title', 'Title', 'text'],
  ['cents', 'Paid', 'money'],
  ['note', 'Note', 'text'],
  ['reverses', 'Reverses', 'number'],
  ['edition', 'Rulebook', 'text'],
  ['source', 'Source', 'text'],
  ['forced', 'Forced', 'flag'],
  ['command', 'Command', 'number'],
  ['recordedAt', 'Recorded at (UTC)', 'text'],
  ['uid', 'Identifier', 'text'],
];

const PROPOSAL_COLUMNS: readonly Column[] = [
  ['id', 'Proposal', 'number'],
  ['on', 'Day', 'day'],
  ['title', 'Title', 'text'],
  ['client', 'Client', 'text'],
  ['url', 'Link', 'text'],
  ['tags', 'Tags', 'list'],
  ['cost', 'Cost', 'number'],
  ['boost', 'Boost', 'number'],
  ['credits', 'Ad credits', 'number'],
  ['refunded', 'Refunded', 'number'],
  ['net', 'Net', 'number'],
  ['invited', 'Invited', 'flag'],
  ['status', 'Status', 'text'],
  ['statusOn', 'Status since', 'day'],
  ['statusSource', 'Status from', 'text'],
  ['earned', 'Rewards', 'number'],
  ['valueCents', 'Value', 'money'],
  ['key', 'Job', 'text'],
  ['note', 'Note', 'text'],
];

const MONTH_COLUMNS: readonly Column[] = [
  ['month', 'Month', 'month'],
  ['opening', 'Opening', 'number'],
  ['given', 'Received', 'number'],
  ['bought', 'Bought', 'number'],
  ['back', 'Refunded', 'number'],
  ['spent', 'Spent', 'number'],
  ['lost', 'Lost', 'number'],
  ['adjustedUp', 'Adjusted up', 'number'],
  ['adjustedDown', 'Adjusted down', 'number'],
  ['balance', 'Balance', 'number'],
  ['paidCents', 'Paid', 'money'],
  ['paidUnknown', 'Bought, price unknown', 'number'],
  ['feeCents', 'Fee of Plus', 'money'],
  ['withoutFee', 'Cycles, fee unknown', 'number'],
];

/** `null` in a record is an empty cell: what is not known is never 0. */
export async function writeWorkbook(
  transactions: readonly WorkbookRecord[],
  proposals: readonly WorkbookRecord[],
  months: readonly WorkbookRecord[],
): Promise<Uint8Array> {
  const { default: writeExcel } = await import('write-excel-file/universal');
  const sheets = [
    sheetOf('transactions', TRANSACTION_COLUMNS, transactions),
    sheetOf('proposals', PROPOSAL_COLUMNS, proposals),
    sheetOf('months', MONTH_COLUMNS, months),
  ];
  const blob = await writeExcel(sheets).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

const sheetOf = (sheet: string, columns: readonly Column[], records: readonly WorkbookRecord[]): Sheet<Blob> => ({
  sheet,
  data: [
    columns.map(([, head]): CellObject => ({ value: head, type: String, fontWeight: 'bold' })),
    ...records.map((record) => columns.map(([field, , form]) => cellOf(record[field] ?? null, form))),
  ],
  columns: columns.map(([field, head]) => ({ width: WIDTHS[field] ?? Math.max(11, head.length + 2) })),
  stickyRowsCount: 1,
});

/** In characters, where the heading says too little of what is below it. */
const WIDTHS: Readonly<Record<string, number>> = {
  label: 36,
  title: 48,
  client: 20,
  url: 40,
  tags: 24,
  note: 32,
  recordedAt: 26,
  uid: 38,
};

function cellOf(value: ExportValue, form: CellForm): Cell {
  if (value === null) return null;
  switch (form) {
    case 'text':
      return textCell(String(value));
    case 'list':
      return textCell(Array.isArray(value) ? value.join(', ') : String(value));
    case 'number':
      return { value: Number(value), type: Number };
    case 'money':
      return { value: Number(value) / 100, type: Number, format: '"$"#,##0.00' };
    case 'flag':
      // LibreOffice makes a formula, =TRUE(), of a cell that is true.
      return textCell(value === true ? 'yes' : 'no');
    case 'day':
      return dayCell(value as Day, 'yyyy-mm-dd');
    case 'month':
      return dayCell(`${value}-01` as Day, 'yyyy-mm');
  }
}

/** No Excel cell holds more (Excel specifications and limits, "Total number of characters that a cell can contain"). */
const MOST_UNITS = 32_767;

/** `_x000D_` means a character by its number there, so that a text which says just that needs its `_` written so (ECMA-376, ST_Xstring). */
function textCell(text: string): Cell {
  const value = text.slice(0, MOST_UNITS).replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
  return value === '' ? null : { value, type: String };
}

/** Excel takes 1900 for a leap year, so that its days are right only from March on. */
const FIRST_DAY = '1900-03-01';

/** A day is a number with a format: the days since 30 December 1899. */
const dayCell = (day: Day, format: string): Cell =>
  day < FIRST_DAY ? textCell(day) : { value: daysBetween('1899-12-30' as Day, day), type: Number, format };
