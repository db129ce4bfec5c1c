/** Options that every command takes, and how they are read where no parser reads the line. */

/** Options that every command takes. */
export interface GlobalOptions {
  readonly db?: string;
  readonly account?: string;
  readonly as?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: 'auto' | 'always' | 'never';
  readonly input?: boolean;
  readonly pager?: boolean;
  readonly config?: boolean;
  readonly debug?: boolean;
}

/** The options that a failure needs, of a line that perhaps cannot be parsed. */
export function glanceGlobals(argv: readonly string[]): GlobalOptions {
  const end = argv.indexOf('--');
  const typed = (end < 0 ? argv : argv.slice(0, end)).map((word) => (word === '--no-color' ? '--color=never' : word));
  const last = (option: string): string | undefined =>
    typed
      .flatMap(
        (word, i) =>
          (word === option ? typed[i + 1] : word.startsWith(`${option}=`) && word.slice(option.length + 1)) || [],
      )
      .at(-1);
  const [color, db, named, as] = ['--color', '--db', '--account', '--as'].map(last);
  const account = named ?? accountArgument(typed);
  return {
    json: typed.includes('--json'),
    debug: typed.includes('--debug'),
    ...(typed.includes('--no-pager') ? { pager: false } : {}),
    ...(typed.includes('--no-config') ? { config: false } : {}),
    ...(color === 'always' || color === 'never' ? { color } : {}),
    ...(db ? { db } : {}),
    ...(account ? { account } : {}),
    ...(as ? { as } : {}),
  };
}

/** The account that `connects account add NAME` and its like are about. */
function accountArgument(typed: readonly string[]): string | undefined {
  const [command, verb = '', name] = typed.filter((word) => !word.startsWith('-'));
  return command === 'account' && ['add', 'rename', 'remove'].includes(verb) ? name : undefined;
}
