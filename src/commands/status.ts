/** `connects status`: the balance, what expires, what is due, the budget and the open proposals on one screen. */
import { dueSums } from '../insight/due/due-on-upwork.ts';
import { balanceLines } from '../render/balance.ts';
import { PROPOSAL_COLUMNS } from '../render/columns.ts';
import { dueLine, openProposalsLine, soonLine, statusRows, waitingLine } from '../render/status.ts';
import { proposalFields } from '../render/text/fields.ts';
import { STALE_DAYS, unansweredSince } from '../rules/proposals/unanswered.ts';
import { grantTotal, usableGrants } from '../rules/state/grants.ts';
import type { Proposal } from '../rules/state/state.ts';
import { addDays } from '../rules/values/calendar.ts';
import { isUndecided } from '../rules/vocabulary/outcomes.ts';
import { printRows } from './answers/answer.ts';
import { balanceFields, balanceView } from './answers/balance-view.ts';
import { dueToday } from './due.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

/** What expires in so many days is shown, as `expiring` does. */
const SOON_DAYS = 30;
/** Open proposals that fit on the screen; the rest are counted. */
const SHOWN = 8;

export const statusCommand: AddSubcommand = (program, _, look) => {
  withExamples(program.command('status'), 'connects status', 'connects status --json')
    .description(
      'Shows on one screen how many Connects are left, what expires soon, what Upwork owes you, your budget, and the proposals that are still open.',
    )
    .action(
      look(async ({ call, ledger, state }) => {
        const { today, env } = call;
        const due = dueSums(await dueToday(ledger, today));
        const soon = usableGrants(state.grants, today).filter(
          ({ expiresOn }) => expiresOn <= addDays(today, SOON_DAYS),
        );
        call.env.spareMemory?.();
        const shown: Proposal[] = [];
        // A proposal takes more memory than its row.
        const open: Pick<Proposal, 'id' | 'on' | 'status'>[] = [];
        await ledger.eachProposalPage({ status: null, tag: null }, async (page) => {
          for (const proposal of page) {
            if (!isUndecided(proposal.status)) continue;
            if (shown.length < SHOWN) shown.push(proposal);
            const { id, on, status } = proposal;
            open.push(call.json ? proposalFields(proposal) : { id, on, status });
          }
          return true;
        });
        const stale = unansweredSince(open, today, STALE_DAYS).length;
        const expiringSoon = { connects: grantTotal(soon), days: SOON_DAYS };
        if (call.json || !env.stdout.isTTY) {
          const fields = { ...(await balanceFields(call, state)), expiringSoon, due };
          if (call.json) call.emit('status', { ...fields, stale, proposals: open });
          else for (const line of statusRows({ ...fields, open: open.length, stale })) call.print(line);
          return;
        }
        const view = await balanceView(call, ledger, state);
        const lines = [
          ...balanceLines(view, call.paint),
          ...soonLine(expiringSoon, view.expiring?.connects ?? 0),
          ...dueLine(due),
          '',
          call.paint.bold(openProposalsLine(open)),
        ];
        for (const line of lines) call.print(call.addressed(line));
        await printRows(call, { columns: PROPOSAL_COLUMNS, items: shown });
        for (const line of waitingLine(open.length - SHOWN, stale)) call.print(call.addressed(line));
      }),
    );
};
