/** The answer that the page itself gets, saved as JSON: its transactions are rows with ids and balances, and its persons are not read. */
import { expect, test } from 'vitest';
import { pageOf, problemOf } from './reading.ts';

const entity = (id: string, more: object) => ({
  id,
  reasonId: '3',
  typeId: '2',
  amount: -8,
  jobName: 'A zine',
  ...more,
});
const sent = entity('9000000101', {
  timestamp: '2026-03-02T09:00:00Z',
  runningTotal: 100,
  jobOpeningKey: '~022000000000000000707',
  applicantId: '900000000000000101',
});
const badge = entity('9000000202', {
  reasonId: 28,
  amount: -1,
  runningTotal: 99,
  timestamp: 'Mon Mar 02 18:30:00 UTC 2026',
  jobName: null,
});
const back = entity('9000000303', {
  reasonId: '7',
  typeId: '3',
  timestamp: '2026-03-03T01:10:45+05:00',
  amount: 8,
  runningTotal: 107,
});
const persons = [{ id: '900000000000000101', fullName: 'Ida Example', nid: 'idaex01' }];
const answer = (...connectsTransactions: readonly object[]) =>
  JSON.stringify({ data: { getConnectsHistoryList: { connectsTransactions, persons } } });

const ROWS = [
  ['9000000303', '2026-03-02', 'Job cancelled', 'A zine', 8, 107],
  ['9000000202', '2026-03-02', 'Availability Badge', null, -1, 99],
  ['9000000101', '2026-03-02', 'Applied to job', 'A zine', -8, 100],
];
const rowsOf = async (text: string) =>
  (await pageOf(text)).rows.map((row) => [row.upworkId, row.on, row.label, row.title, row.connects, row.runningTotal]);

test('an answer is recognised and read, newest first, whatever is around its list', async () => {
  expect(await rowsOf(answer(back, badge, sent))).toEqual(ROWS);
  expect(await rowsOf(answer(sent, back, badge))).toEqual(ROWS);
  expect(
    await rowsOf(
      `\ufeff${JSON.stringify([{ data: { other: { edges: [{ node: sent }] } } }, back, { x: [badge] }], null, 2)}`,
    ),
  ).toEqual(ROWS);
  expect((await pageOf(answer(sent))).rows[0]).toMatchObject({
    jobKey: '~022000000000000000707',
    url: 'https://www.upwork.com/jobs/~022000000000000000707/',
  });
});

test('a transaction that two answers hold is read once', async () => {
  expect(await rowsOf(`[${answer(back, badge)},${answer(badge, sent)}]`)).toEqual(ROWS);
});

test('nothing of a person is kept', async () => {
  expect(JSON.stringify(await pageOf(answer(back, badge, sent)))).not.toMatch(/example|idaex|900000000000000101/i);
});

test('a transaction that cannot be read is named, and an answer without any is empty', async () => {
  const page = await pageOf(answer(sent, { ...badge, amount: -1.5 }, { ...back, timestamp: 'soon' }));
  expect(page.rows).toHaveLength(1);
  expect(page.unread).toEqual([
    { at: 2, problem: 'bad-amount', given: null },
    { at: 3, problem: 'bad-day', given: 'soon' },
  ]);
  expect((await pageOf(answer())).rows).toEqual([]);
});

test('any other JSON is not the history', async () => {
  for (const text of ['{}', '[1,2]', '{"errors":[{"message":"no"}],"data":null}', JSON.stringify({ persons })]) {
    expect(await problemOf(text)).toEqual({ code: 'not-history', format: 'json' });
  }
  const deep = `${'['.repeat(5000)}${JSON.stringify(sent)}${']'.repeat(5000)}`;
  expect(await problemOf(deep)).toEqual({ code: 'not-history', format: 'json' });
});
