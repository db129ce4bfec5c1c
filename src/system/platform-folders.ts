/** The platform's folders for this program: XDG on Linux, Library on macOS, AppData on Windows. */
import { isAbsolute } from 'node:path';

export interface PlatformFolders {
  readonly data: string;
  /** For what may be lost without harm, such as old copies. */
  readonly state: string;
  /** For what the user sets. */
  readonly config: string;
  /** For what can be made again. */
  readonly cache: string;
}

/**
 * Rejects if the home folder cannot be found. `vars` is the environment of the process, which the package reads itself:
 * a path that is not absolute is taken out of it. XDG says to ignore one, and as a home it would put the ledger in the
 * current folder.
 */
export async function platformFolders(vars: NodeJS.ProcessEnv): Promise<PlatformFolders> {
  for (const name of ['HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME']) {
    if (!isAbsolute(vars[name] ?? '/')) delete vars[name];
  }
  const { default: envPaths } = await import('env-paths');
  const { data, config, log, cache } = envPaths('connects', { suffix: '' });
  // Only XDG has a folder for state. Elsewhere the package names the one for logs, which cleaners sweep.
  return { data, state: process.platform === 'darwin' || process.platform === 'win32' ? data : log, config, cache };
}
