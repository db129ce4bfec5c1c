/** A command that reads a plain line by itself: words, and options that it knows, each with its value behind it. */

type Parse = (text: string, before?: unknown) => unknown;

/** What is read of a line, and the command's own work. */
export interface PlainReading {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly act: () => Promise<void>;
}

/**
 * Has those methods of commander's class with which a command describes itself, so that each is described once. What this
 * class does not understand, and each mistake, is left to commander, which has the help and the refusals.
 */
export class PlainCommand {
  readonly parent: PlainCommand | null;
  readonly commands: PlainCommand[] = [];
  readonly options: PlainOption[] = [];
  readonly #names: { readonly isNeeded: boolean; readonly isVariadic: boolean; readonly parse: Parse | undefined }[] =
    [];
  readonly #title: string;
  readonly #usual: Record<string, unknown> = {};
  #isPlain = true;
  #work: ((...given: unknown[]) => Promise<void>) | null = null;

  constructor(title: string, parent: PlainCommand | null = null) {
    this.#title = title;
    this.parent = parent;
  }

  name = (): string => this.#title;
  description = (): this => this;
  usage = (): this => this;
  summary = (): this => this;

  command(title: string): PlainCommand {
    const made = new PlainCommand(title, this);
    this.commands.push(made);
    return made;
  }

  createOption = (flags: string): PlainOption => new PlainOption(flags);

  addOption(option: PlainOption): this {
    this.options.push(option);
    return this;
  }

  /** `usual`: its value where the line has none. */
  option(flags: string, _meaning: string, parse?: Parse, usual?: unknown): this {
    const option = new PlainOption(flags).argParser(parse);
    if (usual !== undefined) this.#usual[option.key] = usual;
    return this.addOption(option);
  }

  requiredOption(flags: string, _meaning: string, parse?: Parse): this {
    return this.addOption(new PlainOption(flags, true).argParser(parse));
  }

  argument(name: string, _meaning: string, parse?: Parse): this {
    this.#names.push({ isNeeded: name.startsWith('<'), isVariadic: name.includes('...'), parse });
    return this;
  }

  /** What runs before the command's own work is for commander. */
  hook(): this {
    this.#isPlain = false;
    return this;
  }

  action(work: (...given: unknown[]) => Promise<void>): this {
    this.#work = work;
    return this;
  }

  /** The words behind the command's name; null: commander is to read them. A value that its option refuses is a `Refused`. */
  read(words: readonly string[]): PlainReading | null {
    const work = this.#work;
    const line = this.#sorted(words);
    if (!line || !work || !this.#isPlain || this.commands.length > 0) return null;
    const own = { ...this.#usual };
    const globals: Record<string, unknown> = {};
    for (const { option, text } of line.typed) {
      const values = this.options.includes(option) ? own : globals;
      values[option.key] = option.read(text, values[option.key]);
    }
    const given = this.#names.map(({ isVariadic, parse }, i) => {
      const word = line.words[i];
      if (isVariadic) return line.words.slice(i);
      return parse && word !== undefined ? parse(word) : word;
    });
    return { globals, act: () => work(...given, own, this) };
  }

  #sorted(
    words: readonly string[],
  ): { readonly words: readonly string[]; readonly typed: readonly TypedOption[] } | null {
    const known = [...this.options, ...(this.parent?.options ?? [])];
    const [free, typed]: [string[], TypedOption[]] = [[], []];
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i] ?? '';
      if (!word.startsWith('-')) {
        free.push(word);
        continue;
      }
      const option = known.find(({ short, long }) => word === short || word === long);
      if (!option?.isPlain) return null;
      if (!option.collects && typed.some((other) => other.option.key === option.key)) return null;
      if (!option.takesValue) {
        typed.push({ option, text: null });
        continue;
      }
      i += 1;
      const text = words[i] ?? '-';
      if (text.startsWith('-')) return null;
      typed.push({ option, text });
    }
    const lacks = this.options.some((option) => option.isNeeded && !typed.some((each) => each.option === option));
    return lacks || !this.#fits(free.length) ? null : { words: free, typed };
  }

  /** Whether so many words are all that the command takes. */
  #fits(count: number): boolean {
    const isLong = this.#names.some(({ isVariadic }) => isVariadic);
    const isParsed = this.#names.some(({ isVariadic, parse }) => isVariadic && parse);
    const needed = this.#names.filter(({ isNeeded }) => isNeeded).length;
    return count >= needed && (isLong || count <= this.#names.length) && !isParsed;
  }
}

interface TypedOption {
  readonly option: PlainOption;
  /** Null: the option takes no value. */
  readonly text: string | null;
}

const FLAGS = /^(?:(-\w), )?(--(no-)?([\w-]+))( <[\w.]+>)?$/;

/** One option, described as commander's class has it. */
class PlainOption {
  readonly short: string | undefined;
  readonly long: string | undefined;
  /** The name of its value. */
  readonly key: string;
  readonly takesValue: boolean;
  readonly isNeeded: boolean;
  hidden = false;
  #parse: Parse | undefined;
  #preset: unknown;

  constructor(flags: string, isNeeded = false) {
    const [, short, long, no, name = '', value] = FLAGS.exec(flags) ?? [];
    this.short = short;
    this.long = long;
    this.key = name.replace(/-./g, ([, letter = '']) => letter.toUpperCase());
    this.takesValue = value !== undefined;
    this.isNeeded = isNeeded;
    this.#preset = no === undefined;
  }

  argParser(parse: Parse | undefined): this {
    this.#parse = parse;
    return this;
  }

  preset(value: unknown): this {
    this.#preset = value;
    return this;
  }

  hideHelp(): this {
    this.hidden = true;
    return this;
  }

  /** An option with another third argument, which would be its default, is for commander. */
  get isPlain(): boolean {
    return this.#parse === undefined || typeof this.#parse === 'function';
  }

  /** Whether it may be repeated: its parser takes the values before as well. */
  get collects(): boolean {
    return (this.#parse?.length ?? 0) > 1;
  }

  read(text: string | null, before: unknown): unknown {
    if (text === null) return this.#preset;
    return this.#parse ? this.#parse(text, before) : text;
  }
}
