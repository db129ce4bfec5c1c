/** The proposals that a command line names, looked up where a number alone does not tell. */
import type { ProgramCall } from '../../call.ts';
import { parseProposalName, parseProposalNames } from '../../parse/proposal-name.ts';
import { type Refusal, Refused } from '../../rules/answers/refusal.ts';
import { chooseProposal, type ProposalName, soughtByName } from '../../rules/proposals/proposal-name.ts';
import type { Ledger } from '../../store/ledger.ts';
import { lookAt } from './look.ts';

/** How a command's help says it. */
export const PROPOSAL_NAME = 'its number, last, a link, or a part of its title or client';

/** Their numbers, each once. Neighbouring words are one name. */
export const namedProposals = async (call: ProgramCall, words: readonly string[]): Promise<readonly number[]> => [
  ...new Set(await lookedUp(call, parseProposalNames(words))),
];

/** The number of each name. */
export const eachProposal = (call: ProgramCall, names: readonly string[]): Promise<readonly number[]> =>
  lookedUp(call, names.map(parseProposalName));

/** The same where a ledger is open. */
export async function proposalsIn(ledger: NameLookup, names: readonly ProposalName[]): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const name of names) {
    const last = name.by === 'number' ? 0 : await ledger.lastProposal();
    const some = name.by === 'text' ? await ledger.proposalTexts(soughtByName(name.text)) : [];
    const chosen = chooseProposal(name, last, some);
    ids.push(typeof chosen === 'number' ? chosen : unclear(chosen));
  }
  return ids;
}

type NameLookup = Pick<Ledger, 'proposalTexts' | 'lastProposal'>;

/** The one place that learns that a name fits several: where a person can be asked, they would choose here. */
function unclear(refusal: Refusal): never {
  throw new Refused(refusal);
}

/** A number needs no ledger: the command itself says whether there is such a proposal. */
async function lookedUp(call: ProgramCall, names: readonly ProposalName[]): Promise<readonly number[]> {
  const numbers = names.flatMap((name) => (name.by === 'number' ? name.id : []));
  return numbers.length === names.length ? numbers : lookAt(call, ({ ledger }) => proposalsIn(ledger, names));
}
