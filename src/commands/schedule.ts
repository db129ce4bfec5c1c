/** `connects schedule` prints what to install so that a scheduler runs `renew`. It installs nothing, and reads no ledger. */
import type { ProgramCall } from '../call.ts';
import { parseChoice } from '../parse/choice.ts';
import {
  PASSWORD_STEP,
  SCHEDULE_PLANS,
  SCHEDULER_NAMES,
  SCHEDULER_PLACES,
  type SchedulerName,
} from '../render/schedule/schedule-plan.ts';
import type { ScheduledJob } from '../render/schedule/scheduled-job.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { answerLines } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const scheduleCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('schedule'),
    'connects schedule --for cron',
    'connects schedule --for systemd',
    'connects schedule --for launchd',
    'connects schedule --for windows',
  )
    .description(
      'Prints what to install so that your computer records the monthly Connects by itself, with connects renew. After a time switched off it catches up. Nothing is installed for you. connects doctor says when renew last ran.',
    )
    .option('--for <scheduler>', SCHEDULER_NAMES.join(', '), parseChoice('scheduler', SCHEDULER_NAMES))
    .action(
      run(async (call, options) => {
        const scheduler = options.for ?? (await askScheduler(call));
        if (scheduler === null) return call.leave('written');
        const job = renewalJob(call);
        const { files, steps: own } = SCHEDULE_PLANS[scheduler](job);
        const steps = call.pool ? [...own, PASSWORD_STEP] : own;
        const fields = { scheduler, run: job.words, variables: job.vars, files, steps };
        answerLines(call, { command: 'schedule', fields }, () => []);
        // As it is: a line of a table or a unit that is broken to fit the terminal cannot be copied.
        if (!call.json)
          call.show(
            `${files
              .map(({ text }) => text)
              .join('\n')
              .trimEnd()}\n`,
          );
        if (!call.json) for (const step of steps) call.hint(step);
        return 0;
      }),
    );
};

const LEAVE = 'leave';

/** Null: who was asked wants none. */
async function askScheduler(call: ProgramCall): Promise<SchedulerName | null> {
  if (!call.mayAsk) throw usageRefused({ fault: 'scheduler-missing', known: SCHEDULER_NAMES });
  const { select } = await call.ask();
  const chosen = await select<SchedulerName | typeof LEAVE>({
    message: 'Which scheduler runs it?',
    choices: SCHEDULER_NAMES.map((value) => ({ value, name: `${value}: ${SCHEDULER_PLACES[value]}` })),
    onEscape: LEAVE,
    escapeMark: 'left',
  });
  return chosen === LEAVE ? null : chosen;
}

/** Variables that say where the program's folders are and which day it is. No scheduler sets them as the user's shell does. */
const CARRIED = ['TZ', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME'] as const;

/** Those that a shared ledger needs besides. Never a password: what is printed here is put into files and mails. */
const CARRIED_FOR_SERVER = [
  'PGHOST',
  'PGPORT',
  'PGUSER',
  'PGDATABASE',
  'PGPASSFILE',
  'PGSSLMODE',
  'PGSSLROOTCERT',
] as const;

function renewalJob(call: ProgramCall): ScheduledJob {
  const { env, db, today } = call;
  const { program, home } = env.machine();
  const words = [...program, 'renew', '--db', db];
  const carried = [...CARRIED, ...(call.pool ? CARRIED_FOR_SERVER : [])].map((name) => [name, env.vars[name]] as const);
  // Who records, where somebody does: a scheduler may run as another user of the system.
  const vars = Object.fromEntries(
    [...carried, ['CONNECTS_MEMBER', call.member] as const].flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  const unfit = [...words, ...Object.values(vars)].find((word) => /\p{Cc}/u.test(word));
  // A scheduler's file has lines: a path that is more than one would be read as something else.
  if (unfit !== undefined) throw usageRefused({ fault: 'unschedulable', given: unfit });
  return { name: jobName(call), words, vars, today, home };
}

/** Two accounts are two jobs. */
function jobName({ db, pool }: ProgramCall): string {
  const file = pool ? `${pool.account}-shared` : db.replace(/^.*[/\\]/s, '').replace(/\.db$/, '');
  return file === 'connects' ? 'connects-renew' : `connects-renew-${file.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}
