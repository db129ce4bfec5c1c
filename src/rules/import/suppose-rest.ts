/** Supposes what must have been beside the known entries, so that no day is below zero and the end is Upwork's balance. */
import { addDays, type Day, monthsLater } from '../calendar.ts';
import { foldEntries } from '../evolve.ts';
import { balanceOn, EMPTY_STATE } from '../state.ts';
import { entryBuilder } from '../timeline.ts';
import { type Entry, inOrder, type Transaction } from '../transaction.ts';
import { type ImportContext, importRulebookOn } from './import-context.ts';
import type { ImportReading } from './import-reading.ts';
import { isCounted, type OriginReading } from './origin.ts';
import { type BalanceProjection, projectBalance } from './project-balance.ts';
import { postSupposed, SUPPOSED_LABELS, type SupposedEntry } from './supposed-entries.ts';

interface KnownGround {
  /** All that holds without suppositions: the ledger's entries and those of the rows. */
  readonly ground: readonly Entry[];
  /** The opening balance as it is recorded. */
  readonly opening: Transaction | null;
  /** What earlier imports supposed. */
  readonly recorded: readonly Transaction[];
}

export interface SupposedRest {
  readonly supposed: readonly SupposedEntry[];
  readonly covered: number;
  /** Whether more was supposed than the rows need, so that the end is Upwork's balance: that proves nothing. */
  readonly raised: boolean;
  readonly projection: BalanceProjection;
  /** Whether a typed opening gives way to an older one. */
  readonly replacesTyped: boolean;
}

export function supposeRest(
  context: ImportContext,
  { origin, matched }: ImportReading,
  known: KnownGround,
): SupposedRest {
  // A page that brings nothing gives no reason to suppose anything else.
  if (matched.fresh.length + matched.confirmed.length === 0 && origin.from !== 'page') {
    const projection = projectBalance([...known.ground, ...known.recorded], context.upwork.on);
    return {
      supposed: known.recorded as readonly (SupposedEntry & Transaction)[],
      covered: 0,
      raised: false,
      projection,
      replacesTyped: false,
    };
  }
  const { timeline, upwork } = context;
  const { opening, recorded } = known;
  const isTyped = opening !== null && opening.source !== 'import';
  const bare = isTyped ? known.ground.filter((entry) => entry !== opening) : known.ground;
  const edition = (on: Day): string => importRulebookOn(context, on).id;
  const supposed: SupposedEntry[] = [];
  /** Entries of suppositions that are only tried. They come after all others of their place. */
  const tried = (list: readonly SupposedEntry[]): readonly Entry[] => {
    const builder = entryBuilder({
      ...timeline.next,
      seq: timeline.next.seq + 1e6,
      transaction: timeline.next.transaction + 1e6,
    });
    for (const each of list) postSupposed(builder, each, edition(each.on));
    return builder.entries;
  };
  const suppose = (
    kind: SupposedEntry['kind'],
    label: string,
    on: Day,
    connects: number,
    rank: 0 | 1 = 0,
  ): SupposedEntry => ({
    kind,
    label,
    on,
    rank,
    connects,
    expiresOn: connects > 0 ? monthsLater(on, importRulebookOn(context, on).expiry.months) : null,
  });

  // The origin.
  let replacesTyped = false;
  let ground = known.ground;
  const firstDay = bare.reduce(
    (day, entry) => (entry.type === 'transaction' && entry.on < day ? entry.on : day),
    opening?.on ?? context.command.on,
  );
  if (origin.from === 'page') {
    const start = beginning(context, bare, firstDay, tried, suppose);
    if (start.connects > 0) supposed.push(start);
  } else if (opening) {
    const asRecorded = opening.connects;
    const { connects, excess } =
      origin.from === 'anchor' ? heldTo(origin, bare, firstDay, tried, suppose) : { connects: asRecorded, excess: 0 };
    if (firstDay === opening.on && connects === opening.connects) {
      if (!isTyped) supposed.push(opening as SupposedEntry & Transaction);
    } else {
      replacesTyped = isTyped;
      ground = bare;
      const moved = suppose('opening', isTyped ? SUPPOSED_LABELS.opening : opening.label, firstDay, connects);
      const expiresOn =
        opening.expiresOn && moved.expiresOn && opening.expiresOn < moved.expiresOn
          ? opening.expiresOn
          : moved.expiresOn;
      if (connects > 0) supposed.push({ ...moved, expiresOn });
      if (excess > 0 && origin.from === 'anchor')
        supposed.push(
          suppose('adjustment', SUPPOSED_LABELS.counted, origin.anchor.on, -excess, origin.counts === 'day' ? 1 : 0),
        );
    }
  }
  // Overdrafts: Upwork's balance never was below zero, so something before them is missing.
  let covered = 0;
  let last: Day | null = null;
  const project = (): BalanceProjection => projectBalance([...ground, ...tried(supposed)], upwork.on);
  let projection = project();
  for (; projection.overdrawn; projection = project()) {
    const { on, missing } = projection.overdrawn;
    covered += missing;
    // A billing cycle comes first in its day. If the cycle itself finds too little, they are missing a day earlier.
    supposed.push(suppose('adjustment', SUPPOSED_LABELS.missing, on === last ? addDays(on, -1) : on, missing));
    last = on;
  }
  let raised = false;
  const lacking = upwork.balance === null ? 0 : upwork.balance - projection.after;
  // What is missing for the rows may as well be what is missing for the balance.
  const cover = supposed.findIndex(({ label, on }) => label === SUPPOSED_LABELS.missing && on <= upwork.on);
  if (lacking > 0 && cover >= 0) {
    const there = supposed[cover] as SupposedEntry;
    supposed[cover] = { ...there, connects: there.connects + lacking };
    covered += lacking;
    raised = true;
    projection = project();
  }
  // An account that a page opens ends on its balance.
  if (context.ledger.opened === null && upwork.balance !== null && projection.after !== upwork.balance) {
    supposed.push(suppose('adjustment', SUPPOSED_LABELS.adjusted, upwork.on, upwork.balance - projection.after, 1));
    projection = project();
  }
  for (const before of recorded) {
    if (before.label !== SUPPOSED_LABELS.adjusted || before.kind !== 'adjustment') continue;
    const wanted =
      upwork.balance === null || before.on > upwork.on ? before.connects : upwork.balance - projection.after;
    const connects =
      before.connects > 0
        ? Math.max(0, Math.min(before.connects, wanted))
        : Math.min(0, Math.max(before.connects, wanted));
    if (connects === 0) continue;
    supposed.push({ ...(before as SupposedEntry & Transaction), connects });
    projection = project();
  }
  return { supposed, covered, raised, projection, replacesTyped };
}

type Suppose = (kind: SupposedEntry['kind'], label: string, on: Day, connects: number) => SupposedEntry;
type Tried = (list: readonly SupposedEntry[]) => readonly Entry[];

/** The balance before everything, for an account that a page opens, or one whose opening is a guess. */
function beginning(
  { command, ledger, upwork, rows }: ImportContext,
  ground: readonly Entry[],
  on: Day,
  tried: Tried,
  suppose: Suppose,
): SupposedEntry {
  const opens = ledger.opened === null;
  const oldest = rows.at(-1);
  const running = opens && oldest?.runningTotal != null ? oldest.runningTotal - oldest.connects : null;
  const told = opens ? (command.opening ?? running) : null;
  const least = projectBalance(ground, upwork.on).overdrawn?.missing ?? 0;
  if (told !== null)
    return suppose('opening', SUPPOSED_LABELS.opening, on, command.opening === null ? Math.max(told, least) : told);
  if (upwork.balance === null || on > upwork.on) return suppose('opening', SUPPOSED_LABELS.least, on, least);
  let connects = least;
  for (let tries = 0; tries < 3; tries += 1) {
    const trial = suppose('opening', SUPPOSED_LABELS.opening, on, connects);
    const { after } = projectBalance([...ground, ...(connects > 0 ? tried([trial]) : [])], upwork.on);
    connects = Math.max(least, connects + upwork.balance - after);
  }
  return suppose('opening', SUPPOSED_LABELS.opening, on, connects);
}

/** The balance at the beginning under which the ledger had the anchor's; `excess`: what it would have beyond. */
function heldTo(
  origin: Extract<OriginReading, { from: 'anchor' }>,
  ground: readonly Entry[],
  on: Day,
  tried: Tried,
  suppose: Suppose,
): { readonly connects: number; readonly excess: number } {
  const isRow = (entry: Entry): boolean => entry.type === 'transaction' && entry.source === 'import';
  const counted = ground.filter((entry) => isCounted(entry, origin, isRow));
  const { anchor } = origin;
  let connects = anchor.balance;
  let over = 0;
  for (let tries = 0; tries < 4; tries += 1) {
    const begun = connects > 0 ? tried([suppose('opening', SUPPOSED_LABELS.opening, on, connects)]) : [];
    const state = foldEntries(EMPTY_STATE, [...begun, ...counted].sort(inOrder));
    over = balanceOn(state, anchor.on) - (state.overdrawn?.missing ?? 0) - anchor.balance;
    if (over === 0) break;
    connects = Math.max(0, connects - over);
  }
  return { connects, excess: Math.max(0, over) };
}
