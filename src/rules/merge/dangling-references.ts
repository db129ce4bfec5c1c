/** What one side undid and the other still speaks of: a mark needs its proposal, a purchase its coupon, and so on. */
import type { Clash } from '../conflict.ts';
import { edition } from '../editions.ts';
import { recorded } from '../proposal.ts';
import type { Entry } from '../transaction.ts';
import { referencesOf } from '../vocabulary/references.ts';
import { type Found, found, type Ground, type Party } from './joint.ts';

type Needed = Extract<Clash, { code: 'still-needed' }>['what'];

const thing = (what: Needed, name: string | number): string => `${what} ${name}`;

export function stillNeeded({ parties }: Ground): readonly Found[] {
  const gone = named(
    parties.filter(({ counts, by }) => !counts && by),
    gives,
  );
  if (gone.size === 0) return [];
  const counting = parties.filter(({ counts }) => counts);
  for (const name of counting.flatMap(({ entries }) => entries.flatMap(gives))) gone.delete(name);
  const spoken = named(counting, needs);
  return [...gone].flatMap(([of, by]): Found | readonly Found[] => {
    const speaking = spoken.get(of);
    if (!speaking) return [];
    const [what = '', name = ''] = of.split(/ (.*)/s);
    return found({ code: 'still-needed', what: what as Needed, name }, [...speaking, ...by]);
  });
}

/** By each thing, the commands whose entries name it. */
function named(parties: readonly Party[], names: (entry: Entry) => readonly string[]): Map<string, Set<Party>> {
  const all = new Map<string, Set<Party>>();
  for (const party of parties) {
    for (const name of party.entries.flatMap(names)) all.set(name, (all.get(name) ?? new Set()).add(party));
  }
  return all;
}

/** What other entries may speak of. */
function gives(entry: Entry): readonly string[] {
  const proposal = recorded(entry);
  const own = proposal === null ? [] : [thing('proposal', proposal)];
  if (entry.type === 'transaction') return [...own, thing('transaction', entry.id)];
  const { body } = entry;
  if (body.kind === 'coupon') return [thing('coupon', body.code.toLowerCase())];
  return body.kind === 'rulebook' ? [thing('edition', body.rulebook.id)] : own;
}

function needs(entry: Entry): readonly string[] {
  if (entry.type === 'transaction') {
    return entry.proposal === null || recorded(entry) !== null ? [] : [thing('proposal', entry.proposal)];
  }
  const { body } = entry;
  const { proposal, transaction } = referencesOf(body);
  return [
    proposal === null ? [] : thing('proposal', proposal),
    transaction === null ? [] : thing('transaction', transaction),
    body.kind === 'coupon-used' ? thing('coupon', body.code.toLowerCase()) : [],
    'edition' in body && !edition(body.edition) ? thing('edition', body.edition) : [],
  ].flat();
}
