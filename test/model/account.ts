/** The account of the model: what each command recorded, and everything else counted anew from that whenever it is asked. */
import type { ModelDay } from './days.ts';
import { MODEL_EDITIONS, type ModelEdition } from './editions.ts';
import { type Replayed, replayRows } from './replay.ts';

export interface ModelRow {
  readonly id: number;
  readonly command: number;
  readonly on: ModelDay;
  readonly kind: string;
  readonly connects: number;
  readonly expiresOn: ModelDay | null;
  readonly proposal: number | null;
  readonly cents: number | null;
  readonly forced: boolean;
  /** The row that this one takes back. */
  readonly reverses: number | null;
  /** For an amount that was put right: the row that had it wrong. */
  readonly replaces: number | null;
  /** For what comes once, a reward or the Connects of a cycle: of what. */
  readonly name: string | null;
}

/** What a command says besides rows. */
export type ModelFact =
  | { readonly is: 'edition'; readonly edition: string }
  | { readonly is: 'plan'; readonly plan: 'basic' | 'plus' }
  | { readonly is: 'proposal'; readonly proposal: number; readonly invited: boolean; readonly key: string | null }
  /** A join gave it the key of the other, or the other was an invitation. */
  | { readonly is: 'keyed'; readonly proposal: number; readonly key: string }
  | { readonly is: 'invited'; readonly proposal: number }
  /** It was sent on the day of this fact. */
  | { readonly is: 'moved'; readonly proposal: number }
  /** It was voided. */
  | { readonly is: 'dropped'; readonly proposal: number }
  /** `as`: it has the place within its day that this command had, where a join moved it. */
  | { readonly is: 'outcome'; readonly proposal: number; readonly outcome: string; readonly as?: number }
  | ({ readonly is: 'coupon' } & ModelCoupon)
  | { readonly is: 'coupon-used'; readonly code: string }
  /** That purchase was voided. */
  | { readonly is: 'coupon-freed'; readonly purchase: number }
  | { readonly is: 'setting'; readonly key: string; readonly value: string | null }
  | { readonly is: 'credits'; readonly credits: number; readonly expires: ModelDay }
  /** Those of a boost that was outbid. */
  | { readonly is: 'credits-lost'; readonly proposal: number }
  | { readonly is: 'credits-spent'; readonly proposal: number; readonly credits: number }
  /** The balance is Upwork's own at the end of this day. */
  | { readonly is: 'agreed' };

export interface ModelCoupon {
  readonly code: string;
  readonly percent: number | null;
  readonly off: number | null;
  readonly connects: number | null;
  readonly expires: ModelDay | null;
}

/** A cycle begins at midnight, before whatever else happens on its day. */
const isOfMidnight = ({ kind }: ModelRow): boolean => kind === 'renewal' || kind === 'carry-over-cut';

type Recorded<Fact> = Fact & { readonly command: number; readonly on: ModelDay };

const placeOf = (fact: Recorded<ModelFact>): number => (fact.is === 'outcome' ? fact.as : undefined) ?? fact.command;

/** The error code of a command that is refused. */
export class ModelRefusal extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export const refuseIf = (isSo: boolean, code: string): void => {
  if (isSo) throw new ModelRefusal(code);
};

export class ModelAccount {
  commands: { readonly id: number; readonly name: string; readonly turns: number | null }[] = [];
  rows: ModelRow[] = [];
  private facts: Recorded<ModelFact>[] = [];
  joined: ModelDay = '';
  opened: ModelDay = '';
  hasOpeningBalance = false;

  copied(): ModelAccount {
    const copy = Object.assign(new ModelAccount(), this);
    copy.commands = [...this.commands];
    copy.rows = [...this.rows];
    copy.facts = [...this.facts];
    return copy;
  }

  // Recording

  begin(name: string, turns: number | null = null): number {
    this.commands.push({ id: this.commands.length + 1, name, turns });
    return this.commands.length;
  }

  post(on: ModelDay, kind: string, connects: number, more: Partial<ModelRow> = {}): ModelRow {
    const row: ModelRow = {
      id: this.rows.length + 1,
      command: this.commands.length,
      on,
      kind,
      connects,
      expiresOn: null,
      proposal: null,
      cents: null,
      forced: false,
      reverses: null,
      replaces: null,
      name: null,
      ...more,
    };
    this.rows.push(row);
    return row;
  }

  note(on: ModelDay, fact: ModelFact): void {
    this.facts.push({ ...fact, command: this.commands.length, on });
  }

  // What is in force: a command that was undone is as if it had never been, unless its undo was undone

  isLiveCommand(id: number): boolean {
    return !this.commands.some(({ id: later, turns }) => turns === id && this.isLiveCommand(later));
  }

  private isLiveRow({ id }: ModelRow): boolean {
    return !this.rows.some((row) => row.reverses === id && this.isLiveRow(row));
  }

  liveRows(): readonly ModelRow[] {
    return this.rows
      .filter((row) => row.reverses === null && this.isLiveRow(row))
      .sort((a, b) =>
        a.on === b.on ? Number(isOfMidnight(b)) - Number(isOfMidnight(a)) || a.id - b.id : a.on < b.on ? -1 : 1,
      );
  }

  factsOf<Is extends ModelFact['is']>(is: Is, until = '9999-12-31'): readonly Recorded<ModelFact & { is: Is }>[] {
    return this.facts
      .filter((fact): fact is Recorded<ModelFact & { is: Is }> => fact.is === is)
      .filter(({ command, on }) => on <= until && this.isLiveCommand(command))
      .sort((a, b) => (a.on === b.on ? placeOf(a) - placeOf(b) : a.on < b.on ? -1 : 1));
  }

  // Reading

  replayed(until: ModelDay): Replayed {
    return replayRows(this.liveRows(), until);
  }

  balance(day: ModelDay): number {
    return this.replayed(day).lots.reduce((sum, { left }) => sum + left, 0);
  }

  /** The balance as a day begins: what expires on it is gone, and nothing else has happened yet. */
  balanceAtMidnight(day: ModelDay): number {
    const rows = this.liveRows().filter((row) => row.on < day);
    return replayRows(rows, day).lots.reduce((sum, { left }) => sum + left, 0);
  }

  edition(day: ModelDay): ModelEdition {
    return MODEL_EDITIONS[this.factsOf('edition', day).at(-1)?.edition ?? ''] as ModelEdition;
  }

  plan(day: ModelDay): 'basic' | 'plus' {
    return this.factsOf('plan', day).at(-1)?.plan ?? 'basic';
  }

  /** What the user has set; null: the default. */
  setting(key: string, day = '9999-12-31'): string | null {
    return this.factsOf('setting', day).findLast((fact) => fact.key === key)?.value ?? null;
  }

  proposal(id: number): Recorded<ModelFact & { is: 'proposal' }> {
    const found = this.factsOf('proposal').find(({ proposal }) => proposal === id);
    if (!found || !this.proposals().includes(id)) throw new ModelRefusal('unknown-proposal');
    const moves = this.factsOf('moved').filter(({ proposal }) => proposal === id);
    const on = moves.sort((a, b) => a.command - b.command).at(-1)?.on ?? found.on;
    const key = this.factsOf('keyed').findLast(({ proposal }) => proposal === id)?.key ?? found.key;
    const invited = found.invited || this.factsOf('invited').some(({ proposal }) => proposal === id);
    return { ...found, on, key, invited };
  }

  /** The numbers of those that are there. */
  proposals(): readonly number[] {
    const dropped = this.factsOf('dropped').map(({ proposal }) => proposal);
    return this.factsOf('proposal').flatMap(({ proposal }) => (dropped.includes(proposal) ? [] : proposal));
  }

  /** What may be there once: rewards, cycles, and the keys of jobs. */
  claims(): readonly string[] {
    const keys = this.proposals().flatMap((id) => {
      const { key } = this.proposal(id);
      return key === null ? [] : `key ${key}`;
    });
    return [...keys, ...this.liveRows().flatMap(({ name }) => name ?? [])];
  }

  /** The codes of coupons that are used up, once for each purchase that is in force. */
  usedCoupons(): readonly string[] {
    const freed = this.factsOf('coupon-freed').map(({ purchase }) => purchase);
    return this.factsOf('coupon-used').flatMap(({ command, code }) => (freed.includes(command) ? [] : code));
  }

  /** The next number of a proposal, which none ever had. */
  nextProposal(): number {
    return 1 + this.facts.filter(({ is }) => is === 'proposal').length;
  }

  rowsOf(proposal: number, kind: string): readonly ModelRow[] {
    return this.liveRows().filter((row) => row.proposal === proposal && row.kind === kind);
  }

  /** The balance may be negative on no day, whatever was recorded for an earlier one. */
  refuseShortage(): void {
    refuseIf(this.replayed('9999-12-31').shortOn !== null, 'overdraws-later');
  }
}
