/** The platform's folders for this program: XDG on Linux, Library on macOS, AppData on Windows. */
import { homedir } from 'node:os';
import { isAbsolute, posix, win32 } from 'node:path';

const NAME = 'connects';

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
 * Throws if the home folder cannot be found. `vars` is the environment of the process, which Node reads as well: a path
 * that is not absolute is taken out of it. XDG says to ignore one, and as a home it would put the ledger in the current
 * folder.
 *
 * The same folders as those of the package env-paths, which a test compares: to load it cost 2 % of a start when measured.
 */
export function platformFolders(vars: NodeJS.ProcessEnv): PlatformFolders {
  for (const name of ['HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME']) {
    if (!isAbsolute(vars[name] ?? '/')) delete vars[name];
  }
  return foldersOn(process.platform, vars, (process.platform !== 'win32' && vars['HOME']) || homedir());
}

/** Windows and macOS have no folder for state, and cleaners sweep the one for logs, so it is kept with the data. */
export function foldersOn(platform: NodeJS.Platform, vars: NodeJS.ProcessEnv, home: string): PlatformFolders {
  if (platform === 'darwin') {
    const library = `${home}/Library`;
    const data = `${library}/Application Support/${NAME}`;
    return { data, state: data, config: `${library}/Preferences/${NAME}`, cache: `${library}/Caches/${NAME}` };
  }
  if (platform === 'win32') {
    const roaming = vars['APPDATA'] || win32.join(home, 'AppData', 'Roaming');
    const local = vars['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local');
    const data = win32.join(local, NAME, 'Data');
    return { data, state: data, config: win32.join(roaming, NAME, 'Config'), cache: win32.join(local, NAME, 'Cache') };
  }
  const xdg = (name: string, usual: string) => posix.join(vars[name] || `${home}/${usual}`, NAME);
  return {
    data: xdg('XDG_DATA_HOME', '.local/share'),
    state: xdg('XDG_STATE_HOME', '.local/state'),
    config: xdg('XDG_CONFIG_HOME', '.config'),
    cache: xdg('XDG_CACHE_HOME', '.cache'),
  };
}
