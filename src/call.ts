/** One call of the program: what was asked for globally, and how its output is to look. Long because all ways to answer share the same streams and colours. */
import { isSwitchedOn } from './config-file.ts';
import type { AskPerson, OutputTarget, ProgramEnv, ShownAnswer } from './env.ts';
import { EXIT_CODES } from './exit.ts';
import { isAccessible, pagedOutput } from './paged-output.ts';
import type { GlobalOptions } from './parse/global-options.ts';
import type { PoolAddress } from './parse/pool-url.ts';
import { makePaint } from './render/text/paint.ts';
import { addressHint } from './render/text/shell.ts';
import { jsonLine, jsonText } from './render/text/visible.ts';
import { type Refusal, Refused, usageRefused } from './rules/answers/refusal.ts';
import type { Warning } from './rules/answers/warning.ts';
import { cleanMember } from './rules/command/member-name.ts';
import { ACCOUNT_ENDING, DEFAULT_ACCOUNT, isAccountName } from './rules/values/account-name.ts';
import { type Day, isDay } from './rules/values/calendar.ts';
import { isServerUrl } from './rules/values/ledger-place.ts';

/**
 * Colour for one stream: `--color`, then NO_COLOR, FORCE_COLOR, TERM=dumb, then whether it is a terminal. A variable that
 * is empty is not set (no-color.org, force-color.org).
 */
export function colorLevel(out: OutputTarget, { color }: GlobalOptions, vars: ProgramEnv['vars']): 0 | 1 | 2 | 3 {
  const most = out.colorLevel === 0 ? 1 : out.colorLevel;
  if (color === 'always') return most;
  if (color === 'never') return 0;
  if (vars['NO_COLOR']) return 0;
  const force = vars['FORCE_COLOR'];
  if (force) return force === 'false' || Number(force) <= 0 ? 0 : most;
  if (vars['TERM'] === 'dumb' || !out.isTTY) return 0;
  return out.colorLevel;
}

/** Breaks a long line of text between words where a terminal would break it anywhere; other streams get it whole. */
export async function lineFolder(out: OutputTarget): Promise<(text: string) => string> {
  if (!out.isTTY) return (text) => text;
  const { foldLine } = await import('./render/text/wrap.ts');
  const fold = (line: string): string => foldLine(line, out.columns);
  return (text) => text.split('\n').map(fold).join('\n');
}

/** How lines are written for a screen reader; for everyone else they stay as they are. */
export async function lineSpeaker(
  { isTTY }: OutputTarget,
  vars: ProgramEnv['vars'],
): Promise<(text: string) => string> {
  return isTTY && isAccessible(vars) ? (await import('./render/linear-text.ts')).linearText : (text) => text;
}

/** Questions and choices broken between words, behind the two columns of their mark. */
function foldedQuestions(person: AskPerson, foldLine: (line: string) => string): AskPerson {
  const fold = (text: string): string => foldLine(`  ${text}`).slice(2);
  const folded = <T extends string>(choices: readonly { value: T; name: string }[]) =>
    choices.map(({ value, name }) => ({ value, name: fold(name), short: name }));
  const foldedMessage = <Question extends { message: string }>(question: Question): Question & ShownAnswer => {
    const message = fold(question.message);
    // Folded with the question before it, so that the line is broken where both need it.
    const shownAnswer = (answer: string): string =>
      fold(`${question.message} ${answer}`).slice(message.length).replace(/^ /, '');
    return { ...question, message, shownAnswer };
  };
  return {
    ...person,
    input: ({ validate, ...question }) =>
      person.input({
        ...foldedMessage(question),
        ...(validate && { validate: async (text) => foldVerdict(await validate(text), fold) }),
      }),
    select: (question) => person.select({ ...foldedMessage(question), choices: folded(question.choices) }),
    search: (question) =>
      person.search({ ...foldedMessage(question), source: (typed) => folded(question.source(typed)) }),
    confirm: (question) => person.confirm(foldedMessage(question)),
  };
}

const foldVerdict = (verdict: true | string, fold: (text: string) => string): true | string =>
  verdict === true || fold(verdict);

/** Where the ledger is: a file of this machine, or an account on a server. */
async function location(
  env: ProgramEnv,
  globals: GlobalOptions,
): Promise<{ readonly db: string; readonly pool: PoolAddress | null }> {
  const { db, account } = globals;
  const named = db ?? env.vars['CONNECTS_DB'];
  if (named && isServerUrl(named)) {
    const { readPoolUrl } = await import('./parse/pool-url.ts');
    const pool = readPoolUrl(named.trim(), account ?? (env.vars['CONNECTS_ACCOUNT'] || null), env.vars);
    return { db: pool.shown, pool };
  }
  return { db: await fileLocation(env, globals), pool: null };
}

/** The options as a hint repeats them: never with a password. */
export async function shownGlobals({ db, ...others }: GlobalOptions): Promise<GlobalOptions> {
  if (db === undefined) return others;
  if (!isServerUrl(db)) return { ...others, db };
  const { readPoolUrl } = await import('./parse/pool-url.ts');
  try {
    return { ...others, db: readPoolUrl(db.trim(), others.account ?? null).shown };
  } catch {
    return others;
  }
}

async function fileLocation(env: ProgramEnv, { db, account }: GlobalOptions): Promise<string> {
  if (db !== undefined && account !== undefined) throw usageRefused({ fault: 'two-ledgers' });
  // An unset variable in a script must not lead to another ledger unseen.
  if (db === '') throw usageRefused({ fault: 'empty-path', name: '--db', instead: 'nothing' });
  const file = db ?? (account === undefined ? env.vars['CONNECTS_DB'] : undefined);
  if (file === '-') throw usageRefused({ fault: 'not-a-file', name: db ? '--db' : 'CONNECTS_DB', instead: null });
  // Trimmed, as SQLite would open another file than the one that was looked at.
  if (file) return env.fullPath(file.trim());
  const name = account ?? (env.vars['CONNECTS_ACCOUNT'] || DEFAULT_ACCOUNT);
  if (!isAccountName(name)) throw usageRefused({ fault: 'bad-account', given: name });
  return `${await env.dataFolder()}/${name}${ACCOUNT_ENDING}`;
}

/** Who records: on a server, where nobody says so, the user whom the system knows. */
function memberOf({ vars, userName }: ProgramEnv, { as }: GlobalOptions, pool: PoolAddress | null): string | null {
  const given = as ?? (vars['CONNECTS_MEMBER'] || null);
  if (given === null) return pool ? cleanMember(userName() ?? '') : null;
  const name = cleanMember(given);
  if (name === null) throw usageRefused({ fault: 'bad-member', flag: as === undefined ? 'CONNECTS_MEMBER' : '--as' });
  return name;
}

/** A later day is a slip: so many billing cycles would be missing that nothing answers in a reasonable time. */
const LAST_TODAY = '2199-12-31';

function todayOf(env: ProgramEnv): Day {
  const fixed = env.vars['CONNECTS_TODAY'];
  if (fixed === undefined || fixed === '') return env.today();
  if (!isDay(fixed) || fixed > LAST_TODAY)
    throw new Refused({ code: 'invalid-day', flag: 'CONNECTS_TODAY', given: fixed });
  return fixed;
}

/** Whether a person can be asked. */
export const mayAskPerson = ({ stdin, stderr, vars }: ProgramEnv, { json, input }: GlobalOptions): boolean =>
  stdin.isTTY && stderr.isTTY && !json && input !== false && !vars['CI'] && !isSwitchedOn(vars['CONNECTS_NO_INPUT']);

/** What a person who waits reads. */
const WAITING = {
  writer: 'Another process is writing to the ledger. Waiting for it to finish…',
  server: 'The database does not answer yet. Trying again…',
} as const;

/** One call: its ledger, and the ways to answer. */
export type ProgramCall = Awaited<ReturnType<typeof startCall>>;

/** Does the work of a command in the context of a new call. Resolves to its exit code. */
export async function runCall(
  env: ProgramEnv,
  globals: GlobalOptions,
  work: (call: ProgramCall) => Promise<number> | Promise<void>,
  isPreview = false,
): Promise<number> {
  const call = await startCall(env, globals, isPreview);
  try {
    const code = (await work(call)) ?? EXIT_CODES.ok;
    call.end();
    return code;
  } finally {
    call.flush();
  }
}

/** `isPreview`: it only shows what a command would do, without the next steps. */
export async function startCall(env: ProgramEnv, globals: GlobalOptions, isPreview = false) {
  const { stdout, stderr, vars } = env;
  const { quiet = false, json: asJson = false } = globals;
  const levelErr = colorLevel(stderr, globals, vars);
  // Each stream may go somewhere else.
  const [paint, paintErr] = [await makePaint(colorLevel(stdout, globals, vars)), await makePaint(levelErr)];
  const [fold, foldErr] = [await lineFolder(stdout), await lineFolder(stderr)];
  const out = pagedOutput(env, globals.pager !== false && !asJson);
  const asksPlainly = vars['TERM'] === 'dumb' || isAccessible(vars);
  const [speak, speakErr] = [await lineSpeaker(stdout, vars), await lineSpeaker(stderr, vars)];
  const { db, pool } = await location(env, globals);
  const named = await shownGlobals(globals);
  const noted: WarningFields[] = [];
  let object: (() => string) | null = null;
  const addressed = (hint: string): string => addressHint(hint, named);
  /** A line beside the data: a warning, a hint, the next step. */
  const aside = (line: string): void => {
    if (quiet) return;
    out.flush();
    stderr.write(`${foldErr(speakErr(line))}\n`);
  };
  /** What a person should know although it was done; in JSON it is one of the warnings. */
  const note = async (warning: Warning): Promise<void> => {
    const { warningText: warn, warningFields } = await import('./render/refusals/warning-sentences.ts');
    if (asJson) noted.push(warningFields(warning));
    else aside(`${paintErr.warn('Note:')} ${addressed(warn(warning))}`);
  };
  return {
    env,
    today: todayOf(env),
    /** `db`: the path of the ledger, or the URL of a shared one without its password. */
    db,
    pool,
    /** Whether the command only reads, and soon gives up a server that is away. */
    reads: false as boolean,
    /** Who records; null: nobody says so. */
    member: memberOf(env, globals, pool),
    json: asJson,
    quiet,
    paint,
    paintErr,
    /** What stdout shows. */
    page: { columns: stdout.columns, paint, isLinear: stdout.isTTY && isAccessible(vars), addressed },
    mayAsk: mayAskPerson(env, globals),
    /** Whether questions come line by line, and no single key is an answer. */
    asksPlainly,
    /** Loads the prompts, which are drawn on stderr; only called where a person can be asked. */
    async ask() {
      out.flush();
      const person = await env.ask(levelErr > 0, asksPlainly);
      return asksPlainly ? person : foldedQuestions(person, foldErr);
    },
    /** A line of data for a person. */
    print: (line: string): void => out.write(`${fold(speak(line))}\n`),
    /** Data of many lines as they are, each with its end. */
    show: (text: string): void => out.write(text),
    aside,
    /** The next step, whose commands act on this call's ledger. */
    hint(line: string): void {
      if (!isPreview) aside(paintErr.dim(addressed(line)));
    },
    /** The same as text. */
    addressed,
    note,
    /** Called by the store: something keeps this process waiting. */
    waiting(why: keyof typeof WAITING = 'writer'): void {
      if (stderr.isTTY && !asJson) aside(WAITING[why]);
    },
    /** Called by the store: the command is recorded, but the backup of the day could not be made. */
    notBackedUp: (why: Refusal) => note({ code: 'not-backed-up', why }),
    /** The one JSON object, printed when all is done. */
    emit(command: string, fields: object, warnings: readonly WarningFields[] = []): void {
      object = () => jsonLine({ schema: 1, command, ...fields, warnings: [...warnings, ...noted] });
    },
    /** The same object, of which the one list is made piece by piece: the text of each piece, to be written before the rest. */
    emitList(command: string, name: string): (items: readonly object[]) => string {
      let before = `{"schema":1,"command":${jsonText(command)},${jsonText(name)}:[`;
      let rest = before;
      object = () => `${rest}],"warnings":${jsonText(noted)}}\n`;
      return (items) => {
        if (items.length === 0) return '';
        const text = before + items.map(jsonText).join(',');
        [before, rest] = [',', ''];
        return text;
      };
    },
    /** Prints what there is to be printed last. */
    end(): void {
      if (object) stdout.write(object());
    },
    /** Shows what is held back for a pager: at the end, and also where the command failed. */
    flush: (): void => out.flush(),
  };
}

type WarningFields = { readonly code: string; readonly message: string };
