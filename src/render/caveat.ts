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

export function caveatSentence(caveat: WhatIfCaveat): string {
  switch (caveat.code) {
    case 'unpublished':
      return `That edition publishes no amount for ${REWARD[caveat.kind]}: ${connects(caveat.connects)} from ${caveat.count === 1 ? 'one' : number(caveat.count)} ${caveat.connects === 1 ? 'is' : 'are'} not counted, although you might have got some.`;
    case 'short':
      return `From ${caveat.on} on, ${connects(caveat.missing)} would have been missing: some of the proposals could not have been sent.`;
    case 'out-of-range':
      return `${caveat.count === 1 ? 'One proposal' : `${number(caveat.count)} proposals`} cost an amount that this edition does not allow (${caveat.min} to ${caveat.max ?? 'any number'}).`;
    case 'not-on-sale':
      return `${caveat.count === 1 ? 'One purchase is' : `${number(caveat.count)} purchases are`} of a size that this edition does not sell.`;
    case 'cycles-by-the-rulebook':
      return `Renewals are counted as the rulebook says, even if Upwork did not give each one: ${number(caveat.counted)} in the rulebook, ${number(caveat.recorded)} in your ledger.`;
    case 'costs-as-recorded':
      return 'Costs, boosts and refunds stay as recorded: we cannot know what the same jobs would have cost.';
    case 'fee-unknown':
      return 'The membership fee is not in the rulebook and is not counted.';
    case 'upgrade':
      return `An upgrade today gives ${connects(caveat.connects)} at once and starts a new billing cycle.`;
    case 'replies-unknown':
      if (caveat.boosts === 0) return 'You boosted nothing, so nothing changes.';
      return `We cannot know which replies you would have missed without ${caveat.boosts === 1 ? 'the one boost' : `the ${number(caveat.boosts)} boosts`}.`;
    default:
      return caveat satisfies never;
  }
}
