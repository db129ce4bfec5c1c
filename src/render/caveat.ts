/** What a comparison rests on and cannot know, in sentences. */
import type { WhatIfCaveat } from '../insight/what-if.ts';
import { connects, number } from './words.ts';

const REWARD: Readonly<Record<Extract<WhatIfCaveat, { code: 'unpublished' }>['kind'], string>> = {
  signup: 'the sign-up grant',
  'readiness-test': 'the Readiness Test',
  interview: 'interviews',
  badge: 'badges',
  certification: 'certifications',
  survey: 'surveys',
};

export function caveat(told: WhatIfCaveat): string {
  switch (told.code) {
    case 'unpublished':
      return `That edition publishes no amount for ${REWARD[told.kind]}: ${connects(told.connects)} from ${told.count === 1 ? 'one' : number(told.count)} ${told.connects === 1 ? 'is' : 'are'} not counted, although you might have got some.`;
    case 'short':
      return `From ${told.on} on, ${connects(told.missing)} would have been missing: some of the proposals could not have been sent.`;
    case 'out-of-range':
      return `${told.count === 1 ? 'One proposal' : `${number(told.count)} proposals`} cost an amount that this edition does not allow (${told.min} to ${told.max ?? 'any number'}).`;
    case 'not-on-sale':
      return `${told.count === 1 ? 'One purchase is' : `${number(told.count)} purchases are`} of a size that this edition does not sell.`;
    case 'cycles-by-the-rulebook':
      return `Renewals are counted as the rulebook says, even if Upwork did not give each one: ${number(told.counted)} in the rulebook, ${number(told.recorded)} in your ledger.`;
    case 'costs-as-recorded':
      return 'Costs, boosts and refunds stay as recorded: we cannot know what the same jobs would have cost.';
    case 'fee-unknown':
      return 'The membership fee is not in the rulebook and is not counted.';
    case 'upgrade':
      return `An upgrade today gives ${connects(told.connects)} at once and starts a new billing cycle.`;
    case 'replies-unknown':
      if (told.boosts === 0) return 'You boosted nothing, so nothing changes.';
      return `We cannot know which replies you would have missed without ${told.boosts === 1 ? 'the one boost' : `the ${number(told.boosts)} boosts`}.`;
    default:
      return told satisfies never;
  }
}
