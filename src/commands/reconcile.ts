/** `connects reconcile` compares the ledger with what Upwork shows, and names what may explain a difference. */
import { answerCode } from '../exit.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { type RecordedCommand, recordCommand } from '../record.ts';
import { adjustHint, causeText, driftLines } from '../render/cause.ts';
import type { Day } from '../rules/calendar.ts';
import { decide } from '../rules/decide.ts';
import type { DriftCause, RenewalTrial } from '../rules/drift/drift-cause.ts';
import { explainDrift } from '../rules/drift/explain-drift.ts';
import { EMPTY_STATE, type State } from '../rules/state.ts';
import type { Ledger } from '../store/ledger.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './subcommand.ts';
import { withExamples } from './usage.ts';

export const reconcileCommand: AddSubcommand = (program, run) => {
  withExamples(
    withWriteOptions(program.command('reconcile')),
    'connects reconcile 36',
    'connects reconcile 36 --adjust',
  )
    .description('Compares the balance with what Upwork shows, and lists what may explain a difference.')
    .argument('<connects>', 'what Upwork shows today', parseConnectsOrNone('CONNECTS'))
    .option('--adjust', 'record the difference as an adjustment')
    .action(
      run(async (call, observed, { adjust = false, dryRun = false, on: typed }) => {
        const on = await onDay(call, typed);
        const past = on === call.today ? null : on;
        return recordCommand(
          call,
          { name: 'reconcile', on, observed, adjust },
          {
            dryRun,
            extra: async (recorded) => {
              const { detail } = recorded.decision;
              const ledger = detail.of === 'drift' ? detail.ledger : observed;
              const drift = observed - ledger;
              const isOpen = drift !== 0 && !adjust;
              const found = drift === 0 ? [] : await explain(recorded, { drift, on, today: call.today });
              const causes = found.map((each) => ({
                code: each.code,
                message: causeText(each, past),
                connects: each.connects,
              }));
              return {
                fields: { observed, ledger, drift, causes },
                lines: drift === 0 ? [] : driftLines({ observed, ledger, adjust }, causes).map(call.addressed),
                hints: isOpen ? [adjustHint(observed, past)] : [],
                code: answerCode(!isOpen),
                warnings: isOpen && call.json ? [{ code: 'drift', drift }] : [],
              };
            },
          },
        );
      }),
    );
};

/** So many of the newest lines, and the proposals they are of, are looked at. */
const LINES = 500;

interface Asked {
  readonly drift: number;
  readonly on: Day;
  readonly today: Day;
}

async function explain({ ledger, rows }: RecordedCommand, { drift, on, today }: Asked): Promise<readonly DriftCause[]> {
  const rulebooks = await ledger.rulebooks();
  const newest = await ledger.history({ since: null, until: on, kind: null, limit: LINES });
  // The adjustment itself explains nothing.
  const own = new Set(rows.map(({ id }) => id));
  const lines = newest.filter(({ id }) => id === null || !own.has(id));
  const proposals = [...new Set(lines.flatMap(({ proposal }) => proposal ?? []))];
  const asOf = async (day: Day): Promise<State> => (await ledger.stateOn(day, proposals)) ?? EMPTY_STATE;
  const known = await asOf(on);
  const state = on < today ? { ...known, proposals: stillThen(known, await asOf(today)) } : known;
  const confirmed = new Set(
    (await ledger.entries()).flatMap((entry) =>
      entry.type === 'fact' && entry.body.kind === 'confirmed' ? entry.body.transaction : [],
    ),
  );
  return explainDrift({ drift, on, state, lines, confirmed, renewal: await tryRenewal(ledger, on), rulebooks });
}

/** What `renew` would record up to a day; nothing is written. */
async function tryRenewal(ledger: Ledger, on: Day): Promise<RenewalTrial> {
  const command = { name: 'renew', on } as const;
  const trial = await ledger.write({
    command,
    today: on,
    dryRun: true,
    withLines: true,
    decide: (timeline) => decide(command, timeline),
  });
  return 'rows' in trial ? { posted: trial.rows, connects: trial.after - trial.before } : { posted: [], connects: 0 };
}

/** What became of the others afterwards is recorded: nobody has to guess at it. */
const stillThen = ({ proposals }: State, { proposals: now }: State): State['proposals'] =>
  new Map(
    [...proposals].filter(([id, { status, back }]) => {
      const later = now.get(id);
      return later?.status === status && later.back.cost === back.cost && later.back.boost === back.boost;
    }),
  );
