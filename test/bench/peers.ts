/** `npm run bench -- peers`: what other programs take for the same work on the same ledger, once all of them give the same answer. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LAST } from './commands.ts';
import { fileOf, makeLedgers } from './long.ts';
import { cpu, interleave, type Run, temp } from './measure.ts';

const SIZES = [1000, 10_000, 100_000] as const;
const program = resolve('bin/connects.js');
const ALL = 'assets:connects';
const SQL = "account = 'Assets:Connects'";

/** A line of shell that prints the answer, and how to read the numbers in it. */
interface Peer {
  readonly name: string;
  readonly journal: 'hledger' | 'ledger' | 'beancount';
  readonly balance: (journal: string) => string;
  readonly last: (journal: string) => string;
  readonly months: (journal: string) => string;
}

/** The last 20 are cut by `tail` where a program has no way to ask for them. */
const PEERS: readonly Peer[] = [
  {
    name: 'hledger',
    journal: 'hledger',
    balance: (journal) => `hledger -f ${journal} balance ${ALL} --no-total --format '%(total)'`,
    last: (journal) => `hledger -f ${journal} register ${ALL} -O csv | tail -20 | cut -d '"' -f 12,14`,
    months: (journal) =>
      `hledger -f ${journal} balance ${ALL} --monthly --transpose --no-total -O csv | tail -n +2 | cut -d , -f 2`,
  },
  {
    name: 'ledger',
    journal: 'ledger',
    balance: (journal) => `ledger -f ${journal} balance ${ALL} --format '%(quantity(strip(total)))'`,
    last: (journal) =>
      `ledger -f ${journal} register ${ALL} --tail 20 --format '%(quantity(strip(amount))) %(quantity(strip(total)))\\n'`,
    months: (journal) =>
      `ledger -f ${journal} register ${ALL} --monthly --empty --format '%(quantity(strip(amount)))\\n'`,
  },
  {
    name: 'beancount',
    journal: 'beancount',
    balance: (journal) => `bean-query -f csv ${journal} "SELECT sum(number) WHERE ${SQL}"`,
    last: (journal) => `bean-query -f csv ${journal} "SELECT number, balance WHERE ${SQL}" | tail -20`,
    months: (journal) =>
      `bean-query -f csv ${journal} "SELECT sum(number), year, month WHERE ${SQL} GROUP BY year, month ORDER BY year, month" | cut -d, -f 1`,
  },
];

const journalOf = (kind: string, size: number): string => join(temp, `journal-${size}.${kind}`);
// Otherwise Beancount keeps what it has read in a file of its own.
const VARS = { CONNECTS_TODAY: LAST, BEANCOUNT_DISABLE_LOAD_CACHE: '1', LC_ALL: 'C.UTF-8' };
const shell = (line: string, before?: () => void): Run => ({
  program: 'sh',
  args: ['-c', line],
  vars: VARS,
  ...(before ? { before } : {}),
});
const own = (db: string, line: string, before?: () => void): Run => ({
  args: [program, ...line.split(' ')],
  vars: { ...VARS, CONNECTS_DB: db },
  ...(before ? { before } : {}),
});

function outputOf({ program: of = process.execPath, args, vars, before }: Run): string {
  before?.();
  const env = { PATH: process.env['PATH'], HOME: temp, ...vars };
  const { status, stdout, stderr } = spawnSync(of, args, { env, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.slice(0, 300)}`);
  return stdout;
}

const numbersOf = (run: Run): readonly number[] => (outputOf(run).match(/-?\d+/g) ?? []).map(Number);

/** What the program itself answers, from its JSON. */
function ownAnswers(db: string): Readonly<Record<'balance' | 'last' | 'months', readonly number[]>> {
  const { balance } = JSON.parse(outputOf(own(db, 'balance --json'))) as { balance: number };
  const { transactions } = JSON.parse(outputOf(own(db, 'history --limit 20 --json'))) as {
    transactions: { connects: number; balance: number }[];
  };
  const { months } = JSON.parse(outputOf(own(db, 'report --json'))) as { months: { balance: number }[] };
  return {
    balance: [balance],
    last: transactions.toReversed().flatMap((line) => [line.connects, line.balance]),
    months: months.map((month, at) => month.balance - (months[at - 1]?.balance ?? 0)),
  };
}

/** What follows a hand that adds a proposal: the balance, which is wrong if the line was. */
const added = (kind: Peer['journal']): string =>
  kind === 'beancount'
    ? `\n${LAST} * "Upwork" "One more"\n  Assets:Connects  -2 CONNECTS @ 0.00 USD\n  Expenses:Connects:Proposal  2 CONNECTS @ 0.00 USD\n`
    : `\n${LAST} * One more\n    ${ALL}  -2 CONNECTS\n    expenses:connects:proposal  2 CONNECTS\n`;

const work = join(temp, 'peers-work');

function compareAt(size: number): void {
  makeLedgers(size);
  const db = fileOf('posted', size);
  for (const { journal } of PEERS) outputOf(own(db, `export --format ${journal} --output ${journalOf(journal, size)}`));
  const answers = ownAnswers(db);
  const tasks = {
    balance: 'balance',
    last: 'history --limit 20',
    months: 'report --json',
  } as const;
  const isLarge = size === SIZES.at(-1);
  for (const task of isLarge ? (['balance'] as const) : (['balance', 'last', 'months'] as const)) {
    const runs = PEERS.map((peer) => shell(peer[task](journalOf(peer.journal, size))));
    for (const [at, run] of runs.entries()) {
      if (JSON.stringify(numbersOf(run)) !== JSON.stringify(answers[task]))
        throw new Error(`${PEERS[at]?.name}, ${task}: ${numbersOf(run).join(' ')}, not ${answers[task].join(' ')}`);
    }
    print(`${task}, ${size}`, [own(db, tasks[task]), ...runs], isLarge);
  }
  if (isLarge) return;
  const adding = PEERS.map(({ journal, balance }) =>
    shell(balance(`${work}.${journal}`), () => {
      copyFileSync(journalOf(journal, size), `${work}.${journal}`);
      appendFileSync(`${work}.${journal}`, added(journal));
    }),
  );
  for (const run of adding) {
    if (numbersOf(run)[0] !== (answers.balance[0] ?? 0) - 2) throw new Error(`add one: ${numbersOf(run).join(' ')}`);
  }
  const apply = own(work, 'apply --cost 2', () => copyFileSync(db, work));
  print(`add one and see the balance, ${size}`, [apply, ...adding], false);
}

/** CPU time, and how many times as long each of the others takes. */
function print(name: string, runs: readonly Run[], isOnce: boolean): void {
  const [own = Number.NaN, ...others] = isOnce ? runs.map(cpu) : interleave(runs, 3, cpu).map(({ min }) => min);
  const beside = others.map((each, at) => `${PEERS[at]?.name} ${each.toFixed(0)} (${(each / own).toFixed(2)})`);
  console.log(`${name.padEnd(38)} ${own.toFixed(0)} ms; ${beside.join(', ')}`);
}

export function comparePeers(): void {
  console.log('\nCPU time; in brackets, how many times that of this program');
  for (const size of SIZES) compareAt(size);
}
