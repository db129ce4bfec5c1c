/** What the rulebook or the ledger refuses, in sentences: the rule, and the way round. Just over 200 lines: one function a code. */

import type { OwnersAct } from '../../rules/answers/refusal.ts';
import type { RefusalOf, UserSentence } from '../text/sentence.ts';
import { purchaseCommands, shellWord } from '../text/shell.ts';
import { visible } from '../text/visible.ts';
import { connects, countOf, dollars, eitherOf, number, planName } from '../text/words.ts';

/** Two people read it: one has not sent the proposal yet, the other has, so that Upwork must have more than the ledger. */
export function shortageSentence({
  needed,
  balance,
  missing,
  cover,
  nextCycle,
  due,
  on,
  observed,
}: RefusalOf<'insufficient-connects'>): UserSentence {
  const buy = cover && `The cheapest purchase that covers it: ${purchaseCommands(cover)} (${dollars(cover.cents)}).`;
  const wait = nextCycle && `Next renewal: ${nextCycle.on}, ${connects(nextCycle.connects)}.`;
  const free =
    due &&
    `First record what you got for free, ${connects(due.connects)} of ${countOf(due.cycles, 'billing cycle')}: connects renew`;
  const isThere = observed !== undefined && observed >= needed;
  const unsent = isThere ? '' : [buy, wait].filter(Boolean).join(' ');
  const missed = isThere ? `Upwork showed ${connects(observed)}: something` : 'Upwork has charged it? Then something';
  return [
    `This needs ${connects(needed)}, but ${balance === 0 ? 'none are' : `only ${number(balance)} ${balance === 1 ? 'is' : 'are'}`} left on ${on}: ${number(missing)} missing.`,
    [
      free,
      unsent && `Upwork has not charged it yet? ${unsent}`,
      `${missed} is missing here. Record the purchase (connects buy N --on DAY), import the history page (connects import FILE), or give what Upwork showed before (connects reconcile ${observed ?? 'N'} --adjust). Then run this command again.`,
    ]
      .filter(Boolean)
      .join('\n'),
  ];
}

export function belowReserve({ needed, balance, reserve, overridden }: RefusalOf<'below-reserve'>): UserSentence {
  return [
    `This needs ${connects(needed)} of ${number(balance)} and leaves ${number(balance - needed)}, below your reserve of ${number(reserve)}.`,
    overridden
      ? 'Pass --force to record it anyway, or set another CONNECTS_RESERVE, which overrides the reserve of the ledger.'
      : 'Pass --force to record it anyway, or change the reserve: connects config set reserve N.',
  ];
}

export function overBudget({ budget, from, spent, needed, overridden }: RefusalOf<'over-budget'>): UserSentence {
  const amount = (value: number): string =>
    budget.unit === 'connects' ? connects(value) : value < 0 ? `-${dollars(-value)}` : dollars(value);
  const gone = budget.unit === 'connects' ? 'spent' : 'paid';
  return [
    `Your budget is ${amount(budget.limit)} a ${budget.per}. In the ${budget.per} from ${from}, ${amount(spent)} ${budget.unit === 'cents' || spent === 1 ? 'is' : 'are'} already ${gone}; ${amount(needed)} more would be ${amount(spent + needed - budget.limit)} over it.`,
    overridden
      ? 'Pass --force to record it anyway, or set another CONNECTS_BUDGET, which overrides the budget of the ledger.'
      : `Pass --force to record it anyway, or change the budget: connects config set budget ${budget.unit === 'cents' ? `'$N/${budget.per}'` : `N/${budget.per}`}.`,
  ];
}

export function outOfRange(refusal: RefusalOf<'cost-out-of-range'>): UserSentence {
  if ('boost' in refusal) {
    return [
      `Proposals could not be boosted under ${refusal.edition}.`,
      'Pass --force to record what Upwork really charged.',
    ];
  }
  const { edition, min, max, newest, on } = refusal;
  const range = max === null ? `at least ${connects(min)}` : `${min} to ${connects(max)}`;
  const follow =
    newest === edition ? '' : ` To follow today's rules from that day on: connects rules use ${newest} --on ${on}.`;
  return [
    `A proposal costs ${range} under ${edition}, not ${number(refusal.given)}.`,
    refusal.given === 0
      ? 'An invitation costs nothing: add --invited. If another kind of proposal was free, pass --force.'
      : `Pass --force to record what Upwork really charged.${follow}`,
  ];
}

const REWARDS: Readonly<Record<string, string>> = {
  signup: 'sign-up grant',
  'readiness-test': 'Readiness Test reward',
};

export function claimedSentence({ what, title, on }: RefusalOf<'already-claimed'>): UserSentence {
  const name = title ? ` "${visible(title)}"` : '';
  if (what === 'coupon') return [`The coupon${name} is already recorded.`, 'List coupons with: connects coupon list.'];
  if (what === 'edition')
    return [
      `An edition${name} already exists.`,
      'Choose another id for yours: earlier transactions refer to the existing one.',
    ];
  return [
    `The ${REWARDS[what] ?? `${what} reward`}${name} is given only once, and you got it${on ? ` on ${on}` : ' already'}.`,
    'Pass --force if Upwork really gave it again.',
  ];
}

export function transitionSentence(refusal: RefusalOf<'invalid-transition'>): UserSentence {
  if ('plan' in refusal) {
    const { plan, given } = refusal;
    const alias =
      given === undefined ? '' : `Upwork has no plan called '${visible(given)}', it is ${planName(plan)} here. `;
    return [`${alias}Your plan is already ${planName(plan)}.`, 'See what the plan gives you with: connects rules.'];
  }
  const { proposal, from, to, why, next } = refusal;
  const may =
    next.length > 0
      ? `Possible next: ${eitherOf(next.map(String))}.`
      : 'To undo an outcome, find its number: connects log. Then: connects undo NUMBER.';
  switch (why) {
    case 'same':
      return [`Proposal ${proposal} is already marked ${from}.`, may];
    case 'backwards':
      return [
        `Proposal ${proposal} is marked ${from}: it cannot go back to ${to}.`,
        `${may} To undo an outcome, find its number: connects log. Then: connects undo NUMBER.`,
      ];
    case 'ended':
      return [
        `Proposal ${proposal} has ended (${from}): it cannot become ${to}.`,
        'To undo an outcome, find its number: connects log. Then: connects undo NUMBER. Pass --force to record what Upwork really did.',
      ];
    case 'later':
      return [
        `Proposal ${proposal} has a later outcome that cannot follow ${to}.`,
        `See it with: connects show ${proposal}.`,
      ];
    case 'no-boost':
      return [`Proposal ${proposal} has no boost that could come back.`, `See it with: connects show ${proposal}.`];
  }
}

export const creditsMissing = ({ on, missing }: RefusalOf<'overdraws-later'>): UserSentence => [
  `On ${on}, ${countOf(missing, 'ad credit')} would be missing: a later boost has already spent them.`,
  'First record the ad credits that are missing: connects earn ad-credits --amount N --expires DAY.',
];

export function creditsStay({ proposal, credits, why, with: other }: RefusalOf<'credits-stay'>): UserSentence {
  const used = `${countOf(credits, 'ad credit')} of the boost of proposal ${proposal}`;
  switch (why) {
    case 'boost':
      return [
        `${used} cannot be taken out of it.`,
        `Give the boost in all, at least ${number(credits)}. Or void the proposal and record it again.`,
      ];
    case 'day':
      return [`${used} were spent on its day, so it cannot be moved.`, 'Void the proposal and record it again.'];
    case 'other-boost':
      return [
        `${used} cannot be added to another boost: that of proposal ${other} took other Connects.`,
        `Void proposal ${proposal} and record it again without the boost or, if the boost of proposal ${other} is wrong, first correct that: connects edit ${other} --boost N`,
      ];
    case 'join':
      return [
        `${used} would be lost.`,
        `Name the proposal with the ad credits first: connects join ${proposal} ${other}`,
      ];
  }
}

const OWNERS_ACTS: Readonly<Record<Exclude<OwnersAct, 'lock-out'>, string>> = {
  purchase: 'record a purchase',
  price: 'correct the price of a purchase',
  coupon: 'add a coupon',
  adjustment: 'adjust the balance',
  void: 'void what is recorded',
  plan: 'change the membership',
  setting: 'change a setting',
  rules: 'choose the rulebook',
  merge: 'add another copy to it',
  restore: 'put another record in its place',
  account: 'rename or remove it',
  others: 'undo or redo what somebody else recorded',
  turn: 'undo or redo this',
};

/** What only the owners of the account may do. */
export function notAllowed({ act, member, owners }: RefusalOf<'not-allowed'>): UserSentence {
  const names = visible(eitherOf(owners));
  const [first = ''] = owners;
  if (act === 'lock-out') {
    const set = (more: readonly string[]) => `connects config set owners ${shellWord([...owners, ...more].join(','))}`;
    return member === null
      ? [
          'You gave no name, so you would not be one of the owners, and could not change them again.',
          `Say which of them you are: ${set([])} --as ${shellWord(first)}`,
        ]
      : [
          `You are ${visible(member)}, who is not among these owners: you could not change them again.`,
          `Be one of them: ${set([member])}`,
        ];
  }
  const [own, one] = owners.length === 1 ? ['owns', names] : ['own', 'one of them'];
  return [
    `Only ${names}, who ${own} this ledger, may ${OWNERS_ACTS[act]}. ${member === null ? 'You gave no name.' : `You are ${visible(member)}.`}`,
    act === 'others'
      ? 'To undo what you recorded yourself, give its number in connects log: connects undo NUMBER'
      : `Ask ${one} to do it. If it is you, say so: --as ${shellWord(first)}, or CONNECTS_MEMBER.`,
  ];
}
