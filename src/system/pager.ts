/** Long output in a terminal, shown a screen at a time by the user's pager. */

/** Flags that a `less` without its own gets: leave where it all fits, keep colours, and keep the text on the screen. */
const LESS_FLAGS = 'FIRX';

/** Statuses of a shell that could not start the program. */
const NOT_STARTED = [126, 127];

/**
 * Shows the text, and returns when the reader leaves it. False: the pager could not be started or was killed, so the
 * text is still to be shown. `command` null: `less`.
 */
export function showInPager(command: string | null, text: string, vars: NodeJS.ProcessEnv): boolean {
  // Loaded late: nothing else needs it.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  // Ctrl-C belongs to the pager while it runs.
  const stay = () => {};
  process.on('SIGINT', stay);
  try {
    const { status, signal, error } = spawnSync(command ?? 'less', {
      shell: command !== null,
      input: text,
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { ...vars, LESS: vars['LESS'] ?? LESS_FLAGS },
    });
    // A reader who leaves early closes the pipe: no failure.
    const failed = error !== undefined && (error as NodeJS.ErrnoException).code !== 'EPIPE';
    return !failed && signal === null && !NOT_STARTED.includes(status ?? 0);
  } finally {
    process.off('SIGINT', stay);
  }
}
