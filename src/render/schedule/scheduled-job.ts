/** What a scheduler is to run, and what is to be put where. Only printed: the program installs nothing. */

export interface ScheduledJob {
  /** The name of what is installed: letters, digits, dashes and underscores. */
  readonly name: string;
  /** The program and its arguments, with absolute paths. */
  readonly words: readonly string[];
  /** Variables that the program needs and a scheduler would not set. */
  readonly vars: Readonly<Record<string, string>>;
  /** Today, for schedulers that want a day to begin with. */
  readonly today: string;
  /** The user's home folder. */
  readonly home: string;
}

/** A file as it is to be installed. */
export interface ScheduleFile {
  /** Null: it is no file of its own. */
  readonly path: string | null;
  readonly text: string;
}

export interface SchedulePlan {
  readonly files: readonly ScheduleFile[];
  /** What to do with them, one step a line. */
  readonly steps: readonly string[];
}

/** Text as XML has it, between tags and within quotes. */
export const xmlText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A word as a shell takes it, whatever is in it. */
export const shellQuoted = (word: string): string =>
  /^[\w./:@+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
