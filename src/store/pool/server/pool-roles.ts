/**
 * Two roles for those who use a shared ledger: `connects_owner` and `connects_member`. Whoever made the tables runs these
 * statements once, and again after an upgrade, then grants each login one of the roles: `GRANT connects_member TO carl`.
 *
 * The record is append-only by rights: neither role may change or delete any of it. Row-level security keeps members from
 * what only owners record, whatever program they use; it is PostgreSQL's own, and engines that only speak its protocol may
 * lack it. There the program alone holds the setting `owners`, as it does in a file. The server does not check the names
 * that commands carry, and the owner of the tables is above all of this, as is a superuser.
 *
 * A member who back-dates what an import had supposed to be missing would replace an adjustment: the server refuses that.
 */
import { OWNERS_WORDS } from '../../../rules/decide/owners.ts';

const OWNER = 'connects_owner';
const MEMBER = 'connects_member';
const BOTH = `${OWNER}, ${MEMBER}`;

const listOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** A role belongs to the whole server: another database of it may have made it before. */
const roleIfMissing = (role: string): string =>
  `SELECT 'CREATE ROLE ${role} NOLOGIN' WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${role}') \\gexec`;

/** A row that takes back none of those that need an owner. */
const sparesOwners = (table: 'commands' | 'transactions', column: 'name' | 'kind', words: readonly string[]): string =>
  `(reverses IS NULL OR NOT EXISTS (
    SELECT 1 FROM connects.${table} AS old
    WHERE old.account = ${table}.account AND old.epoch = ${table}.epoch AND old.id = ${table}.reverses
      AND old.${column} IN (${listOf(words)})))`;

/** A row of a command that is recorded just now: nothing is added to earlier ones, or to another epoch. */
const isNew = (table: string, command: 'id' | 'command'): string =>
  `${command} > (SELECT head FROM connects.accounts AS own
    WHERE own.id = ${table}.account AND own.epoch = ${table}.epoch)`;

/** The rows that a member may append. */
const MEMBERS_ROWS = {
  commands: `${isNew('commands', 'id')} AND name NOT IN ('init', ${listOf(OWNERS_WORDS.commands)})
    AND ${sparesOwners('commands', 'name', OWNERS_WORDS.commands)}`,
  transactions: `${isNew('transactions', 'command')} AND kind NOT IN (${listOf(OWNERS_WORDS.kinds)})
    AND ${sparesOwners('transactions', 'kind', OWNERS_WORDS.kinds)}`,
  facts: `${isNew('facts', 'command')} AND kind NOT IN (${listOf(OWNERS_WORDS.facts)})`,
};

const policiesOf = ([table, rows]: readonly [string, string]): readonly string[] => [
  `ALTER TABLE connects.${table} ENABLE ROW LEVEL SECURITY`,
  ...['read', 'append_as_owner', 'append_as_member'].map(
    (name) => `DROP POLICY IF EXISTS ${name} ON connects.${table}`,
  ),
  `CREATE POLICY read ON connects.${table} FOR SELECT TO ${BOTH} USING (true)`,
  `CREATE POLICY append_as_owner ON connects.${table} FOR INSERT TO ${OWNER} WITH CHECK (true)`,
  `CREATE POLICY append_as_member ON connects.${table} FOR INSERT TO ${MEMBER} WITH CHECK (${rows})`,
];

const STATEMENTS: readonly string[] = [
  `REVOKE ALL ON ALL TABLES IN SCHEMA connects FROM PUBLIC, ${BOTH}`,
  `GRANT USAGE ON SCHEMA connects TO ${BOTH}`,
  `GRANT SELECT ON ALL TABLES IN SCHEMA connects TO ${BOTH}`,
  `GRANT INSERT ON connects.commands, connects.transactions, connects.facts TO ${BOTH}`,
  // Whoever records something locks the row of the account and moves its head.
  `GRANT UPDATE (head) ON connects.accounts TO ${MEMBER}`,
  `GRANT INSERT, UPDATE ON connects.accounts TO ${OWNER}`,
  ...Object.entries(MEMBERS_ROWS).flatMap(policiesOf),
];

/** A script for psql, which does all of it or nothing. It may be run again. */
export const poolRoles = (): readonly string[] => [
  '-- For whoever administers the server: connects config roles | psql -d DATABASE',
  '\\set ON_ERROR_STOP on',
  'BEGIN;',
  ...[OWNER, MEMBER].map(roleIfMissing),
  ...STATEMENTS.map((each) => `${each};`),
  'COMMIT;',
];
