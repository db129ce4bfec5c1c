/** A task for the Windows Task Scheduler, which makes up for a missed day as soon as it can. */
import { type ScheduledJob, type SchedulePlan, xmlText } from './scheduled-job.ts';

/** It names no encoding: PowerShell saves what it is given in one, the older shell in another, and both are found by their first bytes. */
export function windowsPlan({ name, words, today }: ScheduledJob): SchedulePlan {
  const [program = '', ...args] = words;
  const lines = [
    '<?xml version="1.0"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    '    <Description>Records the monthly Connects that are due</Description>',
    '  </RegistrationInfo>',
    '  <Triggers>',
    '    <CalendarTrigger>',
    `      <StartBoundary>${today}T09:17:00</StartBoundary>`,
    '      <ScheduleByDay>',
    '        <DaysInterval>1</DaysInterval>',
    '      </ScheduleByDay>',
    '    </CalendarTrigger>',
    '  </Triggers>',
    '  <Settings>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <ExecutionTimeLimit>PT10M</ExecutionTimeLimit>',
    '  </Settings>',
    '  <Actions>',
    '    <Exec>',
    `      <Command>${xmlText(program)}</Command>`,
    `      <Arguments>${xmlText(args.map(windowsQuoted).join(' '))}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
  ];
  return {
    files: [{ path: `${name}.xml`, text: `${lines.join('\n')}\n` }],
    steps: [`Save it as ${name}.xml, then run:`, `schtasks /Create /TN ${name} /XML ${name}.xml`],
  };
}

/** A word as a Windows program finds it in its command line: backslashes count only before a quote. */
const windowsQuoted = (word: string): string =>
  /^[^\s"]+$/.test(word) ? word : `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
