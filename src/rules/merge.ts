/** Two copies of one account joined: what each recorded alone, and where the two cannot both be true. */
import type { Conflict } from './conflict.ts';
import { transitions } from './decide/transition.ts';
import { claimKey } from './evolve.ts';
import type { Entry, Fact, Outcome } from './transaction.ts';
import { inOrder } from './transaction.ts';

/** A command with its entries. */
export interface Recorded {
  /** Its number in this copy. */
  readonly command: number;
  readonly entries: readonly Entry[];
}

/** What a command says that only one may say: its key, to the conflict's own words. */
type Sole = Pick<Exclude<Conflict, { code: 'marked-differently' | 'negative-day' }>, 'code'> & Record<string, string>;

/** Conflicts between commands only this copy has and commands only the other has, all of them live. */
export function conflicts(
  mine: readonly Recorded[],
  theirs: readonly Recorded[],
  all: readonly Entry[],
): readonly Conflict[] {
  return [...soleClashes(mine, theirs), ...markClashes(mine, theirs, all)];
}

function soleClashes(mine: readonly Recorded[], theirs: readonly Recorded[]): readonly Conflict[] {
  const said = new Map<string, number>();
  for (const { command, entries } of mine)
    for (const sole of entries.flatMap(soles)) said.set(JSON.stringify(sole), command);
  const found = new Map<string, Conflict>();
  for (const { command, entries } of theirs) {
    for (const sole of entries.flatMap(soles)) {
      const key = JSON.stringify(sole);
      const other = said.get(key);
      if (other !== undefined) found.set(key, { ...sole, mine: [other], theirs: [command] } as unknown as Conflict);
    }
  }
  return [...found.values()];
}

function soles(entry: Entry): readonly Sole[] {
  if (entry.type === 'transaction') {
    if (entry.kind === 'renewal') return [{ code: 'renewed-twice', on: entry.on }];
    const key = entry.forced ? null : claimKey(entry.kind, entry.title);
    return key === null ? [] : [{ code: 'claimed-twice', key }];
  }
  const { body } = entry;
  switch (body.kind) {
    case 'coupon':
    case 'coupon-used':
      return [{ code: 'coupon-twice', coupon: `${body.kind === 'coupon' ? '' : 'used '}${body.code.toLowerCase()}` }];
    case 'proposal':
      return body.details.key === null ? [] : [{ code: 'job-twice', key: body.details.key }];
    default:
      return [];
  }
}

type Marked = Fact & {
  readonly body: { readonly kind: 'outcome'; readonly proposal: number; readonly outcome: Outcome };
};
const isMark = (entry: Entry): entry is Marked => entry.type === 'fact' && entry.body.kind === 'outcome';

/** Proposals that both marked, where the outcomes do not follow one another. */
function markClashes(
  mine: readonly Recorded[],
  theirs: readonly Recorded[],
  all: readonly Entry[],
): readonly Conflict[] {
  const own = marks(mine);
  const other = marks(theirs);
  const both = [...own.keys()].filter((proposal) => other.has(proposal));
  if (both.length === 0) return [];
  const story = grouped(all.filter(isMark).toSorted(inOrder), ({ body }) => body.proposal);
  return both.flatMap((proposal): readonly Conflict[] => {
    const sequence = (story.get(proposal) ?? []).map(({ body }) => body.outcome);
    if (transitions(sequence)) return [];
    const [a, b] = [own.get(proposal) ?? [], other.get(proposal) ?? []];
    return [
      {
        code: 'marked-differently',
        proposal,
        outcomes: { mine: a.map(({ outcome }) => outcome), theirs: b.map(({ outcome }) => outcome) },
        mine: a.map(({ command }) => command),
        theirs: b.map(({ command }) => command),
      },
    ];
  });
}

function marks(recorded: readonly Recorded[]): ReadonlyMap<number, readonly { command: number; outcome: Outcome }[]> {
  const each = recorded.flatMap(({ command, entries }) =>
    entries.filter(isMark).map(({ body: { proposal, outcome } }) => ({ proposal, command, outcome })),
  );
  return grouped(each, ({ proposal }) => proposal);
}

function grouped<T>(items: readonly T[], key: (item: T) => number): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
