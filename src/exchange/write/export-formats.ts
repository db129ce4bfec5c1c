/** The formats that `export` writes. */
export const EXPORT_FORMATS = ['csv', 'json', 'jsonl', 'hledger', 'ledger', 'beancount', 'sql', 'xlsx', 'ics'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
