/** The contract of `join`, for two proposals that were both typed: the first one holds, and has what only the other has. */
import { type ModelAccount, type ModelRow, refuseIf } from './account.ts';
import type { ModelCommandOf } from './commands.ts';
import type { ModelDay } from './days.ts';
import { creditsOf } from './model-credits.ts';
import { canHaveAll, isEnd, reverseRow } from './model-proposals.ts';
import { GIVES_BACK } from './replay.ts';

interface Step {
  readonly outcome: string;
  readonly on: ModelDay;
  /** The command whose place in the day it has. */
  readonly as: number;
}

const storyOf = (account: ModelAccount, id: number): readonly Step[] =>
  account
    .factsOf('outcome')
    .filter(({ proposal }) => proposal === id)
    .map(({ outcome, on, as, command }) => ({ outcome, on, as: as ?? command }));

const inOrder = (steps: readonly Step[]): readonly Step[] =>
  steps.toSorted((a, b) => (a.on === b.on ? a.as - b.as : a.on < b.on ? -1 : 1));

/** Its own place; or behind all the others for an end; or just before the end, or behind the lower steps. */
function placesFor(step: Step, story: readonly Step[], sent: number): readonly Pick<Step, 'on' | 'as'>[] {
  const last = story.at(-1);
  if (isEnd(step.outcome)) return [step, ...(last ? [last] : [])];
  const end = story.find(({ outcome }) => isEnd(outcome));
  if (!end || inOrder([end, step])[0] === step) {
    const lower = story.findLast(({ outcome }) => canHaveAll([outcome, step.outcome]));
    return [step, ...(lower ? [lower] : [])];
  }
  const before = [sent, ...story.map(({ as }) => as)].filter((as) => as < end.as);
  return [step, ...(before.length > 0 ? [{ on: end.on, as: Math.max(...before) }] : [])];
}

export function modelJoin(account: ModelAccount, { kept, other }: ModelCommandOf<'join'>): void {
  const [first, second] = [account.proposal(kept), account.proposal(other)];
  refuseIf(kept === other, 'not-together');
  refuseIf(first.key !== null && second.key !== null && first.key !== second.key, 'not-together');
  const lastOf = (id: number): string => storyOf(account, id).at(-1)?.outcome ?? 'sent';
  const [end, otherEnd] = [lastOf(kept), lastOf(other)];
  refuseIf(end !== otherEnd && isEnd(end) && isEnd(otherEnd), 'not-together');
  refuseIf(creditsOf(account, other) > creditsOf(account, kept), 'credits-stay');
  const rowsOf = (id: number): readonly ModelRow[] =>
    account
      .liveRows()
      .filter(({ proposal }) => proposal === id)
      .toSorted((a, b) => a.id - b.id);
  const [held, yielded] = [rowsOf(kept), rowsOf(other)];
  const heldKinds = new Set(held.map(({ kind }) => kind));
  account.begin('join');
  const left = yielded.filter(({ kind }) => !heldKinds.has(kind));
  for (const row of yielded.filter(({ kind }) => heldKinds.has(kind))) reverseRow(account, row);
  for (const row of left) {
    reverseRow(account, row);
    // What came back follows what was taken: the whole as the whole, a part as the part.
    const taken = (rows: readonly ModelRow[]): number =>
      -(rows.find(({ kind }) => kind === GIVES_BACK[row.kind])?.connects ?? 0);
    const [was, now] = [taken(yielded), taken([...held, ...left])];
    const connects = row.kind in GIVES_BACK && row.connects === was ? now : row.connects;
    const { on, kind, expiresOn, cents, forced, name } = row;
    account.post(on, kind, connects, { expiresOn, cents, forced, name, proposal: kept, replaces: row.id });
  }
  let story = storyOf(account, kept);
  for (const { outcome, on, as } of storyOf(account, other)) {
    if (story.some((step) => step.outcome === outcome)) continue;
    const place = placesFor({ outcome, on, as }, story, first.command).find((each) => {
      const steps = inOrder([...story, { outcome, ...each }]);
      return canHaveAll(steps.map((step) => step.outcome));
    });
    if (place === undefined) continue;
    account.note(place.on, { is: 'outcome', proposal: kept, outcome, as: place.as });
    story = inOrder([...story, { outcome, ...place }]);
  }
  if (first.key === null && second.key !== null)
    account.note(first.on, { is: 'keyed', proposal: kept, key: second.key });
  if (second.invited && !first.invited) account.note(first.on, { is: 'invited', proposal: kept });
  account.note(second.on, { is: 'dropped', proposal: other });
  account.refuseShortage();
}
