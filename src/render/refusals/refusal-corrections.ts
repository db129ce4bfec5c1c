/** Refused corrections in sentences: what is in the way, and what to do first. */
import type { DependentEntry } from '../../rules/dependents.ts';
import { type RefusalOf, saySentence, type UserSentence } from '../text/sentence.ts';
import { visible } from '../text/visible.ts';
import { connects, countOf, withSign } from '../text/words.ts';

/** So many are named; the rest are counted. */
const NAMED = 3;

export function dependedOn({ of, ids, dependents }: RefusalOf<'depended-on'>): UserSentence {
  const named = dependents.slice(0, NAMED).map(dependent).join('; ');
  const more = dependents.length > NAMED ? `; and ${dependents.length - NAMED} more` : '';
  const what = `${WHAT[of]}${ids.length === 1 ? '' : 's'} ${ids.join(', ')}`;
  const [first] = dependents;
  return saySentence(`Later entries need ${what}: ${named}${more}.`, first ? hint(of, first) : null);
}

const WHAT = { command: 'command', transaction: 'transaction', proposal: 'proposal' } as const;

function dependent(each: DependentEntry): string {
  switch (each.of) {
    case 'transaction': {
      const title = each.title === null ? '' : ` "${visible(each.title)}"`;
      return `transaction ${each.id} of ${each.on} (${withSign(each.connects)}, ${visible(each.label)}${title})`;
    }
    case 'outcome':
      return `the outcome "${each.outcome}" of proposal ${each.proposal}, ${each.on}`;
    case 'import':
      return `an import that found proposal ${each.proposal} on Upwork's page`;
    case 'coupon':
      return `the purchase of ${each.on} with the coupon ${visible(each.code)}`;
    case 'edition':
      return `the rules ${visible(each.edition)}, followed from ${each.on}`;
    case 'balance':
      return `without it, ${each.purse ? countOf(each.missing, 'ad credit') : connects(each.missing)} would be missing on ${each.on}`;
    default:
      return each satisfies never;
  }
}

function hint(of: RefusalOf<'depended-on'>['of'], first: DependentEntry): string {
  if (first.of === 'balance' && first.purse) {
    return 'Record the ad credits that are missing first: connects earn ad-credits --amount N --expires DAY.';
  }
  if (first.of === 'balance') {
    return 'Record what is missing first, or match what Upwork shows today: connects reconcile N --adjust.';
  }
  if (of === 'transaction' && first.of === 'transaction') {
    return `Void them together, such as: connects void ID ${first.id}. List the commands with: connects log.`;
  }
  return 'Undo those first, such as: connects undo NUMBER. The numbers are in: connects log.';
}

export const notTogether = ({ proposals, why }: RefusalOf<'not-together'>): UserSentence =>
  why === 'same'
    ? saySentence(`Proposal ${proposals[0]} cannot be joined with itself.`, 'Name two proposals: connects join 3 7.')
    : saySentence(
        `Proposals ${proposals.join(' and ')} are both on Upwork's page, as two rows.`,
        'Join a proposal that you typed with one that was imported.',
      );

export const unknownTransaction = ({ given, last, is }: RefusalOf<'unknown-transaction'>): UserSentence =>
  is
    ? saySentence(
        `Transaction ${given} cannot have a price: its Connects were free or spent.`,
        'List purchases with: connects history --kind purchase.',
      )
    : saySentence(
        last > 0 ? `There is no transaction ${given}: the last one is ${last}.` : `There is no transaction ${given}.`,
        'List them with: connects history --all.',
      );
