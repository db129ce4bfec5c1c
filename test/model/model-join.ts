/** The contract of `join`, for two proposals that were both typed: the first one holds, and has what only the other has. */
import { type ModelAccount, type ModelRow, refuseIf } from './account.ts';
import type { ModelCommandOf } from './commands.ts';
import { creditsOf } from './model-credits.ts';
import { canHaveAll, reverseRow } from './model-proposals.ts';
import { GIVES_BACK } from './replay.ts';

export function modelJoin(account: ModelAccount, { kept, other }: ModelCommandOf<'join'>): void {
  const [first, second] = [account.proposal(kept), account.proposal(other)];
  refuseIf(kept === other, 'not-together');
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
  const outcomes = (id: number) => account.factsOf('outcome').filter(({ proposal }) => proposal === id);
  let story = outcomes(kept);
  for (const fact of outcomes(other)) {
    const all = [...story, fact].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
    if (!canHaveAll(all.map(({ outcome }) => outcome))) continue;
    account.note(fact.on, { is: 'outcome', proposal: kept, outcome: fact.outcome });
    story = all;
  }
  if (first.key === null && second.key !== null)
    account.note(first.on, { is: 'keyed', proposal: kept, key: second.key });
  if (second.invited && !first.invited) account.note(first.on, { is: 'invited', proposal: kept });
  account.note(second.on, { is: 'dropped', proposal: other });
  account.refuseShortage();
}
