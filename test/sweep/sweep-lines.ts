/** The commands that write, and the world in which each is tried. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SweptLine {
  readonly line: string;
  /** What was done before, on the day before. */
  readonly first: readonly string[];
  /** Files that it needs. */
  readonly files?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Changes the world after that. */
  readonly spoil?: (home: string) => void;
}

const SOME = ['init', 'apply --cost 4 --title Logo --client Acme', 'apply --cost 2 --title Shop'];

const PAGE = [
  'Date,Description,Connects',
  '2021-02-01,Applied to job,-2',
  '2021-01-15,Applied to job,-4',
  '2021-01-02,Monthly Connects renewal,10',
  '2021-01-01,Sign-up grant,40',
].join('\n');

const RULES = 'id: mine\nextends: 2020-12\nsince: 2021-01-01\nproposal:\n  max: 8\n';

/** Of accounts by name there is no file that a variable names. */
const NAMED = { CONNECTS_DB: '' };

export const SWEPT_LINES: readonly SweptLine[] = [
  { line: 'init', first: [] },
  { line: 'apply --cost 4 --title Bakery', first: SOME },
  { line: 'mark 1 interview', first: SOME },
  { line: 'buy 40', first: SOME },
  { line: 'earn readiness-test', first: SOME },
  { line: 'spend other --amount 1', first: SOME },
  { line: 'edit 1 --client Bakers', first: SOME },
  { line: 'void 2', first: SOME },
  { line: 'join 1 2', first: SOME },
  { line: 'undo', first: SOME },
  { line: 'redo', first: [...SOME, 'undo'] },
  { line: 'renew', first: ['init --joined 2020-11-15'] },
  { line: 'plan plus', first: SOME },
  { line: 'coupon add SAVE20 --percent 20', first: SOME },
  { line: 'reconcile 30 --adjust', first: SOME },
  { line: 'config set reserve 2', first: SOME },
  { line: 'rules add mine.yaml', first: SOME, files: { 'mine.yaml': RULES } },
  { line: 'rules use 2026', first: SOME },
  { line: 'import page.csv --yes', first: SOME, files: { 'page.csv': PAGE } },
  { line: 'import page.csv --yes', first: [], files: { 'page.csv': PAGE } },
  {
    line: 'merge out/other.db',
    first: [...SOME, 'backup out/other.db', '--db out/other.db apply --cost 1', 'apply --cost 1'],
  },
  {
    line: 'merge out/other.jsonl',
    first: [...SOME, 'apply --cost 3', 'export --format jsonl --output out/other.jsonl', 'undo'],
  },
  { line: 'backup', first: SOME },
  { line: 'backup out/copy.db', first: SOME },
  { line: 'backup out/copy.db --force', first: [...SOME, 'backup out/copy.db', 'apply --cost 1'] },
  { line: 'restore out/copy.db --yes', first: [...SOME, 'backup out/copy.db', 'apply --cost 1'] },
  { line: 'restore latest --yes', first: [...SOME, 'backup', 'apply --cost 1'] },
  {
    line: 'restore latest --yes',
    first: [...SOME, 'backup'],
    spoil: (home) => writeFileSync(join(home, 'data', 'ledger.db'), 'noise'.repeat(3000)),
  },
  { line: 'export --format csv --output out/x.csv', first: SOME },
  {
    line: 'export --format jsonl --output out/x.jsonl',
    first: [...SOME, 'export --format jsonl --output out/x.jsonl', 'apply --cost 1'],
  },
  { line: 'report --output out/x.html', first: SOME },
  { line: 'check --repair', first: SOME },
  { line: 'account add studio', first: ['init'], vars: NAMED },
  {
    line: 'account rename studio agency',
    first: ['init', 'account add studio', '--account studio apply --cost 1'],
    vars: NAMED,
  },
  { line: 'account remove studio --yes studio', first: ['init', 'account add studio'], vars: NAMED },
];
