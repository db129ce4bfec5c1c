/** `connects apply --paste` in a terminal: the clipboard is read there and nowhere else, and what it lacks is asked for. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CTRL_C, type WorldOptions, world } from '../world.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../exchange/apply-pages/bookbinder.txt'), 'utf8');
const TERMINAL: WorldOptions = { tty: true, today: '2026-10-04' };

async function opened(balance: number) {
  const here = world(TERMINAL);
  await here.run(`init --balance ${balance} --rules 2026`);
  return here;
}

describe('the clipboard', () => {
  test('a page in the clipboard is recorded in a terminal', async () => {
    const here = await opened(189);
    const { code, stdout } = await here.run('apply --paste', { clipboard: PAGE, columns: 120 });
    expect(code).toBe(0);
    expect(stdout).toContain('proposal 1 "Redesign of a bookbinder\'s website (7 pages)", 20 Connects');
    expect(stdout).toContain('Before it, Upwork showed 189 Connects, as the ledger did.');
  });

  test('the same page is asked about when it is pasted again, at any time of the day', async () => {
    const here = await opened(189);
    await here.run('apply --paste', { clipboard: PAGE });
    await here.run('apply 4 --title Between');
    await here.run('undo');
    const kept = await here.run('apply --paste', { clipboard: PAGE, answers: ['n'] });
    expect(kept).toMatchObject({ code: 130, stdout: '' });
    expect(kept.stderr).toMatch(/Proposal 1 has the same title, cost and day.*Record it\s+again\?/s);
    expect(kept.stderr).toContain('Nothing was recorded.');
    expect((await here.run('apply --paste', { clipboard: PAGE, answers: ['y'] })).stdout).toContain('proposal 3 "');
    expect((await here.run('apply --paste --dry-run', { clipboard: PAGE })).code).toBe(0);
  });

  test('the same page whose address names the job is refused, and the refusal says the way round', async () => {
    const here = await opened(189);
    const keyed = `${PAGE}\nhttps://www.upwork.com/nx/proposals/job/~022106000000000000009/apply/\n`;
    await here.run('apply --paste', { clipboard: keyed });
    for (const tty of [true, false]) {
      writeFileSync(join(here.folder, 'keyed.txt'), keyed);
      const again = await here.run(tty ? 'apply --paste' : 'apply --paste < keyed.txt', { clipboard: keyed, tty });
      expect([again.code, again.stderr.replaceAll(/\s+/g, ' ')]).toEqual([3, expect.stringContaining('Pass --force')]);
    }
  });

  test('a clipboard that is empty or holds another text is refused with what to copy', async () => {
    const here = await opened(189);
    for (const clipboard of ['', 'https://www.upwork.com/', '\0']) {
      const { code, stderr } = await here.run('apply --paste', { clipboard });
      expect([code, stderr.split('\n')[0]]).toEqual([
        2,
        expect.stringMatching(/^Error: The clipboard (is empty|does not)/),
      ]);
    }
  });

  test('a page is taken from the terminal where the clipboard cannot be read', async () => {
    const here = await opened(189);
    const { code, stdout, stderr } = await here.run('apply --paste', { answers: [PAGE] });
    expect([code, stderr.split('\n')[0]]).toEqual([
      0,
      'The clipboard cannot be read here. Paste the page, then press Ctrl-D:',
    ]);
    expect(stdout).toMatch(/proposal 1 "Redesign of a bookbinder's website \(7 pages\)", 20\s+Connects/);
    const other = await here.run('apply --paste', { answers: ['https://www.upwork.com/'] });
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('The text that you passed does not')]);
  });

  test('Ctrl-C or nothing in its place records nothing', async () => {
    const here = await opened(189);
    for (const answers of [[CTRL_C], ['']]) {
      const { code, stdout, stderr } = await here.run('apply --paste', { answers });
      expect([code, stdout, stderr]).toEqual([130, '', expect.stringContaining('Nothing was recorded.')]);
    }
    expect(JSON.parse((await here.run('proposals --json')).stdout)).toMatchObject({ proposals: [] });
  });

  test('nobody is asked to paste where nobody can be asked', async () => {
    const here = await opened(189);
    for (const line of ['apply --paste --json', 'apply --paste --no-input'])
      expect(await here.run(line)).toMatchObject({ code: 2, stdout: '' });
  });

  test('the clipboard is not read where input is piped, or on a server that builds', async () => {
    const here = await opened(189);
    expect(await here.run('apply --paste', { clipboard: PAGE, tty: false })).toMatchObject({ code: 2, stdout: '' });
    expect(await here.run('apply --paste', { clipboard: PAGE, vars: { CI: 'true' } })).toMatchObject({ code: 2 });
    writeFileSync(join(here.folder, 'wide.txt'), Buffer.from(`\ufeff${PAGE}`, 'utf16le'));
    const piped = await here.run('apply --paste --json < wide.txt', { clipboard: '', tty: { stderr: true } });
    expect(JSON.parse(piped.stdout)).toMatchObject({ proposal: { cost: 20 }, reconcile: { observed: 189, drift: 0 } });
  });

  test('bytes that are no text are refused as no apply page', async () => {
    const here = await opened(189);
    writeFileSync(join(here.folder, 'page.png'), Buffer.from([0x89, 0x50, 0, 0, 0, 1, 0, 2, 3, 0]));
    const { code, stderr } = await here.run('apply --paste < page.png', { tty: false });
    expect([code, stderr]).toEqual([2, expect.stringContaining('does not contain the text of Upwork')]);
  });

  test('a cost that the page does not show is asked for, and the title is not', async () => {
    const here = await opened(189);
    const clipboard = PAGE.replace('This proposal requires 20 Connects', '').replace(/Summary[\s\S]*Send/, 'Send');
    const { stdout } = await here.run('apply --paste', { clipboard, answers: ['18'], columns: 120 });
    expect(stdout).toContain('proposal 1 "Redesign of a bookbinder\'s website (7 pages)", 18 Connects');
    const { stdout: typed } = await here.run('apply 18 --paste --json', { clipboard });
    expect(JSON.parse(typed)).toMatchObject({ proposal: { cost: 18, boost: 2 } });
  });

  test('a ledger that lacks what Upwork showed is put right on request, and then agrees', async () => {
    const here = await opened(10);
    const { code, output } = await here.run('apply --paste', { clipboard: PAGE, answers: ['y'] });
    expect(code).toBe(0);
    expect(output).toContain('Only 10 of 20 Connects are here, but Upwork showed 189.');
    expect(output).toContain('Before it, Upwork showed 189 Connects, as the ledger did.');
    expect(await here.run('balance --json')).toMatchObject({ stdout: expect.stringContaining('"connects":169}') });
    const refused = await (await opened(10)).run('apply --paste', { clipboard: PAGE, answers: ['n'] });
    expect(refused).toMatchObject({ code: 3, stdout: '' });
  });

  test('a page without a balance compares nothing', async () => {
    const here = await opened(189);
    const clipboard = PAGE.replace(/As a freelancer.*/, '').replaceAll(/.*169.*/g, '');
    const { stdout } = await here.run('apply --paste --json', { clipboard });
    expect(JSON.parse(stdout)).toMatchObject({ reconcile: null, warnings: [] });
    expect(JSON.parse((await here.run('balance --json')).stdout)).toMatchObject({ balance: 169, reconciled: null });
  });

  test('an invitation costs nothing whatever the page says, and no agreement is remembered', async () => {
    const here = await opened(189);
    const { stdout } = await here.run('apply --paste --invited --json', { clipboard: PAGE });
    expect(JSON.parse(stdout)).toMatchObject({
      transactions: [],
      proposal: { cost: 0, invited: true },
      warnings: [{ code: 'invitation-free' }],
    });
    expect(JSON.parse((await here.run('balance --json')).stdout)).toMatchObject({ balance: 189, reconciled: null });
  });
});
