/** Saved pages, mails, copied text, sheets and answers of Upwork's app, made from the fixtures and damaged. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FuzzInput, fromBytes } from '../fuzz-input.ts';
import { mutateBytes, mutatePieces, mutateValues, oddValue } from '../mutate-bytes.ts';
import { mutateJson } from '../mutate-json.ts';
import { ODD_DAYS } from '../odd-values.ts';
import type { SeededChoice } from '../seeded-choice.ts';

const folder = join(import.meta.dirname, '../../exchange');

const inFolder = (name: string, ends: RegExp): readonly string[] =>
  readdirSync(join(folder, name))
    .filter((file) => ends.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, name, file), 'utf8'));

const PAGES = ['fixtures', 'fixtures/proposals'].flatMap((name) => inFolder(name, /\.(html|mhtml)$/));
const TEXTS = ['fixtures', 'fixtures/proposals'].flatMap((name) => inFolder(name, /\.txt$/));
const APPLY_PAGES = inFolder('apply-pages', /\.txt$/);
const ARCHIVE = readFileSync(join(folder, 'archives/history.webarchive'));

const SHEETS = [
  'date,connects,label,title,Transaction ID\n2026-10-20,6,Job cancelled,Logo,5003\n2026-10-12,-5,Connects bid for boosted proposal.,Zine,5002\n2026-10-12,-4,Applied to job,Zine,5001\n2026-10-02,-6,Applied to job,Logo,5000\n',
  'Date,Job Title,Connects Used,Boost Connects,Total Connects,Viewed?,Source URL,Client Name,Notes\n2026-01-02,A zine,16,20,36,Yes,https://www.upwork.com/nx/proposals/job/~022106000000000000001/apply/,Ada,"long, but good"\n2026-01-04,A map,8,0,8,No,,,\n',
  'Tag;Menge;Was\n13.01.2026;-8;"A; zine"\n14.01.2026;40;Sign-up\n',
  'Day\tChange\tAction\tBalance\n"Jan 2, 2026"\t(8)\tApplied to job\t32\nJan 1, 2026\t+40\tWelcome\t40\n',
  'id,on,status,cost,boost,net,title,client\n1,2026-01-02,hired,8,0,8,A zine,Ada\n2,2026-01-03,lost,8,9,17,A map,\n',
];

const ENTITY = {
  id: '9000000101',
  reasonId: '3',
  typeId: '2',
  amount: -8,
  jobName: 'A zine',
  timestamp: '2026-03-02T09:00:00Z',
  runningTotal: 100,
  jobOpeningKey: '~022000000000000000707',
};
const ANSWER = {
  data: {
    getConnectsHistoryList: {
      connectsTransactions: [
        ENTITY,
        { ...ENTITY, id: '9000000102', reasonId: '7', typeId: '3', amount: 8, runningTotal: 108 },
      ],
      persons: [],
    },
  },
};

const damaged = (choice: SeededChoice, text: string, between: RegExp): string =>
  choice.oneIn(2) ? mutateValues(choice, text) : mutatePieces(choice, text.split(between)).join('');

const TAGS = /(?=<)/;
const LINES = /(?<=\n)/;
const CELLS = /(?<=[,;\t\n])/;

/** Data of the page's own app, which stands in it as JSON. */
function withDamagedData(choice: SeededChoice, page: string): string {
  const [, before, data, after] = /^(.*__NUXT_DATA__"[^>]*>)(.*?)(<\/script>.*)$/s.exec(page) ?? [];
  if (data === undefined) return damaged(choice, page, TAGS);
  return `${before}${JSON.stringify(mutateJson(choice, JSON.parse(data)))}${after}`;
}

function fuzzContent(choice: SeededChoice): Buffer {
  const text = choice.pick([
    () => damaged(choice, choice.pick(PAGES), TAGS),
    () => damaged(choice, choice.pick(PAGES), TAGS),
    () => withDamagedData(choice, choice.pick(PAGES)),
    () => damaged(choice, choice.pick(TEXTS), LINES),
    () => damaged(choice, choice.pick(SHEETS), CELLS),
    () => damaged(choice, choice.pick(SHEETS), CELLS),
    () => JSON.stringify(mutateJson(choice, structuredClone(ANSWER))),
    () => choice.pick([...PAGES, ...TEXTS, ...SHEETS]),
    () => ARCHIVE.toString('latin1'),
  ])();
  const bytes = Buffer.from(text, text.startsWith('bplist') ? 'latin1' : 'utf8');
  if (choice.oneIn(30)) return Buffer.from(`\ufeff${text}`, 'utf16le');
  return choice.oneIn(3) || text.startsWith('bplist') ? mutateBytes(choice, bytes) : bytes;
}

const FORMATS = ['auto', 'html', 'mhtml', 'text', 'csv', 'json', 'webarchive'];
const MAPS = [
  'date=Tag,connects=Menge,label=Was',
  'date=Day,connects=Change,label=Action',
  'date=x',
  'title=date,date=date,cost=date',
  '',
];

export function fuzzPage(choice: SeededChoice): FuzzInput {
  const isTrial = choice.oneIn(3);
  const isPiped = choice.oneIn(4);
  const more = [
    ...(choice.oneIn(4) ? ['--format', choice.pick(FORMATS)] : []),
    ...(choice.oneIn(2) ? ['--saved-on', choice.oneIn(4) ? choice.pick(ODD_DAYS) : '2026-11-20'] : []),
    ...(choice.oneIn(5) ? ['--map', choice.oneIn(5) ? oddValue(choice) : choice.pick(MAPS)] : []),
    ...(choice.oneIn(6) ? [choice.pick(['--day-first', '--month-first', '--separate', '--force'])] : []),
  ];
  return {
    argv: [
      ...(choice.oneIn(2) ? ['--json'] : []),
      'import',
      isPiped ? '-' : 'page',
      isTrial ? '--dry-run' : '--yes',
      ...more,
    ].map((word) => word.replaceAll('\0', '')),
    files: { page: fromBytes(fuzzContent(choice)) },
    ...(isPiped ? { stdin: 'page' } : {}),
    ...(isTrial ? { isTrial } : {}),
    ...(choice.oneIn(4) ? { isFirst: true } : {}),
    ...(choice.oneIn(4) ? { tty: true } : {}),
  };
}

/** The page on which a proposal is written. */
export function fuzzPaste(choice: SeededChoice): FuzzInput {
  const text = choice.oneIn(10) ? choice.pick(TEXTS) : choice.pick(APPLY_PAGES);
  const content = Buffer.from(damaged(choice, text, LINES), 'utf8');
  const isTrial = choice.oneIn(3);
  return {
    argv: [...(choice.oneIn(2) ? ['--json'] : []), 'apply', '--paste', ...(isTrial ? ['--dry-run'] : [])],
    files: { page: fromBytes(choice.oneIn(3) ? mutateBytes(choice, content) : content) },
    stdin: 'page',
    ...(isTrial ? { isTrial } : {}),
  };
}
