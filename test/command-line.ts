/** Splits a command line as a shell would: `NAME=value` in front, quoted words, and `< FILE`; any other shell syntax is refused. */
import { parse } from 'shell-quote';

export interface CommandLine {
  readonly vars: Readonly<Record<string, string>>;
  /** The arguments, without the program's name. */
  readonly argv: readonly string[];
  /** The file to read as stdin. */
  readonly stdin: string | null;
}

export function splitLine(line: string): CommandLine {
  const vars: Record<string, string> = {};
  const argv: string[] = [];
  let stdin: string | null = null;
  // A `$` stays as it is, as there is no environment to look up names in.
  const words = parse(line, (name) => `$${name}`);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (typeof word === 'object' && 'op' in word && word.op === '<' && typeof words[0] === 'string') {
      stdin = words[0];
      words.shift();
    } else if (typeof word !== 'string') {
      throw new Error(`Only words, quotes and "< FILE" are read here: ${line}`);
    } else if (argv.length === 0 && /^[A-Z][A-Z_]*=/.test(word)) {
      const [name = '', ...value] = word.split('=');
      vars[name] = value.join('=');
    } else {
      argv.push(word);
    }
  }
  return { vars, argv: argv[0] === 'connects' ? argv.slice(1) : argv, stdin };
}
