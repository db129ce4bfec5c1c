/** Groups by the key of tags: which tags they are, and what is no such tag. */
import { describe, expect, test } from 'vitest';
import { statsGroups } from '../../src/insight/proposals/proposal-stats.ts';
import { cellsByValue, findGrouping } from '../../src/insight/proposals/tag-values.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { tagPair } from '../../src/rules/values/tag-pair.ts';
import { applied, LAST, ledgerOf } from './ledgers.ts';

describe('the key of a tag', () => {
  test.each([
    ['template=short', { key: 'template', value: 'short' }],
    ['a=b=c', { key: 'a', value: 'b=c' }],
    [' Template = Short ', { key: 'Template', value: 'Short' }],
    ['web', null],
    ['=short', null],
    ['template=', null],
  ])('the tag "%s" has its key before the first sign', (tag, pair) => {
    expect(tagPair(tag)).toEqual(pair);
  });
  test('a grouping of the program comes before a key, and capitals make no difference', () => {
    const tags = ['template=short', 'Template=Long', 'month=may', 'web'];
    expect(findGrouping('MONTH', tags)).toEqual({ by: 'month', key: null });
    expect(findGrouping('Template', tags)).toEqual({
      by: 'tag',
      key: 'template',
      tags: ['template=short', 'Template=Long'],
    });
  });
  test('a key with the name of a grouping is asked for with its sign, and is listed so', () => {
    const tags = ['template=short', 'Month=may', 'web'];
    expect(findGrouping('month=', tags)).toEqual({ by: 'tag', key: 'Month', tags: ['Month=may'] });
    expect(findGrouping('Template =', tags)).toMatchObject({ key: 'template' });
    expect(findGrouping('color', tags)).toEqual({ by: null, keys: ['template', 'Month='] });
    expect(findGrouping('color=', tags)).toEqual({ by: null, keys: ['template', 'Month='] });
    expect(findGrouping('client=', tags)).toMatchObject({ by: null });
  });
});

test('each value of a key is a group, a proposal may be in two, and those without it are one group', async () => {
  const on = '2021-02-01' as Day;
  const tagged = (...tags: readonly string[]) => {
    const command = applied(1, on);
    return command.name === 'apply' ? { ...command, details: { ...command.details, tags } } : command;
  };
  const ledger = await ledgerOf([
    { name: 'buy', on, bundle: 10, coupon: null, taxMilli: 0, note: null, force: false },
    tagged('t=a', 'T=b'),
    tagged('T=A', 'web'),
    tagged('web'),
    tagged(),
  ]);
  const asked = { since: null, until: LAST, settled: LAST };
  const whole = await ledger.proposalStats({ by: null, ...asked });
  const cells = await ledger.proposalStats({ by: 'tag', tags: ['t=a', 'T=b', 'T=A'], ...asked });
  ledger.close();
  const groups = statsGroups('tag', cellsByValue(cells), whole).map(({ name, funnel }) => [
    name?.toLowerCase() ?? null,
    funnel.sum.proposals,
  ]);
  expect(groups).toEqual([
    [null, 2],
    ['a', 2],
    ['b', 1],
  ]);
});
