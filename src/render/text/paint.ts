/** The colours text can take, by what they mean. Meaning never hangs on a colour alone. */
export interface TextPaint {
  dim(text: string): string;
  bold(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  accent(text: string): string;
}

/** What text is rendered for: a width in columns, `Infinity` in a pipe, and colours. */
export interface PageStyle {
  readonly columns: number;
  readonly paint: TextPaint;
  /** For a screen reader: every value after its name, nothing in columns, nothing drawn. */
  readonly isLinear?: boolean;
  /** Lets the commands of a sentence act on the ledger of the call. */
  readonly addressed?: (hint: string) => string;
}

const same = (text: string): string => text;
const PLAIN: TextPaint = { dim: same, bold: same, good: same, bad: same, warn: same, accent: same };

/** Levels as chalk counts them: 0 none, 1 sixteen colours, 2 256, 3 all. Chalk is loaded only where there is colour. */
export async function makePaint(level: 0 | 1 | 2 | 3): Promise<TextPaint> {
  if (level === 0) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level });
  return {
    dim: (text) => chalk.dim(text),
    bold: (text) => chalk.bold(text),
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    // Yellow cannot be read on a light background.
    warn: (text) => chalk.magenta(text),
    accent: (text) => chalk.cyan(text),
  };
}

/** A receipt is painted, and its commands act on the ledger of the call. */
export type ReceiptStyle = Required<Pick<PageStyle, 'paint' | 'addressed'>>;
