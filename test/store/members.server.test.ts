/** Who recorded a command: kept in the record, carried by every copy, and equal whichever way copies are merged. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, world } from '../world.ts';
import { audit, rowsOf, tamper } from './audit.ts';
import { answers, pair } from './pair.ts';

const membersIn = (db: string): readonly unknown[] =>
  rowsOf(db, 'SELECT member FROM commands ORDER BY id').map(({ member }) => member);

async function shared(): Promise<World> {
  const here = world({ today: '2021-02-10' });
  for (const line of [
    'init --joined 2021-01-01 --as anna',
    'apply --cost 4 --title Logo --as ben',
    'mark 1 viewed',
    'CONNECTS_MEMBER=anna connects undo',
  ])
    expect([line, (await here.run(line)).code]).toEqual([line, 0]);
  return here;
}

describe('the member who records', () => {
  test('the record names the member of each command, and nobody where nobody said so', async () => {
    const here = await shared();
    expect(membersIn(here.db)).toEqual(['anna', 'ben', null, 'anna']);
    audit(here.db);
    expect(await here.run('check')).toMatchObject({ code: 0 });
  });

  test('the option comes before the variable, and an empty variable is none', async () => {
    const here = await shared();
    await here.run('CONNECTS_MEMBER=carl connects earn survey --amount 1 --as anna');
    await here.run('CONNECTS_MEMBER= connects earn survey --amount 1');
    expect(membersIn(here.db).slice(-2)).toEqual(['anna', null]);
  });

  test.each(['a\nb', 'a,b', ' ', 'x'.repeat(101), 'a\u0007', 'a\u2028b'])(
    'a name that is not one line of at most 100 characters is refused (%j)',
    async (name) => {
      const here = await shared();
      const { code, stderr } = await here.run(['apply', '--cost', '2', '--as', name, '--json']);
      expect([code, stderr]).toEqual([2, expect.stringContaining('"code":"usage"')]);
      expect(membersIn(here.db)).toHaveLength(4);
    },
  );

  test('a check finds a name that no command line can give', async () => {
    const here = await shared();
    tamper(
      here.db,
      "DROP TRIGGER commands_never_change; UPDATE commands SET member = 'a,b' WHERE id = 2; CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands\n    BEGIN SELECT RAISE(ABORT, 'commands is append-only'); END;",
    );
    const { code, stdout } = await here.run('check --json');
    const { problems } = JSON.parse(stdout) as { problems: readonly object[] };
    expect([code, problems]).toMatchObject([6, [{ code: 'value', table: 'commands', row: 2, column: 'member' }]]);
  });
});

describe('copies of a ledger with members', () => {
  test('a complete copy brings the members along, and an older copy has none', async () => {
    const here = await shared();
    await here.run('export --format jsonl --output copy.jsonl');
    const other = world({ today: '2021-02-10' });
    const copy = readFileSync(join(here.folder, 'copy.jsonl'), 'utf8');
    writeFileSync(join(other.folder, 'copy.jsonl'), copy);
    expect(await other.run('import copy.jsonl')).toMatchObject({ code: 0 });
    expect(membersIn(other.db)).toEqual(membersIn(here.db));

    const older = world({ today: '2021-02-10' });
    const nameless = copy.replace('"format":2', '"format":1').replaceAll(/"member":"\w+",/g, '');
    expect(nameless).not.toContain('member');
    writeFileSync(join(older.folder, 'copy.jsonl'), nameless);
    expect(await older.run('import copy.jsonl')).toMatchObject({ code: 0 });
    expect(membersIn(older.db)).toEqual([null, null, null, null]);
  });

  test('a copy without members is one that every version reads', async () => {
    const here = world();
    await here.run('init');
    const { stdout } = await here.run('export --format jsonl');
    expect(stdout.split('\n', 1)).toEqual(['{"connects":"ledger","format":1}']);
    expect(stdout).not.toContain('member');
  });

  test('two members who record apart are merged the same in both directions', async () => {
    const both = await pair(['apply --cost 4 --title Logo --as anna']);
    await both.run('mine', 'apply --cost 2 --title Icons --as anna');
    await both.run('mine', 'mark 1 viewed --as anna');
    await both.run('theirs', 'apply --cost 3 --title Site --as ben');
    // Both say the same: one of the two is taken back, by nobody.
    await both.run('theirs', 'mark 1 viewed --as ben');
    const kept = both.kept('mine');
    expect(await both.merge('mine')).toMatchObject({ code: 0 });
    expect(await both.merge('theirs', '', kept)).toMatchObject({ code: 0 });
    expect(await answers(both, 'mine')).toEqual(await answers(both, 'theirs'));
    const names = (db: string) => rowsOf(db, 'SELECT uid, member FROM commands ORDER BY uid');
    expect(names(both.path.mine)).toEqual(names(both.path.theirs));
    expect(new Set(membersIn(both.path.mine))).toEqual(new Set([null, 'anna', 'ben']));
  });
});

describe.skipIf(!hasPostgres())('members of a shared ledger', () => {
  let server: TestServer;
  beforeAll(() => {
    server = startPostgres();
  });
  afterAll(() => server?.stop());

  test("the system's name of the user is recorded where nothing else is said, and every machine sees it", async () => {
    const vars = { CONNECTS_DB: server.database() };
    const [mine, theirs] = [world({ today: '2021-02-10', vars }), world({ today: '2021-02-10', vars })];
    const undo = 'CONNECTS_MEMBER=carl connects undo 2';
    for (const line of ['init --joined 2021-01-01', 'apply --cost 4 --as ben', undo, 'apply --cost 2'])
      expect([line, (await mine.run(line)).code]).toEqual([line, 0]);
    const { commands } = JSON.parse((await theirs.run('log --json')).stdout) as { commands: { member: unknown }[] };
    expect(commands.map(({ member }) => member)).toEqual(['ada', 'carl', 'ben', 'ada']);
    const { proposals } = JSON.parse((await theirs.run('proposals --member ADA --json')).stdout) as {
      proposals: { id: number }[];
    };
    expect(proposals.map(({ id }) => id)).toEqual([2]);
    expect((await theirs.run('stats --by member')).stdout).toMatch(/^ada\t1\t/);
  });

  test('owners of a shared ledger limit what others record, and undo what they recorded', async () => {
    const here = world({ today: '2021-02-10', vars: { CONNECTS_DB: server.database() } });
    const codes: [string, number][] = [
      ['init --joined 2021-01-01', 0],
      ['config set owners ada', 0],
      ['buy 40', 0],
      ['buy 40 --as ben', 3],
      ['apply --cost 4 --as ben', 0],
      ['apply --cost 2', 0],
      ['undo 5 --as ben', 3],
      ['undo --as ben', 0],
      ['undo 3 --as ben', 3],
      ['undo 3', 0],
    ];
    for (const [line, code] of codes) expect([line, (await here.run(line)).code]).toEqual([line, code]);
    expect((await here.run('balance')).stdout).toBe('38\n');
  });

  test('only an owner replaces the record of a shared ledger, or adds another copy to it', async () => {
    const url = server.database();
    const here = world({ today: '2021-02-10', vars: { CONNECTS_DB: url } });
    const steps: [string, number][] = [
      ['init --joined 2021-01-01', 0],
      ['config set owners ada', 0],
      ['backup copy.db', 0],
      ['apply --cost 4', 0],
      ['restore copy.db --yes --as ben', 3],
      ['merge copy.db --as ben', 3],
      ['move --to mine.db --as ben', 0],
      ['apply --cost 2 --db mine.db --as ada', 0],
      [`move --db mine.db --to "${url}" --as ben`, 3],
      [`move --db mine.db --to "${url}" --as ada`, 0],
      ['restore copy.db --yes', 0],
    ];
    for (const [line, code] of steps) {
      const ran = await here.run(line);
      expect([line, ran.code, ran.stderr.includes('who owns this ledger')]).toEqual([line, code, code === 3]);
    }
  });
});
