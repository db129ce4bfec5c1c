/** A whole world for one test: the program run in process over a fresh folder, with a fixed clock, fixed ids and no real environment. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { v7 } from 'uuid';
import { afterAll } from 'vitest';
import type { AskPerson, OutputTarget, ProgramEnv } from '../src/env.ts';
import { PromptInterrupted } from '../src/env.ts';
import { runCommandLine } from '../src/main.ts';
import { inHome } from '../src/parse/path.ts';
import type { Day } from '../src/rules/values/calendar.ts';
import { realSystem } from '../src/system/system.ts';
import { splitLine } from './command-line.ts';
import { holdToSchema } from './hold-to-schema.ts';
import { worldPrefix } from './memory-folder.ts';

/** The answer that means: the person presses Ctrl-C. */
export const CTRL_C = '^C';

export interface WorldOptions {
  /** Today; 2021-01-01 unless given. */
  readonly today?: string;
  /** This instant, UTC; seconds counted up from noon of 2021-01-01 unless given. */
  readonly now?: string;
  readonly vars?: Readonly<Record<string, string>>;
  /** Which streams are terminals; none unless given. */
  readonly tty?: boolean | { readonly stdin?: boolean; readonly stdout?: boolean; readonly stderr?: boolean };
  /** Width of those terminals; 80 unless given. */
  readonly columns?: number;
  /** Height of those terminals; 200 unless given. */
  readonly rows?: number;
  /** Which of several machines this is, since no two of them make the same ids; 0 unless given. */
  readonly machine?: number;
  /** How long to wait for a server, in milliseconds; as long as the program does unless given. */
  readonly serverPatience?: number;
  /** The text in the clipboard; not given, it cannot be read. */
  readonly clipboard?: string;
  /** What is on standard input; else the file that the line names, or nothing. */
  readonly stdin?: Uint8Array;
  /** Answers to prompts, in order: what is typed, a choice's value, `y` or `n`; empty takes the default. */
  readonly answers?: readonly string[];
}

/** The result of a run. `output` is both streams in the order of writing; the world's folder is shown as `~`. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly output: string;
}

export interface World {
  readonly env: ProgramEnv;
  readonly folder: string;
  readonly db: string;
  /**
   * Runs a command line as a shell would split it, or the arguments themselves; `connects` in front may be left out.
   * `NAME=value` before it sets a variable, `< FILE` after it feeds stdin; options given here hold for this run alone.
   */
  run(line: string | readonly string[], options?: WorldOptions): Promise<Ran>;
  /** The same world once more, in a folder of its own: what one of them does from now on, the other never sees. */
  copy(): World;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const NOON = Date.UTC(2021, 0, 1, 12);

/** `count`: the seconds and the ids that were used before. */
export function world(options: WorldOptions = {}, count = { seconds: 0, uids: 0 }): World {
  const folder = mkdtempSync(worldPrefix);
  folders.push(folder);
  const db = join(folder, 'connects.db');
  const answers = [...(options.answers ?? [])];
  const written: { to: 'stdout' | 'stderr'; text: string }[] = [];

  function envOf(of: WorldOptions, stdin: Uint8Array = new Uint8Array()): ProgramEnv {
    const isTTY = (name: 'stdin' | 'stdout' | 'stderr') =>
      (typeof of.tty === 'object' ? of.tty[name] : of.tty) ?? false;
    const out = (to: 'stdout' | 'stderr'): OutputTarget => ({
      write: (text) =>
        void written.push({ to, text: typeof text === 'string' ? text : Buffer.from(text).toString('latin1') }),
      isTTY: isTTY(to),
      columns: isTTY(to) ? (of.columns ?? 80) : Number.POSITIVE_INFINITY,
      rows: isTTY(to) ? (of.rows ?? 200) : Number.POSITIVE_INFINITY,
      // The terminal has no colours, so that transcripts stay plain; tests of colour use `--color always`.
      colorLevel: 0,
    });
    const vars: ProgramEnv['vars'] = { CONNECTS_DB: db, ...of.vars };
    return {
      vars,
      today: () => (vars['CONNECTS_TODAY'] ?? of.today ?? '2021-01-01') as Day,
      now: () => of.now ?? new Date(NOON + 1000 * count.seconds++).toISOString(),
      startedAt: of.now ?? new Date(NOON + 1000 * count.seconds).toISOString(),
      // The user lives in UTC, whatever the zone of the machine.
      localTime: (instant) => instant.slice(0, 16),
      instantOf: (time, earlier) => realSystem().instantOf(/Z$|[+-]\d\d:\d\d$/.test(time) ? time : `${time}Z`, earlier),
      lockPatience: 500,
      userName: () => 'ada',
      ...(of.serverPatience !== undefined && { serverPatience: of.serverPatience }),
      startTries: () => realSystem().startTries(),
      uid: () => v7({ msecs: NOON, seq: ++count.uids, random: new Uint8Array(16).fill(of.machine ?? 0) }),
      stdin: { isTTY: isTTY('stdin'), bytes: async (most) => ({ bytes: stdin, isWhole: stdin.length <= most }) },
      clipboard: async () => {
        if (of.clipboard === undefined) throw new Error('no clipboard');
        return of.clipboard;
      },
      stdout: out('stdout'),
      stderr: out('stderr'),
      dataFolder: async () => join(folder, 'data'),
      stateFolder: async () => join(folder, 'state'),
      configFolder: async () => join(folder, 'config'),
      readIfThere: (path) => realSystem().readIfThere(path),
      machine: () => ({
        program: ['/usr/bin/node', '/usr/bin/connects'],
        node: 'v24.0.0',
        os: 'Linux 6.1.0 x64',
        home: folder,
        zone: 'Europe/Prague',
        posix: true,
      }),
      fullPath: (path) => resolve(folder, inHome(path, folder)),
      // Files count as written on the world's own today.
      readBytes: async (path, most) => ({
        ...(await realSystem().readBytes(resolve(folder, path), most)),
        utcDay: (vars['CONNECTS_TODAY'] ?? of.today ?? '2021-01-01') as Day,
      }),
      writeText: (path, text) => realSystem().writeText(resolve(folder, path), text),
      // Nothing is ever opened in a test: what would be is told.
      browse: async (path) => void written.push({ to: 'stderr', text: `(opens ${path})\n` }),
      // A pager that exists shows what it gets between two lines.
      page: (command, text) => {
        if (command === 'missing') return false;
        written.push({ to: 'stdout', text: `(${command ?? 'less'})\n${text}(end)\n` });
        return true;
      },
      bar: async () => ({
        show: (share, doing) => written.push({ to: 'stderr', text: `(${Math.floor(100 * share)} % ${doing})\n` }),
        end: () => {},
      }),
      ask: async () => scripted(answers, (text) => written.push({ to: 'stderr', text })),
    };
  }

  return {
    env: envOf(options),
    folder,
    db,
    async run(line, more = {}) {
      const { vars, argv, stdin } = typeof line === 'string' ? splitLine(line) : { vars: {}, argv: line, stdin: null };
      const of = { ...options, ...more, vars: { ...options.vars, ...more.vars, ...vars } };
      answers.push(...(more.answers ?? []));
      written.length = 0;
      const code = await runCommandLine(
        argv,
        envOf(of, stdin === null ? of.stdin : readFileSync(resolve(folder, stdin))),
      );
      if (more.answers && answers.length > 0) throw new Error(`Nobody asked for these answers: ${answers.join(', ')}`);
      const text = (...streams: string[]) =>
        written
          .filter(({ to }) => streams.includes(to))
          .map((piece) => piece.text)
          .join('')
          .replaceAll(folder, '~');
      if (argv.includes('--json')) await holdToSchema(text('stdout'), text('stderr'));
      return { code, stdout: text('stdout'), stderr: text('stderr'), output: text('stdout', 'stderr') };
    },
    copy() {
      const other = world(options, { ...count });
      cpSync(folder, other.folder, { recursive: true });
      return other;
    },
  };
}

/** Prompts that take the answers one by one and show each as a terminal would have it afterwards. */
function scripted(answers: string[], show: (text: string) => void): AskPerson {
  function next(message: string, standard = ''): string {
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`The test has no answer left for the prompt "${message}"`);
    if (answer === CTRL_C) throw new PromptInterrupted();
    show(`? ${message} ${answer || standard}\n`);
    return answer || standard;
  }
  return {
    async input({ message, default: standard, validate }) {
      for (;;) {
        const text = next(message, standard);
        const verdict = (await validate?.(text)) ?? true;
        if (verdict === true) return text;
        show(`> ${verdict}\n`);
      }
    },
    async select({ message, choices, default: standard }) {
      const value = next(message, standard ?? choices[0]?.value);
      const choice = choices.find((candidate) => candidate.value === value);
      if (choice) return choice.value;
      throw new Error(`"${value}" is no choice at "${message}": ${choices.map((c) => c.value).join(', ')}`);
    },
    async search({ message, source }) {
      const typed = answers[0] ?? '';
      // A person sees the names: the first one is taken by Enter.
      const [found] = source(typed === CTRL_C ? '' : typed);
      next(message, found?.name);
      if (found) return found.value;
      throw new Error(`"${typed}" finds nothing at "${message}"`);
    },
    async confirm({ message, default: standard }) {
      const answer = next(message, standard ? 'y' : 'n');
      if (answer !== 'y' && answer !== 'n') throw new Error(`"${answer}" is not y or n at "${message}"`);
      return answer === 'y';
    },
    paste: async ({ message }) => {
      show(`${message}\n`);
      const text = answers.shift();
      if (text === undefined) throw new Error(`The test has nothing to paste at "${message}"`);
      if (text === CTRL_C || text.trim() === '') throw new PromptInterrupted();
      return text;
    },
  };
}
