/** Mixed commands that are killed at calls drawn from a seed: each is there whole or not at all, and what was reported is there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from '../../src/store/file/open-file.ts';
import { checkLedger } from '../../src/store/safety/check-ledger.ts';
import { rowsOf } from '../store/audit.ts';
import type { FailingCalls } from './failing-calls.ts';
import { isLeftover, stateOf } from './judge.ts';

/** Numbers from 0 to 1, the same for a seed. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const LINES = [
  'apply --cost 1 --title Logo --force',
  'apply --cost 2 --boost 1 --title Shop --force',
  'buy 20',
  'mark last viewed',
  'edit last --client Acme',
  'void last',
  'undo',
  'renew',
  'import page.csv --yes',
  'merge other.db',
  'restore copy.db --yes --force',
];

export interface KilledCommands {
  readonly killed: number;
  readonly ended: number;
  readonly findings: readonly string[];
}

export function killedCommands(calls: FailingCalls, seed: number, count: number): KilledCommands {
  const home = mkdtempSync(join(tmpdir(), 'connects-kills-'));
  try {
    return killedIn(home, calls, drawn(seed), count);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const uidsOf = (db: string): readonly string[] =>
  rowsOf(db, 'SELECT uid FROM commands ORDER BY id').map(({ uid }) => String(uid));

function killedIn(home: string, calls: FailingCalls, chance: () => number, count: number): KilledCommands {
  mkdirSync(join(home, 'data'));
  const [db, other, copy] = ['data/ledger.db', 'other.db', 'copy.db'].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ];
  const run = (line: string) => calls.run({ argv: line.split(' '), home });
  writeFileSync(
    join(home, 'page.csv'),
    'Date,Description,Connects\n2021-02-01,Applied to job,-2\n2021-01-20,Applied to job,-4\n',
  );
  for (const line of [
    'init --balance 500 --joined 2020-06-15',
    'backup other.db',
    '--db other.db apply --cost 1',
    'apply --cost 1',
    'backup copy.db',
  ])
    if (run(line).status !== 0) throw new Error(line);
  const whole = { other: uidsOf(other), copy: uidsOf(copy) };
  // How many calls a command makes: a kill after the last one does not happen.
  const most = new Map(LINES.map((line) => [line, line.startsWith('restore') ? 330 : 260]));
  const findings: string[] = [];
  let killed = 0;
  for (let nth = 1; nth <= count; nth += 1) {
    const line = LINES[Math.floor(chance() * LINES.length)] ?? 'undo';
    const at = 1 + Math.floor(chance() * (most.get(line) ?? 0));
    const before = uidsOf(db);
    const { status, signal, stdout, stderr } = calls.run(
      { argv: [...line.split(' '), '--json'], home },
      { nth: at, error: 'kill' },
    );
    const found = (what: string): number => findings.push(`${nth} ${line}, killed at call ${at}: ${what}`);
    if (signal === 'SIGKILL') killed += 1;
    else if (status === 1 || status === 5 || status === null) found(`exit ${status}: ${stderr}`);
    const connection = openConnection(db);
    try {
      const problems = checkLedger(connection);
      if (problems.length > 0) found(JSON.stringify(problems));
    } finally {
      connection.close();
    }
    const now = uidsOf(db);
    const added = now.slice(before.length);
    const isKept = before.every((uid, i) => now[i] === uid);
    if (line.startsWith('restore')) {
      if (!(isKept && added.length === 0) && now.join() !== whole.copy.join())
        found('neither the old ledger nor the copy');
      if (status === 0 && now.join() !== whole.copy.join()) found('restored, but not there');
    } else {
      const missing = whole.other.filter((uid) => !before.includes(uid)).length;
      const most = line.startsWith('merge') ? missing : 1;
      if (!isKept || ![0, most].includes(added.length)) found(`half there: ${added.length} of ${most}`);
      if (status === 0) {
        const { transactions = [] } = JSON.parse(stdout) as { transactions?: { uid: string }[] };
        const stored = new Set(rowsOf(db, 'SELECT uid FROM transactions').map(({ uid }) => uid));
        if (transactions.some(({ uid }) => !stored.has(uid))) found('reported, but not there');
      }
    }
  }
  if (run('buy 20').status !== 0 || run('backup').status !== 0) findings.push('the last commands failed');
  const left = [...stateOf(home).keys()].filter(isLeftover);
  if (left.length > 0) findings.push(`still there: ${left.join(' ')}`);
  return { killed, ended: count - killed, findings };
}
