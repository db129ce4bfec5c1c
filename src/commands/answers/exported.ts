/** What an export holds in each format. Long because it has every format, each whole or piece by piece. */
import { copyLines } from '../../exchange/copy.ts';
import { writeBeancount } from '../../exchange/write/beancount.ts';
import { type Books, buildBooks } from '../../exchange/write/books.ts';
import { writeCalendar } from '../../exchange/write/calendar-file.ts';
import type { ExportFormat } from '../../exchange/write/export-formats.ts';
import { writeHledger } from '../../exchange/write/hledger.ts';
import { writeLedgerJournal } from '../../exchange/write/ledger.ts';
import { purchasesCsv } from '../../exchange/write/purchases-csv.ts';
import { rowsSql, SQL_BEGIN, SQL_END, tableSql } from '../../exchange/write/sql.ts';
import { writeWorkbook } from '../../exchange/write/workbook.ts';
import { comingEvents } from '../../insight/future/coming-events.ts';
import { connectCosts } from '../../insight/money/connect-costs.ts';
import { expenseOf } from '../../insight/money/purchase-expense.ts';
import { reportPast } from '../../insight/report.ts';
import { pricesUnknown } from '../../render/answers.ts';
import { HISTORY_COLUMNS } from '../../render/columns.ts';
import { monthFields, proposalFields, rowFields } from '../../render/text/fields.ts';
import { csvRows } from '../../render/text/listing.ts';
import { jsonText } from '../../render/text/visible.ts';
import { feeConnects, membershipRules } from '../../rules/amounts/membership-fee.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';
import type { StatementLine } from '../../rules/past/statement.ts';
import type { State } from '../../rules/state/state.ts';
import { KIND_FACTS } from '../../rules/vocabulary/kinds.ts';
import { factsOf, transactionsOf } from '../../rules/vocabulary/transaction.ts';
import type { Ledger } from '../../store/ledger.ts';
import { isWithin, type SpanOfDays } from '../line/span.ts';

export interface ExportedLedger {
  /** How many lines of the ledger, or bookings, or purchases. */
  readonly rows: number;
  /** What its JSON holds; of long lists the texts of their items, with commas between them. */
  readonly fields: object;
  readonly lists?: Readonly<Record<string, ContentPieces>>;
  /** The whole of it in any other format. */
  content(): Promise<string | Uint8Array | ContentPieces>;
  /** Of purchases, what they come to, and how many rows are cycles of the membership. */
  readonly sums?: { readonly connects: number; readonly totalCents: number; readonly cycles: number };
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** A long text as UTF-8, piece by piece: as one text it would take twice the memory. */
export type ContentPieces = Iterable<Uint8Array>;

export async function exportLedger(
  format: ExportFormat,
  ledger: Ledger,
  state: State,
  span: SpanOfDays,
): Promise<ExportedLedger> {
  switch (format) {
    case 'csv':
      return inCsv(ledger, span);
    case 'json':
      return inJson(ledger, span);
    case 'sql':
      return inSql(ledger, span);
    case 'xlsx':
      return inWorkbook(ledger, state, span);
    case 'ics':
      return inCalendar(ledger, state, span);
    case 'hledger':
      return booked(writeHledger, ledger, span);
    case 'ledger':
      return booked(writeLedgerJournal, ledger, span);
    case 'beancount':
      return booked(writeBeancount, ledger, span);
    case 'jsonl':
      return copied(ledger, span);
  }
}

/** The complete copy, one command a line: what `import` and `merge` take in. */
async function copied(ledger: Ledger, { whole }: SpanOfDays): Promise<ExportedLedger> {
  if (!whole) throw usageRefused({ fault: 'copy-of-some-days' });
  const commands = await ledger.copy();
  return { rows: commands.length, fields: {}, content: async () => [...copyLines(commands)].join(''), warnings: [] };
}

async function listedRows(ledger: Ledger, span: SpanOfDays) {
  const newest = await ledger.history({ ...span, kind: null, limit: null });
  const lines = newest.toReversed();
  const transactions = lines.map(rowFields);
  const named = new Set(transactions.map(({ proposal }) => proposal));
  const proposals = (await ledger.proposals({ status: null, tag: null }))
    .filter(({ id, on }) => named.has(id) || isWithin(span, on))
    .toSorted((a, b) => a.id - b.id)
    .map(proposalFields);
  return { transactions, proposals };
}

/** So many rows become text at once. */
const AT_ONCE = 100;

type RowsText<T> = (rows: readonly T[]) => string | Promise<string>;

/** The rows of the history as text, oldest first, though the ledger is read from its end: a page becomes text at once, as its lines take ten times as much memory. */
async function historyTexts(ledger: Ledger, span: SpanOfDays, textOf: RowsText<StatementLine>) {
  const pieces: Uint8Array[] = [];
  const named = new Set<number | null>();
  let rows = 0;
  await ledger.eachHistoryPage({ ...span, kind: null, limit: null }, async (newest) => {
    rows += newest.length;
    for (const { proposal } of newest) named.add(proposal);
    for (let at = 0; at < newest.length; at += AT_ONCE)
      pieces.push(Buffer.from(await textOf(newest.slice(at, at + AT_ONCE).toReversed())));
    return true;
  });
  return { rows, named, pieces: pieces.reverse() };
}

/** The proposals that the history names, and those sent in its days, as text in the order of their numbers. */
async function proposalTexts(
  ledger: Ledger,
  span: SpanOfDays,
  named: ReadonlySet<number | null>,
  textOf: (proposal: ReturnType<typeof proposalFields>) => string,
): Promise<readonly string[]> {
  const found: (readonly [id: number, text: string])[] = [];
  await ledger.eachProposalPage({ status: null, tag: null }, async (page) => {
    for (const each of page)
      if (named.has(each.id) || isWithin(span, each.on)) found.push([each.id, textOf(proposalFields(each))]);
    return true;
  });
  return found.sort(([a], [b]) => a - b).map(([, text]) => text);
}

function* inPieces(texts: readonly string[], between: string): ContentPieces {
  for (let at = 0; at < texts.length; at += AT_ONCE) yield Buffer.from(texts.slice(at, at + AT_ONCE).join(between));
}

async function inCsv(ledger: Ledger, span: SpanOfDays): Promise<ExportedLedger> {
  const { rows, pieces } = await historyTexts(ledger, span, (some) => csvRows(HISTORY_COLUMNS, some, '\r\n', false));
  const header = Buffer.from(await csvRows(HISTORY_COLUMNS, [], '\r\n'));
  return { rows, fields: {}, content: async () => [header, ...pieces], warnings: [] };
}

async function inJson(ledger: Ledger, span: SpanOfDays): Promise<ExportedLedger> {
  const { rows, named, pieces } = await historyTexts(ledger, span, (some) => some.map(rowFields).map(jsonText).join());
  const proposals = await proposalTexts(ledger, span, named, jsonText);
  const lists = { transactions: withCommas(pieces), proposals: withCommas(inPieces(proposals, ',')) };
  return { rows, fields: {}, lists, content: async () => [], warnings: [] };
}

function* withCommas(pieces: ContentPieces): ContentPieces {
  let isFirst = true;
  for (const piece of pieces) {
    if (!isFirst) yield COMMA;
    isFirst = false;
    yield piece;
  }
}

const COMMA = Buffer.from(',');

async function inSql(ledger: Ledger, span: SpanOfDays): Promise<ExportedLedger> {
  const textOf = (some: readonly StatementLine[]): string => rowsSql('transactions', some.map(rowFields));
  const { rows, named, pieces } = await historyTexts(ledger, span, textOf);
  const proposals = await proposalTexts(ledger, span, named, (each) => rowsSql('proposals', [each]));
  const [begin, tail] = [Buffer.from(SQL_BEGIN + tableSql('transactions')), Buffer.from(tableSql('proposals'))];
  const content = async () => [begin, ...pieces, tail, ...inPieces(proposals, ''), Buffer.from(SQL_END)];
  return { rows, fields: {}, content, warnings: [] };
}

/** The same rows and proposals in a workbook, and the months as the report has them. */
async function inWorkbook(ledger: Ledger, { opened, plans }: State, span: SpanOfDays): Promise<ExportedLedger> {
  const { transactions, proposals } = await listedRows(ledger, span);
  const rules = { plans, rulebooks: await ledger.rulebooks() };
  const past = opened && opened <= span.until ? reportPast(await ledger.flows(span), { ...rules, opened }, span) : null;
  const months = (past?.months ?? []).map(monthFields);
  return {
    rows: transactions.length,
    fields: {},
    content: () => writeWorkbook(transactions, proposals.map(withoutGuess), months),
    warnings: [],
  };
}

/** Where nobody knows the cost, nobody knows what paid for the boost and what came back. */
const withoutGuess = <
  Row extends { readonly cost: number | null; readonly refunded: number; readonly credits: number },
>(
  row: Row,
) => (row.cost === null ? { ...row, refunded: row.refunded || null, credits: row.credits || null } : row);

/** What comes, as events. No days of the past are in it. */
async function inCalendar(ledger: Ledger, state: State, { whole, until: today }: SpanOfDays): Promise<ExportedLedger> {
  if (!whole) throw usageRefused({ fault: 'calendar-of-some-days' });
  const proposals = await ledger.proposals({ status: null, tag: null, on: today });
  const events = comingEvents(state, proposals, await ledger.rulebooks(), today);
  const account = factsOf(await ledger.entries(), 'opened')[0]?.recordedAt ?? '';
  return {
    rows: events.length,
    fields: {},
    content: () => writeCalendar(events, { account, today }),
    warnings: [],
  };
}

async function booked(
  write: (books: Books) => Iterable<string>,
  ledger: Ledger,
  span: SpanOfDays,
): Promise<ExportedLedger> {
  const entries = (await ledger.entries()).filter(({ on }) => on <= span.until);
  const kept = buildBooks(entries, connectCosts(entries, span.until), span.since, span.until);
  const rules = membershipRules(entries);
  const unpriced = transactionsOf(entries).filter(
    (each) => each.cents === null && (each.kind === 'purchase' || (feeConnects(each, rules) ?? 0) > 0),
  );
  return {
    rows: kept.bookings.length,
    fields: {},
    content: async () => [...write(kept)].join(''),
    warnings: pricesUnknown(unpriced, 'exported as free'),
  };
}

/** The expense list. */
export async function exportPurchases(ledger: Ledger, state: State, span: SpanOfDays): Promise<ExportedLedger> {
  const { coupons, plans, fees } = state;
  const known = { rulebooks: await ledger.rulebooks(), coupons, plans, fees };
  const expenses = (await ledger.purchases())
    .filter(({ transaction }) => isWithin(span, transaction.on))
    .flatMap(({ transaction, command }) => expenseOf(transaction, command, known) ?? []);
  const sums = {
    connects: expenses.reduce((sum, each) => sum + each.connects, 0),
    totalCents: expenses.reduce((sum, each) => sum + (each.totalCents ?? 0), 0),
  };
  const cycles = expenses.filter(({ kind }) => KIND_FACTS[kind].books.flow === 'renewals').length;
  return {
    rows: expenses.length,
    fields: { purchases: expenses, ...sums },
    content: () => purchasesCsv(expenses),
    sums: { ...sums, cycles },
    warnings: pricesUnknown(
      expenses.filter(({ totalCents }) => totalCents === null),
      'exported without a total',
    ),
  };
}
