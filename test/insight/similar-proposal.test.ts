/** The earlier proposal whose details are offered for a new one. */
import { describe, expect, test } from 'vitest';
import { similarProposal } from '../../src/insight/proposals/similar-proposal.ts';
import { apply, given, init, stateOf } from '../rules/given.ts';

const { book } = given(
  init('2021-01-04'),
  apply(4, '2021-01-10', { title: 'Logo for a bakery' }),
  apply(2, '2021-01-11', { title: 'Logo' }),
  apply(2, '2021-01-12', { title: 'Telegram bot' }),
  apply(2, '2021-01-13'),
);
const newestFirst = [...stateOf(book).proposals.values()].reverse();
const similar = (title: string | null) => similarProposal(title, newestFirst)?.id ?? null;

describe('a similar proposal', () => {
  test.each([
    ['the same title', 'logo', 2],
    ['a title of mostly the same words', 'Logo for a butcher', 2],
    ['a longer title that begins alike', 'Telegram bot for a tram', 3],
    ['no title at all', null, null],
    ['a title like no other', 'Crossword grid', null],
  ])('%s finds the proposal that is most alike', (_, title, id) => {
    expect(similar(title)).toBe(id);
  });

  test('of two that are as much alike, the newest is taken', () => {
    const twice = given(
      init('2021-01-04'),
      apply(4, '2021-01-10', { title: 'Logo' }),
      apply(2, '2021-01-11', { title: 'Logo' }),
    );
    const found = similarProposal('Logo', [...stateOf(twice.book).proposals.values()].reverse());
    expect(found?.id).toBe(2);
  });
});
