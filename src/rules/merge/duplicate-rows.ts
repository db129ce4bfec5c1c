/** Rows of Upwork's own history that both sides hold: imported on both, or imported on one and typed on the other. */
import type { Clash, Side } from '../conflict.ts';
import { rowKey } from '../import/known-rows.ts';
import { matchManual } from '../import/match-manual.ts';
import { isBadgeRow } from '../import/row-labels.ts';
import type { Transaction } from '../transaction.ts';
import type { SeenRow } from '../upwork-row.ts';
import { countedBy, type Found, found, type Ground, grouped, type Party, transactionsOf } from './joint.ts';

/** A row or what was typed, the transaction that stands for it, and whose doing that is. */
interface Held {
  readonly row: SeenRow;
  readonly transaction: number;
  readonly party: Party;
}

/** By Upwork's id, else as an import knows a row again: by day, label, title and amount, and the badge by its day. */
export function importedTwice(ground: Ground): readonly Found[] {
  const [mine, theirs] = [seenBy(ground, 'mine'), seenBy(ground, 'theirs')];
  const ids = meeting(
    mine,
    theirs,
    ({ row }) => row.upworkId,
    () => true,
  );
  const rows = meeting(
    mine,
    theirs,
    ({ row }) => (isBadgeRow(row) ? null : rowKey(row)),
    (a, b) => a.row.upworkId === null || b.row.upworkId === null,
  );
  return told('imported-twice', ground, [...ids, ...rows, ...meeting(mine, theirs, badgeDay, () => true)]);
}

/** As an import would take what was typed for its own row, had both been recorded here. */
export function importedAndTyped(ground: Ground): readonly Found[] {
  const between = (side: Side, other: Side): readonly Held[] => {
    const rows = seenBy(ground, side);
    const typed = new Map(typedBy(ground, other).map(({ held, transaction }) => [transaction, held]));
    const met = matchManual(
      rows.map((held) => ({ ...held.row, held })),
      [...typed.keys()],
      ground.state.proposals,
    );
    const pairs = [...met].flatMap(([{ held }, transaction]) => [held, typed.get(transaction) ?? []].flat());
    return [...pairs, ...meeting(rows, [...typed.values()], badgeDay, () => true)];
  };
  return told('imported-and-typed', ground, [...between('mine', 'theirs'), ...between('theirs', 'mine')]);
}

const badgeDay = ({ row }: Held): string | null => (isBadgeRow(row) ? row.on : null);

/** All that is held on both sides under one key, by different transactions. */
function meeting(
  mine: readonly Held[],
  theirs: readonly Held[],
  key: (held: Held) => string | null,
  may: (a: Held, b: Held) => boolean,
): readonly Held[] {
  const there = grouped(theirs, key);
  return mine.flatMap((a) => {
    const name = key(a);
    const same = name === null ? [] : (there.get(name) ?? []);
    const met = same.filter((b) => a.transaction !== b.transaction && may(a, b));
    return met.length === 0 ? [] : [a, ...met];
  });
}

function told(code: Extract<Clash['code'], `imported-${string}`>, { parties }: Ground, met: readonly Held[]) {
  const count = (side: Side): number => new Set(met.filter(({ party }) => party.by === side)).size;
  const rows = Math.min(count('mine'), count('theirs'));
  const taking = new Set(met.map(({ party }) => party));
  const both = parties.filter((party) => taking.has(party));
  return rows === 0 ? [] : [found({ code, rows } as Clash, both)];
}

/** The rows that a side's imports brought, and those by which they confirmed what was typed. */
function seenBy(ground: Ground, side: Side): readonly Held[] {
  const parties = countedBy(ground, side);
  const typed = new Map(parties.flatMap((party) => transactionsOf(party).map(({ id }) => [id, party] as const)));
  return parties.flatMap((party) =>
    party.entries.flatMap((entry): Held | readonly Held[] => {
      if (entry.type === 'transaction') return entry.source === 'import' ? heldAs(entry, party, ground) : [];
      if (entry.body.kind !== 'confirmed') return [];
      const { row, transaction } = entry.body;
      return { row, transaction, party: typed.get(transaction) ?? party };
    }),
  );
}

/** What a side recorded by hand and no import has confirmed. */
function typedBy(ground: Ground, side: Side): readonly { held: Held; transaction: Transaction }[] {
  const confirmed = new Set(
    ground.entries.flatMap((entry) =>
      entry.type === 'fact' && entry.body.kind === 'confirmed' ? entry.body.transaction : [],
    ),
  );
  return countedBy(ground, side).flatMap((party) =>
    transactionsOf(party)
      .filter(({ id, source, upworkId }) => source !== 'import' && upworkId === null && !confirmed.has(id))
      .map((transaction) => ({ held: heldAs(transaction, party, ground), transaction })),
  );
}

function heldAs(transaction: Transaction, party: Party, { state }: Ground): Held {
  const { id, on, label, title, connects, upworkId, proposal } = transaction;
  const jobKey = (proposal === null ? null : state.proposals.get(proposal)?.key) ?? null;
  return { row: { on, label, title, connects, upworkId, jobKey }, transaction: id, party };
}
