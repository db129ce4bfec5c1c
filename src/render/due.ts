/** What is due in sentences that can be pasted into a support request. */
import type { DueItem } from '../insight/due-on-upwork.ts';
import { scriptColumns } from './listing.ts';
import type { TextPaint } from './paint.ts';
import { visible } from './visible.ts';
import { connects } from './words.ts';

const BECAUSE: Readonly<Record<DueItem['because'], string>> = {
  interview: 'you won an interview: you sent a proposal, the client answered, and you answered',
  cancelled: 'the client closed the job before anyone was hired',
  removed: 'Upwork removed the job',
  outbid: 'the boost was outbid',
  'auction-over':
    "the boost's auction is over and the client has not viewed it: either the boost came back, or it won a place",
  cycle: 'a billing cycle began',
};

const NAME: Readonly<Record<DueItem['code'], string>> = {
  reward: 'Reward',
  refund: 'Refund',
  boost: 'Boost',
  renewal: 'Monthly Connects',
};

export const dueReason = (due: DueItem): string => BECAUSE[due.because];

export function dueLines(list: readonly DueItem[], paint: TextPaint): readonly string[] {
  return list.flatMap((due) => {
    const { proposal } = due;
    const job = proposal && `Proposal ${proposal.id}${proposal.title ? `: ${visible(proposal.title)}` : ''}`;
    return [
      paint.bold(`${due.on}  ${NAME[due.code]}: ${connects(due.connects)}`),
      `  ${BECAUSE[due.because].replace(/^./, (first) => first.toUpperCase())}.`,
      ...(job ? [`  ${job}`] : []),
      ...(proposal?.url ? [`  ${visible(proposal.url)}`] : []),
      paint.dim(
        `  ${due.posted ? 'In your ledger, not yet seen on Upwork.' : 'Not in your ledger.'} Rule: ${due.edition}, ${due.source}`,
      ),
    ];
  });
}

export const NOTHING_DUE = 'Nothing is due: you have received everything the rules promise.';

/** A row as JSON has it. */
export const dueFields = (item: DueItem) => ({
  code: item.code,
  on: item.on,
  connects: item.connects,
  posted: item.posted,
  because: dueReason(item),
  proposal: item.proposal?.id ?? null,
  title: item.proposal?.title ?? null,
  url: item.proposal?.url ?? null,
  edition: item.edition,
  source: item.source,
});

export const DUE_COLUMNS = scriptColumns(dueFields, [
  'on',
  'code',
  'connects',
  'posted',
  'proposal',
  'title',
  'url',
  'because',
  'source',
]);
