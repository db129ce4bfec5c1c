/** What each outcome of a proposal means, and what follows from it by the newest rules. */
import { EDITIONS } from '../rules/rulebook/editions.ts';
import { isClosing, OUTCOMES, type Outcome } from '../rules/vocabulary/outcomes.ts';

const MEANINGS: Readonly<Record<Outcome, string>> = {
  viewed: 'the client opened your proposal',
  replied: 'the client wrote to you',
  interview: 'you answered the client, so it is an interview; some editions give Connects for it',
  hired: 'you got the job; nothing else can follow',
  declined: 'the client said no, or archived your proposal',
  withdrawn: 'you took the proposal back',
  cancelled: 'the client closed the job without hiring anyone',
  removed: 'Upwork removed the job',
  expired: 'the job closed or you heard nothing, and nobody says more',
  lost: 'the client hired somebody else',
  outbid: 'others bid more for the places at the top: the boost comes back, the proposal goes on',
};

const refunds = EDITIONS.at(-1)?.refunds;

const costSentence = (outcome: Outcome): string =>
  !isClosing(outcome) ? '' : refunds?.[outcome] ? '; the cost comes back' : '; the cost does not come back';

export const OUTCOME_MEANINGS = Object.fromEntries(
  OUTCOMES.map((outcome) => [outcome, `${MEANINGS[outcome]}${costSentence(outcome)}`]),
) as Readonly<Record<Outcome, string>>;
