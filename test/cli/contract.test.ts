/** The contract for scripts: the JSON of every command and every error, field by field, and every exit code. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { bound } from '../bound.ts';
import { type Ran, type World, type WorldOptions, world } from '../world.ts';

type Json = { readonly [field: string]: unknown };

const ROW = [
  'id',
  'uid',
  'on',
  'kind',
  'label',
  'connects',
  'balance',
  'expiresOn',
  'proposal',
  'title',
  'cents',
  'edition',
  'source',
  'forced',
  'reverses',
  'note',
  'recordedAt',
  'command',
  'member',
];
const PROPOSAL = [
  'id',
  'on',
  'title',
  'client',
  'url',
  'tags',
  'cost',
  'boost',
  'invited',
  'status',
  'statusOn',
  'earned',
  'refunded',
  'net',
  'key',
  'note',
  'valueCents',
  'statusSource',
  'credits',
];
const PURCHASE = ['bundle', 'listCents', 'discountCents', 'taxCents', 'totalCents', 'coupon'];
const GRANT = ['id', 'on', 'kind', 'label', 'granted', 'left', 'expiresOn'];
const COUPON = ['code', 'kind', 'percent', 'cents', 'connects', 'expiresOn', 'usedOn'];
const ENVELOPE = ['schema', 'command', 'warnings'];
const WRITE = [...ENVELOPE, 'transactions', 'balance', 'dryRun'];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const fields = (value: unknown): string[] => Object.keys(value as Json).sort();
const exactly = (value: unknown, names: readonly string[]) => expect(fields(value)).toEqual([...names].sort());
const listed = (value: unknown): readonly Json[] => value as readonly Json[];

/** A matcher for values of one kind, or null. */
const orNull = (value: unknown, form: RegExp): void => {
  if (value !== null) expect(value).toMatch(form);
};
const whole = (value: unknown): void => expect(Number.isInteger(value), `${value} is an integer`).toBe(true);
const wholeOrNull = (value: unknown): void => {
  if (value !== null) whole(value);
};

function isRow(row: Json): void {
  exactly(row, ROW);
  wholeOrNull(row['id']);
  orNull(row['uid'], UUID_V7);
  expect(row['on']).toMatch(DAY);
  whole(row['connects']);
  whole(row['balance']);
  orNull(row['expiresOn'], DAY);
  wholeOrNull(row['proposal']);
  wholeOrNull(row['cents']);
  expect(['manual', 'renew', 'import', 'merge']).toContain(row['source']);
  expect(typeof row['forced']).toBe('boolean');
  wholeOrNull(row['reverses']);
  orNull(row['recordedAt'], INSTANT);
  wholeOrNull(row['command']);
  expect(row['member']).toBeNull();
}

function isProposal(proposal: Json): void {
  exactly(proposal, PROPOSAL);
  for (const name of ['id', 'cost', 'boost', 'earned', 'refunded', 'net']) whole(proposal[name]);
  expect(proposal['net']).toBe(Number(proposal['cost']) + Number(proposal['boost']) - Number(proposal['refunded']));
  expect(proposal['tags']).toBeInstanceOf(Array);
  expect(typeof proposal['invited']).toBe('boolean');
  expect(proposal['on']).toMatch(DAY);
  expect(proposal['statusOn']).toMatch(DAY);
}

/** The one JSON object on stdout, when stderr is empty. */
function answer({ code, stdout, stderr }: Ran, exit = 0): Json {
  expect({ code, stderr }).toEqual({ code: exit, stderr: '' });
  expect(stdout).toMatch(/^\{.*\}\n$/);
  const object = JSON.parse(stdout) as Json;
  expect(object['schema']).toBe(1);
  for (const warning of listed(object['warnings'])) exactly(warning, ['code', 'message']);
  return object;
}

/** The one JSON object on stderr, when stdout is empty. */
function failure({ code, stdout, stderr }: Ran): Json & { readonly exit: number } {
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^\{.*\}\n$/);
  const object = JSON.parse(stderr) as Json;
  exactly(object, ['schema', 'error']);
  expect(object['schema']).toBe(1);
  const error = object['error'] as Json;
  exactly(error, ['code', 'message', 'hint', 'details']);
  expect(error['message']).toMatch(/^.+\.$/);
  expect(error['hint'], 'a way out').toMatch(/\S/);
  expect(typeof error['details']).toBe('object');
  return { ...error, exit: code };
}

async function open(...lines: readonly string[]): Promise<World> {
  const here = world({ today: '2021-02-10' });
  for (const line of ['init', 'buy 80', ...lines]) {
    expect(await here.run(`${line} -q`), line).toMatchObject({ code: 0, output: '' });
  }
  return here;
}

const MINE = 'id: mine\nextends: 2020-12\nsince: 2021-01-01\nproposal:\n  max: 8\n';

describe('the JSON of each command', () => {
  /** Commands that write: the fields that each adds to the common ones, and how many rows it returns. */
  const writes: readonly (readonly [line: string, adds: readonly string[], rows: number])[] = [
    ['apply --cost 4 --boost 5 --title T --tag a --key k', ['proposal'], 2],
    ['mark 1 viewed', ['proposal'], 0],
    ['mark 1 interview', ['proposal'], 1],
    ['buy 40 --coupon SAVE20 --tax 6.35', ['purchase'], 1],
    ['coupon add FIVE --off 5', [], 0],
    ['coupon add GIFT --connects 5', [], 1],
    ['earn readiness-test', [], 1],
    ['spend availability-badge --amount 8', [], 1],
    ['renew', ['cycles', 'nextOn'], 0],
    ['plan plus', ['fee'], 1],
    ['reconcile 116', ['observed', 'ledger', 'drift', 'causes'], 0],
    ['reconcile 7 --adjust', ['observed', 'ledger', 'drift', 'causes'], 1],
    ['undo', ['undone'], 1],
    ['rules use 2026', [], 0],
  ];
  const given = ['coupon add SAVE20 --percent 20', 'apply --cost 4 --title First'];

  test.each(writes)('the JSON of "%s" has its fields, tried and recorded', async (line, adds, rows) => {
    const here = await open(...given);
    const trial = line === 'undo' ? await here.run('undo -n --json') : await here.run(`${line} --dry-run --json`);
    const done = await here.run(`${line} --json`);
    for (const [ran, dryRun] of [
      [trial, true],
      [done, false],
    ] as const) {
      const said = answer(ran);
      exactly(said, [...WRITE, ...adds]);
      expect(said['dryRun']).toBe(dryRun);
      exactly(said['balance'], ['before', 'after']);
      expect(listed(said['transactions'])).toHaveLength(rows);
      listed(said['transactions']).forEach(isRow);
      if (adds.includes('proposal')) isProposal(said['proposal'] as Json);
      if (adds.includes('purchase')) exactly(said['purchase'], PURCHASE);
    }
    const { command } = answer(done);
    expect(line.startsWith(String(command))).toBe(true);
  });

  test('the JSON of init names the account, tried and recorded', async () => {
    const here = world({ today: '2021-02-10' });
    for (const [line, dryRun] of [
      ['init --dry-run --json', true],
      ['init --json', false],
    ] as const) {
      const said = answer(await here.run(line));
      exactly(said, [...WRITE, 'account']);
      expect(said).toMatchObject({ command: 'init', dryRun, balance: { before: 0, after: 40 } });
      expect(said['account']).toEqual({ plan: 'basic', joined: '2021-02-10', edition: '2020-12', db: '~/connects.db' });
      listed(said['transactions']).forEach(isRow);
    }
  });

  test('the JSON of redo names what was redone', async () => {
    const here = await open(...given);
    await here.run('undo');
    const said = answer(await here.run('redo --json'));
    exactly(said, [...WRITE, 'redone']);
    expect(said).toMatchObject({ redone: 'the proposal "First" of 2021-02-10 for 4 Connects' });
    listed(said['transactions']).forEach(isRow);
  });

  test('the JSON of renew lists the cycles it posted', async () => {
    const here = await open();
    const said = answer(await here.run('renew --json', { today: '2021-04-11' }));
    expect(said).toMatchObject({
      cycles: [
        { on: '2021-03-10', connects: 10 },
        { on: '2021-04-10', connects: 10 },
      ],
      nextOn: '2021-05-10',
    });
    expect(listed(said['transactions']).map((row) => row['source'])).toEqual(['renew', 'renew']);
  });

  test('the JSON of reconcile with a difference exits 6 and lists the causes', async () => {
    const here = await open(...given);
    const said = answer(await here.run('reconcile 120 --json'), 6);
    expect(said).toMatchObject({ observed: 120, ledger: 116, drift: 4, transactions: [], dryRun: false });
    listed(said['causes']).forEach((cause) => {
      exactly(cause, ['code', 'message', 'connects']);
    });
    expect(listed(said['causes']).map(({ code }) => code)).toContain('not-on-upwork');
    expect(said['warnings']).toMatchObject([{ code: 'drift' }]);
  });

  test('the JSON of rules add has the common fields', async () => {
    const here = await open();
    writeFileSync(join(here.folder, 'mine.yaml'), MINE);
    exactly(answer(await here.run('rules add mine.yaml --dry-run --json')), WRITE);
    exactly(answer(await here.run('rules add - --json < mine.yaml')), WRITE);
  });

  test('the JSON of balance has the balance, the next expiry, the last agreement and the budget', async () => {
    const here = await open();
    const said = answer(await here.run('balance --json'));
    exactly(said, [...ENVELOPE, 'balance', 'asOf', 'expiring', 'reconciled', 'budget', 'adCredits']);
    expect(said).toMatchObject({ balance: 120, asOf: '2021-02-10', reconciled: null, budget: null });
    expect(said['expiring']).toEqual({ connects: 120, on: '2022-02-10' });
    await here.run('reconcile 120');
    expect(answer(await here.run('balance --json'))['reconciled']).toEqual({ on: '2021-02-10', connects: 120 });
    const gone = answer(await here.run('balance --json', { today: '2022-02-10' }));
    expect(gone).toMatchObject({ balance: 0, expiring: null });
  });

  test('the JSON of balance --at-least exits 6 and warns when there is less', async () => {
    const here = await open();
    expect(answer(await here.run('balance --at-least 121 --json'), 6)).toMatchObject({
      balance: 120,
      warnings: [{ code: 'below' }],
    });
    expect(answer(await here.run('balance --at-least 120 --json'))['warnings']).toEqual([]);
  });

  test('the JSON of history lists the newest first, with expiries without an id', async () => {
    const here = await open(...given);
    const said = answer(await here.run('history --json', { today: '2022-02-10' }));
    exactly(said, [...ENVELOPE, 'transactions']);
    const rows = listed(said['transactions']);
    rows.forEach(isRow);
    expect(rows.map((row) => row['id'])).toEqual([null, null, 3, 2, 1]);
    expect(rows[0]).toMatchObject({ kind: 'expiry', uid: null, recordedAt: null, edition: null, balance: 0 });
  });

  test('the JSON of proposals and show lists proposals, outcomes and transactions', async () => {
    const here = await open(...given, 'apply --cost 2', 'mark 1 interview');
    const list = answer(await here.run('proposals --json'));
    exactly(list, [...ENVELOPE, 'proposals']);
    listed(list['proposals']).forEach(isProposal);
    expect(listed(list['proposals']).map((each) => each['id'])).toEqual([2, 1]);
    const one = answer(await here.run('show 1 --json'));
    exactly(one, [...ENVELOPE, 'proposal', 'outcomes', 'transactions']);
    const { postedAt, sentAt, pageTitle, ...proposal } = one['proposal'] as Json;
    isProposal(proposal);
    expect(pageTitle).toBeNull();
    orNull(postedAt, INSTANT);
    orNull(sentAt, INSTANT);
    listed(one['outcomes']).forEach((each) => {
      exactly(each, ['on', 'outcome']);
    });
    listed(one['transactions']).forEach(isRow);
  });

  test('the JSON of search has the proposals that were found, newest first', async () => {
    const here = await open(...given, 'apply --cost 2 --title Logo --note blue');
    const said = answer(await here.run('search --json LOGO blue'));
    exactly(said, [...ENVELOPE, 'proposals']);
    listed(said['proposals']).forEach(isProposal);
    expect(said).toMatchObject({ command: 'search', proposals: [{ id: 2 }] });
    expect(answer(await here.run('search --json nothing'))['proposals']).toEqual([]);
  });

  test('the JSON of status has what balance has, what is due, and the open proposals', async () => {
    const here = await open(...given, 'apply --cost 2', 'mark 2 declined');
    const said = answer(await here.run('status --json'));
    const { asOf, balance, ...ofBalance } = answer(await here.run('balance --json'));
    exactly(said, [...Object.keys(ofBalance), 'asOf', 'balance', 'expiringSoon', 'due', 'stale', 'proposals']);
    expect(said).toMatchObject({ asOf, balance, expiringSoon: { connects: 0, days: 30 }, stale: 0 });
    exactly(said['due'], ['missing', 'waiting']);
    listed(said['proposals']).forEach(isProposal);
    expect(said['proposals']).toMatchObject([{ id: 1 }]);
  });

  test('the refusal of a text that fits several proposals has them as candidates', async () => {
    const here = await open(...given, 'apply --cost 2 --title "First again"');
    const refused = failure(await here.run('mark irs declined --json'));
    expect(refused).toMatchObject({ exit: 4, code: 'ambiguous-proposal', details: { given: 'irs', found: 2 } });
    const { candidates } = refused['details'] as Json;
    listed(candidates).forEach((each) => {
      exactly(each, ['id', 'on', 'status', 'title', 'client']);
    });
    expect(listed(candidates).map(({ id }) => id)).toEqual([2, 1]);
  });

  test('the JSON of grants and expiring lists the open grants', async () => {
    const here = await open();
    for (const line of ['grants', 'expiring --within 366']) {
      const said = answer(await here.run(`${line} --json`));
      exactly(said, [...ENVELOPE, 'grants']);
      expect(listed(said['grants'])).toHaveLength(2);
      listed(said['grants']).forEach((grant) => {
        exactly(grant, GRANT);
      });
    }
    expect(answer(await here.run('expiring --json'))['grants']).toEqual([]);
  });

  test('the JSON of coupon list has every kind of coupon', async () => {
    const here = await open('coupon add A --percent 20', 'coupon add B --off 5.25', 'coupon add C --connects 5');
    const said = answer(await here.run('coupon list --json'));
    exactly(said, [...ENVELOPE, 'coupons']);
    listed(said['coupons']).forEach((coupon) => {
      exactly(coupon, COUPON);
    });
    expect(said['coupons']).toMatchObject([
      { kind: 'percent', percent: 20, cents: null, connects: null, usedOn: null },
      { kind: 'off', percent: null, cents: 525, connects: null },
      { kind: 'connects', percent: null, cents: null, connects: 5, usedOn: '2021-02-10' },
    ]);
  });

  test('the JSON of rules, rules list, rules show and rules diff has its fields', async () => {
    const here = await open();
    const rules = answer(await here.run('rules --json'));
    exactly(rules, [...ENVELOPE, 'edition']);
    expect(rules['edition']).toMatchObject({ id: '2020-12', signup: { connects: 40 } });
    const list = answer(await here.run('rules list --json'));
    exactly(list, [...ENVELOPE, 'editions']);
    listed(list['editions']).forEach((each) => {
      exactly(each, ['id', 'since', 'active']);
    });
    expect(listed(list['editions']).filter((each) => each['active'])).toMatchObject([{ id: '2020-12' }]);
    const one = answer(await here.run('rules show 2026 --json'));
    exactly(one, [...ENVELOPE, 'edition']);
    expect(one['edition']).toMatchObject({ id: '2026', interview: { connects: null } });
    const diff = answer(await here.run('rules diff 2020-12 2026 --json'));
    exactly(diff, [...ENVELOPE, 'changes']);
    listed(diff['changes']).forEach((change) => {
      exactly(change, ['path', 'from', 'to']);
    });
  });
});

describe('the errors of commands', () => {
  /** Bad inputs with their exit code and error code, in a ledger with one proposal and one used coupon. */
  const bad: readonly (readonly [argv: readonly string[], exit: number, code: string])[] = [
    ...['0x4', '-1', '4.5', '1e3', '４', ' 4', '', '4 ', '+4', '04', '4,0', '99999999999', 'four', '٤', '²'].map(
      (cost) => [['apply', '--cost', cost], 2, 'invalid-amount'] as const,
    ),
    [['apply'], 2, 'usage'],
    [['apply', '--cost'], 2, 'usage'],
    [['apply', 'four'], 2, 'usage'],
    [['apply', '--cost', '4', '--title', 'x'.repeat(1001)], 2, 'usage'],
    [['apply', '--cost', '4', '--title', ''], 2, 'usage'],
    [['apply', '--cost', '0'], 3, 'cost-out-of-range'],
    [['apply', '--cost', '7'], 3, 'cost-out-of-range'],
    [['apply', '--cost', '4', '--key', 'k1'], 3, 'duplicate-key'],
    [['apply', '--cost', '4', '--boost', '900'], 3, 'insufficient-connects'],
    [['aply'], 2, 'usage'],
    [['apply', '--cots', '4'], 2, 'usage'],
    [['coupon'], 2, 'usage'],
    [['rules', 'xyz'], 2, 'usage'],
    [['balance', '--color', 'pink'], 2, 'usage'],
    [['balance', '--account', '../x'], 2, 'usage'],
    [['balance', '--account', 'nobody'], 4, 'no-account'],
    [['balance', '--db', '/'], 5, 'storage-unavailable'],
    [['init'], 3, 'already-open'],
    [['mark', '99', 'viewed'], 4, 'unknown-proposal'],
    [['mark', '1', 'seen'], 2, 'usage'],
    [['mark', '1', 'outbid'], 3, 'invalid-transition'],
    [['mark', '0', 'viewed'], 2, 'invalid-amount'],
    [['mark', 'x', 'viewed'], 4, 'unknown-proposal'],
    [['show', '99'], 4, 'unknown-proposal'],
    [['buy', '15'], 3, 'no-such-bundle'],
    [['buy', '10', '--coupon', 'NONE'], 3, 'coupon-unknown'],
    [['buy', '10', '--coupon', 'USED'], 3, 'coupon-used'],
    [['buy', '10', '--tax', '100'], 2, 'invalid-amount'],
    [['coupon', 'add', 'X', '--percent', '0'], 2, 'invalid-amount'],
    [['coupon', 'add', 'X', '--percent', '101'], 2, 'invalid-amount'],
    [['coupon', 'add', 'X', '--percent', '5', '--off', '5'], 2, 'usage'],
    [['coupon', 'add', 'X', '--percent', '5', '--expires', '2021-02-09'], 3, 'coupon-expired'],
    [['coupon', 'add', 'USED', '--percent', '5'], 3, 'already-claimed'],
    [['earn', 'gift', '--amount', '4'], 2, 'usage'],
    [['earn', 'survey'], 3, 'amount-required'],
    [['earn', 'badge'], 2, 'usage'],
    [['earn', 'signup'], 3, 'already-claimed'],
    [['spend', 'other'], 2, 'usage'],
    [['spend', 'other', '--amount', '900'], 3, 'insufficient-connects'],
    [['plan', 'basic'], 3, 'invalid-transition'],
    [['plan', 'gold'], 2, 'usage'],
    [['plan', 'basic', '--granted', '4'], 2, 'usage'],
    [['redo'], 3, 'nothing-to-redo'],
    [['reconcile', 'x'], 2, 'invalid-amount'],
    [['history', '--limit', '0'], 2, 'invalid-amount'],
    [['history', '--since', '2021-02-02', '--until', '2021-02-01'], 2, 'usage'],
    [['proposals', '--status', 'bogus'], 2, 'usage'],
    [['expiring', '--within', 'soon'], 2, 'invalid-amount'],
    [['rules', 'show', '2062'], 4, 'unknown-edition'],
    [['rules', 'use', '2062'], 4, 'unknown-edition'],
    [['rules', 'add', 'nowhere.yaml'], 4, 'no-such-file'],
    [['rules', 'add', '.'], 4, 'no-such-file'],
    ...['2026-02-30', 'soon', ''].map((day) => [['buy', '10', '--on', day], 2, 'invalid-day'] as const),
    ...['03/04/2026', '3.4.2026', '3-4'].map((day) => [['buy', '10', '--on', day], 2, 'ambiguous-day'] as const),
    ...['tomorrow', 'next week', '2021-02-11'].map((day) => [['buy', '10', '--on', day], 2, 'future-day'] as const),
    [['buy', '10', '--on', '2021-02-09'], 2, 'invalid-day'],
  ];

  test.each(bad)('the command %j exits %i with %s', async (argv, exit, code) => {
    const here = await open('coupon add USED --percent 5', 'buy 10 --coupon USED', 'apply --cost 4 --key k1');
    const before = await here.run('history --all --json');
    expect(failure(await here.run(['--json', ...argv]))).toMatchObject({ exit, code });
    const told = await here.run(argv);
    expect(told.stdout).toBe('');
    expect(told.stderr).toMatch(/^Error: .+\.\n.+\n$/s);
    expect(told.code).toBe(exit);
    expect(await here.run('history --all --json'), 'nothing was recorded').toEqual(before);
  });

  test('an error names the flag that it is about', async () => {
    const here = await open();
    const { details } = failure(await here.run('apply --cost 4.5 --json'));
    expect(details).toEqual({ flag: '--cost', given: '4.5', expected: 'connects-or-none' });
    expect(failure(await here.run('apply --json'))['message']).toContain('--cost');
  });

  test('a file that is not a ledger, or a path that cannot be one, exits 5', async () => {
    const here = world();
    const text = join(here.folder, 'letter.db');
    writeFileSync(text, 'Dear diary, this is no database at all, but longer than any header.\n'.repeat(20));
    mkdirSync(join(here.folder, 'folder.db'));
    const exit = async (db: string) => failure(await here.run(['init', '--db', db, '--json']));
    expect(await exit(text)).toMatchObject({ exit: 5, code: 'storage-corrupt' });
    expect(await exit(join(here.folder, 'folder.db'))).toMatchObject({ exit: 5, code: 'storage-unavailable' });
    expect(await exit(join(text, 'connects.db'))).toMatchObject({ exit: 5, code: 'storage-unavailable' });
  });

  test('a read-only ledger exits 5 when a command writes', async () => {
    const here = await open();
    chmodSync(here.db, 0o400);
    const refused = await bound(here.folder, () => here.run('apply --cost 4 --json'));
    expect(failure(refused)).toMatchObject({ exit: 5, code: 'storage-readonly' });
  });

  test('an error of the program itself exits 1 and says where to report it', async () => {
    const here = world();
    const said: string[] = [];
    const stderr = { ...here.env.stderr, write: (text: string) => void said.push(text) };
    const broken = { ...here.env, stderr, uid: () => JSON.parse('{') as string };
    const { runCommandLine: run } = await import('../../src/main.ts');
    expect(await run(['init', '--db', 'other.db'], broken)).toBe(1);
    expect(said.join('')).toMatch(/^Error: Something is wrong with connects itself: /);
    expect(said.join('')).toContain(
      `Report the problem at ${manifest.bugs.url}, with the output of: connects --db other.db doctor\n`,
    );
  });

  test('the address for reports is the home of the package', () => {
    const site = manifest.repository.url.replace(/^git\+|\.git$/g, '');
    expect([manifest.homepage, manifest.bugs.url]).toEqual([`${site}#readme`, `${site}/issues`]);
  });

  test('Ctrl-C at a question exits 130 and records nothing', async () => {
    const here = await open();
    const asked: WorldOptions = { tty: true, answers: ['4', '^C'] };
    const ran = await here.run('apply', asked);
    expect(ran).toMatchObject({ code: 130, stdout: '' });
    expect(ran.stderr).toContain('Nothing was recorded.');
    expect((await here.run('balance')).stdout).toBe('120\n');
  });
});

describe('the option --quiet', () => {
  const silent = ['apply --cost 4', 'mark 1 viewed', 'earn readiness-test', 'renew -v', 'undo', 'rules use 2026'];
  test.each(silent)('the command "%s" prints nothing with -q', async (line) => {
    const here = await open('apply --cost 2');
    expect(await here.run(`${line} -q`)).toMatchObject({ code: 0, output: '' });
  });

  test.each(['balance', 'history', 'grants', 'rules list'])('the command "%s" still answers with -q', async (line) => {
    const here = await open();
    const loud = await here.run(line);
    expect(await here.run(`${line} -q`)).toEqual(loud);
  });
});

describe('a pasted text', () => {
  const pasted = 'Line one\nline two\u2028three \u001b[31mred\u001b[0m \u0007 \u202egnirts\u202c 🚀 שלום ÄÖ';

  test('a pasted text is stored unchanged', async () => {
    const here = await open();
    const said = answer(await here.run(['apply', '--cost', '4', '--title', pasted, '--note', pasted, '--json']));
    expect((said['proposal'] as Json)['title']).toBe(pasted);
    expect((said['proposal'] as Json)['note']).toBe(pasted);
  });

  test('a pasted text never reaches the terminal raw, in any listing or receipt', async () => {
    const here = await open();
    const all = ['title', 'client', 'url', 'tag', 'key', 'note'].flatMap((name) => [`--${name}`, pasted]);
    const screens = [
      await here.run(['apply', '--cost', '4', ...all], { tty: true, columns: 200 }),
      await here.run(['apply', '--cost', '4', '--key', pasted]),
      await here.run(['coupon', 'add', pasted, '--percent', '5']),
      await here.run('coupon list', { tty: true }),
      await here.run(['buy', '10', '--coupon', `${pasted}?`]),
      await here.run(['earn', 'badge', '--name', pasted, '--amount', '5'], { tty: true }),
      await here.run(['earn', 'badge', '--name', pasted, '--amount', '5'], { tty: true }),
      await here.run('history', { tty: true, columns: 300 }),
      await here.run('history', { tty: true, columns: 70 }),
      await here.run('history'),
      await here.run('proposals', { tty: true, columns: 300 }),
      await here.run('proposals'),
      await here.run('show 1', { tty: true }),
      await here.run('grants', { tty: true }),
      await here.run('reconcile 115'),
      await here.run('undo', { tty: true }),
      await here.run(['rules', 'show', pasted]),
      await here.run(['mark', '1', pasted]),
      await here.run([pasted]),
      await here.run(['apply', `--${pasted}`]),
      await here.run(['balance', pasted]),
      await here.run(['balance', '--db', `/${pasted}`]),
      await here.run(['buy', '10', '--on', pasted]),
      await here.run(['balance', '--account', pasted, '--json']),
    ];
    for (const { output } of screens) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
      expect(output).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }
  });

  test('a pasted text takes one line of a listing', async () => {
    const here = await open();
    await here.run(['apply', '--cost', '4', '--title', 'a\tb\nc', '--client', 'd\te']);
    expect((await here.run('proposals')).stdout.split('\n')).toHaveLength(2);
    expect((await here.run('history --limit 1')).stdout.split('\t')).toHaveLength(19);
  });

  test('a text of 1,000 characters is accepted, and an emoji of several parts counts as one', async () => {
    const here = await open();
    for (const title of ['x'.repeat(1000), '👩‍👩‍👧'.repeat(1000), 'e\u0301'.repeat(1000)]) {
      expect((await here.run(['apply', '--cost', '1', '--title', title, '-q'])).code).toBe(0);
    }
    expect((await here.run(['apply', '--cost', '1', '--title', '👩‍👩‍👧'.repeat(1001)])).code).toBe(2);
  });
});

describe('colours in the output', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours themselves.
  const COLOUR = /\u001b\[/;
  const terminal = { stdin: true, stdout: true, stderr: true };

  /** The order of precedence: the option, NO_COLOR, FORCE_COLOR, TERM=dumb, then whether the stream is a terminal. */
  const cases: readonly (readonly [vars: Record<string, string>, flag: string, tty: boolean, coloured: boolean])[] = [
    [{}, '', false, false],
    [{}, '--color auto', false, false],
    [{}, '--color always', false, true],
    [{}, '--color=always', false, true],
    [{ NO_COLOR: '1' }, '--color always', false, true],
    [{ TERM: 'dumb' }, '--color always', true, true],
    [{ FORCE_COLOR: '1' }, '', false, true],
    [{ FORCE_COLOR: '1' }, '--color never', true, false],
    [{ FORCE_COLOR: '0' }, '', true, false],
    [{ FORCE_COLOR: 'false' }, '', true, false],
    [{ FORCE_COLOR: '-1' }, '', true, false],
    [{ FORCE_COLOR: 'true' }, '', false, true],
    [{ FORCE_COLOR: '2' }, '', false, true],
    [{ FORCE_COLOR: '3' }, '', false, true],
    [{ FORCE_COLOR: '99' }, '', false, true],
    [{ FORCE_COLOR: '1.5' }, '', false, true],
    [{ FORCE_COLOR: 'nonsense' }, '', false, true],
    [{ FORCE_COLOR: '' }, '', false, false],
    [{ NO_COLOR: '' }, '', false, false],
    [{}, '--no-color', true, false],
    [{ FORCE_COLOR: '1' }, '--no-color', true, false],
    [{}, '--no-color --color always', false, true],
    [{}, '--color always --no-color', true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, '', true, false],
    [{ NO_COLOR: '', FORCE_COLOR: '1' }, '', false, true],
    [{ FORCE_COLOR: '1', TERM: 'dumb' }, '', false, true],
    [{ TERM: 'dumb', FORCE_COLOR: '' }, '', true, false],
    [{ TERM: 'dumb' }, '', true, false],
  ];
  test.each(cases)('output with %j and "%s", terminal %s, has colour: %s', async (vars, flag, tty, coloured) => {
    const here = await open();
    const options = { vars, tty };
    const { stdout, stderr } = await here.run(`apply --cost 4 ${flag}`, options);
    expect([COLOUR.test(stdout), COLOUR.test(stderr)]).toEqual([coloured, coloured]);
    expect(COLOUR.test((await here.run(`apply --cost 9 ${flag}`, options)).stderr), 'of an error').toBe(coloured);
    expect(COLOUR.test((await here.run(`apply ${flag} --bogus`, options)).stderr), 'of a usage error').toBe(coloured);
  });

  test('colour is decided for each stream separately', async () => {
    const here = await open();
    const bright = (tty: object) => {
      const env = { ...here.env, ...tty };
      return env;
    };
    const { runCommandLine: run } = await import('../../src/main.ts');
    for (const [out, err] of [
      [true, false],
      [false, true],
    ] as const) {
      const written = { out: '', err: '' };
      const stream = (to: 'out' | 'err', isTTY: boolean) => ({
        isTTY,
        columns: 80,
        rows: 24,
        colorLevel: 1 as const,
        write: (text: string) => {
          written[to] += text;
        },
      });
      await run(['apply', '--cost', '4'], bright({ stdout: stream('out', out), stderr: stream('err', err) }));
      expect([COLOUR.test(written.out), COLOUR.test(written.err)]).toEqual([out, err]);
    }
  });

  test('JSON, CSV and help have no colour', async () => {
    const here = await open();
    for (const line of ['grants --json', 'grants --csv', 'balance --json', '--help', 'apply --cost 9 --json']) {
      expect((await here.run(`${line} --color always`, { tty: terminal })).output, line).not.toMatch(COLOUR);
    }
  });

  test('coloured output has the same text as plain output', async () => {
    const here = await open('apply --cost 4');
    for (const line of ['history', 'balance', 'grants', 'proposals', 'show 1', 'rules', 'rules diff 2020-12 2026']) {
      const coloured = await here.run(`${line} --color always`, { tty: true });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours themselves.
      expect(coloured.output.replaceAll(/\u001b\[\d+m/g, ''), line).toBe((await here.run(line, { tty: true })).output);
    }
  });
});
