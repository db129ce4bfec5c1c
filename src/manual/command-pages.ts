/** What the help and the manual page of each command say beyond its options: where on Upwork a thing is found, what its words mean, and what to read next. */
import { COLUMN_SECTIONS } from './column-sections.ts';
import { OUTCOME_MEANINGS } from './outcome-meanings.ts';
import { type TopicSection, termsOf } from './topic.ts';

export interface CommandPage {
  /** Where on Upwork the thing is found; null: it is not on Upwork. */
  readonly upwork: string | null;
  /** Explanations between the examples and the options. */
  readonly sections?: readonly TopicSection[];
  /** What only some need to look up. */
  readonly appendix?: readonly TopicSection[];
  /** Names of topics that say more. */
  readonly topics?: readonly string[];
}

const HISTORY = 'Connects History (upwork.com/nx/plans/connects/history)';
const PROPOSALS = 'My proposals (upwork.com/nx/proposals)';
const LOCAL: CommandPage = { upwork: null };

/** By the words of the command. */
export const COMMAND_PAGES: Readonly<Record<string, CommandPage>> = {
  init: {
    upwork: `The balance is at the top of ${HISTORY}, under "My balance". The day you joined is in the first rows of that page, if Upwork still shows them.`,
    topics: ['rules', 'dates'],
  },
  apply: {
    upwork:
      'The page on which you submit a proposal says what it costs: "Required for proposal", "Bid to boost" and "Total". --paste reads the copied text of that page.',
    topics: ['agents', 'rules'],
  },
  mark: {
    upwork: `${PROPOSALS}: Active and Submitted list what is open, "Viewed by client" stands below a proposal, and Archived has those that ended. \`connects import\` reads these pages, so that you need not type it. What came back is in ${HISTORY}.`,
    sections: [{ heading: 'Outcomes, by the newest rules', blocks: [termsOf(OUTCOME_MEANINGS)] }],
    topics: ['rules'],
  },
  buy: {
    upwork: `"Buy Connects", on ${HISTORY}. There a purchase is a row "Added extra Connects". Prices and taxes are on the receipt.`,
  },
  coupon: { upwork: 'A promo code is typed where you buy Connects.' },
  'coupon add': { upwork: 'A promo code is typed where you buy Connects.', topics: ['dates'] },
  'coupon list': LOCAL,
  earn: {
    upwork: `Free Connects are rows with a plus in ${HISTORY}. Ad credits are shown where you boost a proposal.`,
    topics: ['rules'],
  },
  spend: { upwork: `A badge or a boost of your profile is a row with a minus in ${HISTORY}.` },
  edit: { upwork: `What Upwork recorded is in ${HISTORY}.` },
  void: LOCAL,
  join: LOCAL,
  renew: {
    upwork: `A row "Monthly Connects renewal" in ${HISTORY}, on the first day of the billing cycle. Not every account gets monthly Connects: \`connects config set monthly none\`, if yours does not.`,
    topics: ['rules'],
  },
  plan: { upwork: `A row "Membership upgraded to Plus" in ${HISTORY}. The fee is on the receipt of the membership.` },
  reconcile: { upwork: `The number under "My balance", at the top of ${HISTORY}.` },
  undo: LOCAL,
  redo: LOCAL,
  import: {
    upwork: `${HISTORY}: choose the longest time, press "Show more" until the button disappears, then save the page (Ctrl-S) or copy its text. For results: ${PROPOSALS}, each of its pages.`,
    appendix: COLUMN_SECTIONS,
    topics: ['formats', 'dates'],
  },
  balance: { upwork: `The number under "My balance", at the top of ${HISTORY}.` },
  status: { upwork: `What Upwork shows of it is in ${HISTORY} and ${PROPOSALS}.` },
  log: LOCAL,
  history: { upwork: `${HISTORY} has the same rows, of the last 90 days.`, topics: ['dates', 'formats'] },
  proposals: { upwork: PROPOSALS, topics: ['formats'] },
  search: { upwork: PROPOSALS, topics: ['formats'] },
  stale: { upwork: `${PROPOSALS}, under Submitted.`, topics: ['dates'] },
  show: { upwork: `Open the proposal in ${PROPOSALS}.` },
  grants: { upwork: 'Upwork does not show which Connects expire on which day.' },
  expiring: { upwork: 'Upwork shows only how many expire in the next 30 days.', topics: ['dates'] },
  stats: {
    upwork: 'Upwork shows some counts in "My stats" (upwork.com/nx/my-stats), and no costs.',
    topics: ['dates'],
  },
  due: {
    upwork: `What Upwork has given is in ${HISTORY}. What is missing there can be asked for in a support request.`,
    topics: ['rules'],
  },
  forecast: LOCAL,
  'what-if': { upwork: null, topics: ['rules'] },
  report: LOCAL,
  'can-apply': {
    upwork: 'The page on which you submit a proposal says what it costs.',
    topics: ['agents', 'exit-codes'],
  },
  rules: { upwork: "Each number names its source, most of them in Upwork's help centre.", topics: ['rules'] },
  'rules list': { upwork: null, topics: ['rules'] },
  'rules show': { upwork: "Each number names its source, most of them in Upwork's help centre.", topics: ['rules'] },
  'rules diff': { upwork: null, topics: ['rules'] },
  'rules use': { upwork: null, topics: ['rules', 'dates'] },
  'rules add': { upwork: null, topics: ['rules'] },
  export: { upwork: null, topics: ['formats', 'dates'] },
  merge: { upwork: null, topics: ['formats'] },
  backup: { upwork: null, topics: ['environment'] },
  restore: { upwork: null, topics: ['environment'] },
  move: { upwork: null, topics: ['environment'] },
  check: { upwork: null, topics: ['exit-codes'] },
  doctor: { upwork: null, topics: ['environment'] },
  account: { upwork: null, topics: ['environment'] },
  'account list': { upwork: null, topics: ['environment'] },
  'account add': { upwork: `The balance is at the top of ${HISTORY}.`, topics: ['rules', 'dates'] },
  'account rename': LOCAL,
  'account remove': { upwork: null, topics: ['environment'] },
  schedule: { upwork: null, topics: ['environment'] },
  completion: LOCAL,
  config: { upwork: null, topics: ['environment'] },
  'config path': { upwork: null, topics: ['environment'] },
  'config roles': LOCAL,
  'config get': LOCAL,
  'config set': {
    upwork:
      'What your account gets each month, and on which day, is in the rows "Monthly Connects renewal" of Connects History.',
  },
  'config unset': LOCAL,
  help: LOCAL,
};
