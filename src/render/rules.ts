/** Explains a rulebook to a newcomer, in plain words, with a source behind every number. */

import { type Plan, publishedFee, type Rulebook } from '../rules/rulebook/rulebook.ts';
import type { RulebookSection } from '../rules/rulebook/rulebook-diff.ts';
import type { PageStyle } from './text/paint.ts';
import { connects as amount, dollars, eitherOf, onlyTexts } from './text/words.ts';
import { hangText } from './text/wrap.ts';

const PROSE_COLUMNS = 80;
const UNPUBLISHED = 'Upwork publishes no amount';

/** The footnote behind a section's numbers, as " [3]". Sections that share a source share a footnote. */
type Cite = (section: RulebookSection) => string;

function ordinal(n: number): string {
  const ending = { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10];
  return `${n}${Math.floor(n / 10) !== 1 && ending !== undefined ? ending : 'th'}`;
}

function proposalCost({ min, max }: Rulebook['proposal']): string {
  if (max === min) return `costs ${amount(min)}`;
  if (max !== null) return `costs ${min} to ${amount(max)}, depending on the job`;
  return min === 0
    ? 'costs what its job page says: Upwork publishes no range, and some jobs cost nothing'
    : `costs at least ${amount(min)}; Upwork publishes no maximum`;
}

function spending({ proposal, invitation, boost, adCredits }: Rulebook, cite: Cite): readonly string[] {
  const places = boost.slots === null ? 'one of the places' : `one of the ${boost.slots} places`;
  return onlyTexts(
    `A proposal ${proposalCost(proposal)}${cite('proposal')}. Before you send it, Upwork shows the cost and what you would have left.`,
    invitation.connects === 0
      ? `Answering a client's invitation costs nothing${cite('invitation')}.`
      : `Answering a client's invitation costs ${amount(invitation.connects)}${cite('invitation')}.`,
    boost.available
      ? `A boost is a bid, on top of the cost, for ${places} at the top of the client's list${cite('boost')}. If you are outbid, the whole boost comes back, but not the cost of the proposal.`
      : `Proposals cannot be boosted under this edition${cite('boost')}.`,
    adCredits?.available === true &&
      `Ad credits, a second purse, can pay for a boost or a part of it${cite('adCredits')}. They expire after a few weeks and never come back.`,
  );
}

function once(connects: number | null): string {
  if (connects === null) return UNPUBLISHED;
  return connects === 0 ? 'nothing' : `${amount(connects)}, once`;
}

const certification = (connects: number | null): string =>
  connects === null ? `a bundle, once for each; ${UNPUBLISHED}` : `${amount(connects)}, once for each`;

function monthly(plan: Plan, { paid, free }: Rulebook['monthly'][Plan]): string {
  const name = plan === 'plus' ? 'Every month on Freelancer Plus' : 'Every month on Freelancer Basic';
  if (paid === 0) return `${name}: ${free === 0 ? 'nothing' : `${amount(free)}, free`}`;
  const fee = 'with the membership fee, so you pay for them';
  if (free === 0) return `${name}: ${amount(paid)}. They come ${fee}`;
  return `${name}: ${amount(paid + free)}. Of these, ${paid} come ${fee}; ${free} are free`;
}

function fee(rulebook: Rulebook, cite: Cite): string {
  const cents = publishedFee(rulebook);
  if (cents === null) return `The fee of Freelancer Plus: ${UNPUBLISHED}${cite('fee')}.`;
  return `The fee of Freelancer Plus: ${dollars(cents)} (US) a month, before tax${cite('fee')}.`;
}

function interview({ connects, cap, days, invitations }: Rulebook['interview'], note: string): string {
  if (connects === 0) return `Winning an interview: nothing${note}.`;
  const limit = cap === null ? '' : `, at most ${cap} in any ${days} days`;
  const reward = connects === null ? `only some are rewarded, and ${UNPUBLISHED}` : `${amount(connects)} each${limit}`;
  const invited = invitations
    ? 'An invitation you answer counts as well.'
    : 'An invitation to a job you sent no proposal for does not count.';
  return `Winning an interview: ${reward}${note}. It takes three steps: you send a proposal, the client answers, and you answer. ${invited}`;
}

function badges(connects: Rulebook['badges']['connects']): string {
  const known = Object.entries(connects).map(([name, reward]) => `${amount(reward)} for ${name}`);
  if (known.length === 0) return `A badge: ${UNPUBLISHED}`;
  return `A badge: ${known.join(', ')}, once each; for any other, ${UNPUBLISHED}`;
}

function buying({ bundles, price }: Rulebook, cite: Cite): string {
  const sizes = bundles.sizes.map((size) => `${size} for ${dollars(size * price.cents)}`);
  const named = sizes.length === 0 ? '' : `bundles of ${eitherOf(sizes)}`;
  const any = bundles.custom ? `any ${named === '' ? '' : 'other '}amount` : '';
  const sale = [named, any].filter((part) => part !== '').join(', or ');
  return `Buying: ${dollars(price.cents)} (US) for each Connect, however many you buy${cite('price')}. On sale at any time: ${sale}${cite('bundles')}.`;
}

function earning(rulebook: Rulebook, cite: Cite): readonly string[] {
  return [
    `Joining Upwork: ${once(rulebook.signup.connects)}${cite('signup')}.`,
    `Passing the Readiness Test: ${once(rulebook.readinessTest.connects)}${cite('readinessTest')}.`,
    `${monthly('basic', rulebook.monthly.basic)}${cite('monthly')}.`,
    `${monthly('plus', rulebook.monthly.plus)}${cite('monthly')}.`,
    fee(rulebook, cite),
    interview(rulebook.interview, cite('interview')),
    `A Skill Certification: ${certification(rulebook.certification.connects)}${cite('certification')}.`,
    `${badges(rulebook.badges.connects)}${cite('badges')}.`,
    `Filling in a survey: ${once(rulebook.survey.connects)}${cite('survey')}.`,
    'A coupon code: money off your next purchase, or Connects at once. It works once, and the code says how much.',
    buying(rulebook, cite),
  ];
}

function span(months: number): string {
  if (months % 12 !== 0) return months === 1 ? 'one month' : `${months} months`;
  return months === 12 ? 'one year' : `${months / 12} years`;
}

function carried({ basic, plus }: Rulebook['carryOver']): string {
  const upTo = (limit: number | null): string => (limit === null ? 'any number' : `up to ${amount(limit)}`);
  if (basic === null && plus === null) return 'Unused Connects carry over from month to month without limit';
  const both = basic === plus ? `${upTo(basic)} on either plan` : `${upTo(basic)} on Basic, ${upTo(plus)} on Plus`;
  return `Unused Connects carry over: ${both}. Connects above this limit are lost when a new cycle begins, the oldest first, before the new ones are added`;
}

function time({ cycle, expiry, carryOver }: Rulebook, cite: Cite): readonly string[] {
  return [
    `The monthly ones arrive on the first day of your billing cycle, counted from the day you joined or last upgraded. If that day is after the ${ordinal(cycle.lastDay)} of the month, each cycle begins on the 1st of the next month instead${cite('cycle')}.`,
    `Connects expire ${span(expiry.months)} after the day they were issued${cite('expiry')}. The oldest are spent first.`,
    `${carried(carryOver)}${cite('carryOver')}.`,
  ];
}

const CLOSINGS = {
  cancelled: 'the client cancels the job before hiring',
  removed: 'Upwork removes the job',
  expired: 'the job expires',
  lost: 'someone else is hired',
  declined: 'the client declines you',
  withdrawn: 'you withdraw',
} as const satisfies { readonly [closing in Exclude<keyof Rulebook['refunds'], 'source'>]: string };

function returning({ refunds }: Rulebook, cite: Cite): readonly string[] {
  const closings = Object.keys(CLOSINGS) as (keyof typeof CLOSINGS)[];
  const when = (back: boolean): string =>
    eitherOf(closings.filter((closing) => refunds[closing] === back).map((closing) => CLOSINGS[closing]));
  return onlyTexts(
    when(true) !== '' && `A proposal's cost comes back when ${when(true)}${cite('refunds')}.`,
    when(false) !== '' && `It stays spent when ${when(false)}${cite('refunds')}.`,
    'Refunded Connects keep their old expiry date. You get Connects back, never money.',
  );
}

const CONNECT =
  "Connects are Upwork's own currency: they pay for proposals, and so connect freelancers with clients, hence the name. They are not contacts and contain no messages. There is nothing inside a Connect to look at: it is only a number, like a ticket at a fair.";

/** The rulebook as prose, never wider than 80 columns but for an address that is longer by itself. */
export function renderRules(rulebook: Rulebook, { columns, paint }: PageStyle): readonly string[] {
  const page = Math.min(columns, PROSE_COLUMNS);
  const sources: string[] = [];
  const cite: Cite = (section) => {
    const source = rulebook[section]?.source;
    if (source === undefined) return '';
    if (!sources.includes(source)) sources.push(source);
    return ` [${sources.indexOf(source) + 1}]`;
  };
  const part = (title: string, items: readonly string[]): readonly string[] => [
    '',
    paint.bold(title),
    ...items.flatMap((item) => hangText('  - ', item, page)),
  ];
  const body = [
    ...part('What you spend them on', spending(rulebook, cite)),
    ...part('How to get them', earning(rulebook, cite)),
    ...part('When they arrive and expire', time(rulebook, cite)),
    ...part('What comes back', returning(rulebook, cite)),
  ];
  return [
    ...hangText('', `Connects, by edition ${rulebook.id} of the rulebook`, page).map(paint.bold),
    ...hangText('', `${rulebook.title}, since ${rulebook.since}.`, page).map(paint.dim),
    '',
    paint.bold('What a Connect is'),
    ...hangText('  ', CONNECT, page),
    ...body,
    '',
    paint.bold('Sources'),
    ...sources.flatMap((source, i) => hangText(`  ${`[${i + 1}]`.padEnd(5)}`, source, page).map(paint.dim)),
  ];
}
