/** What to install so that a scheduler records the monthly Connects, for each scheduler. */
import { cronPlan } from './cron-line.ts';
import { launchdPlan } from './launchd-plist.ts';
import type { ScheduledJob, SchedulePlan } from './scheduled-job.ts';
import { systemdPlan } from './systemd-units.ts';
import { windowsPlan } from './windows-task.ts';

export const SCHEDULER_NAMES = ['cron', 'systemd', 'launchd', 'windows'] as const;
export type SchedulerName = (typeof SCHEDULER_NAMES)[number];

export const SCHEDULER_PLACES: Readonly<Record<SchedulerName, string>> = {
  cron: 'Linux, BSD and macOS, a line in your table',
  systemd: 'Linux, two units of yours',
  launchd: 'macOS, a file in ~/Library/LaunchAgents',
  windows: 'Windows, the Task Scheduler',
};

export const SCHEDULE_PLANS: Readonly<Record<SchedulerName, (job: ScheduledJob) => SchedulePlan>> = {
  cron: cronPlan,
  systemd: systemdPlan,
  launchd: launchdPlan,
  windows: windowsPlan,
};

/** What a scheduler cannot know of a shared ledger. */
export const PASSWORD_STEP =
  'The job has no password. If the server asks for one, write it into ~/.pgpass (or the file that PGPASSFILE names), readable by you alone: HOST:5432:DATABASE:USER:PASSWORD';
