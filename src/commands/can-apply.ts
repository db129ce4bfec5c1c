/** `connects can-apply` answers whether a proposal could be recorded today: exit 0 or 6. It writes nothing and locks nothing. */
import { answerCode, EXIT, exitCode } from '../exit.ts';
import { numbersAfter } from '../insight/account-position.ts';
import { parseConnects, parseConnectsOrNone } from '../parse/amount.ts';
import { sentence } from '../render/refusal.ts';
import { connects, number } from '../render/words.ts';
import { decide } from '../rules/decide.ts';
import { Refused } from '../rules/refusal.ts';
import { balanceOn } from '../rules/state.ts';
import { overrides } from '../settings.ts';
import { look } from './look.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

interface Options {
  readonly cost: number;
  readonly boost?: number;
}

export const canApply: Subcommand = (program, run) => {
  shows(
    program.command('can-apply'),
    'connects can-apply --cost 4',
    'connects can-apply --cost 16 --boost 10 && echo "send it"',
  )
    .description(
      'Tells whether you can record a proposal of this cost today, and if not, why. Exit 0 if you can, 6 if not.',
    )
    .requiredOption('--cost <connects>', 'what the proposal costs', parseConnectsOrNone('--cost'))
    .option('--boost <connects>', 'your boost: the bid for a place at the top', parseConnects('--boost'))
    .action(
      run(async (call, { cost, boost = 0 }: Options) =>
        look(call, async (ledger, state) => {
          const { today } = call;
          const { refusal } = decide(
            { name: 'apply', on: today, cost, boost, details: UNNAMED, force: false },
            {
              past: state,
              later: [],
              next: numbersAfter([]),
              rulebooks: await ledger.rulebooks(),
              overrides: overrides(call.env.vars),
            },
          );
          // Only a refusal by the rules is an answer. Everything else is an error.
          if (refusal && exitCode(refusal) !== EXIT.refused) throw new Refused(refusal);
          const balance = balanceOn(state, today);
          const left = balance - cost - boost;
          const why = refusal && { code: refusal.code, ...sentence(refusal) };
          if (call.json) {
            call.emit('can-apply', { canApply: !why, cost, boost, balance, left: why ? null : left, why });
          } else if (!call.quiet) {
            call.print(
              why
                ? `No. ${why.message}`
                : `Yes: ${connects(cost + boost)} of ${number(balance)}, ${number(left)} would be left.`,
            );
            if (why?.hint && why.code === 'insufficient-connects') call.hint(why.hint);
          }
          return answerCode(!why);
        }),
      ),
    );
};

const UNNAMED = { title: null, client: null, url: null, tags: [], invited: false, key: null, note: null };
