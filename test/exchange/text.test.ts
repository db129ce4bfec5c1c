/** Copies of the page that are not as they should be: what is certain is read, the rest is told by its line. */
import { expect, test } from 'vitest';
import type { Day } from '../../src/rules/values/calendar.ts';
import { pageOf, problemOf } from './reading.ts';

const savedOn = '2026-01-06' as Day;

async function seen(text: string) {
  const { rows, unread } = await pageOf(text, { savedOn });
  return [
    ...rows.map(({ at, on, label, title, connects }) => [at, on, label, title, connects]),
    ...unread.map(({ at, problem }) => [at, problem]),
  ];
}

const lines = (...all: readonly string[]): string => all.join('\n');

test('rows whose cells stand on one line, as other tools copy them', async () => {
  const text = lines(
    'Today\tApplied to job',
    'Build a booking app\t-20',
    'Spent 20 Connects',
    'January 4, 2026\tAvailability Badge\t-2',
    'January 3, 2026\tJob cancelled',
    'Senior engineer\t+21',
  );
  expect(await seen(text)).toEqual([
    [1, '2026-01-06', 'Applied to job', 'Build a booking app', -20],
    [4, '2026-01-04', 'Availability Badge', null, -2],
    [5, '2026-01-03', 'Job cancelled', 'Senior engineer', 21],
  ]);
});

test('a title glued to its label is told from it where the label is known', async () => {
  const text = lines('Today', 'Applied to jobTranslate a menu', '-4', 'Yesterday', 'Something newTitle', '+3');
  expect(await seen(text)).toEqual([
    [1, '2026-01-06', 'Applied to job', 'Translate a menu', -4],
    [4, '2026-01-05', 'Something newTitle', null, 3],
  ]);
  const confirmed = lines('Today', 'Applied to job again', '-4', 'Spent 4 Connects');
  expect(await seen(confirmed)).toEqual([[1, '2026-01-06', 'Applied to job again', null, -4]]);
});

test('a row without a day of its own does not get its neighbour’s', async () => {
  const row = ['Applied to job', 'A zine', '-4', 'Spent 4 Connects'];
  expect(await seen(lines('January 5, 2026', ...row, ...row))).toEqual([
    [1, '2026-01-05', 'Applied to job', 'A zine', -4],
    [8, 'no-day'],
  ]);
  expect(await seen(lines(...row, 'January 5, 2026', ...row))).toEqual([
    [5, '2026-01-05', 'Applied to job', 'A zine', -4],
    [3, 'no-day'],
  ]);
});

test('a row whose day is in another language is told, with the words after its amount and without', async () => {
  const head = 'Date\tAction\tConnects';
  const good = ['January 5, 2026', 'Applied to job', 'A zine', '-4'];
  const foreign = ['Сьогодні', 'Applied to job', 'A map', '-6'];
  const read = [5, '2026-01-05', 'Applied to job', 'A zine', -4];
  expect(await seen(lines(head, ...foreign, ...good))).toEqual([
    [6, ...read.slice(1)],
    [5, 'no-day'],
  ]);
  expect(await seen(lines(...foreign, 'Spent 6 Connects', ...good, 'Spent 4 Connects'))).toEqual([
    [6, ...read.slice(1)],
    [4, 'no-day'],
  ]);
});

test('a row that lacks its amount, its label, or its end is told', async () => {
  const good = ['January 5, 2026', 'Job cancelled', 'A map', '+6', 'Added 6 Connects'];
  const read = [1, '2026-01-05', 'Job cancelled', 'A map', 6];
  expect(await seen(lines(...good, 'January 4, 2026', 'Applied to job', 'January 3, 2026', ...good.slice(1)))).toEqual([
    read,
    [8, '2026-01-03', 'Job cancelled', 'A map', 6],
    [6, 'no-amount'],
  ]);
  expect(await seen(lines(...good, 'January 4, 2026', 'Applied to job', 'A zine'))).toEqual([read, [6, 'cut-off']]);
  expect(await seen(lines(...good, 'January 4, 2026'))).toEqual([read, [6, 'cut-off']]);
  expect(await seen(lines(...good, 'January 4, 2026', '-4', 'Spent 4 Connects'))).toEqual([read, [6, 'no-label']]);
  const strange = ['Applied to job', 'A zine', 'Who knows', '-4', 'Spent 4 Connects'];
  expect(await seen(lines(...good, 'January 4, 2026', ...strange, ...strange))).toEqual([
    read,
    [6, 'bad-amount'],
    [15, 'no-day'],
  ]);
  expect(
    await seen(lines(...good, 'January 4, 2026', 'Footer navigation', 'About Us', 'Feedback', 'Trust', 'Help')),
  ).toEqual([read, [6, 'no-amount']]);
});

test('an amount that its own words deny is not read', async () => {
  const text = lines('January 5, 2026', 'Applied to job', 'A zine', '-4', 'Spent 5 Connects');
  expect(await problemOf(text)).toMatchObject({ code: 'nothing-readable', unread: [{ at: 1, problem: 'bad-amount' }] });
  expect(await problemOf(text.replace('Spent 5', 'Added 4'))).toMatchObject({ unread: [{ problem: 'bad-amount' }] });
});

test('a real minus and thousands are read', async () => {
  expect(await seen(lines('January 5, 2026', 'Something new', '\u22121,204', 'Spent 1,204 Connects'))).toEqual([
    [1, '2026-01-05', 'Something new', null, -1204],
  ]);
});

test('thousands are read without separators too', async () => {
  expect(await seen(lines('January 5, 2026', 'Something new', '-1204 Connects', 'Spent 1204 Connects'))).toEqual([
    [1, '2026-01-05', 'Something new', null, -1204],
  ]);
});

test('a day that does not exist is no day, and no row begins there', async () => {
  const text = lines(
    'January 5, 2026',
    'Job cancelled',
    '+6',
    'Added 6 Connects',
    'February 30, 2026',
    'Applied to job',
  );
  expect(await seen(lines(text, '-4', 'Spent 4 Connects'))).toEqual([
    [1, '2026-01-05', 'Job cancelled', null, 6],
    [7, 'no-day'],
  ]);
});

test('the head of the table, copied alone with its rows, is no CSV', async () => {
  const copied = lines(
    'Date\tAction\tConnects',
    'January 5, 2026\t',
    'Applied to job',
    'A zine',
    '-4',
    'Spent 4 Connects',
  );
  expect((await pageOf(copied)).format).toBe('text');
  expect(await seen(copied)).toEqual([[2, '2026-01-05', 'Applied to job', 'A zine', -4]]);
  expect((await pageOf('Date\tAction\tConnects\n2026-01-05\tApplied to job\t-4')).format).toBe('csv');
});

test('a filter that is set to a day is no row', async () => {
  const row = ['January 5, 2026\t', 'Applied to job', 'A zine', '-4', 'Spent 4 Connects'];
  for (const head of ['Date\tAction\tConnects', 'Date\tAction\tFreelancer\tConnects']) {
    expect(await seen(lines('Date', 'Today', head, ...row))).toEqual([
      [4, '2026-01-05', 'Applied to job', 'A zine', -4],
    ]);
  }
});

test('what could not be read is told in the order of its lines', async () => {
  const row = ['Applied to job', 'A zine', '-4', 'Spent 4 Connects'];
  expect(await seen(lines('January 5, 2027', ...row, 'January 6, 2026', 'January 5, 2026', ...row))).toEqual([
    [7, '2026-01-05', 'Applied to job', 'A zine', -4],
    [1, 'future-day'],
    [6, 'date-without-row'],
  ]);
});
