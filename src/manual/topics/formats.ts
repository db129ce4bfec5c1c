/** `connects help formats`: what can be read, what can be written, and how listings look in a pipe. */
import type { PageFormat } from '../../exchange/history-page.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../exchange/write/export-formats.ts';
import type { HelpTopic } from '../topic.ts';
import { termsOf } from '../topic.ts';

const WRITTEN: Readonly<Record<ExportFormat, string>> = {
  csv: 'every transaction, for a spreadsheet; the usual format',
  json: 'every transaction and proposal, as one object',
  jsonl: 'a complete copy, one command a line: `connects import` and `connects merge` read it',
  hledger: 'a journal for hledger',
  ledger: 'a journal for ledger',
  beancount: 'a journal for beancount',
  sql: 'tables for SQLite',
  xlsx: 'a workbook with transactions, proposals and months',
  ics: 'a calendar of what expires, what renews, and proposals to look after',
};

const READ: Readonly<Record<PageFormat | 'jsonl', string>> = {
  html: "Upwork's Connects History, Proposals page or page of one proposal, saved in a browser",
  mhtml: 'the same, as a single file of Chrome or Edge',
  webarchive: 'the same, as Safari saves it',
  text: 'the text that you select on such a page and copy',
  csv: 'a table of transactions, or a sheet of your own proposals',
  json: "the history page's own data",
  jsonl: 'a complete copy of a ledger, from `connects export`',
};

export const formatsTopic: HelpTopic = {
  title: 'Formats that connects reads and writes',
  sections: [
    {
      heading: 'Read by connects import (--format; it finds out by itself)',
      blocks: [termsOf(READ), 'The names of columns that it knows are in `connects import --help`.'],
    },
    {
      heading: 'Written by connects export (--format)',
      blocks: [
        { terms: EXPORT_FORMATS.map((format) => [format, WRITTEN[format]] as const) },
        'All are written oldest first, and to standard output unless --output names a file. `connects export --purchases` writes purchases alone, for the tax return.',
      ],
    },
    {
      heading: 'Listings: history, proposals, grants, log and others',
      blocks: [
        {
          terms: [
            ['in a terminal', 'aligned columns, cut to its width'],
            ['in a pipe', 'lines with tabs, no header, nothing cut, always the same columns'],
            ['--csv', 'CSV with a header and the same columns'],
            ['--json', 'one object with whole rows: `connects help json`'],
          ],
        },
        '`connects balance` prints one whole number in a pipe. New columns are only ever added at the end.',
      ],
    },
  ],
};
