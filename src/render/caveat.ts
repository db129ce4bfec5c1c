/** What a comparison rests on and cannot know, in sentences. */
import type { WhatIfCaveat } from '../insight/what-if.ts';
import { type TextByCode, textByCode } from './text/sentence.ts';
import { connects, number } from './text/words.ts';

const REWARD: Readonly<Record<Extract<WhatIfCaveat, { code: 'unpublished' }>['kind'], string>> = {
  signup: 'the sign-up grant',
  'readiness-test': 'the Readiness Test',
  interview: 'interviews',
  badge: 'badges',
  certification: 'certifications',
  survey: 'surveys',
};

export const caveatSentence = (caveat: WhatIfCaveat): string => textByCode(CAVEATS, caveat);

const CAVEATS: TextByCode<WhatIfCaveat> = {
  unpublished: (caveat) =>
    `That edition publishes no amount for ${REWARD[caveat.kind]}: ${connects(caveat.connects)} from ${caveat.count === 1 ? 'one' : number(caveat.count)} ${caveat.connects === 1 ? 'is' : 'are'} not counted, although you might have got some.`,
  short: (caveat) =>
    `From ${caveat.on} on, ${connects(caveat.missing)} would have been missing: some of the proposals could not have been sent.`,
  'out-of-range': (caveat) =>
    `${caveat.count === 1 ? 'One proposal' : `${number(caveat.count)} proposals`} cost an amount that this edition does not allow (${caveat.min} to ${caveat.max ?? 'any number'}).`,
  'not-on-sale': (caveat) =>
    `${caveat.count === 1 ? 'One purchase is' : `${number(caveat.count)} purchases are`} of a size that this edition does not sell.`,
  'cycles-by-the-rulebook': (caveat) =>
    `Renewals are counted as the rulebook says, even if Upwork did not give each one: ${number(caveat.counted)} in the rulebook, ${number(caveat.recorded)} in your ledger.`,
  'cycles-due': ({ cycles }) =>
    cycles === 1
      ? 'The renewal that is due is counted as if it was recorded. To record it: connects renew'
      : `${number(cycles)} renewals that are due are counted as if they were recorded. To record them: connects renew`,
  'costs-as-recorded': () =>
    'Costs, boosts and refunds stay as recorded: we cannot know what the same jobs would have cost.',
  'fee-unknown': () => 'What the membership will cost from today on is not in these figures.',
  unpriced: ({ count, of }) =>
    `No price is recorded for ${number(count)} of ${number(of)} ${of === 1 ? 'purchase' : 'purchases'}: what you paid for ${count === 1 ? 'it' : 'them'} is not counted. To see ${count === 1 ? 'its ID' : 'their IDs'}: connects history --kind purchase. To add a price: connects edit --transaction ID --paid AMOUNT`,
  upgrade: (caveat) => `An upgrade today gives ${connects(caveat.connects)} at once and starts a new billing cycle.`,
  'replies-unknown': (caveat) => {
    if (caveat.boosts === 0) return 'You boosted nothing, so nothing changes.';
    return `We cannot know which replies you would have missed without ${caveat.boosts === 1 ? 'the one boost' : `the ${number(caveat.boosts)} boosts`}.`;
  },
};
