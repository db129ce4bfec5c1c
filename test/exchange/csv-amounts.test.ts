/** Amounts in a CSV, and their sign: written, by the column, or in words. Where nothing tells it, the row is named, not guessed. */
import { describe, expect, test } from 'vitest';
import { pageOf } from './reading.ts';

const read = async (text: string) => {
  const { rows, unread } = await pageOf(text);
  return [...rows, ...unread]
    .toSorted((a, b) => a.at - b.at)
    .map((row) => ('problem' in row ? row.problem : row.connects));
};
/** What the cells of an amount are read as; the last row shows that the file has signs. */
const amount = async (cell: string) => (await read(`date,connects\n2026-01-02,"${cell}"\n2026-01-01,-1`))[0];

describe('an amount', () => {
  test.each([
    ['-8', -8],
    ['+8', 8],
    ['8', 8],
    ['\u22128', -8],
    ['\u20138', -8],
    ['- 8', -8],
    ['-\u00a08', -8],
    ['(8)', -8],
    ['( 8 )', -8],
    ['8-', -8],
    ['8 \u2212', -8],
    ["'-8", -8],
    ['-8.0', -8],
    ['-8.00', -8],
    ['-8,00', -8],
    ['(8.00)', -8],
    ['-8 Connects', -8],
    ['\u22121 connect', -1],
    ['- 8\u202fConnects', -8],
    ['Spent 8 Connects', -8],
    ['Added 8 Connects', 8],
    ['+1,204', 1204],
    ['-1,204.00', -1204],
    ['1 204', 1204],
    ['1\u00a0204', 1204],
    ['1\u202f204', 1204],
    ['1\u2007204', 1204],
    ["1'204", 1204],
    ['1\u2019204', 1204],
  ])('the amount %j is read', async (cell, connects) => {
    expect(await amount(cell)).toBe(connects);
  });

  test.each([
    'eight',
    '-8.5',
    '-8,5',
    '1.204',
    '-1.204',
    '8.000',
    '12,34',
    '1,00,000',
    '--8',
    '(-8)',
    '(\u22128)',
    '(+8)',
    '-(8)',
    '-8-',
    '(8',
    '8)',
    '$8',
    '9999999',
    '0',
    '-0',
    '1e3',
    '0x10',
    '８',
    '=-8',
  ])('the amount %j is reported as wrong', async (cell) => {
    expect(await amount(cell)).toBe('bad-amount');
  });
});

describe('a direction in words', () => {
  test.each(['SPENT', 'used', 'debit', 'DR', 'out', 'Connects spent', ' Used ', '-', 'Deducted'])(
    'the word %s takes Connects',
    async (word) => {
      const rows = (more: string) => read(`date,amount,direction,title\n2026-01-02,8,${word},A zine${more}`);
      expect(await rows('')).toEqual([-8]);
      expect(await rows('\n2026-01-01,-3,,')).toEqual([-8, -3]);
    },
  );

  test.each(['EARNED', 'credit', 'Cr', 'in', 'Connects added', 'REFUND', 'PURCHASE', '+'])(
    'the word %s gives Connects',
    async (word) => {
      expect(await read(`date,amount,type,title\n2026-01-02,8,${word},A zine`)).toEqual([8]);
    },
  );

  test('the direction is read from the label, with Upwork’s own labels beside it', async () => {
    const csv = `date,amount,label
2026-01-09,8,Job cancelled
2026-01-08,9,MONTHLY_ALLOCATION
2026-01-07,7,Proposal boosted
2026-01-06,6,Refund of a proposal
2026-01-05,5,Purchase of a boost
2026-01-04,4,Something else
2026-01-03,3,Applied to job`;
    expect(await read(csv)).toEqual([8, 9, -7, 6, 'no-direction', 'no-direction', -3]);
  });

  test('a sign that contradicts the word beside it is reported', async () => {
    const csv = 'date,amount,type\n2026-01-02,+8,SPENT\n2026-01-02,-8,EARNED\n2026-01-02,-8,spent\n2026-01-02,+8,Tip';
    expect(await read(csv)).toEqual(['wrong-sign', 'wrong-sign', -8, 8]);
  });

  test('an amount without a sign came in where others have a minus, unless its label says otherwise', async () => {
    const csv = 'date,amount,label\n2026-01-03,-8,Applied to job\n2026-01-02,8,Tip\n2026-01-01,5,Boost for a job';
    expect(await read(csv)).toEqual([-8, 8, 'wrong-sign']);
  });

  test('a file whose words tell what was spent tells nothing by a missing sign', async () => {
    const csv = 'date,amount,type\n2026-01-03,8,SPENT\n2026-01-02,7,Something\n2026-01-01,-5,Correction';
    expect(await read(csv)).toEqual([-8, 'no-direction', -5]);
  });

  test('a cost without its minus sign is reported, not counted as a gain', async () => {
    const csv = 'date,connects,label\n2026-01-02,8,Applied to job\n2026-01-02,-8,Applied to job\n2026-01-02,8,Tip';
    expect(await read(csv)).toEqual(['wrong-sign', -8, 8]);
  });

  test('a job and a number alone do not say that Connects came in', async () => {
    const csv = 'date,connects,title\n2026-01-02,16,Dashboard for a bike shop\n2026-01-01,+5,';
    expect(await read(csv)).toEqual(['no-direction', 5]);
  });
});

describe('two columns', () => {
  test.each([
    ['Spent', 'Earned'],
    ['Debit', 'Credit'],
    ['Connects out', 'Connects in'],
    ['used', 'received'],
  ])('the columns %s and %s make one amount', async (spent, earned) => {
    const csv = `Date,${spent},${earned},Action
2026-01-09,8,,Applied to job
2026-01-08,,10,Monthly Connects renewal
2026-01-07,-3,,Availability Badge
2026-01-06,(4),-,Applied to job
2026-01-05,0,5,Promo code
2026-01-04,2,2,Tip
2026-01-03,,,Tip
2026-01-02,,-6,Tip
2026-01-01,+6,,Tip`;
    const problems = ['bad-amount', 'no-amount', 'wrong-sign', 'wrong-sign'];
    expect(await read(csv)).toEqual([-8, 10, -3, -4, 5, ...problems]);
  });

  test('one of two columns alone is read, and both where the user names them', async () => {
    expect(await read('date,Connects spent,title\n2026-01-02,8,A zine')).toEqual([-8]);
    const map = { spent: 'Weg', earned: 'Her' };
    const page = await pageOf('date,Weg,Her\n2026-01-02,8,\n2026-01-01,,9', { map });
    expect(page.rows.map(({ connects }) => connects)).toEqual([-8, 9]);
  });
});

describe('no-break spaces', () => {
  test('no-break spaces in labels and titles are spaces', async () => {
    const csv = 'date,connects,label,title\n2026-01-02,-8,Applied\u00a0to\u202fjob,\u2007A\u00a0zine\u00a0';
    expect((await pageOf(csv)).rows[0]).toMatchObject({ label: 'Applied to job', title: 'A zine' });
  });
});
