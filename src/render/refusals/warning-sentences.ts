/** Warnings and reasons in sentences. */

import type { OutcomeReason, RulebookMismatch, Warning } from '../../rules/answers/warning.ts';
import type { ClosingOutcome } from '../../rules/vocabulary/outcomes.ts';
import { type TextByCode, textByCode } from '../text/sentence.ts';
import { visible } from '../text/visible.ts';
import { connects, countOf, dollars, number, withSign } from '../text/words.ts';
import { refusalText } from './refusal-sentences.ts';

export const warningText = (warning: Warning): string => textByCode(WARNINGS, warning);

const WARNINGS: TextByCode<Warning> = {
  forced: (warning) => {
    if (warning.rule === 'below-reserve') return 'Recorded as forced: it goes below your reserve.';
    if (warning.rule === 'over-budget') return 'Recorded as forced: it goes over your budget.';
    return `Recorded as forced: the rulebook ${warning.edition} does not allow it.`;
  },
  'reward-capped': (warning) =>
    warning.granted === 0
      ? `Interviews have already given ${number(warning.cap)} Connects in ${warning.days} days, the maximum: you got nothing for this one. You can earn again from ${warning.room}.`
      : `You got only ${connects(warning.granted)}: interviews give at most ${number(warning.cap)} in ${warning.days} days. You can earn again from ${warning.room}.`,
  'reward-unpublished': (warning) =>
    warning.what === 'interview'
      ? `Upwork publishes no amount for an interview under ${warning.edition}: nothing was added. If you got some, mark it again with --reward N.`
      : `Upwork publishes no amount for a ${warning.what} under ${warning.edition}: nothing was added. If you got some: connects earn ${warning.what} --amount N.`,
  'invitation-no-reward': () =>
    'No reward: an interview after an invitation earns nothing. Only proposals that you sent first do.',
  'invitation-free': (warning) =>
    `Answering an invitation costs nothing: ${connects(warning.given)} ${warning.given === 1 ? 'was' : 'were'} not charged. Pass --force if Upwork really charged ${warning.given === 1 ? 'it' : 'them'}.`,
  'amount-differs': (warning) =>
    `The rulebook ${warning.edition} says ${number(warning.published)}; ${number(warning.given)} ${warning.given === 1 ? 'was' : 'were'} recorded, as you asked.`,
  'refund-expired': (warning) =>
    warning.lost === warning.of
      ? `${warning.of === 1 ? 'The one' : `All ${number(warning.of)}`} of the ${warning.what} came from Connects that have expired in the meantime: nothing comes back.`
      : `${number(warning.lost)} of the ${number(warning.of)} came from Connects that have expired in the meantime, and ${warning.lost === 1 ? 'is' : 'are'} lost.`,
  'cut-limited': (warning) =>
    `On ${warning.on} the balance was ${number(warning.surplus)} over the carry-over limit, but only ${number(warning.cut)} ${warning.cut === 1 ? 'is still unspent and was' : 'are still unspent and were'} cut.`,
  'cycles-posted': (warning) =>
    `Renewals that are already recorded do not change (${warning.days.join(', ')}). ${anew(warning.transactions)}`,
  'cut-outdated': (warning) =>
    `At the billing cycle of ${warning.on}, ${connects(warning.recorded)} ${warning.recorded === 1 ? 'was' : 'were'} cut over the limit; with this entry it would be ${number(warning.now)}. ${anew(warning.transactions)}`,
  'refund-outdated': (warning) =>
    `Proposal ${warning.proposal} got back ${connects(warning.recorded)} on ${warning.on}; with this entry it would be ${number(warning.now)}. If Upwork gave back more: connects reconcile N --adjust.`,
  'before-edition': (warning) => {
    const follow = warning.editions
      .map(({ edition, on }) => `connects rules use ${edition} --on ${on}`)
      .join(', then ');
    return `The rulebook ${warning.edition} began only on ${warning.since}: billing cycles before that day are counted by it too. To use the rules of those days: ${follow}.`;
  },
  'hour-unknown': ({ on, isToday }) =>
    `The hour of this proposal is not known, ${isToday ? 'as CONNECTS_TODAY is not the day of the clock' : `as it was sent on ${on} and not now`}: stats --by delay and --by hour count it as not known.`,
  'plan-alias': (warning) => `Upwork has no plan called '${warning.given}': recorded as Plus.`,
  'paste-differs': ({ what, typed, page }) => {
    const [shown, given] = what === 'title' ? [`"${page}"`, `"${typed}"`] : [page, typed];
    return visible(`The ${what} on the page is ${shown}, but you typed ${given}: what you typed counts.`);
  },
  'paste-untitled': () =>
    'The page shows no title. Give one with --title, or afterwards: connects edit N --title "Logo", where N is the number of the proposal.',
  'import-covered': (warning) =>
    `${connects(warning.connects)} ${warning.connects === 1 ? 'was' : 'were'} added as an adjustment: neither the rows nor the ledger explain ${warning.connects === 1 ? 'it' : 'them'}.`,
  'cost-differs': ({ proposal, what, recorded, sheet }) =>
    `Proposal ${proposal} keeps its ${what} of ${connects(recorded)}; the sheet says ${number(sheet)}. To change it: connects edit ${proposal} --${what} ${sheet}`,
  'credits-contradicted': ({ proposal, title, transaction, recorded, shown, credits }) =>
    `The history shows a boost of ${connects(shown)} for proposal ${proposal}${title === null ? '' : ` "${visible(title)}"`}, but ${connects(recorded)} and ${countOf(credits, 'ad credit')} were recorded. The history's Connects count now, and the ad credits stay beside them. If none paid for this boost: connects void ${transaction}, then import again.`,
  'value-differs': ({ proposal, recorded, sheet }) =>
    `Proposal ${proposal} keeps its value of ${dollars(recorded)}; the sheet says ${dollars(sheet)}. To change it: connects edit ${proposal} --value ${(sheet / 100).toFixed(2)}`,
  'value-zero': ({ proposals }) =>
    `The sheet says that ${countOf(proposals.length, 'hire')} earned nothing: recorded as ${dollars(0)} for proposal${proposals.length === 1 ? '' : 's'} ${proposals.join(', ')}. If it is only not known: connects edit ${proposals[0]} --value ""`,
  'budget-unread': (warning) => `${refusalText(warning.why).message} Reserve and budget are left out.`,
  'opening-unused': () => 'The account is already open: --joined, --rules and --from-opening have no effect.',
  'import-against-rules': (warning) => {
    const { rows, rule, edition, on, connects, title } = warning;
    const first = `${rows === 1 ? '' : 'the first '}${on} ${withSign(connects)}${title === null ? '' : ` "${visible(title)}"`}`;
    return `${AGAINST[rule](rows, `rulebook ${edition}`)} (${first}). Recorded as Upwork shows ${rows === 1 ? 'it' : 'them'}.`;
  },
  'import-differs': (warning) =>
    `Upwork showed ${number(warning.upwork)} on ${warning.on}, the ledger has ${number(warning.ledger)}. To find out why: connects reconcile ${warning.upwork} --on ${warning.on}`,
  'import-foreign': (warning) =>
    `Nothing on this page is in the ledger, and Upwork showed ${number(warning.upwork)} on ${warning.on} where the ledger had ${number(warning.ledger)}: is this page of another account?`,
  'proposals-foreign': (warning) =>
    `None of these proposals is in the ledger, although it has the days from ${warning.since} to ${warning.until}: is this page of another account?`,
  'outcome-kept': (warning) => {
    const title = warning.title === null ? '' : ` "${visible(warning.title)}"`;
    const way =
      warning.page === 'sent' ? '' : ` If the page is right: connects mark ${warning.proposal} ${warning.page} --force`;
    return `Proposal ${warning.proposal}${title} is recorded as ${warning.typed}, but the page shows it as ${warning.page}. It stays as it is recorded.${way}`;
  },
  'cycles-due': (warning) =>
    `${countOf(warning.cycles, 'billing cycle')} with ${connects(warning.connects)} ${warning.cycles === 1 ? 'is' : 'are'} due: connects renew`,
  below: (warning) => `The balance is ${number(warning.balance)}, below ${number(warning.atLeast)}.`,
  'check-failed': (warning) => `The check failed: ${countOf(warning.problems, 'problem')} found.`,
  'not-backed-up': (warning) =>
    `Your entry was recorded, but today's backup could not be made. ${refusalText(warning.why).message}`,
  'unknown-member': ({ given, known }) =>
    visible(
      known.length === 0
        ? `Nothing in this ledger says who recorded it. Give a name with --as or CONNECTS_MEMBER when you record.`
        : `${given} has recorded nothing here. Those who have: ${known.join(', ')}.`,
    ),
  'account-unread': ({ account, why }) => `The account ${account} cannot be read. ${refusalText(why).message}`,
  'backup-skipped': (warning) => `${refusalText(warning.why).message} The backup before it is used.`,
  drift: (warning) => `Upwork and the ledger differ by ${withSign(warning.drift)}.`,
};

export const reasonText = (reason: OutcomeReason): string => textByCode(REASONS, reason);

const REASONS: TextByCode<OutcomeReason> = {
  refunded: (reason) =>
    reason.what === 'cost'
      ? `${connects(reason.connects)} came back: the job ended before anyone was hired.`
      : `${connects(reason.connects)} of the boost came back.`,
  'no-refund': (reason) =>
    `${connects(reason.connects)} ${reason.connects === 1 ? 'stays' : 'stay'} spent: you get nothing back when ${NO_REFUND[reason.status]}.`,
  'value-waits': (reason) => `The value counts once you are hired: connects mark ${reason.proposal} hired.`,
  'credits-lost': ({ credits, isWhole }) =>
    isWhole
      ? `Nothing comes back of the boost: ad credits paid for all of it, and they never come back.`
      : `${countOf(credits, 'ad credit')} of the boost ${credits === 1 ? 'does' : 'do'} not come back: only Connects do.`,
  'credits-unspent': ({ proposal, credits }) =>
    `${countOf(credits, 'ad credit')} of the boost of proposal ${proposal} ${credits === 1 ? 'counts' : 'count'} as not spent again, until ${credits === 1 ? 'it expires' : 'they expire'}: connects balance`,
  'credits-kept': ({ proposal, credits, charge }) =>
    `${countOf(credits, 'ad credit')} of this boost ${credits === 1 ? 'stays' : 'stay'} spent on proposal ${proposal}.${charge === null ? '' : ` To take ${credits === 1 ? 'it' : 'them'} back, take back the whole proposal: connects void ${charge}`}`,
  'boost-stays': (reason) =>
    `The boost of ${number(reason.connects)} stays spent. If it came back: connects mark ${reason.proposal} outbid.`,
  rewarded: (reason) =>
    reason.cap === null
      ? `${connects(reason.connects)} for the interview, as you asked.`
      : `${connects(reason.connects)} for the interview: ${number(reason.soFar)} of at most ${number(reason.cap)} in 7 days.`,
};

const AGAINST: Readonly<Record<RulebookMismatch, (rows: number, rulebook: string) => string>> = {
  'cost-out-of-range': (rows, rulebook) => `${are(rows, 'proposal cost')} outside ${rulebook}`,
  'duplicate-key': (rows, rulebook) => `${are(rows, 'proposal')} for a job already paid for, against ${rulebook}`,
  'no-boost': (rows, rulebook) => `${are(rows, 'boost')} not possible under ${rulebook}`,
  'no-such-bundle': (rows, rulebook) => `${are(rows, 'purchase')} of a size that is not in ${rulebook}`,
  'amount-differs': (rows, rulebook) => `${are(rows, 'amount')} different in ${rulebook}`,
  'already-claimed': (rows, rulebook) => `${are(rows, 'reward')} given again, but only once under ${rulebook}`,
  'reward-capped': (rows, rulebook) => `${are(rows, 'interview reward')} above the maximum of ${rulebook}`,
  'renewed-twice': (rows, rulebook) => `${are(rows, 'renewal')} too many for the billing cycle under ${rulebook}`,
  'refund-of-hired': (rows, rulebook) => `${are(rows, 'refund')} for a job that hired you, against ${rulebook}`,
  'no-refund': (rows, rulebook) => `${are(rows, 'refund')} not given under ${rulebook}`,
};

/** The subject of a sentence with its verb. */
const are = (rows: number, what: string): string => `${countOf(rows, what)} ${rows === 1 ? 'is' : 'are'}`;

const NO_REFUND: Readonly<Record<ClosingOutcome, string>> = {
  cancelled: 'a job ends this way',
  removed: 'a job ends this way',
  expired: 'a job expires',
  lost: 'someone else is hired',
  declined: 'you are declined',
  withdrawn: 'you withdraw',
};

/** A warning as JSON has it. */
export const warningFields = (warning: Warning): { readonly code: string; readonly message: string } => ({
  code: warning.code,
  message: warningText(warning),
});

/** How billing cycles are recorded once more. Those that an import brought are Upwork's own. */
const anew = (transactions: readonly number[]): string =>
  transactions.length === 0
    ? 'If Upwork gave a different number: connects reconcile N --adjust.'
    : `To record them anew: connects void ${transactions.join(' ')}, then connects renew.`;
