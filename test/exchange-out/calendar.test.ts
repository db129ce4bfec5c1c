/** `connects export --format ics`: what ical.js reads of it. */
import ical from 'ical.js';
import { describe, expect, test } from 'vitest';
import { type World, world } from '../world.ts';

const TITLES = [
  'plain',
  'commas, semicolons; and \\ backslashes \\n',
  'two\nlines\r\nEND:VEVENT',
  `${'long 🎉 '.repeat(30)}end`,
  'ü'.repeat(80),
  '=SUM(A1): "quoted"',
];

interface ReadEvent {
  readonly uid: string;
  readonly on: string;
  readonly summary: string;
  readonly description: string;
  readonly stamp: string;
}

/** The events of a file, which has no line that is too long and no line end but CRLF. */
function eventsOf(file: string): readonly ReadEvent[] {
  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  for (const line of file.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/(?!\t)\p{Cc}/u);
  }
  const calendar = new ical.Component(ical.parse(file));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, startDate, summary, description } = new ical.Event(component);
    expect(startDate.isDate).toBe(true);
    const stamp = String(component.getFirstPropertyValue('dtstamp'));
    return { uid, on: startDate.toString(), summary, description, stamp };
  });
}

const read = async (home: World, today?: string): Promise<readonly ReadEvent[]> => {
  const { code, stdout, stderr } = await home.run('export --format ics', today === undefined ? {} : { today });
  if (code !== 0) throw new Error(stderr);
  return eventsOf(stdout);
};
const short = (events: readonly ReadEvent[]) => events.map(({ on, summary }) => `${on} ${summary}`);

async function freelancer(): Promise<World> {
  const home = world({ today: '2026-11-01' });
  for (const line of [
    ['init', '--joined', '2026-01-15', '--rules', '2026', '--on', '2026-01-15', '--balance', '100'],
    ['buy', '40', '--on', '2026-10-01'],
    ['buy', '20', '--on', '2026-10-01'],
    ['buy', '10', '--on', '2026-10-05'],
    ['apply', '--cost', '8', '--title', 'Logo', '--client', 'Ada', '--on', '2026-10-17'],
    ['apply', '--cost', '8', '--title', 'Old', '--on', '2026-10-17'],
    ['edit', '2', '--on', '2026-10-16'],
    ['apply', '--cost', '8', '--title', 'Seen', '--on', '2026-10-20'],
    ['mark', '3', 'viewed', '--on', '2026-10-21'],
    ['apply', '--cost', '8', '--title', 'Answered', '--on', '2026-10-20'],
    ['mark', '4', 'replied', '--on', '2026-10-22'],
    ['apply', '--cost', '2', '--on', '2026-11-01'],
  ]) {
    const { code, stderr } = await home.run(line);
    if (code !== 0) throw new Error(`${line.join(' ')}: ${stderr}`);
  }
  return home;
}

describe('ics', () => {
  test('a calendar has expiries, renewals and follow-ups of today and later, by day', async () => {
    const found = short(await read(await freelancer(), '2026-10-31'));
    expect(found).toMatchInlineSnapshot(`
      [
        "2026-10-31 No answer yet: Logo",
        "2026-11-03 No answer yet: Seen",
        "2026-11-15 Renewal: 10 Connects",
        "2026-12-15 Renewal: 10 Connects",
        "2027-01-15 68 Connects expire",
        "2027-01-15 Renewal: 10 Connects",
        "2027-02-15 Renewal: 10 Connects",
        "2027-03-15 Renewal: 10 Connects",
        "2027-04-15 Renewal: 10 Connects",
        "2027-05-15 Renewal: 10 Connects",
        "2027-06-15 Renewal: 10 Connects",
        "2027-07-15 Renewal: 10 Connects",
        "2027-08-15 Renewal: 10 Connects",
        "2027-09-15 Renewal: 10 Connects",
        "2027-10-01 60 Connects expire",
        "2027-10-05 10 Connects expire",
        "2027-10-15 Renewal: 10 Connects",
      ]
    `);
  });

  test('a calendar names the same event alike on another day and from a ledger that grew', async () => {
    const home = await freelancer();
    const before = await read(home);
    await home.run('apply --cost 6 --title New --on 2026-11-02', { today: '2026-11-02' });
    const after = await read(home, '2026-11-02');
    expect(short(before)).toContain('2026-11-15 No answer yet: proposal 5');
    expect(new Set(before.map(({ uid }) => uid)).size).toBe(before.length);
    const known = new Map(before.map(({ uid, summary }) => [uid, summary]));
    const fresh = after.filter(({ uid }) => !known.has(uid));
    expect(short(fresh)).toEqual(['2026-11-16 No answer yet: New']);
    for (const { uid, summary } of after)
      if (!uid.startsWith('expiry') && known.has(uid)) expect(summary).toBe(known.get(uid));
    expect(after.every(({ stamp }) => stamp === '2026-11-02T00:00:00Z')).toBe(true);
  });

  test('a calendar gives every title as it was typed', async () => {
    const home = world({ today: '2026-01-01' });
    await home.run('init --joined 2026-01-01 --rules 2026 --balance 100');
    for (const title of TITLES) await home.run(['apply', '--cost', '2', '--title', title, '--client', title]);
    const events = (await read(home)).filter(({ summary }) => summary.startsWith('No answer'));
    const shown = TITLES.map((title) => title.replaceAll('\r\n', '\n'));
    expect(events.map(({ summary }) => summary)).toEqual(shown.map((title) => `No answer yet: ${title}`));
    expect(events.map(({ description }) => description.split(' to ').slice(1).join(' to '))).toEqual(
      shown.map((title, i) => `${title}.\nLook at it on Upwork. To close it: connects mark ${i + 1} expired`),
    );
  });

  test('a calendar drops characters that the format forbids', async () => {
    const home = world({ today: '2026-01-01' });
    await home.run('init --joined 2026-01-01 --rules 2026 --balance 100');
    await home.run(['apply', '--cost', '2', '--title', 'a\u0000b\u001b[31m\u0085c\td']);
    expect(short(await read(home)).join()).toContain('No answer yet: ab[31mc\td');
  });

  test('a calendar of some days or to standard output as JSON is refused', async () => {
    const home = await freelancer();
    for (const line of [
      'export --format ics --since 2026-01-01',
      'export --format ics --year 2026',
      'export --format ics --json',
    ])
      expect(await home.run(line)).toMatchObject({ code: 2, stdout: '' });
    const { stdout } = await home.run('export --format ics --output c.ics --json');
    expect(JSON.parse(stdout)).toMatchObject({ format: 'ics', output: 'c.ics', rows: (await read(home)).length });
  });
});
