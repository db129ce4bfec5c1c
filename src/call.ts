/** One call of the program: what was asked for globally, and the ways to answer. */
import { isSwitchedOn } from './config-file.ts';
import { type ProgramEnv, PromptInterrupted } from './env.ts';
import { EXIT_CODES } from './exit.ts';
import { ledgerAddress, recordingMember, shownGlobals } from './ledger-address.ts';
import { colorLevel, foldedQuestions, lineFolder, lineSpeaker } from './output-style.ts';
import { isAccessible, pagedOutput } from './paged-output.ts';
import type { GlobalOptions } from './parse/global-options.ts';
import { makePaint } from './render/text/paint.ts';
import { addressHint } from './render/text/shell.ts';
import { jsonLine, jsonText } from './render/text/visible.ts';
import { type Refusal, Refused } from './rules/answers/refusal.ts';
import type { Warning } from './rules/answers/warning.ts';
import { type Day, isDay } from './rules/values/calendar.ts';

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
  const { db, pool } = await ledgerAddress(env, globals);
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
    /** Whether the command only reads: it soon gives up a server that is away, or a file that is locked. */
    reads: false as boolean,
    /** Who records; null: nobody says so. */
    member: recordingMember(env, globals, pool),
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
    /** Ends the command of a person who left a question or said no, with the exit code that stops a script. */
    leave(done: 'recorded' | 'changed' | 'removed' | 'written' = 'recorded'): never {
      aside(`Nothing was ${done}.`);
      throw new PromptInterrupted(true);
    },
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
