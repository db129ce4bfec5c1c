/** Which proposals still wait for an answer. */
import { expect, test } from 'vitest';
import { unansweredSince } from '../../src/rules/proposals/unanswered.ts';
import type { Day } from '../../src/rules/values/calendar.ts';
import { PROPOSAL_STATUSES, type ProposalStatus } from '../../src/rules/vocabulary/outcomes.ts';

const sent = (id: number, on: string, status: ProposalStatus = 'sent') => ({ id, on: on as Day, status });
const waiting = (proposals: readonly ReturnType<typeof sent>[], days: number) =>
  unansweredSince(proposals, '2026-03-15' as Day, days).map(({ id }) => id);

test('a proposal waits for an answer only while it is sent or viewed', () => {
  const each = PROPOSAL_STATUSES.map((status, id) => sent(id, '2026-01-01', status));
  expect(waiting(each, 14).map((id) => PROPOSAL_STATUSES[id])).toEqual(['sent', 'viewed']);
});

test('a proposal is stale from the last day of the span on, and the oldest comes first', () => {
  expect(
    waiting([sent(4, '2026-03-02'), sent(3, '2026-03-01'), sent(2, '2026-02-01'), sent(1, '2026-03-01')], 14),
  ).toEqual([2, 1, 3]);
});
