/** The colours text can take, by what they mean. Meaning never hangs on a colour alone. */
import { Chalk } from 'chalk';

export interface Paint {
  dim(text: string): string;
  bold(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  accent(text: string): string;
}

/** What text is rendered for: a width in columns, `Infinity` in a pipe, and colours. */
export interface Page {
  readonly columns: number;
  readonly paint: Paint;
}

/** Levels as chalk counts them: 0 none, 1 sixteen colours, 2 256, 3 all. */
export function paint(level: 0 | 1 | 2 | 3): Paint {
  const chalk = new Chalk({ level });
  return {
    dim: (text) => chalk.dim(text),
    bold: (text) => chalk.bold(text),
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    warn: (text) => chalk.yellow(text),
    accent: (text) => chalk.cyan(text),
  };
}
