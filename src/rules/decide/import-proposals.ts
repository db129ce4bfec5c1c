/** `import` of a Proposals page: its rows meet the ledger's proposals, and bring on what the page shows. No Connects move. */

import type { Warning } from '../answers/warning.ts';
import type { CommandOf } from '../command/command.ts';
import { foldedTitle } from '../import/match/title-likeness.ts';
import { warnOfForeignProposals } from '../import/proposals/foreign-proposals.ts';
import { type MetRow, meetProposals } from '../import/proposals/meet-proposals.ts';
import {
  detailNews,
  isAssumption,
  outcomeNews,
  type ShownOutcome,
  shownOutcome,
} from '../import/proposals/page-news.ts';
import type {
  BroughtOutcome,
  ListedSection,
  MetProposal,
  ProposalsPreview,
} from '../import/proposals/proposals-preview.ts';
import { lastDetailDays } from '../past/corrections.ts';
import { type EntryBuilder, entryBuilder, type Timeline } from '../past/timeline.ts';
import { foldEntries } from '../state/evolve.ts';
import { EMPTY_STATE, type State } from '../state/state.ts';
import type { Day } from '../values/calendar.ts';
import { OUTCOME_FACTS, type ProposalStatus, stageOf } from '../vocabulary/outcomes.ts';
import type { FoundDetails, ProposalDetails } from '../vocabulary/transaction.ts';
import type { UpworkProposal } from '../vocabulary/upwork-proposal.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

type ProposalsImport = CommandOf<'import proposals'>;

/** `timeline` must begin before everything: a page may show proposals of any day. */
export function decideProposalsPage(command: ProposalsImport, timeline: Timeline): Decision {
  const ledger = foldEntries(EMPTY_STATE, timeline.later);
  if (ledger.opened === null) return refuseCommand({ code: 'no-account', db: '' });
  const { rows, separate = [] } = command;
  const meetings = meetProposals(rows, ledger, timeline.later, new Set(separate));
  const builder = entryBuilder(timeline.next);
  const warnings: Warning[] = [...warnOfForeignProposals(meetings, ledger, timeline.later)];
  const outcomes: BroughtOutcome[] = [];
  const dayOf = lastDetailDays(timeline.later);
  const met = meetings.met.map((each) => postMet(each, command, builder, { warnings, outcomes, dayOf }));
  const fresh = meetings.fresh.map((row, i) => {
    const proposal = timeline.next.proposal + i;
    postFresh(row, proposal, command, builder, outcomes);
    return { row, proposal };
  });
  const unknown = rows.filter(({ outcome, section }) => outcome === null && section === 'archived');
  const elsewhere = unmetSections(ledger, new Set(met.map(({ proposal }) => proposal)));
  const preview = { fresh, met, unsure: meetings.unsure, unknown, outcomes, elsewhere, seenOn: command.seenOn };
  return acceptCommand(builder.entries, { warnings, detail: { of: 'proposals page', preview } });
}

/** What an earlier page showed, by the section in which this one would list it. */
function unmetSections({ proposals }: State, met: ReadonlySet<number>): ProposalsPreview['elsewhere'] {
  const counts = { active: 0, submitted: 0, archived: 0 };
  for (const { id, status, invited, seenOn } of proposals.values())
    if (seenOn !== null && !met.has(id)) counts[sectionOf(status, invited)]++;
  return counts;
}

/** An accepted invitation is active without a reply, and who was hired stays among the active for a while. */
const sectionOf = (status: ProposalStatus, isInvited: boolean): ListedSection =>
  status === 'hired' || (!OUTCOME_FACTS[status].ends && (isInvited || stageOf(status) >= stageOf('replied')))
    ? 'active'
    : OUTCOME_FACTS[status].ends
      ? 'archived'
      : 'submitted';

interface PostedNews {
  readonly warnings: Warning[];
  readonly outcomes: BroughtOutcome[];
  /** The day from which new details of a proposal last. */
  readonly dayOf: ReturnType<typeof lastDetailDays>;
}

function postMet(
  { row, job, way }: MetRow,
  command: ProposalsImport,
  builder: EntryBuilder,
  { warnings, outcomes, dayOf }: PostedNews,
): MetProposal {
  const { proposal, charge } = job;
  const { id, title, status } = proposal;
  const details = detailNews(job, row, command);
  if (details) builder.addFact(dayOf(proposal), { kind: 'described', proposal: id, details });
  const news = outcomeNews(proposal, row, command.seenOn);
  if (news.kind === 'brings') {
    const { outcome, isAssumed } = news;
    postOutcome(builder, id, outcome, isAssumed, latest(proposal.on, proposal.statusOn, command));
    outcomes.push({ proposal: id, title: title ?? row.title, from: status, to: outcome, isAssumed });
  }
  if (news.kind === 'takes back')
    outcomes.push({ proposal: id, title: title ?? row.title, from: status, to: 'sent', isAssumed: false });
  if (news.kind === 'contradicts')
    warnings.push({
      code: 'outcome-kept',
      proposal: id,
      title: title ?? row.title,
      typed: news.typed,
      page: news.page,
    });
  return {
    row,
    proposal: id,
    way,
    transaction: charge?.id ?? null,
    typedTitle: title === null || foldedTitle(title) === foldedTitle(row.title) ? null : title,
    isNews: news.kind === 'brings' || (details !== null && (proposal.seenOn === null || tellsMore(details))),
  };
}

/** That it was seen again is nothing new. */
const tellsMore = ({ seenOn: _, ...details }: FoundDetails): boolean =>
  Object.values(details).some((value) => value !== null);

/** A proposal that the ledger does not have: its cost is unknown, unless an invitation made it free. */
function postFresh(
  row: UpworkProposal,
  proposal: number,
  command: ProposalsImport,
  builder: EntryBuilder,
  outcomes: BroughtOutcome[],
): void {
  const sent = row.sentOn ?? command.on;
  const on = sent > command.on ? command.on : sent;
  builder.addFact(on, { kind: 'proposal', proposal, details: detailsOf(row, command.seenOn) });
  const outcome = shownOutcome(row, null);
  if (outcome === null) return;
  const isAssumed = isAssumption(row, null);
  postOutcome(builder, proposal, outcome, isAssumed, latest(on, on, command));
  outcomes.push({ proposal, title: row.title, from: 'sent', to: outcome, isAssumed });
}

const postOutcome = (
  builder: EntryBuilder,
  proposal: number,
  outcome: ShownOutcome,
  isAssumed: boolean,
  on: Day,
): void => void builder.addFact(on, { kind: 'outcome', proposal, outcome, source: isAssumed ? 'assumed' : 'page' });

/** The day of the page, but not before the proposal and its last outcome. */
const latest = (sent: Day, last: Day, { seenOn }: ProposalsImport): Day =>
  [sent, last, seenOn].reduce((a, b) => (a > b ? a : b));

const detailsOf = (row: UpworkProposal, seenOn: Day): ProposalDetails => ({
  title: row.title,
  client: null,
  url: row.url,
  tags: [],
  invited: row.invited === true,
  key: row.jobKey,
  note: null,
  postedAt: row.postedAt,
  sentAt: row.sentAt,
  upworkId: row.upworkId,
  bid: row.bid,
  seenOn: row.outcome === null ? null : seenOn,
  costUnknown: row.invited !== true,
});
