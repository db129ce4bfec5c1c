/** The things that a fact refers to by a number of this copy of the ledger: one row for each kind of fact. */
import type { FactBody } from './transaction.ts';

type Thing = 'proposal' | 'transaction';

/** `records`: the fact itself gives out the number. `names`: the number of something recorded before. */
type Rows = {
  readonly [Body in FactBody as Body['kind']]: { readonly [thing in Extract<keyof Body, Thing>]: 'records' | 'names' };
};

const TABLE = {
  opened: {},
  proposal: { proposal: 'records' },
  outcome: { proposal: 'names' },
  plan: {},
  fee: {},
  'ad-credits': {},
  edition: {},
  rulebook: {},
  coupon: {},
  'coupon-used': {},
  reconciled: {},
  setting: {},
  confirmed: { transaction: 'names' },
  described: { proposal: 'names' },
  tied: { proposal: 'names', transaction: 'names' },
  edited: { proposal: 'names' },
  dropped: { proposal: 'names' },
  sheet: {},
} as const satisfies Rows;

export type FactKind = FactBody['kind'];
export const FACT_KINDS = Object.keys(TABLE) as readonly FactKind[];

const ROLES: Readonly<Record<FactKind, { readonly [thing in Thing]?: 'records' | 'names' }>> = TABLE;

/** Facts that name a transaction. */
export const NAMING_TRANSACTION = FACT_KINDS.filter((kind) => ROLES[kind].transaction === 'names');

const namedBy = (body: FactBody, thing: Thing): number | null =>
  ROLES[body.kind][thing] === 'names' && thing in body ? (body as FactBody & Record<Thing, number>)[thing] : null;

export const referencesOf = (body: FactBody): Readonly<Record<Thing, number | null>> => ({
  proposal: namedBy(body, 'proposal'),
  transaction: namedBy(body, 'transaction'),
});

/** The fact with other numbers for the things that it names; null: one of them has no other number. */
export function mapReferences(
  body: FactBody,
  to: { readonly [thing in Thing]: (id: number) => number | undefined },
): FactBody | null {
  const { proposal, transaction } = referencesOf(body);
  const mapped = {
    ...(proposal === null ? {} : { proposal: to.proposal(proposal) }),
    ...(transaction === null ? {} : { transaction: to.transaction(transaction) }),
  };
  return Object.values(mapped).includes(undefined) ? null : ({ ...body, ...mapped } as FactBody);
}
