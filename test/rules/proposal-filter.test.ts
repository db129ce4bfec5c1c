/** Which proposals a listing shows. */
import { expect, test } from 'vitest';
import { filterProposals, type ListedProposals } from '../../src/rules/proposals/proposal-filter.ts';
import type { ProposalStatus } from '../../src/rules/vocabulary/outcomes.ts';
import { day } from './given.ts';

const listed = (id: number, on: string, status: ProposalStatus, client: string | null = null) => ({
  ...{ id, status, client },
  on: day(on),
});
const all = [
  listed(1, '2021-02-01', 'hired', 'Acme GmbH'),
  listed(2, '2021-02-05', 'viewed', 'Café Luz'),
  listed(3, '2021-02-10', 'sent'),
  listed(4, '2021-02-15', 'lost', 'ACME'),
];
const ALL: ListedProposals = { open: false, older: null, client: null, since: null, until: null };
const found = (asked: Partial<ListedProposals>) =>
  filterProposals(all, { ...ALL, ...asked }, day('2021-02-20')).map(({ id }) => id);

test('a listing without a question has all proposals in their order', () => {
  expect(found({})).toEqual([1, 2, 3, 4]);
});

test('a listing of open proposals leaves out those that have ended', () => {
  expect(found({ open: true })).toEqual([2, 3]);
});

test('a listing by age counts whole days up to today', () => {
  expect(found({ older: 10 })).toEqual([1, 2, 3]);
  expect(found({ older: 11 })).toEqual([1, 2]);
  expect(found({ older: 0 })).toEqual([1, 2, 3, 4]);
});

test('a listing of days has both ends', () => {
  expect(found({ since: day('2021-02-05'), until: day('2021-02-10') })).toEqual([2, 3]);
  expect(found({ since: day('2021-02-06') })).toEqual([3, 4]);
  expect(found({ until: day('2021-02-09') })).toEqual([1, 2]);
});

test('a listing by client takes a part of the name, without capitals and accents, and never an unnamed one', () => {
  expect(found({ client: 'acme' })).toEqual([1, 4]);
  expect(found({ client: 'CAFE' })).toEqual([2]);
  expect(found({ client: 'null' })).toEqual([]);
  expect(found({ client: 'acme', open: true })).toEqual([]);
});
