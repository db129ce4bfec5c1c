/** What "did you mean" proposes, and where it keeps silent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LISTED_SUBCOMMANDS } from '../../src/commands/index.ts';
import { nearest } from '../../src/parse/nearest.ts';

const COMMANDS = [...LISTED_SUBCOMMANDS.keys()];
const EDITIONS = ['2019-05', '2020-12', '2022-09', '2026'];

describe('the nearest word', () => {
  const meant: readonly (readonly [typed: string, known: readonly string[], meant: string])[] = [
    ['aply', COMMANDS, 'apply'],
    ['aplpy', COMMANDS, 'apply'],
    ['APPLY', COMMANDS, 'apply'],
    ['by', COMMANDS, 'buy'],
    ['hlep', COMMANDS, 'help'],
    ['shwo', COMMANDS, 'show'],
    ['udno', COMMANDS, 'undo'],
    ['redi', COMMANDS, 'redo'],
    ['rnew', COMMANDS, 'renew'],
    ['exprot', COMMANDS, 'export'],
    ['statu', COMMANDS, 'status'],
    ['stat', COMMANDS, 'stats'],
    ['propsoal', COMMANDS, 'proposals'],
    ['ballances', COMMANDS, 'balance'],
    ['reconsile', COMMANDS, 'reconcile'],
    ['whatif', COMMANDS, 'what-if'],
    ['edti', COMMANDS, 'edit'],
    ['2025', EDITIONS, '2026'],
    ['2020-11', EDITIONS, '2020-12'],
    ['2020-21', EDITIONS, '2020-12'],
    ['josn', ['db', 'json', 'quiet'], 'json'],
    ['SAVE02', ['SAVE20', 'TEN'], 'SAVE20'],
  ];
  test.each(meant)('the nearest word to "%s" of %j is "%s"', (typed, known, word) => {
    expect(nearest(typed, known)).toBe(word);
  });

  const silent: readonly (readonly [typed: string, known: readonly string[]])[] = [
    ['quit', COMMANDS],
    ['list', COMMANDS],
    ['ls', COMMANDS],
    ['rm', COMMANDS],
    ['new', COMMANDS],
    ['delete', COMMANDS],
    ['remove', COMMANDS],
    ['version', COMMANDS],
    ['-', COMMANDS],
    ['', COMMANDS],
    ['x', ['n', 'q']],
    ['2020-1', ['2026']],
    ['2031', ['2019-05']],
    ['bogus', ['db', 'json', 'quiet']],
    ['ten', ['SAVE20']],
    ['anything', []],
  ];
  test.each(silent)('no word is near to "%s" of %j', (typed, known) => {
    expect(nearest(typed, known)).toBeNull();
  });

  test('the nearest of two equally near words is the one with the same beginning', () => {
    expect(nearest('rendo', ['undo', 'renew', 'redo'])).toBe('redo');
    expect(nearest('exporx', ['xexpor', 'export'])).toBe('export');
  });

  test('the nearest word to a known word is the word itself, even with two neighbours swapped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 20 }), fc.nat(), (word, at) => {
        const i = at % (word.length - 1);
        const swapped = `${word.slice(0, i)}${word[i + 1]}${word[i]}${word.slice(i + 2)}`;
        expect(nearest(word, [word])).toBe(word);
        expect(nearest(swapped, [word])).toBe(word);
      }),
    );
  });
});
