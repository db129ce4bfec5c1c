/** A trial of a line: what commander reads of it, and what it would do or why not. Nothing is recorded, asked, shown or taken from the terminal. */
import type { Command as Cli } from 'commander';
import type { OutputTarget, ProgramEnv } from '../../env.ts';
import { type Refusal, Refused } from '../../rules/answers/refusal.ts';
import type { GuidedLine } from '../guides/guide-table.ts';

/** What came of a line. `cli`: the command that it named, as far as it was read. */
export interface LineResult {
  readonly cli: Cli | null;
  readonly code: number;
  readonly error: unknown;
}

/** Runs a line; a preview ends without the next steps. Never rejects. */
export type RunLine = (argv: readonly string[], env: ProgramEnv, isPreview: boolean) => Promise<LineResult>;

export interface TriedLine extends GuidedLine {
  readonly refusal: Refusal | null;
}

export async function tryLine(
  run: RunLine,
  env: ProgramEnv,
  argv: readonly string[],
  known: Pick<GuidedLine, 'answers' | 'isBare'>,
): Promise<TriedLine> {
  let shown = '';
  const out: OutputTarget = {
    ...{ isTTY: true, columns: env.stderr.columns, rows: Number.POSITIVE_INFINITY, colorLevel: env.stderr.colorLevel },
    write: (text) => {
      shown += text;
    },
  };
  // What a person is going to paste is for the line itself.
  const stdin = { ...env.stdin, bytes: async () => ({ bytes: new Uint8Array(), isWhole: true }) };
  const bar = async () => ({ show: () => {}, end: () => {} });
  const { cli, code, error } = await run(
    addWords(argv, ['--dry-run', '--no-input', '--no-pager']),
    { ...env, stdin, stdout: out, stderr: out, bar },
    true,
  );
  if (error !== null && !(error instanceof Refused)) throw error;
  const refusal = error instanceof Refused ? error.refusal : null;
  return {
    ...known,
    words: cli?.args ?? [],
    options: cli ? ownOptions(cli) : {},
    preview: shown.split('\n').slice(0, -1),
    code,
    refusal,
    lacksAmount: refusal?.code === 'amount-required' || (refusal?.code === 'usage' && refusal.fault === 'credits-need'),
  };
}

const GLOBAL = ['db', 'account', 'as', 'json', 'quiet', 'color', 'input', 'pager', 'config', 'debug', 'dryRun'];

const ownOptions = (cli: Cli): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(cli.opts()).filter(([name]) => cli.getOptionValueSource(name) === 'cli' && !GLOBAL.includes(name)),
  );

/** What does not say what is to be recorded. */
const BESIDE = ['on', 'force'];

export const isBareCommand = (cli: Cli): boolean =>
  cli.args.length === 0 && Object.keys(ownOptions(cli)).every((name) => BESIDE.includes(name));

/** The line with these words at its end. Behind a `--` no option is read. */
export function addWords(argv: readonly string[], words: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? [...argv, ...words] : argv.toSpliced(end, 0, ...words);
}

const WITH_VALUE = ['--db', '--account', '--as', '--color'];

/** Where the command's name is; the length of the line where it has none. */
export function commandAt(argv: readonly string[]): number {
  const at = argv.findIndex((word, i) => !word.startsWith('-') && !WITH_VALUE.includes(argv[i - 1] ?? ''));
  return at < 0 ? argv.length : at;
}
