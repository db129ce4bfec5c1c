/** Warnings and reasons in sentences. */
import type { ClosingOutcome } from '../rules/vocabulary/outcomes.ts';
import type { OutcomeReason, RulebookMismatch, Warning } from '../rules/warning.ts';
import { sentence } from './refusal.ts';
import { visible } from './visible.ts';
import { connects, counted, number, signed } from './words.ts';

export function warn(warning: Warning): string {
  switch (warning.code) {
    case 'forced':
      if (warning.rule === 'below-reserve') return 'Recorded against your own reserve, as you asked with --force.';
      if (warning.rule === 'over-budget') return 'Recorded against your own budget, as you asked with --force.';
      return `Recorded against the rulebook ${warning.edition} (${warning.rule}), as you asked with --force.`;
    case 'reward-capped':
      return warning.granted === 0
        ? `Interviews have brought ${number(warning.cap)} Connects in ${warning.days} days, the most there is: nothing was granted. There is room again on ${warning.room}.`
        : `Only ${connects(warning.granted)} ${warning.granted === 1 ? 'was' : 'were'} granted: interviews bring at most ${number(warning.cap)} in ${warning.days} days. There is room again on ${warning.room}.`;
    case 'reward-unpublished':
      return warning.what === 'interview'
        ? `Upwork publishes no amount for an interview under ${warning.edition}: nothing was granted. If it gave some: connects undo, then mark it again with --reward N.`
        : `Upwork publishes no amount for a ${warning.what} under ${warning.edition}: nothing was granted. If it gave some: connects earn ${warning.what} --amount N.`;
    case 'invitation-no-reward':
      return 'An interview you were invited to earns nothing: the reward is for proposals you sent first.';
    case 'invitation-free':
      return `Answering an invitation costs nothing: ${connects(warning.given)} ${warning.given === 1 ? 'was' : 'were'} not charged. Pass --force if Upwork really charged ${warning.given === 1 ? 'it' : 'them'}.`;
    case 'amount-differs':
      return `The rulebook ${warning.edition} says ${number(warning.published)}; ${number(warning.given)} ${warning.given === 1 ? 'was' : 'were'} recorded as you said.`;
    case 'refund-expired':
      return warning.lost === warning.of
        ? `${warning.of === 1 ? 'The one' : `All ${number(warning.of)}`} of the ${warning.what} came from Connects that have expired since: nothing comes back.`
        : `${number(warning.lost)} of the ${number(warning.of)} came from Connects that have expired since, and ${warning.lost === 1 ? 'is' : 'are'} gone.`;
    case 'cut-limited':
      return `On ${warning.on} the balance was ${number(warning.surplus)} over the carry-over limit, but only ${number(warning.cut)} ${warning.cut === 1 ? 'is still unspent and was' : 'are still unspent and were'} cut.`;
    case 'cycles-posted':
      return `Renewals posted before this change stand as they are (${warning.days.join(', ')}). If Upwork gave other ones: connects reconcile N --adjust.`;
    case 'plan-alias':
      return `There is no plan '${warning.given}' on Upwork: it was taken as Plus.`;
    case 'import-covered':
      return `${connects(warning.connects)} that neither the rows nor the ledger explain ${warning.connects === 1 ? 'was' : 'were'} added as an adjustment.`;
    case 'opening-unused':
      return 'The account is open already: --joined, --rules and --from-opening change nothing.';
    case 'import-against-rules': {
      const { rows, rule, edition, on, connects, title } = warning;
      const first = `${rows === 1 ? '' : 'the first '}${on} ${signed(connects)}${title === null ? '' : ` "${visible(title)}"`}`;
      return `${counted(rows, 'row')} ${AGAINST[rule]} the rulebook ${edition} (${first}): recorded as Upwork shows ${rows === 1 ? 'it' : 'them'}.`;
    }
    case 'import-differs':
      return `Upwork showed ${number(warning.upwork)} on ${warning.on}, the ledger has ${number(warning.ledger)}. To find out why: connects reconcile ${warning.upwork} --on ${warning.on}`;
    case 'below':
      return `The balance is ${number(warning.balance)}, below ${number(warning.atLeast)}.`;
    case 'check-failed':
      return `The check failed: ${counted(warning.problems, 'problem')} found.`;
    case 'not-backed-up':
      return `What was recorded stands, but today's backup could not be made. ${sentence(warning.why).message}`;
    case 'backup-skipped':
      return `${sentence(warning.why).message} The one before it is taken.`;
    case 'drift':
      return `Upwork and the ledger differ by ${signed(warning.drift)}.`;
    default:
      return warning satisfies never;
  }
}

export function explain(reason: OutcomeReason): string {
  switch (reason.code) {
    case 'refunded':
      return reason.what === 'cost'
        ? `${connects(reason.connects)} came back: the job ended before anyone was hired.`
        : `${connects(reason.connects)} of the boost came back.`;
    case 'no-refund':
      return `${connects(reason.connects)} ${reason.connects === 1 ? 'stays' : 'stay'} spent: nothing comes back when ${NO_REFUND[reason.status]}.`;
    case 'boost-stays':
      return `The boost of ${number(reason.connects)} stays spent. If it came back: connects mark ${reason.proposal} outbid.`;
    case 'rewarded':
      return reason.cap === null
        ? `${connects(reason.connects)} for the interview, as you said.`
        : `${connects(reason.connects)} for the interview: ${number(reason.soFar)} of at most ${number(reason.cap)} in these 7 days.`;
    default:
      return reason satisfies never;
  }
}

const AGAINST: Readonly<Record<RulebookMismatch, string>> = {
  'cost-out-of-range': 'for a proposal, of an amount outside',
  'duplicate-key': 'for a job that was paid for before, against',
  'no-boost': 'for a boost, which is not in',
  'no-such-bundle': 'for a purchase of a size that is not in',
  'amount-differs': 'of another amount than in',
  'already-claimed': 'for a reward that comes once, against',
  'reward-capped': 'for interviews beyond the most in',
  'renewed-twice': 'for a billing cycle that had begun already, against',
  'refund-of-hired': 'for a refund of a job that you were hired for, against',
  'no-refund': 'for a refund, which is not in',
};

const NO_REFUND: Readonly<Record<ClosingOutcome, string>> = {
  cancelled: 'it ends so',
  removed: 'it ends so',
  expired: 'a job expires',
  lost: 'another is hired',
  declined: 'you are declined',
  withdrawn: 'you withdraw',
};

/** A warning as JSON has it. */
export const told = (warning: Warning): { readonly code: string; readonly message: string } => ({
  code: warning.code,
  message: warn(warning),
});
