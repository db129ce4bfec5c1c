/** A line for cron, which knows no variables of the user's shell, and looks for programs in two folders only. */
import { type ScheduledJob, type SchedulePlan, shellQuoted } from './scheduled-job.ts';

export function cronPlan({ words, vars }: ScheduledJob): SchedulePlan {
  const set = Object.entries(vars).map(([name, value]) => `${name}=${shellQuoted(value)}`);
  // cron itself reads a percent sign as the end of the line, within quotes too.
  const line = [...set, ...words.map(shellQuoted)].join(' ').replaceAll('%', '\\%');
  return {
    files: [
      {
        path: null,
        text: `# Records the monthly Connects that are due, every hour; a missed hour costs nothing.\n17 * * * * ${line}\n`,
      },
    ],
    steps: ['Add these lines to your own table: crontab -e', 'cron mails you what it recorded, and what went wrong.'],
  };
}
