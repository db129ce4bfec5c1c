/** Supposes what must have been beside the known entries, so that no day is below zero and the end is Upwork's balance. */
import { addDays, type Day } from '../../values/calendar.ts';
import type { Entry, Transaction } from '../../vocabulary/transaction.ts';
import type { ImportReading } from '../import-reading.ts';
import { type BalanceProjection, projectBalance } from './project-balance.ts';
import { type SupposedOrigin, supposeOrigin } from './suppose-origin.ts';
import { SUPPOSED_LABELS, type SupposedEntry } from './supposed-entries.ts';
import { trialEntries } from './trial-entries.ts';

interface KnownGround {
  /** All that holds without suppositions: the ledger's entries and those of the rows. */
  readonly ground: readonly Entry[];
  /** The opening balance as it is recorded. */
  readonly opening: Transaction | null;
  /** What earlier imports supposed. */
  readonly recorded: readonly Transaction[];
}

export interface SupposedRest extends SupposedOrigin {
  readonly covered: number;
  /** Whether more was supposed than the rows need, so that the end is Upwork's balance: that proves nothing. */
  readonly raised: boolean;
  readonly projection: BalanceProjection;
}

export function supposeRest({ context, origin, matched }: ImportReading, known: KnownGround): SupposedRest {
  const { upwork, ledger } = context;
  const { opening, recorded } = known;
  // A page that brings nothing gives no reason to suppose anything else.
  if (matched.fresh.length + matched.confirmed.length === 0 && origin.from !== 'page') {
    const projection = projectBalance([...known.ground, ...recorded], upwork.on);
    const supposed = recorded.map((each) => each as Transaction & SupposedEntry);
    return { supposed, covered: 0, raised: false, projection, replacesTyped: false };
  }
  const trial = trialEntries(context);
  const isOpening = (entry: Entry): boolean => entry === opening && opening.source !== 'import';
  const bare = known.ground.filter((entry) => !isOpening(entry));
  // Without a balance, nothing tells how much of an adjustment is explained: it stays, and so does what stood before it.
  const kept = upwork.balance === null ? recorded.filter(isAdjusted) : [];
  const begun = supposeOrigin(context, origin, { ground: [...bare, ...kept], opening }, trial);
  const { replacesTyped } = begun;
  const ground = replacesTyped ? bare : known.ground;
  const supposed = [...begun.supposed];
  const project = (): BalanceProjection => projectBalance([...ground, ...trial.entriesOf(supposed)], upwork.on);
  const adjust = (label: string, on: Day, connects: number, rank: 0 | 1): void =>
    void supposed.push(trial.suppose({ kind: 'adjustment', label, on, connects, rank }));

  // Upwork's balance never was below zero: if the rows alone would go there, something before them is missing.
  let covered = 0;
  let last: Day | null = null;
  let projection = project();
  for (; projection.overdrawn; projection = project()) {
    const { on, missing } = projection.overdrawn;
    covered += missing;
    // A billing cycle comes first in its day. If the cycle itself finds too little, they are missing a day earlier.
    adjust(SUPPOSED_LABELS.missing, on === last ? addDays(on, -1) : on, missing, 0);
    last = on;
  }
  const lacking = (): number => (upwork.balance === null ? 0 : upwork.balance - projection.after);
  // What is missing for the rows may as well be what is missing for the balance.
  const cover = supposed.findIndex(({ label, on }) => label === SUPPOSED_LABELS.missing && on <= upwork.on);
  const there = supposed[cover];
  const raised = there !== undefined && lacking() > 0;
  if (raised) {
    covered += lacking();
    supposed[cover] = { ...there, connects: there.connects + lacking() };
    projection = project();
  }
  // An account that a page opens ends on its balance.
  if (ledger.opened === null && lacking() !== 0) {
    adjust(SUPPOSED_LABELS.adjusted, upwork.on, lacking(), 1);
    projection = project();
  }
  for (const before of recorded) {
    if (!isAdjusted(before)) continue;
    const isLater = upwork.balance === null || before.on > upwork.on;
    const connects = isLater ? before.connects : partOf(before.connects, lacking());
    if (connects === 0) continue;
    // A price was that of the whole amount.
    const cents = connects === before.connects ? before.cents : null;
    supposed.push({ ...before, connects, cents } as Transaction & SupposedEntry);
    projection = project();
  }
  return { supposed, covered, raised, projection, replacesTyped };
}

/** What made the ledger end on Upwork's balance, beside what the rows say. */
const isAdjusted = ({ kind, label }: Transaction): boolean =>
  kind === 'adjustment' && label === SUPPOSED_LABELS.adjusted;

/** What of an amount is still wanted: nothing of the other sign, and no more than it was. */
const partOf = (amount: number, wanted: number): number =>
  amount > 0 ? Math.max(0, Math.min(amount, wanted)) : Math.min(0, Math.max(amount, wanted));
