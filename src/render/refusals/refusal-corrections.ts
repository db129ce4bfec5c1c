/** Refused corrections in sentences: what is in the way, and what to do first. */
import type { DependentEntry } from '../../rules/past/dependents.ts';
import type { RefusalOf, UserSentence } from '../text/sentence.ts';
import { labelWords, visible } from '../text/visible.ts';
import { connects, countOf, withSign } from '../text/words.ts';

/** So many are named; the rest are counted. */
const NAMED = 3;

export function dependedOn({ of, ids, dependents, way }: RefusalOf<'depended-on'>): UserSentence {
  const named = dependents
    .slice(0, NAMED)
    .map((each) => dependent(each, way))
    .join('; ');
  const more = dependents.length > NAMED ? `; and ${dependents.length - NAMED} more` : '';
  const what = `${WHAT[of]}${ids.length === 1 ? '' : 's'} ${ids.join(', ')}`;
  if (undoneBy(dependents).length > 0) {
    return [`Command ${ids.join(', ')} needs what is undone: ${named}${more}.`, hint(of, dependents)];
  }
  if (way === 'redo') {
    return [`Command ${ids.join(', ')} does not fit with what came later: ${named}${more}.`, hint(of, dependents)];
  }
  return [`Later entries need ${what}: ${named}${more}.`, hint(of, dependents)];
}

/** The commands that undid what is needed. */
const undoneBy = (dependents: readonly DependentEntry[]): readonly number[] =>
  dependents.flatMap((each) => (each.of === 'command' ? (each.undone ?? []) : []));

const WHAT = { command: 'command', transaction: 'transaction', proposal: 'proposal' } as const;

function dependent(each: DependentEntry, way: 'undo' | 'redo' = 'undo'): string {
  switch (each.of) {
    case 'transaction': {
      const title = each.title === null ? '' : ` "${visible(each.title)}"`;
      return `transaction ${each.id} of ${each.on} (${withSign(each.connects)}, ${labelWords(each.label)}${title})`;
    }
    case 'outcome':
      return `the outcome "${each.outcome}" of proposal ${each.proposal}, ${each.on}`;
    case 'import':
      return `an import that found proposal ${each.proposal} on Upwork's page`;
    case 'edit':
      return `the edit of proposal ${each.proposal}`;
    case 'dropped':
      return `what voided proposal ${each.proposal}, or joined it with another one`;
    case 'command':
      return `command ${each.command} (${each.name})`;
    case 'coupon':
      return `the purchase of ${each.on} with the coupon ${visible(each.code)}`;
    case 'edition':
      return `the rules ${visible(each.edition)}, followed from ${each.on}`;
    case 'balance':
      return `${way === 'redo' ? 'with' : 'without'} it, ${each.purse ? countOf(each.missing, 'ad credit') : connects(each.missing)} would be missing on ${each.on}`;
  }
}

function hint(of: RefusalOf<'depended-on'>['of'], dependents: readonly DependentEntry[]): string | null {
  const [first] = dependents;
  if (!first) return null;
  if (first.of === 'balance' && first.purse) {
    return 'Record the ad credits that are missing first: connects earn ad-credits --amount N --expires DAY.';
  }
  if (first.of === 'balance') {
    return 'Record what is missing first, or match what Upwork shows today: connects reconcile N --adjust.';
  }
  if (of === 'transaction' && first.of === 'transaction') {
    return `Void them together, such as: connects void ID ${first.id}. List the commands with: connects log.`;
  }
  if (of === 'proposal' && first.of === 'transaction' && first.connects < 0) {
    return `A proposal that was never sent is taken back with: connects void ${first.id}.`;
  }
  const [undone] = undoneBy(dependents);
  if (undone !== undefined) return `Bring that back first: connects undo ${undone}.`;
  // The newest one first: what came later may need the others.
  const commands = [...new Set(dependents.flatMap(({ command }) => command ?? []))].sort((a, b) => b - a);
  const [newest] = commands;
  if (newest === undefined) return 'Undo those first, such as: connects undo NUMBER. The numbers are in: connects log.';
  return commands.length === 1
    ? `Undo that first: connects undo ${newest}.`
    : `Undo those first, the newest first: ${commands
        .slice(0, NAMED)
        .map((each) => `connects undo ${each}`)
        .join(', then: ')}${commands.length > NAMED ? ', and so on' : ''}.`;
}

export function notTogether(refusal: RefusalOf<'not-together'>): UserSentence {
  const [one, other] = refusal.proposals;
  switch (refusal.why) {
    case 'same':
      return [`Proposal ${one} cannot be joined with itself.`, 'Name two proposals: connects join 3 7.'];
    case 'both-imported':
      return [
        `Proposals ${one} and ${other} are both on Upwork's page, as two rows.`,
        'Join a proposal that you typed with one that was imported.',
      ];
    case 'other-jobs':
      return [
        `Proposals ${one} and ${other} are for two jobs: their links or keys differ.`,
        `If one of them is wrong, correct it first, such as: connects edit ${other} --url LINK`,
      ];
    case 'other-ends': {
      const [first, second] = refusal.statuses;
      return [
        `Proposal ${one} ended as ${first} and proposal ${other} as ${second}: one proposal has only one end.`,
        'Undo the wrong one first: connects undo NUMBER. The numbers are in: connects log.',
      ];
    }
  }
}

export const unknownTransaction = ({ given, last, is }: RefusalOf<'unknown-transaction'>): UserSentence =>
  is
    ? [
        `Transaction ${given} cannot have a price: its Connects were free or spent.`,
        'List purchases with: connects history --kind purchase.',
      ]
    : [
        last > 0 ? `There is no transaction ${given}: the last one is ${last}.` : `There is no transaction ${given}.`,
        'List them with: connects history --all.',
      ];
