/**
 * Who may record what. Where an account has owners, only they buy, adjust, void and set; what everybody does every day
 * stays open to all. Who owns the account today counts, on whatever day a command says it happened.
 */
import type { OwnersAct, Refusal } from '../answers/refusal.ts';
import type { Command } from '../command/command.ts';
import { ownersOf, type SettingValues } from '../command/settings.ts';
import type { Timeline } from '../past/timeline.ts';
import { foldText } from '../values/folded-text.ts';
import type { Kind } from '../vocabulary/kinds.ts';
import type { FactKind } from '../vocabulary/references.ts';
import { type Entry, factsOf } from '../vocabulary/transaction.ts';

/** Commands that need an owner, whatever they come to. */
const OF_COMMAND: Readonly<Partial<Record<Command['name'], OwnersAct>>> = {
  buy: 'purchase',
  'coupon add': 'coupon',
  void: 'void',
  plan: 'plan',
  'config set': 'setting',
  'config unset': 'setting',
  'rules use': 'rules',
  'rules add': 'rules',
};

/** Entries that only an owner records, whichever command brings them. */
const OF_KIND: Readonly<Partial<Record<Kind, OwnersAct>>> = {
  opening: 'adjustment',
  adjustment: 'adjustment',
  purchase: 'purchase',
};
const OF_FACT: Readonly<Partial<Record<FactKind, OwnersAct>>> = {
  opened: 'adjustment',
  plan: 'plan',
  fee: 'plan',
  edition: 'rules',
  rulebook: 'rules',
  coupon: 'coupon',
  setting: 'setting',
};

/** The words of the record that need an owner: names of commands, kinds of transactions and of facts. */
export const OWNERS_WORDS = {
  commands: Object.keys(OF_COMMAND),
  kinds: Object.keys(OF_KIND),
  facts: Object.keys(OF_FACT),
} as const;

/** Commands that are open to all. What an import supposed gives way to them, so an adjustment may be among their entries. */
const OPEN_TO_ALL: ReadonlySet<string> = new Set(['apply', 'mark', 'earn', 'earn ad-credits', 'spend', 'renew']);

export const isSameMember = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && foldText(a) === foldText(b);

/** Refuses a command by its name, before it is judged. */
export function refuseCommandOf(command: Command, timeline: Timeline): Refusal | null {
  const { member } = timeline;
  if (member === undefined) return null;
  const act = actOf(command);
  return (act && refuseAct(act, currentSettings(timeline), member)) ?? lockedOut(command, member);
}

/** Refuses a command by what it would record. */
export function refuseEntriesOf(entries: readonly Entry[], timeline: Timeline): Refusal | null {
  const { member, later } = timeline;
  const owners = member === undefined ? [] : ownersOf(currentSettings(timeline));
  if (member === undefined || owners.length === 0) return null;
  const recorded = new Map(later.flatMap((each) => (each.type === 'transaction' ? [[each.id, each.kind]] : [])));
  const act = firstAct(entries, (id) => recorded.get(id) ?? null);
  return act && refuseAct(act, currentSettings(timeline), member);
}

/** A command that is to be undone or brought back. */
export interface TurnedCommand {
  readonly name: string;
  readonly member: string | null;
  readonly entries: readonly Entry[];
}

/** Refuses to turn what somebody else recorded, or what needs an owner. */
export function refuseTurnOf(turned: TurnedCommand, settings: SettingValues, member: string | null): Refusal | null {
  if (!isSameMember(turned.member, member)) return refuseAct('others', settings, member);
  if (OPEN_TO_ALL.has(turned.name)) return null;
  const isOwned = turned.name in OF_COMMAND || firstAct(turned.entries, () => null) !== null;
  return isOwned ? refuseAct('turn', settings, member) : null;
}

/** Refuses an act to whoever is no owner, where there are owners. */
export function refuseAct(act: OwnersAct, settings: SettingValues, member: string | null): Refusal | null {
  const owners = ownersOf(settings);
  if (owners.length === 0 || owners.some((owner) => isSameMember(owner, member))) return null;
  return { code: 'not-allowed', act, member, owners };
}

function actOf(command: Command): OwnersAct | null {
  if (command.name === 'reconcile') return command.adjust ? 'adjustment' : null;
  if (command.name === 'edit') return command.transaction === null ? null : 'price';
  return OF_COMMAND[command.name] ?? null;
}

const firstAct = (entries: readonly Entry[], kindOf: (id: number) => Kind | null): OwnersAct | null => {
  for (const entry of entries) {
    const act = entry.type === 'fact' ? OF_FACT[entry.body.kind] : ofTransaction(entry.kind, entry.reverses, kindOf);
    if (act) return act;
  }
  return null;
};

function ofTransaction(kind: Kind, reverses: number | null, kindOf: (id: number) => Kind | null) {
  const reversed = reverses === null ? null : kindOf(reverses);
  return OF_KIND[kind] ?? (reversed === null ? undefined : OF_KIND[reversed]);
}

/** Whoever sets the owners must be one of them, and so can put right what was mistyped. */
function lockedOut(command: Command, member: string | null): Refusal | null {
  if (command.name !== 'config set' || command.key !== 'owners') return null;
  const owners = ownersOf({ owners: command.value });
  if (owners.length === 0 || owners.some((owner) => isSameMember(owner, member))) return null;
  return { code: 'not-allowed', act: 'lock-out', member, owners };
}

/** The settings at the end of the ledger: a command of an earlier day is recorded today. */
function currentSettings({ past, later }: Timeline): SettingValues {
  const [last] = factsOf(later, 'setting')
    .filter(({ body }) => body.key === 'owners')
    .slice(-1);
  return last ? { owners: last.body.value ?? 'none' } : past.settings;
}
