/** A property list for launchd, which runs a job every hour, at login, and after the Mac has slept. */
import { type ScheduledJob, type SchedulePlan, shellQuoted, xmlText } from './scheduled-job.ts';

export function launchdPlan({ name, words, vars, home }: ScheduledJob): SchedulePlan {
  const path = `${home}/Library/LaunchAgents/${name}.plist`;
  const string = (text: string) => `<string>${xmlText(text)}</string>`;
  const variables = Object.entries(vars).map(([key, value]) => `    <key>${xmlText(key)}</key>\n    ${string(value)}`);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    '  <key>Label</key>',
    `  ${string(name)}`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...words.map((word) => `    ${string(word)}`),
    '  </array>',
    ...(variables.length > 0 ? ['  <key>EnvironmentVariables</key>', '  <dict>', ...variables, '  </dict>'] : []),
    '  <key>RunAtLoad</key>',
    '  <true/>',
    '  <key>StartInterval</key>',
    '  <integer>3600</integer>',
    '</dict>',
    '</plist>',
  ];
  return {
    files: [{ path, text: `${lines.join('\n')}\n` }],
    steps: [`Save it as ${path}, then run:`, `launchctl bootstrap gui/$(id -u) ${shellQuoted(path)}`],
  };
}
