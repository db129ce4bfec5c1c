/** The commands that ask for what is missing. */
import { APPLY_GUIDE } from '../guides/apply-guide.ts';
import { BUY_GUIDE } from '../guides/buy-guide.ts';
import { EARN_GUIDE } from '../guides/earn-guide.ts';
import type { CommandGuide } from '../guides/guide-table.ts';
import { IMPORT_GUIDE } from '../guides/import-guide.ts';
import { ADD_GUIDE, INIT_GUIDE } from '../guides/init-guide.ts';
import { MARK_GUIDE } from '../guides/mark-guide.ts';
import { RECONCILE_GUIDE } from '../guides/reconcile-guide.ts';
import { RESTORE_GUIDE } from '../guides/restore-guide.ts';
import { SPEND_GUIDE } from '../guides/spend-guide.ts';

export const COMMAND_GUIDES: Readonly<Record<string, CommandGuide>> = {
  init: INIT_GUIDE,
  'account add': ADD_GUIDE,
  apply: APPLY_GUIDE,
  mark: MARK_GUIDE,
  buy: BUY_GUIDE,
  earn: EARN_GUIDE,
  spend: SPEND_GUIDE,
  reconcile: RECONCILE_GUIDE,
  import: IMPORT_GUIDE,
  restore: RESTORE_GUIDE,
  // Nothing to fill in: a person only sees first what it would do.
  undo: { needsAccount: true, rows: [], agreement: 'Undo it?' },
};
