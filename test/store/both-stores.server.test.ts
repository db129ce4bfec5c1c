/** One contract for both stores: the same command lines give the same answers on a file and on a PostgreSQL server. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres, type TestServer } from '../postgres.ts';
import { type World, world } from '../world.ts';
import { audit } from './audit.ts';
import { RANDOM_PAGE, randomLines } from './random-lines.ts';

const TODAY = '2026-11-28';
/** Somebody records on a server, whoever it is; in a file, only who says so. */
const MEMBER = { CONNECTS_MEMBER: 'ada' };

/** Every command that reads or writes a ledger, with refusals between them. */
const CONTRACT = `
  balance
  apply --cost 4
  init --balance 100 --rules 2026 --on 2026-10-01
  init
  apply 12+6 https://www.upwork.com/jobs/~0123456789abcdef01 --title Logo --client Anna -t react --on 2026-10-05
  apply --cost 10 --title Site --on 2026-10-06
  apply --cost 400
  apply --cost 9 --title Icons --dry-run
  mark Logo replied --on 2026-10-08
  mark 2 interview --reward 10 --on 2026-10-09
  mark 2 hired --value 400
  mark 9 hired
  buy 80 --paid 12 --on 2026-10-10
  earn badge --name "Rising Talent" --amount 30
  spend 6 availability-badge
  plan plus
  coupon add SAVE --percent 10
  config set reserve 5
  edit 1 --title "Logo, new"
  void 3
  undo
  redo
  log --limit 3
  import page.csv --dry-run
  import page.csv --yes
  undo
  reconcile 150
  reconcile 150 --adjust
  renew
  join 1 2
  history
  history --limit 3 --since 2026-10-05
  proposals
  show 1
  show 9
  search logo
  stale
  stats
  stats --by tag
  grants
  expiring --within 400d
  due
  status
  forecast
  what-if --rules 2024-02
  rules
  export --format csv
  export --format json
  export --format jsonl
  can-apply 12
  balance --on 2026-10-06
  check
  check --repair
  undo 2
  backup copy.db
  merge copy.db
  apply --cost 7 --title Later
  restore copy.db --yes
  balance
  history
  check
`
  .trim()
  .split('\n')
  .map((line) => line.trim());

describe.skipIf(!hasPostgres())('a ledger on a server', () => {
  let server: TestServer;
  beforeAll(() => {
    server = startPostgres();
  });
  afterAll(() => server?.stop());

  const both = (): readonly [file: World, pool: World] => [
    world({ today: TODAY, vars: MEMBER }),
    world({ today: TODAY, vars: { ...MEMBER, CONNECTS_DB: server.database() } }),
  ];

  /** The answers of a line, without where the ledger is. */
  async function answers(here: World, line: string | readonly string[]) {
    const { code, stdout, stderr } = await here.run(line);
    const plain = (text: string) =>
      text
        .replaceAll(/postgres:\/\/\S+?\/d\d+\?host=[\w/-]+|~\/connects\.db/g, 'LEDGER')
        // A file can be deleted, an account on a server is removed.
        .replace(/(?<=To start over)(, delete this file:\n {2}LEDGER|: connects account remove connects)/, '')
        .replaceAll(/connects_\w{16}~\w{8}|connects~\w{8}/g, 'KEY');
    return { line, code, stdout: plain(stdout), stderr: plain(stderr) };
  }

  test('answers each command as one in a file does', async () => {
    const [file, pool] = both();
    for (const here of [file, pool]) await here.env.writeText('page.csv', RANDOM_PAGE);
    for (const line of CONTRACT) {
      for (const form of line.startsWith('export') ? [line] : [line, `${line} --json`]) {
        expect(await answers(pool, form)).toEqual(await answers(file, form));
      }
    }
  });

  test('answers random commands as one in a file does, and another machine sees the same', async () => {
    const one = fc.asyncProperty(randomLines, async (lines) => {
      const [file, pool] = both();
      for (const here of [file, pool]) await here.env.writeText('page.csv', RANDOM_PAGE);
      for (const words of [
        ['init', '--balance', '100', '--rules', '2026', '--on', '2026-10-01'],
        ...lines,
        ['check'],
      ]) {
        const line = [...words, '--json'];
        expect(await answers(pool, line)).toEqual(await answers(file, line));
        expect((await pool.run('check')).stdout, words.join(' ')).toBe('');
      }
      const shared = join(pool.folder, 'state', 'shared');
      const [mirror = ''] = readdirSync(shared).filter((name) => name.endsWith('.db'));
      expect(audit(join(shared, mirror))).toEqual(audit(file.db));
      const other = world({ today: TODAY, vars: { CONNECTS_DB: pool.env.vars['CONNECTS_DB'] ?? '' } });
      for (const line of ['history --all --json', 'proposals --json', 'check --json'])
        expect((await other.run(line)).stdout).toBe((await file.run(line)).stdout);
      rmSync(file.db, { force: true });
    });
    await fc.assert(one, { seed: 2211, numRuns: 12 });
  });

  test('random commands that two machines record in turn give what one machine would have recorded', async () => {
    const one = fc.asyncProperty(randomLines, async (lines) => {
      const [file, pool] = both();
      const other = world({ today: TODAY, machine: 1, vars: pool.env.vars as Record<string, string> });
      for (const here of [file, pool, other]) await here.env.writeText('page.csv', RANDOM_PAGE);
      const opening = ['init', '--balance', '100', '--rules', '2026', '--on', '2026-10-01'];
      for (const [i, words] of [opening, ...lines].entries()) {
        const [here, seen] = [(await (i % 2 === 0 ? pool : other).run(words)).code, (await file.run(words)).code];
        expect([words, here]).toEqual([words, seen]);
      }
      // Ids and instants are of the machine that recorded them.
      const said = async (here: World, line: string) =>
        (await here.run(line)).stdout.replaceAll(/"(?:uid|recordedAt)":"[^"]*"/g, '');
      for (const line of ['history --all --json', 'proposals --json', 'stats', 'grants', 'check']) {
        const answer = await said(file, line);
        for (const here of [pool, other]) expect([line, await said(here, line)]).toEqual([line, answer]);
      }
      rmSync(file.db, { force: true });
    });
    await fc.assert(one, { seed: 2213, numRuns: 8 });
  });
});
