/** `connects history --chart`: the balance of the same days, above the table that has the numbers. */
import type { ProgramCall } from '../../call.ts';
import { stepBalances } from '../../insight/flow/balance-steps.ts';
import { balanceChart, balanceSteps } from '../../render/balance-chart.ts';
import type { Day } from '../../rules/values/calendar.ts';
import type { Ledger } from '../../store/ledger.ts';

/** In a pipe, and for a screen reader, there is no chart: the table says it all. */
export async function drawBalance(call: ProgramCall, ledger: Ledger, from: Day | null, until: Day): Promise<void> {
  const { stdout } = call.env;
  if (!stdout.isTTY || call.page.isLinear) return;
  const newest = await ledger.history({ since: from, until, kind: null, limit: null });
  const lines = newest.toReversed();
  const [first] = lines;
  if (!first) return;
  const since = from ?? first.on;
  const before = first.balance - first.connects;
  const page = { columns: stdout.columns, paint: call.paint };
  const most = lines.reduce((highest, { balance }) => Math.max(highest, balance), before);
  const steps = stepBalances(lines, before, { since, until }, balanceSteps(page, most));
  for (const line of balanceChart(steps, page)) call.print(line);
  call.print('');
}
