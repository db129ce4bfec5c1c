/** The numbers of a rulebook in words, for who compares two editions. Who writes one needs their own names. */

const NAMES: Readonly<Record<string, string>> = {
  'proposal.min': 'cost of a proposal, least',
  'proposal.max': 'cost of a proposal, most',
  'invitation.connects': 'cost of an invitation',
  'price.cents': 'price of a Connect',
  'bundles.sizes': 'bundles to buy',
  'bundles.custom': 'any number can be bought',
  'signup.connects': 'sign-up grant',
  'readinessTest.connects': 'Readiness Test',
  'monthly.basic.paid': 'Basic each month, paid',
  'monthly.basic.free': 'Basic each month, free',
  'monthly.plus.paid': 'Plus each month, paid with the fee',
  'monthly.plus.free': 'Plus each month, free',
  'fee.plusCents': 'monthly fee of Plus',
  'carryOver.basic': 'most carried over, Basic',
  'carryOver.plus': 'most carried over, Plus',
  'expiry.months': 'months until Connects expire',
  'cycle.lastDay': 'last day on which a cycle begins',
  'interview.connects': 'interview won',
  'interview.cap': 'interviews won, at most',
  'interview.days': 'days in which that counts',
  'interview.invitations': 'interview by invitation counts',
  'certification.connects': 'certification',
  'survey.connects': 'survey',
  'boost.available': 'proposals can be boosted',
  'boost.slots': 'places of a boost',
  'adCredits.available': 'ad credits can pay boosts',
};

const BADGE = 'badges.connects.';
const REFUND = 'refunds.';

/** A path that has no name stays as it is. */
export function ruleName(path: string): string {
  if (path.startsWith(BADGE)) return `badge ${path.slice(BADGE.length)}`;
  if (path.startsWith(REFUND)) return `refund if ${path.slice(REFUND.length)}`;
  return NAMES[path] ?? path;
}
