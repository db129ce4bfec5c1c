/** Makes suppositions, and entries of them that are only tried. */

import { entryBuilder } from '../../past/timeline.ts';
import { monthsLater } from '../../values/calendar.ts';
import type { Entry } from '../../vocabulary/transaction.ts';
import { type ImportContext, importRulebookOn } from '../import-context.ts';
import { postSupposed, type SupposedEntry } from './supposed-entries.ts';

/** Beyond all numbers of an import, so that what is tried comes after all others of its place. */
const BEYOND = 1_000_000;

type Wanted = Pick<SupposedEntry, 'kind' | 'label' | 'on' | 'connects'> & Partial<Pick<SupposedEntry, 'rank'>>;

export interface TrialEntries {
  /** A supposition with the expiry of its day's rulebook, at the start of its day unless it says otherwise. */
  suppose(wanted: Wanted): SupposedEntry;
  /** Its entries, to be replayed and thrown away. */
  entriesOf(supposed: readonly SupposedEntry[]): readonly Entry[];
}

export function trialEntries(context: ImportContext): TrialEntries {
  const { next } = context.timeline;
  return {
    suppose(wanted) {
      const { expiry } = importRulebookOn(context, wanted.on);
      return {
        rank: 0,
        ...wanted,
        expiresOn: wanted.connects > 0 ? monthsLater(wanted.on, expiry.months) : null,
      };
    },
    entriesOf(supposed) {
      const builder = entryBuilder({ ...next, seq: next.seq + BEYOND, transaction: next.transaction + BEYOND });
      for (const each of supposed) postSupposed(builder, each, importRulebookOn(context, each.on).id);
      return builder.entries;
    },
  };
}
