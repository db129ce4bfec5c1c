/** What must hold after any input, whatever it was. */
import { ERROR_EXITS } from '../../src/exit.ts';
import { type FuzzInput, toBytes } from './fuzz-input.ts';
import type { FuzzOutcome } from './fuzz-world.ts';

const KNOWN_EXITS = [0, 2, 3, 4, 5, 6, 130];
const MOST_SECONDS = 5;
const MOST_MEGABYTES = 500;

/** What a terminal would obey, or what turns a line around; a line's end and a tab are no harm. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours that the program itself writes
const COLOURS = /\u001b\[[\d;]*m/g;
const STACK = /^\s+at .+(:\d+:\d+\)?|<anonymous>\)?|native\)?)$/m;
/** What a program prints that took one thing for another. */
const SLIPS = /\[object Object\]|\bNaN\b|\bundefined\b/;

interface JsonAnswer {
  readonly schema?: number;
  readonly error?: { readonly code: keyof typeof ERROR_EXITS };
}

function parsed(text: string): JsonAnswer | null {
  try {
    return JSON.parse(text) as JsonAnswer;
  } catch {
    return null;
  }
}

/** Commands whose answer is a text of another format even with `--json`. */
const OTHER_TEXT = [
  'export',
  'completion',
  'help',
  'config',
  'schedule',
  '--help',
  '-h',
  '--version',
  '-V',
  'rules',
  'report',
];

/** The faults of one outcome, as sentences; none: all holds. */
export function judgeOutcome(
  input: FuzzInput,
  { ran, seconds, megabytes = 0, before, after }: FuzzOutcome,
): readonly string[] {
  const { code, stdout, stderr } = ran;
  const { argv } = input;
  const faults: string[] = [];
  // A page may be in UTF-16, and then its words are not in the text of the input.
  const pages = Object.values(input.files ?? {}).map((content) => toBytes(content).toString('utf16le'));
  const given = JSON.stringify(input) + pages.join();
  const isDone = code === 0 || code === 6;
  if (!KNOWN_EXITS.includes(code)) faults.push(`exit code ${code}`);
  if (STACK.test(stderr) && !argv.includes('--debug')) faults.push('a stack trace');
  if (seconds > MOST_SECONDS) faults.push(`${seconds.toFixed(1)} s of processor time`);
  if (megabytes > MOST_MEGABYTES) faults.push(`${megabytes.toFixed(0)} MB`);
  const shown =
    argv.some((word) => word.includes('color')) || input.vars?.['FORCE_COLOR']
      ? (text: string) => text.replaceAll(COLOURS, '')
      : (text: string) => text;
  if (OBEYED.test(shown(stderr))) faults.push('a control character on stderr');
  // A table or a book in a pipe is for another program, and lines of CSV end in two characters.
  const isData = argv.some((word) => ['export', '--csv'].includes(word));
  if ((input.tty || !isData) && OBEYED.test(shown(isData ? stdout.replaceAll('\r\n', '\n') : stdout))) {
    faults.push('a control character on stdout');
  }
  const slip = SLIPS.exec(stdout + stderr)?.[0];
  if (slip && !given.includes(slip)) faults.push(`the word "${slip}"`);
  // A damaged ledger may take an entry and not give the answer: then it says so.
  const isSaid = stderr.includes('was recorded');
  if ((!isDone || input.isTrial) && !isSaid && !same(before, after)) faults.push('a changed ledger');
  if (argv[0] === '--json' && !argv.includes('--debug')) faults.push(...judgeJson(argv, code, stdout, stderr));
  return faults;
}

function judgeJson(argv: readonly string[], code: number, stdout: string, stderr: string): string[] {
  if (code !== 0 && code !== 6) {
    const failure = parsed(stderr)?.error;
    if (stdout !== '') return ['data on stdout beside a failure'];
    if (!failure) return ['a failure that is not JSON'];
    return ERROR_EXITS[failure.code] === code ? [] : [`exit code ${code} with ${failure.code}`];
  }
  if (parsed(stdout)?.schema === 1 || argv.some((word) => OTHER_TEXT.includes(word))) return [];
  return ['an answer that is not one JSON object'];
}

const same = (a: Buffer | null, b: Buffer | null): boolean => a === b || (a !== null && b !== null && a.equals(b));
