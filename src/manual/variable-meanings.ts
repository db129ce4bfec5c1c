/** What each environment variable does. An empty one counts as not set, except for TZ and CONNECTS_PAGER. */
import type { EnvVariable } from '../env.ts';
import type { ConfigKey } from '../rules/answers/usage-fault.ts';

/** Read by the program itself. */
export const VARIABLE_MEANINGS: Readonly<Record<EnvVariable, string>> = {
  CONNECTS_DB: 'the ledger file, or the URL of a PostgreSQL database; --db and --account come first',
  CONNECTS_ACCOUNT:
    'the account, which is a file of its own, or one of those in the database that CONNECTS_DB names; --account, --db and a file in CONNECTS_DB come first',
  CONNECTS_MEMBER: 'your name, which is recorded with what you do; --as comes first',
  CONNECTS_TODAY: "today's date as 2026-11-27, for examples and tests",
  CONNECTS_RESERVE: 'overrides the setting reserve',
  CONNECTS_BUDGET: 'overrides the setting budget',
  CONNECTS_PAGER: 'the program that shows long output in a terminal, such as less -R; empty or cat means none',
  CONNECTS_ACCESSIBLE: 'for a screen reader: nothing is drawn, redrawn or put in columns, if it is set to 1',
  CONNECTS_NO_INPUT: 'never ask questions, if it is set to 1; as --no-input',
  CONNECTS_NO_CONFIG: 'leave out config.json, if it is set to 1; as --no-config',
  NO_COLOR: 'no colour, if it is set to anything; --color comes first',
  FORCE_COLOR: 'colour also in a pipe; 0 or false means none; NO_COLOR comes first',
  PAGER: 'the same as CONNECTS_PAGER, which comes first',
  TERM: 'dumb means no pager, no colour and no progress bar',
  CI: 'never ask questions, if it is set to anything',
  TZ: 'the time zone, such as Europe/Prague, which decides what day it is',
  XDG_DATA_HOME: 'on Linux, the folder in which the folder of ledgers is (otherwise ~/.local/share)',
  XDG_STATE_HOME: 'on Linux, the folder in which the folder of backups is (otherwise ~/.local/state)',
  XDG_CACHE_HOME: 'on Linux, the folder in which compiled code is kept (otherwise ~/.cache)',
  XDG_CONFIG_HOME: 'on Linux, the folder in which the folder of config.json is (otherwise ~/.config)',
};

/** Read on its behalf: by Node, and to find the platform's folders. */
export const SYSTEM_VARIABLES = {
  HOME: 'the home folder, in which all folders are unless something else is said',
  LESS: 'the options of less; where it is not set, connects gives its own',
  PGPASSWORD: 'the password for a shared ledger on a PostgreSQL server, if its URL has none',
  PGPASSFILE: 'the file with passwords for PostgreSQL servers (otherwise ~/.pgpass); only you may read it',
  PGSSLMODE: 'whether TLS is used with the server, where its URL does not say it with sslmode',
  PGSSLROOTCERT: "the file with the certificate that signed the server's own, where the URL has no sslrootcert",
  PGHOST: "the server's host, if the URL has none; PGPORT, PGUSER and PGDATABASE the same",
  LOCALAPPDATA: 'on Windows, the folder in which the folder of connects is',
  APPDATA: 'on Windows, the folder in which the folder of config.json is',
  CONNECTS_PINNED_NODE: 'set by connects itself, when a checkout runs on the Node that it brings; do not set it',
} as const;

/** What each key of `config.json` does, and what it replaces. */
export const CONFIG_MEANINGS: Readonly<Record<ConfigKey, string>> = {
  db: 'the full path of the ledger file, or the URL of a PostgreSQL database, as CONNECTS_DB; ~/ is the home folder',
  account: 'the account, as CONNECTS_ACCOUNT; not together with db',
  color: '"auto", "always" or "never", as --color',
  pager: 'the program that shows long output in a terminal, as CONNECTS_PAGER; "" means none',
  accessible: 'true for a screen reader, as CONNECTS_ACCESSIBLE',
  input: 'false: never ask questions, as --no-input',
};
