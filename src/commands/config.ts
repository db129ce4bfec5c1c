/** `connects config` lists the settings; `get`, `set` and `unset` read and record one. */
import type { Call } from '../call.ts';
import { parseChoice } from '../parse/choice.ts';
import { record } from '../record.ts';
import { SETTING_COLUMNS, type SettingRow, settingFields } from '../render/config.ts';
import type { CommandOf } from '../rules/command.ts';
import { SETTING_KEYS, type SettingKey } from '../rules/settings.ts';
import type { State } from '../rules/state.ts';
import { ABOUT, inForce, overrides, readSetting } from '../settings.ts';
import { type ListOptions, lists, showList } from './list.ts';
import { look } from './look.ts';
import { onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { shows } from './usage.ts';

export const config: Subcommand = (program, run) => {
  const group = shows(
    lists(program.command('config')),
    'connects config',
    'connects config set reserve 20',
    'connects config set budget 60/month',
    'connects config set monthly none',
    'connects config unset budget',
  )
    .description('Lists the settings: the value of each, where it comes from, and what it does.')
    .action(
      run(async (call, options: ListOptions) =>
        look(call, async (_, state) => {
          const rows = settings(call, state);
          if (call.json) call.emit('config', { settings: rows.map(settingFields) });
          else await showList(call, options, SETTING_COLUMNS, rows, '');
          return 0;
        }),
      ),
    );
  shows(group.command('get'), 'connects config get reserve')
    .summary('print one setting')
    .argument('<key>', KEYS, key)
    .action(
      run(async (call, wanted: SettingKey) =>
        look(call, async (_, state) => {
          const row = settings(call, state).find((each) => each.key === wanted);
          if (row && call.json) call.emit('config get', { setting: settingFields(row) });
          else if (row) call.print(row.value ?? row.standard);
          return 0;
        }),
      ),
    );
  shows(
    writes(group.command('set')),
    'connects config set reserve 20',
    'connects config set budget 60/month',
    "connects config set budget '$20/month'",
    'connects config set monthly none',
    'connects config set billing-day 14',
  )
    .summary('change one')
    .description(
      'Changes a setting, from a given day. A budget applies to each calendar week (from Monday) or month. In Connects it limits proposals and boosts, minus refunds; in dollars it limits purchases. The monthly Connects and the billing day hold for every cycle that is not recorded yet.',
    )
    .argument('<key>', KEYS, key)
    .argument(
      '<value>',
      'such as 20 for the reserve, 60/month for the budget, none or 10 for the monthly Connects, 14 for the billing day',
    )
    .action(
      run(async (call, wanted: SettingKey, text: string, options: WriteOptions) => {
        const value = readSetting(wanted, text, wanted);
        return change(call, { name: 'config set', on: await onDay(call, options.on), key: wanted, value }, options);
      }),
    );
  shows(writes(group.command('unset')), 'connects config unset budget')
    .summary('set one back to its default')
    .argument('<key>', KEYS, key)
    .action(
      run(async (call, wanted: SettingKey, options: WriteOptions) =>
        change(call, { name: 'config unset', on: await onDay(call, options.on), key: wanted }, options),
      ),
    );
};

const KEYS = SETTING_KEYS.join(' or ');
const key = parseChoice('setting', SETTING_KEYS);

const settings = ({ env }: Call, state: State): readonly SettingRow[] =>
  inForce(state.settings, env.vars).map((each) => ({ ...each, ...ABOUT[each.key] }));

function change(
  call: Call,
  command: CommandOf<'config set' | 'config unset'>,
  { dryRun = false }: WriteOptions,
): Promise<number> {
  const over = overrides(call.env.vars)[command.key];
  const hints =
    over === undefined ? [] : [`${ABOUT[command.key].variable} overrides it: ${over} applies while that is set.`];
  return record(call, command, {
    dryRun,
    extra: ({ decision, state }) => {
      const value = state.settings[command.key] ?? null;
      const same = `The setting ${command.key} is already ${value ?? `${ABOUT[command.key].standard}, its default`}.`;
      const fields = { setting: { key: command.key, value } };
      return { fields, hints, lines: decision.entries.length === 0 ? [same] : [] };
    },
  });
}
