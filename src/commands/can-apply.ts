/** `connects can-apply` answers whether a proposal could be recorded today: exit 0 or 6. It writes nothing and locks nothing. */
import { answerCode, EXIT_CODES, exitCode } from '../exit.ts';
import { numbersAfter } from '../insight/future/account-position.ts';
import { parseConnectsOrNone } from '../parse/amount.ts';
import { canApplySentence } from '../render/answers.ts';
import { refusalText } from '../render/refusals/refusal-sentences.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import { decide } from '../rules/decide.ts';
import { balanceOn } from '../rules/state/state.ts';
import { settingOverrides } from '../settings.ts';
import { answerLines } from './answers/answer.ts';
import { readAmounts } from './apply/apply-words.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const canApply: AddSubcommand = (program, _, look) => {
  withExamples(
    program.command('can-apply'),
    'connects can-apply --cost 4',
    'connects can-apply 16+10 && echo "send it"',
  )
    .description(
      'Tells whether you can record a proposal of this cost today, and if not, why. Exit 0 if you can, 6 if not.',
    )
    .usage('[cost[+boost]] [options]')
    .argument('[amounts...]', 'the cost, such as 16, or 16+10 with a boost')
    .option('--cost <connects>', 'what the proposal costs', parseConnectsOrNone('--cost'))
    .option('--boost <connects>', 'your boost: the bid for a place at the top', parseConnectsOrNone('--boost'))
    .action(
      look(async ({ call, ledger, state }, words: readonly string[] | undefined, options) => {
        const { cost, boost = 0 } = { ...options, ...readAmounts(words ?? [], options) };
        if (cost === undefined) throw usageRefused({ fault: 'cost-missing', command: 'can-apply' });
        const rulebooks = await ledger.rulebooks();
        const { refusal } = decide(
          { name: 'apply', on: call.today, cost, boost, details: UNNAMED, force: false },
          { past: state, later: [], next: numbersAfter([]), rulebooks, overrides: settingOverrides(call.env.vars) },
        );
        // Only a refusal by the rules is an answer. Everything else is an error.
        if (refusal && exitCode(refusal) !== EXIT_CODES.refused) throw new Refused(refusal);
        const balance = balanceOn(state, call.today);
        const why = refusal && { code: refusal.code, ...refusalText(refusal) };
        const left = why ? null : balance - cost - boost;
        answerLines(call, { command: 'can-apply', fields: { canApply: !why, cost, boost, balance, left, why } }, () =>
          call.quiet ? [] : [why ? `No. ${why.message}` : canApplySentence(balance, cost + boost)],
        );
        if (!call.json && why?.hint && why.code === 'insufficient-connects') call.hint(why.hint);
        return answerCode(!why);
      }),
    );
};

const UNNAMED = { title: null, client: null, url: null, tags: [], invited: false, key: null, note: null };
