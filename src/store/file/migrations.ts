/** The schema of the file, one step a version. Long because a step that has shipped stays whole and is never edited: no step shares text with another. */

/** Marks the file as a ledger of this program ("Cnct"), so that no other database is mistaken for one. */
export const APPLICATION_ID = 0x436e6374;

/** `unique`: the columns by which INSERT OR REPLACE would overwrite a row, which fires no DELETE trigger. */
const appendOnly = (table: string, unique: readonly string[]): string => `
  CREATE TRIGGER ${table}_never_change BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_never_go BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_never_replaced BEFORE INSERT ON ${table}
    WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${unique.map((column) => `${column} = NEW.${column}`).join(' OR ')})
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;

export const MIGRATION_STEPS: readonly string[] = [
  `
  -- The truth: what was recorded, by which command.
  CREATE TABLE commands (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    reverses INTEGER REFERENCES commands (id)
  ) STRICT;
  CREATE INDEX commands_in_time ON commands (recorded_at);
  CREATE INDEX commands_reversing ON commands (reverses) WHERE reverses IS NOT NULL;
  CREATE TABLE transactions (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    command INTEGER NOT NULL REFERENCES commands (id),
    "on" TEXT NOT NULL,
    rank INTEGER NOT NULL,
    seq INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    connects INTEGER NOT NULL CHECK (connects <> 0),
    expires_on TEXT,
    proposal INTEGER,
    title TEXT,
    cents INTEGER,
    edition TEXT NOT NULL,
    source TEXT NOT NULL,
    forced INTEGER NOT NULL,
    upwork_id TEXT,
    reverses INTEGER REFERENCES transactions (id),
    note TEXT,
    recorded_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX transactions_in_order ON transactions ("on", rank, recorded_at, seq);
  CREATE INDEX transactions_of_command ON transactions (command);
  CREATE INDEX transactions_of_proposal ON transactions (proposal) WHERE proposal IS NOT NULL;
  CREATE INDEX transactions_of_kind ON transactions (kind, "on", rank, recorded_at, seq);
  CREATE TABLE facts (
    seq INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    command INTEGER NOT NULL REFERENCES commands (id),
    "on" TEXT NOT NULL,
    rank INTEGER NOT NULL,
    kind TEXT NOT NULL,
    proposal INTEGER,
    body TEXT NOT NULL,
    recorded_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX facts_in_order ON facts ("on", rank, recorded_at, seq);
  CREATE INDEX facts_of_command ON facts (command);
  CREATE INDEX facts_of_proposal ON facts (proposal) WHERE proposal IS NOT NULL;
  CREATE INDEX facts_of_kind ON facts (kind) WHERE kind = 'rulebook';
  ${appendOnly('commands', ['id', 'uid'])}
  ${appendOnly('transactions', ['id', 'uid', 'seq'])}
  ${appendOnly('facts', ['seq', 'uid'])}

  -- Derived from the truth, kept for speed alone.
  CREATE TABLE undone (
    command INTEGER PRIMARY KEY REFERENCES commands (id),
    undoing INTEGER NOT NULL REFERENCES commands (id)
  ) STRICT;
  CREATE TABLE checkpoints (
    "on" TEXT NOT NULL,
    rank INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    seq INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY ("on", rank, recorded_at, seq)
  ) STRICT;
  CREATE TABLE proposals (
    id INTEGER PRIMARY KEY,
    "on" TEXT NOT NULL,
    title TEXT,
    client TEXT,
    url TEXT,
    tags TEXT NOT NULL,
    invited INTEGER NOT NULL,
    key TEXT,
    note TEXT,
    cost INTEGER NOT NULL,
    boost INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_on TEXT NOT NULL,
    earned INTEGER NOT NULL,
    back_cost INTEGER NOT NULL,
    back_boost INTEGER NOT NULL,
    burnt_cost TEXT NOT NULL,
    burnt_boost TEXT NOT NULL
  ) STRICT;
  CREATE INDEX proposals_by_key ON proposals (key) WHERE key IS NOT NULL;
  -- Which grants a transaction burned, and what that cost in cents; negative for what it gave back.
  CREATE TABLE burns (
    "transaction" INTEGER NOT NULL,
    "grant" INTEGER NOT NULL,
    connects INTEGER NOT NULL,
    cents INTEGER NOT NULL,
    PRIMARY KEY ("transaction", "grant")
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX burns_of_grant ON burns ("grant");
  -- What the statistics add up, one row a proposal; the index holds all of it in the order that groups are made of.
  CREATE TABLE figures (
    proposal INTEGER PRIMARY KEY,
    invited INTEGER NOT NULL,
    boosted INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    open INTEGER NOT NULL,
    reached INTEGER NOT NULL,
    reply_days INTEGER,
    spent INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    bought INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    cents INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX figures_in_groups
    ON figures (invited, boosted, "on", open, reached, spent, refunded, bought, unpriced, cents);
  CREATE INDEX figures_of_replies ON figures (invited, boosted, reply_days, "on") WHERE reply_days IS NOT NULL;
  `,
  `
  -- A history of a hundred thousand rows is to be taken in at once: no index that few ask for, and one row a proposal.
  ALTER TABLE transactions RENAME TO transactions_1;
  CREATE TABLE transactions (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL,
    command INTEGER NOT NULL REFERENCES commands (id),
    "on" TEXT NOT NULL,
    rank INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    connects INTEGER NOT NULL CHECK (connects <> 0),
    expires_on TEXT,
    proposal INTEGER,
    title TEXT,
    cents INTEGER,
    edition TEXT NOT NULL,
    source TEXT NOT NULL,
    forced INTEGER NOT NULL,
    upwork_id TEXT,
    reverses INTEGER REFERENCES transactions (id),
    note TEXT,
    recorded_at TEXT NOT NULL
  ) STRICT;
  INSERT INTO transactions SELECT * FROM transactions_1;
  DROP TABLE transactions_1;
  CREATE INDEX transactions_in_order ON transactions ("on", rank, recorded_at, seq);
  CREATE INDEX transactions_of_command ON transactions (command);
  CREATE INDEX transactions_of_proposal ON transactions (proposal) WHERE proposal IS NOT NULL;
  ${appendOnly('transactions', ['id'])}
  ALTER TABLE facts RENAME TO facts_1;
  CREATE TABLE facts (
    seq INTEGER PRIMARY KEY,
    uid TEXT NOT NULL,
    command INTEGER NOT NULL REFERENCES commands (id),
    "on" TEXT NOT NULL,
    rank INTEGER NOT NULL,
    kind TEXT NOT NULL,
    proposal INTEGER,
    body TEXT NOT NULL,
    recorded_at TEXT NOT NULL
  ) STRICT;
  INSERT INTO facts SELECT * FROM facts_1;
  DROP TABLE facts_1;
  CREATE INDEX facts_in_order ON facts ("on", rank, recorded_at, seq);
  CREATE INDEX facts_of_command ON facts (command);
  CREATE INDEX facts_of_proposal ON facts (proposal) WHERE proposal IS NOT NULL;
  CREATE INDEX facts_of_kind ON facts (kind) WHERE kind = 'rulebook';
  CREATE INDEX facts_that_tie ON facts (kind) WHERE kind = 'tied';
  ${appendOnly('facts', ['seq'])}
  DROP TABLE figures;
  DROP TABLE proposals;
  DROP TABLE burns;
  CREATE TABLE proposals (
    id INTEGER PRIMARY KEY,
    "on" TEXT NOT NULL,
    title TEXT,
    client TEXT,
    url TEXT,
    tags TEXT NOT NULL,
    invited INTEGER NOT NULL,
    key TEXT,
    note TEXT,
    cost INTEGER NOT NULL,
    boost INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_on TEXT NOT NULL,
    earned INTEGER NOT NULL,
    back_cost INTEGER NOT NULL,
    back_boost INTEGER NOT NULL,
    -- The grants that its cost was burned from, and its boost: "12:3 15:1/15:4".
    burnt TEXT NOT NULL,
    -- What the statistics add up beside it.
    open INTEGER NOT NULL,
    reached INTEGER NOT NULL,
    reply_days INTEGER,
    bought INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    cents INTEGER NOT NULL,
    boosted INTEGER NOT NULL AS (boost > 0),
    spent INTEGER NOT NULL AS (cost + boost),
    refunded INTEGER NOT NULL AS (back_cost + back_boost)
  ) STRICT;
  CREATE INDEX proposals_by_key ON proposals (key) WHERE key IS NOT NULL;
  CREATE INDEX proposals_in_groups ON proposals (invited, boosted, "on");
  CREATE INDEX proposals_of_replies ON proposals (invited, boosted, reply_days, "on") WHERE reply_days IS NOT NULL;
  -- What a transaction burned of Connects that have a price, negative for what it gave back, and what that cost.
  CREATE TABLE burns (
    "transaction" INTEGER NOT NULL,
    "grant" INTEGER NOT NULL,
    connects INTEGER NOT NULL,
    cents INTEGER NOT NULL,
    PRIMARY KEY ("transaction", "grant")
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX burns_of_grant ON burns ("grant");
  `,
  `
  -- An odd number of turns undoes a command. "undoing" is the last of them.
  DROP TABLE undone;
  CREATE VIEW undone AS
    SELECT reverses AS command, max(id) AS undoing FROM commands
    WHERE reverses IS NOT NULL GROUP BY reverses HAVING count(*) % 2 = 1;
  -- proposals.burnt names Connects by their numbers within the grant, and so their price: "12:0-3 15:0-1/15:1-5".
  DROP TABLE burns;
  `,
  `
  -- A transaction may be voided or replaced alone. Whoever reads one looks for what reverses or replaces it.
  CREATE INDEX transactions_reversing ON transactions (reverses) WHERE reverses IS NOT NULL;
  `,
  `
  -- What a proposal earned, what pages of Upwork's show of it, and what nobody knows of it.
  DROP TABLE proposals;
  CREATE TABLE proposals (
    id INTEGER PRIMARY KEY,
    "on" TEXT NOT NULL,
    title TEXT,
    client TEXT,
    url TEXT,
    tags TEXT NOT NULL,
    invited INTEGER NOT NULL,
    key TEXT,
    note TEXT,
    value_cents INTEGER,
    posted_at TEXT,
    sent_at TEXT,
    upwork_id TEXT,
    bid INTEGER,
    cost_unknown INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    boost INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_on TEXT NOT NULL,
    status_source TEXT NOT NULL,
    seen_on TEXT,
    -- The ad credits that paid for a part of its boost, and those lost in an auction.
    credits INTEGER NOT NULL,
    lost_credits INTEGER NOT NULL,
    earned INTEGER NOT NULL,
    back_cost INTEGER NOT NULL,
    back_boost INTEGER NOT NULL,
    -- The grants that its cost was burned from, and its boost: "12:3 15:1/15:4".
    burnt TEXT NOT NULL,
    -- What the statistics add up beside it.
    open INTEGER NOT NULL,
    reached INTEGER NOT NULL,
    reply_days INTEGER,
    bought INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    cents INTEGER NOT NULL,
    boosted INTEGER NOT NULL AS (boost > 0 OR credits > 0 OR ifnull(bid, 0) > 0),
    spent INTEGER NOT NULL AS (cost + boost),
    refunded INTEGER NOT NULL AS (back_cost + back_boost)
  ) STRICT;
  CREATE INDEX proposals_by_key ON proposals (key) WHERE key IS NOT NULL;
  CREATE INDEX proposals_in_groups ON proposals (invited, boosted, "on");
  CREATE INDEX proposals_of_replies ON proposals (invited, boosted, reply_days, "on") WHERE reply_days IS NOT NULL;
  `,
  `
  -- A state knows the last day on which the ledger was made to agree with Upwork.
  DELETE FROM checkpoints;
  `,
  `
  -- A fact says that an import was of a sheet of one's own.
  `,
  `
  -- Who recorded a command, where somebody said so.
  ALTER TABLE commands ADD COLUMN member TEXT;
  CREATE INDEX commands_of_members ON commands (member) WHERE member IS NOT NULL;
  `,
  `
  -- What a proposal cost, in millionths of a cent: a sum over proposals is rounded once.
  ALTER TABLE proposals RENAME COLUMN cents TO micro_cents;
  `,
  `
  -- What moved on each day, added up, so that a report need not read every transaction. One that settles another is by itself.
  CREATE TABLE flows (
    "on" TEXT NOT NULL,
    kind TEXT NOT NULL,
    edition TEXT NOT NULL,
    connects INTEGER NOT NULL,
    cents INTEGER,
    transactions INTEGER NOT NULL,
    "transaction" INTEGER
  ) STRICT;
  CREATE INDEX flows_by_day ON flows ("on");
  -- What expired on which day, each with the entry at which a replay finds it gone.
  CREATE TABLE lapses (
    "on" TEXT NOT NULL,
    rank INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    seq INTEGER NOT NULL,
    lapsed_on TEXT NOT NULL,
    connects INTEGER NOT NULL,
    PRIMARY KEY ("on", rank, recorded_at, seq, lapsed_on)
  ) STRICT;
  -- What says what Upwork owes: the rows that a rule posted and no page has brought, the bids, and what was compared.
  CREATE INDEX transactions_on_trust ON transactions (kind)
    WHERE kind IN ('renewal', 'interview', 'refund', 'boost-refund', 'carry-over-cut', 'boost', 'adjustment')
      AND (source <> 'import' OR kind = 'boost');
  CREATE INDEX facts_that_compare ON facts (kind) WHERE kind IN ('confirmed', 'reconciled');
  `,
  `
  -- The proposals of each day added up, so that statistics need not read every one of them.
  CREATE TABLE tallies (
    "on" TEXT NOT NULL,
    invited INTEGER NOT NULL,
    boosted INTEGER NOT NULL,
    cost_unknown INTEGER NOT NULL,
    tagged INTEGER NOT NULL,
    reply_days INTEGER,
    proposals INTEGER NOT NULL,
    viewed INTEGER NOT NULL,
    replied INTEGER NOT NULL,
    interviews INTEGER NOT NULL,
    hired INTEGER NOT NULL,
    open INTEGER NOT NULL,
    silent INTEGER NOT NULL,
    spent INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    bought INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    micro_cents INTEGER NOT NULL,
    value_cents INTEGER NOT NULL,
    valued INTEGER NOT NULL,
    unvalued INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX tallies_by_day ON tallies ("on");
  DROP INDEX proposals_in_groups;
  DROP INDEX proposals_of_replies;
  CREATE INDEX proposals_by_day ON proposals ("on");
  `,
];

/** The text of the last step that made this table. */
const lastText = (table: string): string =>
  MIGRATION_STEPS.flatMap((step) => new RegExp(`CREATE TABLE ${table} [^;]*`).exec(step) ?? []).at(-1) ?? '';

/** What SQLite keeps of a table of which a step added or renamed a column. */
export const ALTERED_TABLES: readonly string[] = [
  `CREATE TABLE commands (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    reverses INTEGER REFERENCES commands (id)
  , member TEXT) STRICT`,
  lastText('proposals').replace(' cents INTEGER', ' micro_cents INTEGER'),
];

/** The version of a file that lacks no step. */
export const SCHEMA_VERSION = MIGRATION_STEPS.length;
