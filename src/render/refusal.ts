/** Refusals in sentences: what is wrong, and the way out. Long because it is one switch over every code there is. */
import { bugs } from '../../package.json';
import { nearest } from '../parse/nearest.ts';
import type { Refusal } from '../rules/refusal.ts';
import { disagreement } from './merge.ts';
import { FILE, FILE_HINT, FILE_PROBLEM, INSTEAD, PATH_HINT, SAVE } from './refusal-files.ts';
import { belowReserve, claimed, insufficient, outOfRange, overBudget, transition } from './refusal-rules.ts';
import { storage } from './refusal-storage.ts';
import { typingSentence } from './refusal-typing.ts';
import { type Of, type Sentence, say } from './sentence.ts';
import { visible } from './visible.ts';
import { connects, either, number } from './words.ts';

export function sentence(refusal: Refusal): Sentence {
  switch (refusal.code) {
    case 'usage':
      return 'fault' in refusal ? typingSentence(refusal) : say(visible(refusal.problem), refusal.hint);
    case 'invalid-day':
      return invalidDay(refusal);
    case 'ambiguous-day':
      return say(
        `${refusal.flag} '${visible(refusal.given)}' is written in a form that some people read with the day first and others with the month first.`,
        'Write the day as YYYY-MM-DD, such as 2026-04-03.',
      );
    case 'future-day':
      return say(
        `${refusal.flag} ${refusal.given} is in the future: today is ${refusal.today}.`,
        'Only record what has already happened. If "today" is wrong, check TZ and CONNECTS_TODAY.',
      );
    case 'invalid-amount':
      return say(
        `${refusal.flag} '${visible(refusal.given)}' is not ${EXPECTED[refusal.expected][0]}.`,
        EXPECTED[refusal.expected][1],
      );
    case 'insufficient-connects':
      return insufficient(refusal);
    case 'cost-out-of-range':
      return outOfRange(refusal);
    case 'below-reserve':
      return belowReserve(refusal);
    case 'over-budget':
      return overBudget(refusal);
    case 'no-such-bundle':
      return say(
        `There is no bundle of ${number(refusal.given)} under ${refusal.edition}. The sizes are ${either(refusal.sizes.map(String))}.`,
        'Pass --force to record what Upwork really sold you.',
      );
    case 'already-claimed':
      return claimed(refusal);
    case 'amount-required':
      return say(
        `Upwork publishes no amount for ${refusal.title ? `the ${refusal.what} "${visible(refusal.title)}"` : `a ${refusal.what}`} under ${refusal.edition}.`,
        'Give the amount you received: --amount N.',
      );
    case 'duplicate-key':
      return say(
        `The job ${visible(refusal.key)} is already paid for: proposal ${refusal.proposal}, ${refusal.on}.`,
        `See it with: connects show ${refusal.proposal}. Pass --force if Upwork really charged it twice.`,
      );
    case 'invalid-transition':
      return transition(refusal);
    case 'overdraws-later':
      return say(
        `On ${refusal.on}, ${connects(refusal.missing)} would be missing: later entries have already spent them.`,
        'First record the Connects that are missing, or match what Upwork shows today: connects reconcile N --adjust.',
      );
    case 'coupon-unknown': {
      const near = nearest(refusal.given, refusal.known);
      return say(
        `There is no coupon ${visible(refusal.given)}.`,
        near ? `Did you mean ${visible(near)}?` : 'Add it first: connects coupon add CODE --percent P.',
      );
    }
    case 'coupon-used':
      return say(
        `The coupon ${visible(refusal.given)} was used on ${refusal.on}.`,
        'A coupon works only once. Buy without it.',
      );
    case 'coupon-expired':
      return say(`The last day of the coupon ${visible(refusal.given)} was ${refusal.on}.`, 'Buy without it.');
    case 'already-open':
      return say(
        `The account is already open: joined ${refusal.joined}.`,
        'See it with: connects balance. To open a second account: connects init --account NAME.',
      );
    case 'nothing-to-import':
      return say(
        `${visible(refusal.file)} contains no transaction to start from.`,
        'Save the history page with more days, or open the account with: connects init.',
      );
    case 'unreadable-file':
      return say(
        FILE_PROBLEM[refusal.problem](visible(refusal.file), visible(refusal.detail), refusal.line),
        FILE_HINT[refusal.problem] ?? SAVE,
      );
    case 'merge-conflict':
      return disagreement(refusal);
    case 'other-account':
      return say(
        `${visible(refusal.file)} is a copy of another account.`,
        refusal.to === 'restore'
          ? 'Nothing was changed. Choose the ledger of the other account with --account or --db, or pass --force to replace this ledger.'
          : 'Only copies of the same account can be merged: copies that started as one file.',
      );
    case 'nothing-to-undo':
      return say('There is nothing to undo.', 'Opening the account cannot be undone; everything after it can.');
    case 'nothing-to-redo':
      return say('There is nothing to redo.', 'You can redo what you have undone, until you record something new.');
    case 'no-account':
      return say(
        `There is no account${refusal.saved ? '' : ' yet'} at ${visible(refusal.db)}.`,
        refusal.saved
          ? 'Restore the last backup with: connects restore latest.'
          : "Open one with: connects init. Or import Upwork's history page, or a copy of a ledger: connects import FILE.",
      );
    case 'unknown-proposal':
      return say(
        refusal.last > 0
          ? `There is no proposal ${refusal.given}: the last one is ${refusal.last}.`
          : `There is no proposal ${refusal.given}: none is recorded yet.`,
        refusal.last > 0 ? 'List them with: connects proposals.' : 'Record one with: connects apply --cost N.',
      );
    case 'unknown-edition': {
      const near = nearest(refusal.given, refusal.known);
      return say(
        `There is no edition '${visible(refusal.given)}' of the rulebook.`,
        `${near ? `Did you mean ${near}? ` : ''}The editions are ${refusal.known.join(', ')}. To add your own: connects rules add FILE.`,
      );
    }
    case 'file-exists':
      return refusal.is === 'ledger'
        ? say(`${visible(refusal.path)} is the ledger itself.`, 'Nothing was changed. Name another file.')
        : say(`${visible(refusal.path)} already exists.`, 'Nothing was changed. Name another file, or pass --force.');
    case 'no-such-file':
      return say(
        FILE[refusal.problem](visible(refusal.path)),
        PATH_HINT[refusal.problem] ??
          (refusal.instead ? INSTEAD[refusal.instead] : 'Check the path; a dash (-) reads standard input.'),
      );
    case 'storage-busy':
    case 'storage-full':
    case 'storage-corrupt':
    case 'storage-newer':
    case 'storage-readonly':
    case 'storage-unavailable':
      return storage(refusal);
    case 'internal':
      return say(
        `Something is wrong with connects itself: ${visible(refusal.detail)}.`,
        `Nothing was recorded. Run it again with --debug to see where. Report the problem at ${bugs.url}, with the output of: connects doctor`,
      );
    default:
      return refusal satisfies never;
  }
}

const EXPECTED: Readonly<Record<Of<'invalid-amount'>['expected'], readonly [string, string]>> = {
  connects: ['a number of Connects', 'Write a whole number from 1 to 999999 in plain digits.'],
  'connects-or-none': ['a number of Connects', 'Write a whole number from 0 to 999999 in plain digits.'],
  count: ['a count', 'Write a whole number from 1 in plain digits.'],
  percent: ['a discount in percent', 'Write a whole number from 1 to 100.'],
  tax: ['a tax rate in percent', 'Write it as 6.35, from 0 to 99.999.'],
  money: ['an amount of money', 'Write US dollars as 5 or 5.25.'],
  days: ['a span of days', 'Write it as 30d, 4w or 2 months.'],
  budget: ['a budget', 'Write Connects or dollars for a week or a month: 60/month, 15/week or $20/month.'],
  monthly: ['a number of Connects, or none', 'Write what Upwork gives you each month: a whole number, or none.'],
  'billing-day': ['a day of the month', 'Write a whole number from 1 to 31.'],
  proposal: ['the number of a proposal', 'Give its number, which this lists: connects proposals'],
};

function invalidDay(refusal: Of<'invalid-day'>): Sentence {
  if ('flag' in refusal) {
    return say(
      `${refusal.flag} '${visible(refusal.given)}' is not a day.`,
      refusal.flag === 'CONNECTS_TODAY'
        ? 'Write it as YYYY-MM-DD, or unset it.'
        : "Write it as YYYY-MM-DD, or as today, yesterday, '3 days ago' or 'last monday'.",
    );
  }
  if (refusal.before === null) {
    return say(
      `--joined ${refusal.given} is after the first row, dated ${refusal.row}.`,
      'Give the day you joined Upwork, or leave it out.',
    );
  }
  return refusal.before === 'opening'
    ? say(`${refusal.given} is before the ledger starts on ${refusal.first}.`, `Use ${refusal.first} or a later day.`)
    : say(
        `${refusal.given} is before the proposal was sent on ${refusal.first}.`,
        `Use ${refusal.first} or a later day.`,
      );
}
