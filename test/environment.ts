/** The environment that tests run in: nothing of the user's own but the way to programs, to a scratch folder and to the registry. */
import { homedir } from 'node:os';
import { join } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/** How programs and temporary folders are found, how the registry is reached, and what vitest tells its workers. */
const KEPT = [
  /^(PATH|PATHEXT|SystemRoot|ComSpec|TMPDIR|TEMP|TMP)$/i,
  /^(HTTPS?_PROXY|NO_PROXY|ALL_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i,
  /^npm_config_(registry|userconfig|cache)$/,
  /^(VITEST|NODE_ENV$|TEST$)/,
];

/**
 * What is left of an environment for tests whose home is this folder. It is a list of what stays, not of what goes:
 * whatever the program, Node or a tool may come to read, a test has to set it.
 */
export function cleanEnvironment(of: Variables, home: string): Record<string, string> {
  const kept = Object.entries(of).filter(([name]) => KEPT.some((each) => each.test(name)));
  return {
    // npm would look for these in the home.
    npm_config_userconfig: join(homedir(), '.npmrc'),
    npm_config_cache: join(homedir(), '.npm'),
    ...(Object.fromEntries(kept) as Record<string, string>),
    HOME: home,
    USERPROFILE: home,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
  };
}
