/** What `connects buy` asks for: the bundle, a coupon where there is one, and the tax, as at the last purchase. */
import type { ProgramCall } from '../../call.ts';
import { visible } from '../../render/text/visible.ts';
import { connects, dollars, offerWords } from '../../render/text/words.ts';
import { connectPrice } from '../../rules/rulebook/rulebook.ts';
import { editionOn } from '../../rules/state/state.ts';
import { lookAt } from '../line/look.ts';
import { type CommandGuide, optionWords } from './guide-table.ts';

export const BUY_GUIDE: CommandGuide = {
  needsAccount: true,
  rows: [
    {
      name: 'bundle',
      lacks: ({ words }) => words.length === 0,
      ask: async (call) => {
        const { rulebook, last } = await purchasesSoFar(call);
        const price = connectPrice(rulebook);
        const choices = (rulebook?.bundles.sizes ?? []).map((size) => ({
          value: String(size),
          name: `${connects(size)}, ${dollars(size * price)}`,
        }));
        const usual = choices.filter(({ value }) => value === last?.bundle);
        const others = choices.filter((each) => !usual.includes(each));
        const message = `How many Connects did you buy?${rulebook?.bundles.custom ? ' (or type another number)' : ''}`;
        return { kind: 'search', message, choices: [...usual, ...others], isFree: true };
      },
      words: (answer) => [answer],
    },
    {
      name: 'coupon',
      lacks: ({ options }) => options['coupon'] === undefined,
      ask: async (call) => {
        const known = await lookAt(call, async ({ state }) => state.coupons);
        const usable = known.filter(
          ({ offer, usedOn, expiresOn }) =>
            offer.kind !== 'connects' && usedOn === null && (expiresOn === null || expiresOn >= call.today),
        );
        if (usable.length === 0) return null;
        const choices = usable.map(({ code, offer }) => ({
          value: code,
          name: visible(`${code}, ${offerWords(offer)}`),
        }));
        return { kind: 'choice', message: 'With a coupon?', choices: [{ value: '', name: 'No' }, ...choices] };
      },
      words: (answer) => optionWords('--coupon', answer),
    },
    {
      name: 'tax',
      lacks: ({ options }) => options['tax'] === undefined && options['total'] === undefined,
      ask: async (call) => {
        const { last } = await purchasesSoFar(call);
        return { kind: 'text', message: 'Sales tax in percent, 0 for none:', standard: last?.tax ?? '0' };
      },
      words: (answer) => (/^0(\.0*)?%?$/.test(answer) ? [] : ['--tax', answer]),
    },
  ],
};

/** The rulebook of today, and how the last purchase was typed. */
const purchasesSoFar = (call: ProgramCall) =>
  lookAt(call, async ({ ledger, state }) => {
    const rulebook = (await ledger.rulebooks()).get(editionOn(state, call.today)) ?? null;
    const last = (await ledger.purchases()).at(-1);
    const { taxMilli = 0 } = (last?.command ?? {}) as { readonly taxMilli?: number };
    return {
      rulebook,
      last: last ? { bundle: String(last.transaction.connects), tax: String(taxMilli / 1000) } : null,
    };
  });
