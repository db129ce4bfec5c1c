/** Paths as somebody types them. */

/** A shell reads `~/x`, but leaves it alone in quotes, in a variable's value and behind `--db=`. It is the home folder there too. */
export const inHome = (path: string, home: string): string =>
  home === '' ? path : path.replace(/^~(?=$|[/\\])/, () => home);
