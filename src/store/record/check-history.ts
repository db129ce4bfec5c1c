/** Checks that need a replay: no overdraft, no dangling reference, no excess refund, outcomes in order. Reads tables that were just rebuilt. */

import type { CheckProblem } from '../../rules/answers/check-problem.ts';
import { areOutcomesPossible } from '../../rules/decide/transition.ts';
import type { Outcome } from '../../rules/vocabulary/outcomes.ts';
import { NAMING_TRANSACTION } from '../../rules/vocabulary/references.ts';
import { KEPT_PROPOSAL, liveSql, liveTransactionSql, PROPOSAL_OF_T } from '../derived/live-sql.ts';
import { IN_ORDER, LEDGER_END } from '../derived/positions.ts';
import { stateAt } from '../derived/state-at.ts';
import type { Db } from '../file/connection.ts';
import { problemsFrom } from './check-rows.ts';

export const checkHistory = (db: Db): readonly CheckProblem[] => [
  ...overdrawn(db),
  ...problemsFrom(db, ORPHANS),
  ...problemsFrom(db, REFUNDS),
  ...outcomes(db),
];

/** The balance is never below zero, on any day. */
function overdrawn(db: Db): readonly CheckProblem[] {
  const { overdrawn: found } = stateAt(db, LEDGER_END);
  return found ? [{ code: 'overdrawn', ...found }] : [];
}

/** References to a proposal or a transaction that lead to none. */
const ORPHANS = `
  SELECT 'foreign-key' AS code, 'transactions' AS "table", id AS row, 'proposals' AS parent FROM transactions
    WHERE proposal IS NOT NULL AND proposal NOT IN (SELECT id FROM proposals) AND kind <> 'reversal' AND ${liveTransactionSql()} AND ${KEPT_PROPOSAL}
  UNION ALL SELECT 'foreign-key', 'facts', seq, 'proposals' FROM facts
    WHERE proposal IS NOT NULL AND proposal NOT IN (SELECT id FROM proposals) AND ${liveSql()} AND ${KEPT_PROPOSAL}
  UNION ALL SELECT 'foreign-key', 'facts', seq, 'transactions' FROM facts
    WHERE kind IN (${NAMING_TRANSACTION.map((kind) => `'${kind}'`).join(', ')})
      AND json_extract(body, '$.transaction') NOT IN (SELECT id FROM transactions)`;

/** Proposals that got back more than they took. Only Upwork's own history may say so. */
const REFUNDS = `
  SELECT 'refund' AS code, id AS proposal, max(back_cost - cost, 0) + max(back_boost - boost, 0) AS over FROM proposals
  WHERE (back_cost > cost OR back_boost > boost) AND NOT EXISTS (
    SELECT 1 FROM transactions t
    WHERE ${PROPOSAL_OF_T} = proposals.id AND kind IN ('refund', 'boost-refund') AND source = 'import')`;

const OUTCOMES = `
  SELECT f.proposal, json_extract(f.body, '$.outcome') AS outcome,
    c.name <> 'mark' OR json_extract(c.body, '$.force') AS free
  FROM facts f JOIN commands c ON c.id = f.command
  WHERE f.kind = 'outcome' AND ${liveSql('f.command')}
  ORDER BY f.proposal, ${IN_ORDER.split(', ')
    .map((column) => `f.${column}`)
    .join(', ')}`;

/** Outcomes go forward, unless one of them was forced or imported. */
function outcomes(db: Db): readonly CheckProblem[] {
  const found = new Map<number, { readonly outcomes: Outcome[]; free: boolean }>();
  type Row = { readonly proposal: number; readonly outcome: Outcome; readonly free: number | null };
  for (const { proposal, outcome, free } of db.prepare(OUTCOMES).iterate() as Iterable<Row>) {
    const history = found.get(proposal) ?? { outcomes: [], free: false };
    history.outcomes.push(outcome);
    if (free) history.free = true;
    found.set(proposal, history);
  }
  return [...found].flatMap(([proposal, { outcomes: marked, free }]): CheckProblem | readonly [] =>
    free || areOutcomesPossible(marked) ? [] : { code: 'outcomes', proposal, outcomes: marked },
  );
}
