/** The titles and keys under which Upwork has shown proposals, whatever they are called since. */
import type { Entry } from '../../vocabulary/transaction.ts';
import type { SeenRow } from '../../vocabulary/upwork-row.ts';

/** What a page calls a proposal. */
export type ShownName = Pick<SeenRow, 'title' | 'jobKey'>;

/** What the history and the Proposals page called each proposal, whatever it is called since. */
export function shownNames(entries: readonly Entry[]): readonly (readonly [proposal: number, name: ShownName])[] {
  const charged = new Map<number, number>();
  for (const entry of entries) {
    if (entry.type === 'transaction' && entry.kind === 'proposal' && entry.proposal !== null)
      for (const id of [entry.id, entry.reverses ?? 0]) charged.set(id, entry.proposal);
  }
  return entries.flatMap((entry): readonly (readonly [number, ShownName])[] => {
    if (entry.type === 'transaction') {
      const { kind, source, proposal, title } = entry;
      return kind === 'proposal' && source === 'import' && proposal !== null
        ? [[proposal, { title, jobKey: null }]]
        : [];
    }
    const { body } = entry;
    switch (body.kind) {
      case 'confirmed': {
        const proposal = charged.get(body.transaction);
        return proposal === undefined ? [] : [[proposal, body.row]];
      }
      case 'proposal': {
        const { costUnknown, title, key } = body.details;
        return costUnknown === undefined ? [] : [[body.proposal, { title, jobKey: key }]];
      }
      case 'described': {
        const { pageTitle, title, key } = body.details;
        return [[body.proposal, { title: pageTitle ?? title, jobKey: key }]];
      }
      default:
        return [];
    }
  });
}
