/** The section on tags: what it says where some tags, or none, can be judged. */
import { expect, test } from 'vitest';
import { statsGroups } from '../../src/insight/proposals/proposal-stats.ts';
import { htmlText } from '../../src/render/report/chart/html.ts';
import { tagsSection } from '../../src/render/report/tags.ts';
import type { StatsCell } from '../../src/rules/state/proposal-sums.ts';
import { statsCell } from '../insight/stats-cell.ts';
import { words } from './worlds.ts';

type Counts = Partial<StatsCell> & { readonly group: string };

function said(...tags: readonly Counts[]): string {
  const cells = tags.map(statsCell);
  const section = tagsSection(statsGroups('tag', cells, cells));
  return section === null ? '' : (words(htmlText(section)).split('Results by tag')[0] ?? '');
}

test('tags of unknown outcomes have no rate, and the section says so', () => {
  const text = said({ group: 'web', proposals: 12, unrecorded: 12 }, { group: 'logo', proposals: 3, waiting: 3 });
  expect(text).toContain(
    'No tag is judged: more than half of the proposals of each have no recorded outcome, or may still get one.',
  );
  expect(text).not.toMatch(/rates? by tag|hatched|%/);
});

test('tags of too few proposals are not judged, and the section says so', () => {
  const text = said({ group: 'web', proposals: 4, replied: 1 }, { group: 'logo', proposals: 9 });
  expect(text).toContain('No tag is judged: a rate needs at least 10 proposals with the tag.');
});

test('tags of too few proposals and of unknown outcomes are not judged, and the section names both', () => {
  const text = said({ group: 'web', proposals: 4, replied: 1 }, { group: 'logo', proposals: 12, unrecorded: 12 });
  expect(text).toContain(
    'No tag is judged: a rate needs at least 10 proposals with the tag, and known outcomes for half of them.',
  );
});

test('the only judged tag has one rate, and the others are named as not judged', () => {
  const text = said({ group: 'web', proposals: 20, replied: 2 }, { group: 'logo', proposals: 4 });
  expect(text).toContain('Reply rate of the one tag that is judged: 10.0 %. 1 tag with fewer than 10 proposals');
});

test('judged tags have their lowest and highest rate', () => {
  const text = said({ group: 'web', proposals: 20, replied: 2 }, { group: 'logo', proposals: 20, replied: 5 });
  expect(text).toContain('Reply rates by tag, the largest first: from 10.0 % to 25.0 %.');
  const none = said({ group: 'web', proposals: 20 }, { group: 'logo', proposals: 20 });
  expect(none).toContain('Reply rates by tag, the largest first: 0.0 % for each.');
});
