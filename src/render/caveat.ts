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
      return `No amount is published there for ${REWARD[told.kind]}: ${connects(told.connects)} from ${told.count === 1 ? 'one' : number(told.count)} ${told.connects === 1 ? 'is' : 'are'} not counted, though it may have given some.`;
    case 'short':
      return `From ${told.on} on, ${connects(told.missing)} would have been missing: some of the proposals could not have been sent.`;
    case 'out-of-range':
      return `${told.count === 1 ? 'One proposal' : `${number(told.count)} proposals`} cost what that edition does not allow (${told.min} to ${told.max ?? 'any number'}).`;
    case 'not-on-sale':
      return `${told.count === 1 ? 'One purchase is' : `${number(told.count)} purchases are`} of a size that was not on sale there.`;
    case 'cycles-by-the-rulebook':
      return `Renewals are counted by the rulebook, whether or not Upwork gave each: ${number(told.counted)} there, ${number(told.recorded)} in the ledger.`;
    case 'costs-as-recorded':
      return 'Costs, boosts and refunds stay as recorded: what the same jobs would have asked for is not known.';
    case 'fee-unknown':
      return 'The fee of the membership is not in the rulebook, and not counted.';
    case 'upgrade':
      return `An upgrade today brings ${connects(told.connects)} at once, and new billing cycles.`;
    case 'replies-unknown':
      if (told.boosts === 0) return 'Nothing was boosted: nothing is different.';
      return `Which replies would not have come without ${told.boosts === 1 ? 'the one boost' : `the ${number(told.boosts)} boosts`} is not known.`;
    default:
      return told satisfies never;
  }
}
