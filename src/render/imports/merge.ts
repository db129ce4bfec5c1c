/** Where two copies of an account disagree, in sentences. */
import type { ConflictCause } from '../../rules/answers/conflict.ts';
import { type RefusalOf, type TextByCode, textByCode, type UserSentence } from '../text/sentence.ts';
import { shellWord } from '../text/shell.ts';
import { visible } from '../text/visible.ts';
import { connects, countOf, number, onlyTexts } from '../text/words.ts';

export function conflictSentence({ conflicts, file, by }: RefusalOf<'merge-conflict'>): UserSentence {
  const prefer =
    by === 'merge'
      ? '--prefer mine or --prefer theirs.'
      : `connects merge ${file === 'standard input' ? '-' : shellWord(file)} --prefer mine, or --prefer theirs.`;
  const again = importAgain(conflicts);
  const each = conflicts.map(conflict);
  return [
    conflicts.length === 1
      ? `The two copies disagree: ${each[0]}`
      : [`The two copies disagree on ${countOf(conflicts.length, 'point')}:`, ...each].join('\n  '),
    `Nothing was recorded. Say which copy wins: ${prefer}${again === null ? '' : ` Then ${again.charAt(0).toLowerCase()}${again.slice(1)}`}`,
  ];
}

/** The copy that gives way loses its import; what that alone had comes back with the same page. */
export function importAgain(conflicts: readonly ConflictCause[]): string | null {
  const pages = conflicts.flatMap((found) =>
    found.code === 'imported-twice' || found.code === 'imported-and-typed'
      ? 'page' in found && found.page === 'proposals'
        ? 'Proposals'
        : 'history'
      : [],
  );
  const [first, ...others] = [...new Set(pages)];
  if (first === undefined) return null;
  return others.length > 0
    ? 'Import the history page and the Proposals page again: they add only what is missing.'
    : `Import the ${first} page again: it adds only what is missing.`;
}

const conflict = (found: ConflictCause): string => textByCode(CONFLICTS, found);

const CONFLICTS: TextByCode<ConflictCause> = {
  'marked-differently': (found) =>
    `Proposal ${found.proposal} is ${found.outcomes.mine.join(', then ')} here and ${found.outcomes.theirs.join(', then ')} there.`,
  'renewed-twice': (found) => `The billing cycle of ${found.on} is recorded in both.`,
  'claimed-twice': (found) => `The reward ${visible(found.key.replace(':', ' '))} is recorded in both.`,
  'coupon-twice': (found) => `The coupon ${visible(found.coupon)} is recorded in both.`,
  'job-twice': (found) => `The job ${visible(found.key)} is paid for in both.`,
  'upgraded-twice': (found) => `The upgrade to Plus of ${found.on} is recorded in both.`,
  'corrected-twice': (found) => `Both edited or voided the same entry of ${found.on}.`,
  'charged-twice': (found) => `Both added a cost or a boost to proposal ${found.proposal}.`,
  'corrected-and-marked': (found) =>
    `Proposal ${found.proposal} was corrected in one copy, and the other has an outcome of it that does not fit the correction.`,
  'adjusted-twice': (found) =>
    `Both were adjusted to match Upwork, the first on ${found.on}: together they count the difference twice.`,
  'edition-twice': (found) => `The rulebook ${visible(found.edition)} is different in each.`,
  'imported-twice': (found) =>
    found.page === 'proposals'
      ? `${countOf(found.rows, 'proposal')} of Upwork's Proposals page ${found.rows === 1 ? 'was' : 'were'} imported in both.`
      : `${countOf(found.rows, 'row')} of Upwork's history ${found.rows === 1 ? 'was' : 'were'} imported in both.`,
  'imported-and-typed': (found) =>
    `${countOf(found.rows, 'row')} of Upwork's history ${found.rows === 1 ? 'was' : 'were'} imported in one copy and recorded by hand in the other.`,
  'refunded-twice': (found) =>
    `Proposal ${found.proposal} would get back ${number(found.refunded)}, but it cost ${connects(found.spent)}.`,
  'still-needed': (found) =>
    `${NEEDED[found.what]} ${visible(found.name)} was undone in one copy and is still used in the other.`,
  'rewards-over-cap': (found) =>
    `Together they have ${connects(found.connects)} of interview rewards from ${found.from} to ${found.until}; the maximum is ${number(found.cap)}.`,
  'negative-day': (found) =>
    `Together they spend more than you had: ${found.purse ? countOf(found.missing, 'ad credit') : connects(found.missing)} ${found.missing === 1 ? 'is' : 'are'} missing from ${found.on} on.`,
  'settled-differently': (found) => `Each undid what the other kept. ${conflict(found.over)}`,
};

const NEEDED: Readonly<Record<Extract<ConflictCause, { code: 'still-needed' }>['what'], string>> = {
  proposal: 'Proposal',
  transaction: 'Transaction',
  coupon: 'The coupon',
  edition: 'The rulebook',
};

/** What a merge added, for a person. */
export function mergedLines(
  merged: {
    readonly commands: number;
    readonly known: number;
    readonly transactions: number;
    readonly settled: readonly { readonly way: 'undo' | 'redo'; readonly summary: string }[];
    /** Marks that both copies had made. */
    readonly repeated: number;
    readonly renumbered: readonly RenumberedProposal[];
  },
  dryRun: boolean,
): readonly string[] {
  const { commands, known, transactions, settled, repeated, renumbered } = merged;
  const undone = (count: number, did = 'undone') => `${dryRun ? 'would be' : count === 1 ? 'was' : 'were'} ${did}`;
  const ways = new Set(settled.map(({ way }) => way));
  const did = ways.size > 1 ? 'undone or brought back' : ways.has('redo') ? 'brought back' : 'undone';
  return onlyTexts(
    `${dryRun ? 'Would add' : 'Added'} ${countOf(commands, 'command')} with ${countOf(transactions, 'transaction')}; ${number(known)} ${known === 1 ? 'was' : 'were'} already here.`,
    settled.length > 0 &&
      [
        `To settle the disagreements, ${countOf(settled.length, 'command')} ${undone(settled.length, did)}:`,
        ...settledNames(settled),
      ].join('\n  '),
    repeated > 0 &&
      `Both copies had marked the same outcome: ${countOf(repeated, 'mark')} ${undone(repeated)}, so that it counts once.`,
    renumbered.length > 0 && renumberedLine(renumbered),
  );
}

/** More of them are in the answer as JSON. */
const MOST_SETTLED = 20;

/** Which commands gave way, each as `undo` names it. */
function settledNames(settled: readonly { readonly way: 'undo' | 'redo'; readonly summary: string }[]): string[] {
  const isMixed = new Set(settled.map(({ way }) => way)).size > 1;
  const names = settled
    .slice(0, MOST_SETTLED)
    .map(({ way, summary }) => (isMixed && way === 'redo' ? `brought back: ${summary}` : summary));
  const rest = settled.length - names.length;
  return rest > 0 ? [...names, `and ${rest} more`] : names;
}

interface RenumberedProposal {
  readonly there: number;
  readonly here: number;
}

/** More numbers than these are in the answer as JSON. */
const MOST_NUMBERS = 20;

/** Which number a new proposal has here, where the other copy counts it under another one. */
function renumberedLine(renumbered: readonly RenumberedProposal[]): string {
  const shown = renumbered.slice(0, MOST_NUMBERS).map(({ there, here }) => `${there} is ${here} here`);
  const rest = renumbered.length - shown.length;
  return `Proposals of the other copy have other numbers: ${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}.`;
}
