/** Where two copies of an account disagree, in sentences. */
import type { ConflictCause } from '../rules/conflict.ts';
import { type Of, type Sentence, say } from './sentence.ts';
import { word } from './shell.ts';
import { visible } from './visible.ts';
import { connects, counted, number } from './words.ts';

/** More numbers than these are in the answer as JSON. */
const MOST_NUMBERS = 20;

/** Which number a new proposal has here, where the other copy counts it under another one. */
export function renumberedLine(renumbered: readonly { readonly there: number; readonly here: number }[]): string {
  const shown = renumbered.slice(0, MOST_NUMBERS).map(({ there, here }) => `${there} is ${here} here`);
  const rest = renumbered.length - shown.length;
  return `Proposals of the other copy have other numbers: ${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}.`;
}

export function disagreement({ conflicts, file, by }: Of<'merge-conflict'>): Sentence {
  const prefer =
    by === 'merge'
      ? '--prefer mine or --prefer theirs.'
      : `connects merge ${file === 'standard input' ? '-' : word(file)} --prefer mine, or --prefer theirs.`;
  const again = conflicts.some(({ code }) => code.startsWith('imported-'))
    ? ' Then import the history page again: it adds only what is missing.'
    : '';
  const each = conflicts.map(conflict);
  return say(
    conflicts.length === 1
      ? `The two copies disagree: ${each[0]}`
      : [`The two copies disagree on ${counted(conflicts.length, 'point')}:`, ...each].join('\n  '),
    `Nothing was recorded. Say which copy wins: ${prefer}${again}`,
  );
}

function conflict(found: ConflictCause): string {
  switch (found.code) {
    case 'marked-differently':
      return `Proposal ${found.proposal} is ${found.outcomes.mine.join(', then ')} here and ${found.outcomes.theirs.join(', then ')} there.`;
    case 'renewed-twice':
      return `The billing cycle of ${found.on} is recorded in both.`;
    case 'claimed-twice':
      return `The reward ${visible(found.key.replace(':', ' '))} is recorded in both.`;
    case 'coupon-twice':
      return `The coupon ${visible(found.coupon)} is recorded in both.`;
    case 'job-twice':
      return `The job ${visible(found.key)} is paid for in both.`;
    case 'upgraded-twice':
      return `The upgrade to Plus of ${found.on} is recorded in both.`;
    case 'adjusted-twice':
      return `Both were adjusted to match Upwork, the first on ${found.on}: together they count the difference twice.`;
    case 'edition-twice':
      return `The rulebook ${visible(found.edition)} is different in each.`;
    case 'imported-twice':
      return `${counted(found.rows, 'row')} of Upwork's history ${found.rows === 1 ? 'was' : 'were'} imported in both.`;
    case 'imported-and-typed':
      return `${counted(found.rows, 'row')} of Upwork's history ${found.rows === 1 ? 'was' : 'were'} imported in one copy and recorded by hand in the other.`;
    case 'refunded-twice':
      return `Proposal ${found.proposal} would get back ${number(found.refunded)}, but it cost ${connects(found.spent)}.`;
    case 'still-needed':
      return `${NEEDED[found.what]} ${visible(found.name)} was undone in one copy and is still used in the other.`;
    case 'rewards-over-cap':
      return `Together they have ${connects(found.connects)} of interview rewards from ${found.from} to ${found.until}; the maximum is ${number(found.cap)}.`;
    case 'negative-day':
      return `Together they spend more than you had: ${connects(found.missing)} ${found.missing === 1 ? 'is' : 'are'} missing from ${found.on} on.`;
    case 'settled-differently':
      return `Each undid what the other kept. ${conflict(found.over)}`;
    default:
      return found satisfies never;
  }
}

const NEEDED: Readonly<Record<Extract<ConflictCause, { code: 'still-needed' }>['what'], string>> = {
  proposal: 'Proposal',
  transaction: 'Transaction',
  coupon: 'The coupon',
  edition: 'The rulebook',
};
