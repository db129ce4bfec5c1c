/** Causes of a drift in sentences, each with the command that records it, where one does. */

import type { DriftCause } from '../rules/drift/drift-cause.ts';
import type { StatementLine } from '../rules/past/statement.ts';
import type { Proposal } from '../rules/state/state.ts';
import type { Day } from '../rules/values/calendar.ts';
import { labelWords, visible } from './text/visible.ts';
import { connects, number, withSign } from './text/words.ts';

/** `on`: the day that is reconciled, where it is not today. */
function causeText(found: DriftCause, on: Day | null): string {
  const dated = on ? ` --on ${on}` : '';
  switch (found.code) {
    case 'cycle-due': {
      const last = found.cycles.at(-1);
      const cut = found.cut ? ', and unspent Connects over the carry-over limit are lost' : '';
      return `${cycles(found.cycles)} not recorded${cut}: connects renew${found.all ? dated : ` --on ${last}`}`;
    }
    case 'cycle-soon':
      return `The billing cycle of ${found.on} may have already begun on Upwork, which counts days in UTC`;
    case 'expired':
      return `These expired on ${found.on} here; Upwork may not have removed them yet`;
    case 'expiring':
      return `These expire on ${found.on} here; Upwork may have already removed them`;
    case 'refund-due': {
      const { proposal, boost } = found;
      const back = boost > 0 && boost < found.connects ? ', which also returns its boost' : '';
      return `${job(proposal)} may have been closed by the client${back}: connects mark ${proposal.id} cancelled${dated}`;
    }
    case 'boost-due':
      return `The boost of ${job(found.proposal)} may have come back: connects mark ${found.proposal.id} outbid${dated}`;
    case 'reward-due':
      return `${job(found.proposal)} may have led to an interview: connects mark ${found.proposal.id} interview${dated}`;
    case 'duplicate': {
      const { line, twin } = found;
      if (line.kind !== 'proposal')
        return `${row(line)} is the same as #${twin.id}, and may be recorded twice: connects void ${line.id}`;
      return `Proposals ${sent(line)} and ${sent(twin)} look like one: connects join ${line.proposal} ${twin.proposal}`;
    }
    case 'proposal-unrecorded':
      return `You may have sent a proposal that is not recorded here: connects apply --cost ${-found.connects}${dated}`;
    case 'upgrade-unrecorded':
      return `Your membership may have been upgraded to Plus: connects plan plus${found.published ? '' : ` --granted ${found.connects}`}${dated}`;
    case 'not-on-upwork': {
      const { line, why } = found;
      if (why === 'size')
        return `Perhaps only a coincidence: ${row(line)} is of the same size. See if Upwork's page has it`;
      if (line.kind === 'adjustment')
        return `${row(line)} may stand for entries that were recorded later: connects void ${line.id}`;
      if (why === 'unlisted') return `${row(line)} is not among the rows that you imported: connects void ${line.id}`;
      const unseen = why === 'unshown' ? 'is not among the rows that you imported' : "may not be on Upwork's page";
      return `${row(line)} was assumed by the rules, and ${unseen}: connects void ${line.id}`;
    }
    case 'cost-differs': {
      const { proposal, cost } = found;
      return `${job(proposal)} may have cost ${cost}, not ${proposal.cost}: connects edit ${proposal.id} --cost ${cost}`;
    }
    case 'opening-least':
      return `The opening balance of ${found.on} may have been higher: it is only the least that its rows need`;
    case 'unrecorded':
      return found.connects < 0
        ? 'Something spent on Upwork may not be recorded here yet'
        : 'Something that came in on Upwork may not be recorded here yet';
  }
}

const job = ({ id, title }: Proposal): string => `Proposal ${id}${title ? ` "${visible(title)}"` : ''}`;

const sent = ({ proposal, title, on }: StatementLine): string =>
  `${proposal}${title ? ` "${visible(title)}"` : ''} of ${on}`;

const row = ({ id, label, title, on }: StatementLine): string =>
  `#${id} ${labelWords(label)}${title ? ` "${visible(title)}"` : ''} of ${on}`;

/** As the subject of a sentence, with its verb. */
function cycles(days: readonly Day[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (days.length === 1) return `The billing cycle of ${first} is`;
  return days.length === 2
    ? `The billing cycles of ${first} and ${last} are`
    : `The ${days.length} billing cycles from ${first} to ${last} are`;
}

/** A cause as JSON has it, and as the lines below take it. */
export const causeFields = (
  cause: DriftCause,
  on: Day | null,
): { readonly code: string; readonly message: string; readonly connects: number } => ({
  code: cause.code,
  message: causeText(cause, on),
  connects: cause.connects,
});

interface ComparedBalances {
  readonly observed: number;
  readonly ledger: number;
  /** The difference was recorded. */
  readonly adjust: boolean;
  /** They are the balances before the proposal that is being recorded. */
  readonly isBefore?: boolean;
}

export const causeLine = ({ connects, message }: { readonly connects: number; readonly message: string }): string =>
  `  ${withSign(connects).padStart(4)}  ${message}`;

/** The difference, and what may explain it. */
export const driftLines = (
  { observed, ledger, adjust, isBefore = false }: ComparedBalances,
  causes: readonly { readonly message: string; readonly connects: number }[],
): readonly string[] => [
  `${isBefore ? 'Before it, Upwork showed' : 'Upwork shows'} ${connects(observed)}, the ledger ${adjust || isBefore ? 'had ' : ''}${number(ledger)}: a difference of ${withSign(observed - ledger)}.`,
  'What may explain it:',
  ...causes.map(causeLine),
];

/** What to do where the opening balance is only a least one. */
export const leastOpeningLine = (adjust: boolean): string =>
  adjust
    ? "The adjustment counts the difference as Connects that came on its day, and changes no day before it. If you had them from the beginning: connects undo, then import Upwork's history page, whose balance raises the opening."
    : "Upwork's history page shows a balance, which raises the opening balance: connects import FILE. An adjustment counts the difference as Connects that came on its day, and changes no day before it.";

/** What becomes of billing cycles that a balance has settled. */
export function settledLine(days: readonly Day[], adjust: boolean): string {
  const [what, s, are, them] = days.length === 1 ? ['', 's', 'is', 'it'] : ['', '', 'are', 'them'];
  const which = cycles(days).replace(/ (is|are)$/, what);
  return adjust
    ? `${which} count${s} as part of this adjustment now. To record ${them} instead: connects undo, then connects renew`
    : `${which} ${are} not in Upwork's balance, so connects renew leaves ${them} out`;
}

export const adjustHint = (observed: number, on: Day | null): string =>
  `To correct the ledger: connects reconcile ${observed} --adjust${on ? ` --on ${on}` : ''}`;
