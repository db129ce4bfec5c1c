/** One call of the program: what was asked for globally, and how its output is to look. */
import type { Ask, Env, Out } from './env.ts';
import { type Paint, paint } from './render/paint.ts';
import { addressed } from './render/shell.ts';
import { json } from './render/visible.ts';
import { type Day, isDay } from './rules/calendar.ts';
import { type Refusal, Refused } from './rules/refusal.ts';
import type { Warning } from './rules/warning.ts';

/** Options that every command takes. */
export interface Globals {
  readonly db?: string;
  readonly account?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: 'auto' | 'always' | 'never';
  readonly input?: boolean;
  readonly debug?: boolean;
}

export interface Call {
  readonly env: Env;
  readonly globals: Globals;
  readonly today: Day;
  /** The path of the ledger. */
  readonly db: string;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Colours for stdout, and for stderr: each stream may go somewhere else. */
  readonly paint: Paint;
  readonly paintErr: Paint;
  /** Whether a person can be asked. */
  readonly mayAsk: boolean;
  /** Loads the prompts, which are drawn on stderr; only called where a person can be asked. */
  ask(): Promise<Ask>;
  /** A line of data for a person. */
  print(line: string): void;
  /** A line beside the data: a warning, a hint, the next step. */
  aside(line: string): void;
  /** The next step, whose commands act on this call's ledger. */
  hint(line: string): void;
  /** The same as text. */
  addressed(hint: string): string;
  /** What a person should know although it was done; in JSON it is one of the warnings. */
  note(warning: Warning): Promise<void>;
  /** Called by the store: the command is recorded, but the backup of the day could not be made. */
  notBackedUp(why: Refusal): Promise<void>;
  /** Called by the store: another process keeps this one waiting. */
  waiting(): void;
  /** The one JSON object, printed when all is done. */
  emit(command: string, fields: object, warnings?: readonly { code: string; message: string }[]): void;
  /** Prints what there is to be printed last. */
  end(): void;
}

/**
 * Colour for one stream: `--color`, then NO_COLOR, FORCE_COLOR, TERM=dumb, then whether it is a terminal. A variable that
 * is empty is not set (no-color.org, force-color.org).
 */
export function colorLevel(out: Out, { color }: Globals, vars: Env['vars']): 0 | 1 | 2 | 3 {
  const most = out.colorLevel === 0 ? 1 : out.colorLevel;
  if (color === 'always') return most;
  if (color === 'never') return 0;
  if (vars['NO_COLOR']) return 0;
  const force = vars['FORCE_COLOR'];
  if (force) return force === 'false' || Number(force) <= 0 ? 0 : most;
  if (vars['TERM'] === 'dumb' || !out.isTTY) return 0;
  return out.colorLevel;
}

const usage = (problem: string, hint: string): Refused => new Refused({ code: 'usage', problem, hint });

const ACCOUNT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

async function location(env: Env, globals: Globals): Promise<string> {
  const { db, account } = globals;
  if (db !== undefined && account !== undefined) {
    throw usage('--db and --account cannot be used together.', 'Use only one of them.');
  }
  // An unset variable in a script must not lead to another ledger unseen.
  if (db === '') throw usage('--db is empty.', 'Name a file, or leave it out.');
  const file = db ?? (account === undefined ? env.vars['CONNECTS_DB'] : undefined);
  if (file === '-')
    throw usage(`${db ? '--db' : 'CONNECTS_DB'} is a dash, but a ledger must be a file.`, 'Name a file.');
  // Trimmed, as SQLite would open another file than the one that was looked at.
  if (file) return env.fullPath(file.trim());
  const name = account ?? (env.vars['CONNECTS_ACCOUNT'] || 'connects');
  if (!ACCOUNT.test(name)) {
    const problem = `'${name}' is not a valid account name.`;
    throw usage(problem, 'Use letters, digits, dots, dashes and underscores. For a path, use --db.');
  }
  return `${await env.dataFolder()}/${name}.db`;
}

function today(env: Env): Day {
  const fixed = env.vars['CONNECTS_TODAY'];
  if (fixed === undefined || fixed === '') return env.today();
  if (!isDay(fixed)) throw new Refused({ code: 'invalid-day', flag: 'CONNECTS_TODAY', given: fixed });
  return fixed;
}

export async function call(env: Env, globals: Globals): Promise<Call> {
  const { stdin, stdout, stderr, vars } = env;
  const quiet = globals.quiet ?? false;
  const asJson = globals.json ?? false;
  const levelErr = colorLevel(stderr, globals, vars);
  const paintErr = await paint(levelErr);
  const aside = (line: string): void => {
    if (!quiet) stderr.write(`${line}\n`);
  };
  const noted: { code: string; message: string }[] = [];
  let object: ((warnings: typeof noted) => string) | null = null;
  const note = async (warning: Warning): Promise<void> => {
    const { warn, warningFields } = await import('./render/warning.ts');
    if (asJson) noted.push(warningFields(warning));
    else aside(`${paintErr.warn('Note:')} ${warn(warning)}`);
  };
  return {
    env,
    globals,
    today: today(env),
    db: await location(env, globals),
    json: asJson,
    quiet,
    paint: await paint(colorLevel(stdout, globals, vars)),
    paintErr,
    mayAsk: stdin.isTTY && stderr.isTTY && !asJson && globals.input !== false && !vars['CI'],
    ask: () => env.ask(levelErr > 0),
    print: (line) => stdout.write(`${line}\n`),
    aside,
    hint: (line) => aside(paintErr.dim(addressed(line, globals))),
    addressed: (hint) => addressed(hint, globals),
    note,
    waiting() {
      if (stderr.isTTY && !asJson) aside('Another process is writing to the ledger. Waiting for it to finish…');
    },
    notBackedUp: (why) => note({ code: 'not-backed-up', why }),
    emit(command, fields, warnings = []) {
      object = (more) => json({ schema: 1, command, ...fields, warnings: [...warnings, ...more] });
    },
    end() {
      if (object) stdout.write(object(noted));
    },
  };
}
