/**
 * The tables of shared ledgers. They hold the record and nothing derived: each machine derives the rest in a file of its
 * own. Only what PostgreSQL shares with engines that speak its protocol: no procedures, no sequences, no triggers.
 */

/** The version of the tables; a client that finds a later one must be upgraded. */
export const POOL_VERSION = 1;

const PLACE = 'account integer NOT NULL, epoch integer NOT NULL';

export const POOL_TABLES: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS connects',
  'CREATE TABLE IF NOT EXISTS connects.versions (version integer PRIMARY KEY)',
  // Whoever records something locks this row first. `epoch`: a restore begins a new one and leaves the old as it was.
  `CREATE TABLE IF NOT EXISTS connects.accounts (
    id integer PRIMARY KEY,
    name text UNIQUE,
    epoch integer NOT NULL,
    head integer NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS connects.commands (
    ${PLACE},
    id integer NOT NULL,
    uid text NOT NULL,
    name text NOT NULL,
    body text NOT NULL,
    recorded_at text NOT NULL,
    reverses integer,
    member text,
    PRIMARY KEY (account, epoch, id),
    UNIQUE (account, epoch, uid)
  )`,
  `CREATE TABLE IF NOT EXISTS connects.transactions (
    ${PLACE},
    id integer NOT NULL,
    uid text NOT NULL,
    command integer NOT NULL,
    "on" text NOT NULL,
    rank integer NOT NULL,
    seq integer NOT NULL,
    kind text NOT NULL,
    label text NOT NULL,
    connects bigint NOT NULL CHECK (connects <> 0),
    expires_on text,
    proposal integer,
    title text,
    cents bigint,
    edition text NOT NULL,
    source text NOT NULL,
    forced integer NOT NULL,
    upwork_id text,
    reverses integer,
    note text,
    recorded_at text NOT NULL,
    PRIMARY KEY (account, epoch, id),
    FOREIGN KEY (account, epoch, command) REFERENCES connects.commands (account, epoch, id)
  )`,
  'CREATE INDEX IF NOT EXISTS transactions_of_command ON connects.transactions (account, epoch, command)',
  `CREATE TABLE IF NOT EXISTS connects.facts (
    ${PLACE},
    seq integer NOT NULL,
    uid text NOT NULL,
    command integer NOT NULL,
    "on" text NOT NULL,
    rank integer NOT NULL,
    kind text NOT NULL,
    proposal integer,
    body text NOT NULL,
    recorded_at text NOT NULL,
    PRIMARY KEY (account, epoch, seq),
    FOREIGN KEY (account, epoch, command) REFERENCES connects.commands (account, epoch, id)
  )`,
  'CREATE INDEX IF NOT EXISTS facts_of_command ON connects.facts (account, epoch, command)',
  `INSERT INTO connects.versions (version) SELECT ${POOL_VERSION}
    WHERE NOT EXISTS (SELECT 1 FROM connects.versions WHERE version = ${POOL_VERSION})`,
];
