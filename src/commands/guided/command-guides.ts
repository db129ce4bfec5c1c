/** The commands that ask for what is missing. */
import { APPLY_GUIDE } from './apply-guide.ts';
import { BUY_GUIDE } from './buy-guide.ts';
import { EARN_GUIDE } from './earn-guide.ts';
import type { CommandGuide } from './guide-table.ts';
import { IMPORT_GUIDE } from './import-guide.ts';
import { INIT_GUIDE } from './init-guide.ts';
import { MARK_GUIDE } from './mark-guide.ts';
import { RECONCILE_GUIDE } from './reconcile-guide.ts';
import { RESTORE_GUIDE } from './restore-guide.ts';
import { SPEND_GUIDE } from './spend-guide.ts';

export const COMMAND_GUIDES: Readonly<Record<string, CommandGuide>> = {
  init: INIT_GUIDE,
  'account add': INIT_GUIDE,
  apply: APPLY_GUIDE,
  mark: MARK_GUIDE,
  buy: BUY_GUIDE,
  earn: EARN_GUIDE,
  spend: SPEND_GUIDE,
  reconcile: RECONCILE_GUIDE,
  import: IMPORT_GUIDE,
  restore: RESTORE_GUIDE,
};
