/** Paths as somebody types them. */

/** A shell reads `~/x`, but leaves it alone in quotes, in a variable's value and behind `--db=`. It is the home folder there too. */
export const inHome = (path: string, home: string): string =>
  home === '' ? path : path.replace(/^~(?=$|[/\\])/, () => home);

/** A path that a terminal wrote when a file was dropped on it: in quotes, with backslashes, or as a `file://` URL. */
export function droppedPath(given: string): string {
  const text = given.trim().replace(/^& (?=['"])/, '');
  const [, quote, quoted = ''] = /^(['"])(.*)\1$/s.exec(text) ?? [];
  if (quote === "'") return unescapedQuotes(quoted);
  if (quote === '"') return isWindowsPath(quoted) ? quoted : quoted.replace(/\\(["\\$`])/g, '$1');
  if (/^file:\/\//i.test(text)) return pathOfUrl(text) ?? given;
  // Only what a shell would read in another way has a backslash before it.
  return isWindowsPath(text) ? text : text.replace(/\\([^\p{L}\p{N}])/gu, '$1');
}

/** How a POSIX shell and PowerShell write a quote within single quotes. */
const unescapedQuotes = (text: string): string => text.replaceAll("'\\''", "'").replaceAll("''", "'");

/** On Windows a backslash stands between folders. */
const isWindowsPath = (path: string): boolean => /^(?:[a-z]:|\\\\)/i.test(path);

function pathOfUrl(url: string): string | null {
  const [, path] = /^file:\/\/(?:localhost)?(\/.*)$/is.exec(url) ?? [];
  try {
    return path === undefined ? null : decodeURIComponent(path).replace(/^\/(?=[a-z]:)/i, '');
  } catch {
    return null;
  }
}
