/** Two units for systemd: what is run, and when. A time that was missed is made up for at the next start. */
import type { ScheduledJob, SchedulePlan } from './scheduled-job.ts';

export function systemdPlan({ name, words, vars, home }: ScheduledJob): SchedulePlan {
  const [program = '', ...args] = words;
  const folder = `${home}/.config/systemd/user`;
  const service = [
    '[Unit]',
    'Description=Record the monthly Connects that are due',
    '',
    '[Service]',
    'Type=oneshot',
    ...Object.entries(vars).map(([variable, value]) => `Environment=${quoted(`${variable}=${value}`)}`),
    // In the path of the program itself no variable is looked up.
    `ExecStart=${[quoted(program), ...args.map((word) => quoted(word).replaceAll('$', '$$$$'))].join(' ')}`,
  ];
  const timer = [
    '[Unit]',
    'Description=Record the monthly Connects that are due, every hour',
    '',
    '[Timer]',
    'OnCalendar=hourly',
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
  ];
  const file = (ending: string, lines: readonly string[]) => {
    const path = `${folder}/${name}.${ending}`;
    return { path, text: `# ${path}\n${lines.join('\n')}\n` };
  };
  return {
    files: [file('service', service), file('timer', timer)],
    steps: [
      `Save the two units under the names in their first lines, then run:`,
      `systemctl --user daemon-reload && systemctl --user enable --now ${name}.timer`,
    ],
  };
}

/** A word as systemd reads it; a percent sign would begin a specifier. */
function quoted(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%');
  return /^[\w./:@+=,%-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}
