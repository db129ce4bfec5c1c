/** `connects config` lists the settings; `get`, `set` and `unset` read and record one. */
import type { ProgramCall } from '../call.ts';
import { configPath, readConfigFile } from '../config-file.ts';
import { parseChoice } from '../parse/choice.ts';
import { recordCommand } from '../record.ts';
import { nextRenewal } from '../render/answers.ts';
import {
  CONFIG_HINT,
  overriddenHint,
  SETTING_COLUMNS,
  type SettingRow,
  settingFields,
  settingLines,
  unchangedSetting,
} from '../render/config.ts';
import { warningText } from '../render/refusals/warning-sentences.ts';
import type { CommandOf } from '../rules/command/command.ts';
import { isOfCycles, SETTING_KEYS } from '../rules/command/settings.ts';
import type { Rulebook } from '../rules/rulebook/rulebook.ts';
import { dueConnects, nextGrant } from '../rules/state/cycles.ts';
import type { State } from '../rules/state/state.ts';
import { inForce, readSetting, SETTING_FACTS, settingOverrides } from '../settings.ts';
import { serverRoles } from '../store/open-store.ts';
import { answerLines, answerList, isTable, listFormat, withListOptions } from './answers/answer.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const configCommand: AddSubcommand = (program, run, look) => {
  const group = withExamples(
    withListOptions(program.command('config')),
    'connects config',
    'connects config set reserve 20',
    'connects config set budget 60/month',
    'connects config set monthly none',
    'connects config unset budget',
    'connects config path',
    'connects config roles',
  )
    .description(
      'Lists the settings of the ledger: the value of each, where it comes from, and what it does. Defaults for this computer are in a file of their own, which "config path" names.',
    )
    .action(
      look(async ({ call, state }, options) => {
        const items = settings(call, state);
        const json = { command: 'config', fields: { settings: items.map(settingFields) } };
        const format = listFormat(options);
        if (isTable(call, format)) {
          for (const line of items.flatMap((row) => settingLines(row, call.page))) call.print(line);
          return;
        }
        await answerList(call, { json, columns: SETTING_COLUMNS, items, format });
      }),
    );
  withExamples(group.command('get'), 'connects config get reserve')
    .summary('print one setting')
    .argument('<key>', KEYS, parseKey)
    .action(
      look(async ({ call, state }, key) => {
        for (const row of settings(call, state).filter((each) => each.key === key)) {
          const fields = { setting: settingFields(row) };
          answerLines(call, { command: 'config get', fields }, () => [row.value ?? row.standard]);
        }
      }),
    );
  withExamples(
    withWriteOptions(group.command('set')),
    'connects config set reserve 20',
    'connects config set budget 60/month',
    "connects config set budget '$20/month'",
    'connects config set monthly none',
    'connects config set billing-day 14',
    'connects config set owners anna,ben --as anna',
  )
    .summary('change one')
    .description(
      'Changes a setting, from a given day. A budget applies to each calendar week (from Monday) or month. In Connects it limits proposals and boosts, minus refunds; in dollars it limits purchases. The monthly Connects and the billing day hold for every cycle that is not recorded yet. Where there are owners, only they record purchases, coupons, adjustments, voids, the membership, the rulebook and settings, take in other copies, and undo what somebody else recorded.',
    )
    .argument('<key>', KEYS, parseKey)
    .argument(
      '<value>',
      'such as 20 for the reserve, 60/month or none for the budget, none or 10 for the monthly Connects, 14 for the billing day, anna,ben for the owners',
    )
    .action(
      run(async (call, key, text, { on, dryRun = false }) => {
        const value = readSetting(key, text, key);
        return change(call, { name: 'config set', on: await onDay(call, on), key, value }, dryRun);
      }),
    );
  withExamples(withWriteOptions(group.command('unset')), 'connects config unset budget')
    .summary('set one back to its default')
    .argument('<key>', KEYS, parseKey)
    .action(
      run(async (call, key, { on, dryRun = false }) =>
        change(call, { name: 'config unset', on: await onDay(call, on), key }, dryRun),
      ),
    );
  withExamples(group.command('roles'), 'connects config roles')
    .summary('print a psql script that limits members on a server')
    .description(
      'Prints a script for psql, for whoever administers the PostgreSQL server of a shared ledger. It makes two roles: connects_owner may record everything, connects_member all but what only owners record, and neither may change or delete what is recorded. Run it once the account is there, and again after an upgrade: connects config roles | psql -d agency. Then give each login one of them: GRANT connects_member TO carl;',
    )
    .action(
      run(async (call) => {
        const statements = await serverRoles();
        if (call.json) answerLines(call, { command: 'config roles', fields: { statements } }, () => []);
        else call.show(statements.map((each) => `${each}\n`).join(''));
      }),
    );
  withExamples(group.command('path'), 'connects config path')
    .summary('print where your config.json belongs')
    .description(
      'Prints the path of config.json, a file that you may write with your own defaults for this computer: db, account, color, pager, accessible and input.',
    )
    .action(
      run(async (call) => {
        const path = await configPath(call.env);
        const { exists } = await readConfigFile(call.env);
        answerLines(call, { command: 'config path', fields: { path, exists } }, () => [path]);
        if (call.env.stdout.isTTY && !call.json && !exists) call.hint(CONFIG_HINT);
      }),
    );
};

const KEYS = SETTING_KEYS.join(' or ');
const parseKey = parseChoice('setting', SETTING_KEYS);

const settings = ({ env }: ProgramCall, state: State): readonly SettingRow[] =>
  inForce(state.settings, env.vars).map((each) => ({ ...each, ...SETTING_FACTS[each.key] }));

function change(
  call: ProgramCall,
  command: CommandOf<'config set' | 'config unset'>,
  dryRun: boolean,
): Promise<number> {
  const { key } = command;
  const { variable, standard } = SETTING_FACTS[key];
  const override = settingOverrides(call.env.vars)[key];
  return recordCommand(call, command, {
    dryRun,
    extra: async ({ decision, state, ledger }) => {
      const value = state.settings[key] ?? null;
      return {
        fields: { setting: { key, value } },
        hints: override === undefined || variable === null ? [] : [overriddenHint(variable, override)],
        lines:
          decision.entries.length === 0
            ? [unchangedSetting(key, value, standard)]
            : isOfCycles(key)
              ? renewalLines(call, state, await ledger.rulebooks())
              : [],
      };
    },
  });
}

/** What `renew` would post now, and when it would post the next one. */
function renewalLines({ today, addressed }: ProgramCall, state: State, rulebooks: ReadonlyMap<string, Rulebook>) {
  const due = dueConnects(state, today, rulebooks);
  const lines = [
    ...(due ? [warningText({ code: 'cycles-due', ...due })] : []),
    nextRenewal(nextGrant(state, today, rulebooks)),
  ];
  return lines.map(addressed);
}
