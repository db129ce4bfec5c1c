/** The built-in editions of the rulebook. Each states only what changed since the one before, with where it was read. */
import type { Day } from '../values/calendar.ts';
import type { Rulebook } from './rulebook.ts';

const help = (article: string): string => `https://support.upwork.com/hc/en-us/articles/${article}`;

// Community posts are cited by title and number: their addresses have moved, their numbers have not.
const REVAMP = 'Upwork community, thread 595772, "Connects Change Rollout Update", May 2019';
const MORE = 'Upwork community, announcement 898368, "More Connects to win more of the work you love", December 2020';
const INTERVIEWS = 'Upwork community, release note 1147321, "Connects for Interviews Won", 19 September 2022';
const USE = help('211062898');
const BILLING = help('211062918');
const BOOST = help('4406395531795');
const TAX = 'Upwork community, announcement 793241, "Required U.S. sales tax", 2020 and 2021';
const AD_CREDITS = help('46420996733971');
const UNPUBLISHED = 'no amount found in any Upwork page or announcement';

const paidConnects: Rulebook = {
  id: '2019-05',
  since: '2019-05-01' as Day,
  title: 'Connects begin to cost money',
  proposal: { min: 1, max: 6, source: REVAMP },
  invitation: { connects: 0, source: REVAMP },
  price: { cents: 15, source: REVAMP },
  bundles: { sizes: [10, 20, 40, 60, 80], custom: false, source: REVAMP },
  signup: { connects: 20, source: 'Upwork announcement of 2 April 2019, as quoted by webwriterspotlight.com' },
  readinessTest: { connects: 0, source: `first rewarded in December 2020: ${MORE}` },
  monthly: {
    basic: { paid: 0, free: 0 },
    plus: { paid: 70, free: 0 },
    source: `${REVAMP}, and ${USE}`,
  },
  fee: { plusCents: 1499, source: "press reports on Upwork's change of April 2019 (techjuice.pk, ofuran.com)" },
  carryOver: { basic: 140, plus: 140, source: `${USE} (as it read in 2020)` },
  expiry: { months: 12, source: REVAMP },
  cycle: { lastDay: 27, source: `${BILLING} (older text: the 28th to the 31st move to the 1st)` },
  interview: {
    connects: 0,
    cap: null,
    days: null,
    invitations: false,
    source: `first rewarded in December 2020: ${MORE}`,
  },
  badges: { connects: {}, source: UNPUBLISHED },
  certification: { connects: null, source: UNPUBLISHED },
  survey: { connects: null, source: UNPUBLISHED },
  refunds: {
    cancelled: true,
    removed: true,
    expired: false,
    lost: false,
    declined: false,
    withdrawn: false,
    source: `${USE} and ${help('42460467513747')}`,
  },
  boost: { available: false, slots: null, source: `came later: ${BOOST}` },
  adCredits: { available: false, source: `first seen in January 2026: ${AD_CREDITS}` },
};

const freeConnectsReturn: Rulebook = {
  ...paidConnects,
  id: '2020-12',
  since: '2020-12-01' as Day,
  title: 'Free Connects come back',
  proposal: { min: 1, max: 6, source: `${USE} ("up to 6")` },
  signup: { connects: 40, source: MORE },
  readinessTest: { connects: 40, source: MORE },
  monthly: { basic: { paid: 0, free: 10 }, plus: { paid: 70, free: 10 }, source: MORE },
  fee: { plusCents: 1499, source: `${TAX} ($14.99 before tax)` },
  carryOver: { basic: 200, plus: 200, source: MORE },
  interview: { connects: 10, cap: 50, days: 7, invitations: false, source: MORE },
  badges: {
    connects: { 'Rising Talent': 30 },
    source: `${INTERVIEWS}; already reported by members in thread 850437`,
  },
  certification: { connects: null, source: 'https://howtoupwork.com/?p=52 (a one-time bundle, no amount)' },
  survey: { connects: null, source: 'https://howtoupwork.com/?p=52 (now and then, no amount)' },
  boost: { available: true, slots: 3, source: `${BOOST} (three places until 8 March 2023)` },
};

const secretRewards: Rulebook = {
  ...freeConnectsReturn,
  id: '2022-09',
  since: '2022-09-19' as Day,
  title: 'Interview rewards are no longer disclosed',
  // The card 2, 4, 6, 8 was current on 1 June 2023; the day it began is not known.
  proposal: { min: 1, max: 8, source: 'Upwork help centre, "All about Connects" (article 14379578433298), June 2023' },
  signup: { connects: 40, source: INTERVIEWS },
  readinessTest: { connects: null, source: `not listed any more: ${INTERVIEWS}` },
  monthly: {
    basic: { paid: 0, free: 10 },
    plus: { paid: 60, free: 10 },
    source: `${USE} (Plus: 70 a month, 10 free ones among them)`,
  },
  carryOver: {
    basic: null,
    plus: null,
    source: 'Upwork help centre, "All about Connects" (article 14379578433298): no rollover limits',
  },
  cycle: { lastDay: 28, source: `${BILLING} (newer text: the 29th to the 31st move to the 1st)` },
  interview: { connects: null, cap: null, days: null, invitations: false, source: INTERVIEWS },
  badges: { connects: { 'Rising Talent': 30 }, source: INTERVIEWS },
  certification: { connects: null, source: `${INTERVIEWS} (a one-time bonus, no amount)` },
};

const dearerProposals: Rulebook = {
  ...secretRewards,
  id: '2023-06',
  since: '2023-06-01' as Day,
  title: 'Proposals cost up to twice as much',
  proposal: {
    min: 1,
    max: 16,
    source: 'Upwork help centre, "All about Connects" (article 14379578433298), 1 June 2023',
  },
  bundles: { sizes: [10, 20, 40, 60, 80], custom: true, source: `${USE} (as it read in October 2023)` },
  boost: { available: true, slots: 4, source: `${BOOST} (four places from 8 March 2023)` },
};

const biggerPlus: Rulebook = {
  ...dearerProposals,
  id: '2024-02',
  since: '2024-02-01' as Day,
  title: 'Plus brings 100 a month',
  proposal: {
    min: 1,
    max: null,
    source: 'no range published; 19 seen in March 2024: Upwork community, thread 1560061',
  },
  signup: { connects: null, source: UNPUBLISHED },
  monthly: {
    basic: { paid: 0, free: 10 },
    plus: { paid: 90, free: 10 },
    source: 'a community manager in the Upwork community, thread 1540864, early 2024',
  },
  fee: { plusCents: 1999, source: 'several public repositories of Upwork freelancers ($14.99 before, $19.99 since)' },
};

const GET = help('42460246681619');

const today: Rulebook = {
  ...biggerPlus,
  id: '2026',
  since: '2025-10-01' as Day,
  title: 'No published range, badges worth 30 each',
  proposal: {
    min: 0,
    max: null,
    source: 'https://support.upwork.com/hc/en-us/sections/39292759077907 (varies by job, even while it is live)',
  },
  bundles: { sizes: [10, 20, 40, 60, 80], custom: true, source: help('39293330080019') },
  signup: { connects: 50, source: `${GET}, as quoted in 2026 ("may receive" 50 once)` },
  readinessTest: { connects: null, source: `not listed any more: ${GET}` },
  monthly: {
    basic: { paid: 0, free: 10 },
    plus: { paid: 90, free: 10 },
    source: `${GET} ("may receive" 10, by the offer at sign-up; Plus: 100)`,
  },
  fee: { plusCents: 1999, source: "an Upwork freelancer's notes of 2026 ($9.99 for the first month, then $19.99)" },
  carryOver: {
    basic: null,
    plus: null,
    source: 'https://support.upwork.com/hc/en-us/sections/39292759077907 (no limit on what you hold)',
  },
  expiry: { months: 12, source: help('42460461019155') },
  interview: { connects: null, cap: null, days: null, invitations: false, source: `${GET} (when awarded, no amount)` },
  badges: {
    connects: { 'Rising Talent': 30, 'Top Rated': 30, 'Top Rated Plus': 30 },
    source: `${GET}, as quoted in 2026`,
  },
  certification: { connects: null, source: UNPUBLISHED },
  refunds: { ...biggerPlus.refunds, source: help('42460467513747') },
  adCredits: { available: true, source: AD_CREDITS },
};

/** Oldest first. */
export const EDITIONS: readonly Rulebook[] = [
  paidConnects,
  freeConnectsReturn,
  secretRewards,
  dearerProposals,
  biggerPlus,
  today,
];

/** The edition an account follows unless it says otherwise. */
export const DEFAULT_EDITION = '2020-12';

export const edition = (id: string): Rulebook | undefined => EDITIONS.find((rulebook) => rulebook.id === id);

/** The built-in edition that had begun by that day. A balance that is there already came by its rules. */
export const editionOfDay = (day: Day): string => EDITIONS.findLast(({ since }) => since <= day)?.id ?? DEFAULT_EDITION;
