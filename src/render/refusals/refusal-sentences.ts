/** Refusals in sentences: what is wrong, and the way out. Long because it is one table of every code there is. */
import { bugs } from '../../../package.json';
import { nearest } from '../../parse/nearest.ts';
import type { Refusal } from '../../rules/answers/refusal.ts';
import { conflictSentence } from '../imports/merge.ts';
import { type RefusalOf, type TextByCode, textByCode, type UserSentence } from '../text/sentence.ts';
import { repeatedText, visible } from '../text/visible.ts';
import { connects, countOf, eitherOf, number } from '../text/words.ts';
import { dependedOn, notTogether, unknownTransaction } from './refusal-corrections.ts';
import { noSuchFile, unreadableFile } from './refusal-files.ts';
import { ambiguousProposal, unknownProposal } from './refusal-proposals.ts';
import {
  belowReserve,
  claimedSentence,
  creditsMissing,
  creditsStay,
  notAllowed,
  outOfRange,
  overBudget,
  shortageSentence,
  transitionSentence,
} from './refusal-rules.ts';
import { targetDiffers } from './refusal-server.ts';
import { noAccount, storageSentence } from './refusal-storage.ts';
import { usageSentence } from './refusal-usage.ts';

export function refusalText(refusal: Refusal): { readonly message: string; readonly hint: string | null } {
  const [message, hint] = textByCode(SENTENCES, refusal);
  return { message: withoutPasswords(message), hint: hint && withoutPasswords(hint) };
}

/** What was typed in the wrong place is repeated, and may be the URL of a database. */
const withoutPasswords = (text: string): string => text.replace(/(postgres(?:ql)?:\/\/[^\s:@/?]*):.*@/gis, '$1@');

const SENTENCES: TextByCode<Refusal, UserSentence> = {
  usage: usageSentence,
  'invalid-day': invalidDay,
  'ambiguous-day': (refusal) => [
    `${refusal.flag} '${visible(repeatedText(refusal.given))}' is written in a form that some people read with the day first and others with the month first.`,
    'Write the day as YYYY-MM-DD, such as 2026-04-03.',
  ],
  'future-day': (refusal) => [
    `${refusal.flag} ${refusal.given} is in the future: today is ${refusal.today}.`,
    'Give today or an earlier day. If "today" is wrong, check TZ and CONNECTS_TODAY.',
  ],
  'invalid-amount': (refusal) => [
    `${refusal.flag} '${visible(repeatedText(refusal.given))}' is not ${EXPECTED[refusal.expected][0]}.`,
    meantAmount(refusal) ?? EXPECTED[refusal.expected][1],
  ],
  'insufficient-connects': shortageSentence,
  'cost-out-of-range': outOfRange,
  'below-reserve': belowReserve,
  'over-budget': overBudget,
  'no-such-bundle': (refusal) => [
    `There is no bundle of ${number(refusal.given)} under ${refusal.edition}. The sizes are ${eitherOf(refusal.sizes.map(String))}.`,
    'Pass --force to record what Upwork really sold you.',
  ],
  'already-claimed': claimedSentence,
  'amount-required': (refusal) => [
    `Upwork publishes no amount for ${refusal.title ? `the ${refusal.what} "${visible(refusal.title)}"` : `a ${refusal.what}`} under ${refusal.edition}.`,
    'Give the amount you received: --amount N.',
  ],
  'duplicate-key': (refusal) => [
    `The job ${visible(refusal.key)} is already paid for: proposal ${refusal.proposal}, ${refusal.on}.`,
    `See it with: connects show ${refusal.proposal}. Pass --force if Upwork charged it again, as it does after a withdrawal.`,
  ],
  'invalid-transition': transitionSentence,
  'no-ad-credits': ({ edition, by }) => [
    `There are no ad credits under ${edition}.`,
    `To follow the rules that have them: connects rules use 2026.${by === 'apply' ? ' Or record only the Connects part: --boost N without --credits.' : ''} Pass --force to record it all the same.`,
  ],
  'insufficient-ad-credits': ({ on, needed, left, expiresOn }) => [
    `This needs ${countOf(needed, 'ad credit')}, but ${left === 0 ? 'none are' : `only ${number(left)} ${left === 1 ? 'is' : 'are'}`} left on ${on}${expiresOn ? `; the next expire on ${expiresOn}` : ''}.`,
    'First record the ad credits that you got: connects earn ad-credits --amount N --expires DAY.',
  ],
  'credits-stay': creditsStay,
  'overdraws-later': (refusal) => {
    if (refusal.purse === 'ad-credits') return creditsMissing(refusal);
    const { needed, left } = refusal;
    if (refusal.opening === undefined && needed !== undefined && left !== undefined) {
      return [
        `This needs ${connects(needed)} on ${refusal.on}, but ${left === 0 ? 'none were' : `only ${number(left)} ${left === 1 ? 'was' : 'were'}`} there on that day.`,
        'If Upwork really took them, first record the Connects that are missing, or match what Upwork shows today: connects reconcile N --adjust.',
      ];
    }
    return refusal.opening
      ? [
          `Your ledger begins on ${refusal.opening}, and has no Connects for ${refusal.on}: what you had spent by then is not in it.`,
          'Import the history page of that time, which moves the beginning: connects import FILE.',
        ]
      : [
          `On ${refusal.on}, ${connects(refusal.missing)} would be missing: later entries have already spent them.`,
          'First record the Connects that are missing, or match what Upwork shows today: connects reconcile N --adjust.',
        ];
  },
  'coupon-unknown': (refusal) => {
    const { given, addedOn, on } = refusal;
    if (addedOn !== undefined && on !== undefined) {
      return [
        `The coupon ${visible(given)} was added on ${addedOn}, so it cannot be used on ${on}.`,
        `If you had it by then, take back what added it (connects undo NUMBER, with the number that connects log shows), and add it again with --on ${on}.`,
      ];
    }
    const near = nearest(given, refusal.known);
    return [
      `There is no coupon ${visible(given)}.`,
      near ? `Did you mean ${visible(near)}?` : 'Add it first: connects coupon add CODE --percent P.',
    ];
  },
  'coupon-used': (refusal) => [
    `The coupon ${visible(refusal.given)} was used on ${refusal.on}.`,
    'A coupon works only once. Buy without it.',
  ],
  'coupon-expired': (refusal) => [
    `The last day of the coupon ${visible(refusal.given)} was ${refusal.on}.`,
    'Buy without it.',
  ],
  'already-open': (refusal) => [
    `The account is already open: joined ${refusal.joined}.`,
    'See it with: connects balance. To open a second account: connects init --account NAME.\nOpened it with a mistake? Correct it with connects plan, connects rules use, connects config set billing-day, or connects reconcile N --adjust.',
  ],
  'nothing-to-import': (refusal) => [
    `${visible(refusal.file)} contains no transaction to start from.`,
    'Save the history page with more days, or open the account with: connects init.',
  ],
  'unreadable-file': unreadableFile,
  'merge-conflict': conflictSentence,
  'other-account': (refusal) => [
    refusal.lives
      ? `${visible(refusal.file)} is a copy of the account ${visible(refusal.lives)}, which is on the server.`
      : `${visible(refusal.file)} is a copy of another account.`,
    refusal.lives
      ? `Nothing was changed. Use that account: --account ${visible(refusal.lives)}. To make a second ledger of it anyway, pass --force.`
      : refusal.to === 'restore'
        ? 'Nothing was changed. Choose the ledger of the other account with --account or --db, or pass --force to replace this ledger.'
        : refusal.to === 'move'
          ? 'Nothing was changed. Name another place. On a server, another account: add ?account=NAME to the URL.'
          : 'Only copies of the same account can be merged: copies that started as one file.',
  ],
  'target-differs': targetDiffers,
  'nothing-to-undo': ({ opening, member }) =>
    member !== undefined
      ? [
          visible(`There is nothing to undo that ${member} recorded.`),
          'What others recorded is undone by its number in connects log: connects undo NUMBER',
        ]
      : opening
        ? [
            'This opened the account: it cannot be undone or voided.',
            'To start over, open another account: connects init --account NAME.',
          ]
        : ['There is nothing to undo.', 'Opening the account cannot be undone; everything after it can.'],
  'nothing-to-redo': ({ member }) => [
    member === undefined ? 'There is nothing to redo.' : visible(`There is nothing to redo that ${member} undid.`),
    'You can redo what you have undone, until you record something new.',
  ],
  'depended-on': dependedOn,
  'already-undone': (refusal) => [
    `${refusal.of === 'command' ? 'Command' : 'Transaction'} ${refusal.id} is already undone, voided or replaced.`,
    refusal.of === 'command' ? 'List the commands with: connects log.' : 'See it with: connects history --all.',
  ],
  'not-together': notTogether,
  'not-allowed': notAllowed,
  'unknown-transaction': unknownTransaction,
  'unknown-command': (refusal) => [
    `There is no command ${refusal.given}: the last one is ${refusal.last}.`,
    'List the commands with: connects log.',
  ],
  'no-account': noAccount,
  'unknown-proposal': unknownProposal,
  'ambiguous-proposal': ambiguousProposal,
  'unknown-edition': (refusal) => {
    const near = nearest(refusal.given, refusal.known);
    return [
      `There is no edition '${visible(repeatedText(refusal.given))}' of the rulebook.`,
      `${near ? `Did you mean ${near}? ` : ''}The editions are ${refusal.known.join(', ')}. To add your own: connects rules add FILE.`,
    ];
  },
  'file-exists': ({ is, path }) =>
    is === 'account'
      ? [`There is already an account of that name, in ${visible(path)}.`, 'Nothing was changed. Choose another name.']
      : [
          is === 'ledger'
            ? `${visible(path)} is the ledger itself.`
            : is === 'link'
              ? `${visible(path)} is a link to another place.`
              : is === 'beside-ledger'
                ? `${visible(path)} belongs to the ledger: SQLite keeps its own notes there.`
                : `${visible(path)} already exists.`,
          is ? 'Nothing was changed. Name another file.' : 'Nothing was changed. Name another file, or pass --force.',
        ],
  'no-such-file': noSuchFile,
  'storage-busy': storageSentence,
  'storage-full': storageSentence,
  'storage-corrupt': storageSentence,
  'storage-newer': storageSentence,
  'storage-readonly': storageSentence,
  'storage-unavailable': storageSentence,
  internal: (refusal) => [
    `Something is wrong with connects itself: ${visible(refusal.detail)}.`,
    `Nothing was recorded. Run it again with --debug to see where. Report the problem at ${bugs.url}, with the output of: connects doctor`,
  ],
};

const EXPECTED: Readonly<Record<RefusalOf<'invalid-amount'>['expected'], readonly [string, string]>> = {
  connects: ['a number of Connects', 'Write a whole number from 1 to 999999 in plain digits.'],
  'connects-or-none': ['a number of Connects', 'Write a whole number from 0 to 999999 in plain digits.'],
  'ad-credits': ['a number of ad credits', 'Write a whole number from 1 to 999999 in plain digits.'],
  count: ['a count', 'Write a whole number from 1 in plain digits.'],
  percent: ['a discount in percent', 'Write a whole number from 1 to 100.'],
  tax: ['a tax rate in percent', 'Write it as 6.35, from 0 to 99.999.'],
  money: ['an amount of money', 'Write US dollars as 5 or 5.25.'],
  'money-or-none': ['an amount of money', 'Write US dollars as 400 or 400.50, from 0 to 999999.99.'],
  days: ['a span of days', 'Write it as 30d, 4w or 2 months.'],
  budget: ['a budget', 'Write Connects or dollars for a week or a month: 60/month, 15/week or $20/month, or none.'],
  transaction: ['the number of a transaction', 'Give its number, which this lists: connects history --all'],
  'part-of-boost': ['part of the boost', 'Give at most the boost itself.'],
  command: ['the number of a command', 'Give its number, which this lists: connects log'],
  monthly: ['a number of Connects, or none', 'Write what Upwork gives you each month: a whole number, or none.'],
  'billing-day': ['a day of the month', 'Write a whole number from 1 to 31.'],
  owners: ['a list of members', 'Write their names with a comma between them, such as anna,ben, or none.'],
  proposal: ['the number of a proposal', 'Give its number, which this lists: connects proposals'],
};

const HAS_THOUSANDS: readonly RefusalOf<'invalid-amount'>['expected'][] = [
  'connects',
  'connects-or-none',
  'ad-credits',
  'monthly',
  'money',
  'money-or-none',
  'budget',
];

/** An amount with separated thousands, such as `$1,200.50` or `1,200/month`. */
const THOUSANDS = /^(\$?)(\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+)((?:\.\d{2})?(?:\/[a-z]+)?)$/;

/** Where there is only a comma in place of the point, or between thousands: it may mean the one or the other, so it is not read. */
function meantAmount({ expected, given }: RefusalOf<'invalid-amount'>): string | null {
  const [, sign, digits, rest] = (HAS_THOUSANDS.includes(expected) && THOUSANDS.exec(given)) || [];
  if (digits !== undefined)
    return `Write it without separators: ${expected === 'budget' ? sign : ''}${digits.replace(/\D/g, '')}${rest}.`;
  const { whole, part } = /^\$?(?<whole>\d{1,6}),(?<part>\d{1,2})%?$/.exec(given)?.groups ?? {};
  if (whole === undefined || part === undefined) return null;
  if (expected === 'tax') return `Write it with a point: ${whole}.${part}.`;
  return expected === 'money' || expected === 'money-or-none'
    ? `Write it with a point: ${whole}.${part.padEnd(2, '0')}.`
    : null;
}

function invalidDay(refusal: RefusalOf<'invalid-day'>): UserSentence {
  if ('flag' in refusal) {
    return [
      `${refusal.flag} '${visible(repeatedText(refusal.given))}' is not a day.`,
      refusal.flag === 'CONNECTS_TODAY'
        ? 'Write it as YYYY-MM-DD, not later than 2199, or unset it.'
        : "Write it as YYYY-MM-DD, or as today, yesterday, '3 days ago' or 'last monday'.",
    ];
  }
  if (refusal.before === null) {
    return [
      `--joined ${refusal.given} is after the first row, dated ${refusal.row}.`,
      'Give the day you joined Upwork, or leave it out.',
    ];
  }
  return refusal.before === 'opening'
    ? [`${refusal.given} is before the ledger starts on ${refusal.first}.`, `Use ${refusal.first} or a later day.`]
    : [`${refusal.given} is before the proposal was sent on ${refusal.first}.`, `Use ${refusal.first} or a later day.`];
}
