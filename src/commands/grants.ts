/** `connects grants` and `connects expiring`: open grants in the order they will be spent, and the day each is gone. */
import { answerCode } from '../exit.ts';
import { parseDays } from '../parse/amount.ts';
import { grantColumns } from '../render/columns.ts';
import { addDays } from '../rules/values/calendar.ts';
import { answerList, type ListFormat, listFormat, withListOptions } from './answers/answer.ts';
import { asOfDay, withAsOfDay } from './line/as-of.ts';
import { lookAt, type OpenLedger } from './line/look.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const grantsCommand: AddSubcommand = (program, run) => {
  withExamples(
    withAsOfDay(withListOptions(program.command('grants'))),
    'connects grants',
    'connects grants --on 2021-01-31',
  )
    .description('Lists what is left of each grant, in the order they will be spent, and the day each expires.')
    .action(
      run(async (call, options) =>
        lookAt(await asOfDay(call, options), async (looked) => {
          await listGrants(looked, listFormat(options), null);
        }),
      ),
    );
};

export const expiringCommand: AddSubcommand = (program, _, look) => {
  withExamples(
    withListOptions(program.command('expiring')),
    'connects expiring --within 30d',
    'connects expiring --within 8w',
    'connects expiring --within 7d --fail-if-any',
  )
    .description('Lists the grants that expire soon.')
    .option('--within <span>', 'how far to look ahead, such as 30d or 8w', parseDays('--within'), 30)
    .option('--fail-if-any', 'exit 6 if there are any')
    .action(
      look(async (looked, { within, failIfAny, ...options }) => {
        const found = await listGrants(looked, listFormat(options), within);
        return answerCode(!failIfAny || found === 0);
      }),
    );
};

/** `within`: only those that expire in so many days. Returns how many there are. */
async function listGrants({ call, ledger, state }: OpenLedger, format: ListFormat | null, within: number | null) {
  const { today } = call;
  const open = await ledger.grants(state, today);
  const items = within === null ? open : open.filter(({ expiresOn }) => expiresOn <= addDays(today, within));
  const json = { command: within === null ? 'grants' : 'expiring', fields: { grants: items } };
  const empty = within === null ? 'No Connects are left.' : `Nothing expires in the next ${within} days.`;
  await answerList(call, { json, columns: grantColumns(today), items, format, empty });
  return items.length;
}
