/** The environment of tests: from the user's environment only the paths to programs, temporary files and the registry. */
import { homedir } from 'node:os';
import { join } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that find programs and temporary folders, reach the registry, or carry vitest's settings to its workers. */
const KEPT = [
  /^(PATH|PATHEXT|SystemRoot|ComSpec|TMPDIR|TEMP|TMP)$/i,
  /^(HTTPS?_PROXY|NO_PROXY|ALL_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i,
  /^npm_config_(registry|userconfig|cache)$/,
  /^(VITEST|NODE_ENV$|TEST$)/,
];

/**
 * The environment for tests whose home is this folder. It is a list of what stays, not of what is removed:
 * a test must set every other variable that the program, Node or a tool reads.
 */
export function cleanEnvironment(of: Variables, home: string): Record<string, string> {
  const kept = Object.entries(of).filter(([name]) => KEPT.some((each) => each.test(name)));
  return {
    // npm would look for these in the home folder.
    npm_config_userconfig: join(homedir(), '.npmrc'),
    npm_config_cache: join(homedir(), '.npm'),
    ...(Object.fromEntries(kept) as Record<string, string>),
    HOME: home,
    USERPROFILE: home,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
  };
}
