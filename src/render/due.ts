/** What is due in sentences that can be pasted into a support request. */
import type { DueItem, DueSums } from '../insight/due/due-on-upwork.ts';
import { NO_MONTHLY } from './imports/import.ts';
import { scriptColumns } from './text/listing.ts';
import type { TextPaint } from './text/paint.ts';
import { visible } from './text/visible.ts';
import { connects, number } from './text/words.ts';

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

/** Where it is, and where it is not. */
export const dueStanding = ({ posted, missing }: DueItem): string =>
  posted
    ? `In your ledger, ${missing ? "not on Upwork's page" : 'not compared with Upwork yet'}.`
    : `Not in your ledger${missing ? '' : ', not compared with Upwork yet'}.`;

/** Each rule is printed once, below all that it promises; `Rule 2` names it where there are several. */
export function dueLines(list: readonly DueItem[], paint: TextPaint): readonly string[] {
  const rules = [...new Set(list.map(ruleOf))];
  const nameOf = (rule: string): string => (rules.length === 1 ? 'Rule' : `Rule ${rules.indexOf(rule) + 1}`);
  const items = list.flatMap((due) => {
    const { proposal } = due;
    const job = proposal && `Proposal ${proposal.id}${proposal.title ? `: ${visible(proposal.title)}` : ''}`;
    return [
      paint.bold(`${due.on}  ${NAME[due.code]}: ${connects(due.connects)}`),
      `  ${BECAUSE[due.because].replace(/^./, (first) => first.toUpperCase())}.`,
      ...(job ? [`  ${job}`] : []),
      ...(proposal?.url ? [`  ${visible(proposal.url)}`] : []),
      `  ${paint.dim(`${dueStanding(due)}${rules.length === 1 ? '' : ` ${nameOf(ruleOf(due))}.`}`)}`,
    ];
  });
  return [...items, ...rules.map((rule) => paint.dim(`${nameOf(rule)}: ${rule}`))];
}

const ruleOf = ({ edition, source }: DueItem): string => `${edition}, ${source}`;

/** What is missing, and what only has to be compared. Each hint is a line of its own, to be copied whole. */
export function dueSummary(
  list: readonly DueItem[],
  { missing, waiting }: DueSums,
  isWhole: boolean,
): readonly string[] {
  if (list.length === 0) return [];
  const unrecorded = list.filter(({ posted, missing, settled }) => !posted && !missing && !settled);
  const cycles = unrecorded.filter(({ code }) => code === 'renewal').reduce((sum, each) => sum + each.connects, 0);
  return [
    missing > 0
      ? `${connects(missing)} ${missing === 1 ? 'is' : 'are'} not on Upwork's page yet, though its own rules promise ${missing === 1 ? 'it' : 'them'}.`
      : 'Nothing is known to be missing.',
    ...(list.some(({ code, posted, missing }) => code === 'renewal' && missing && !posted) ? [NO_MONTHLY] : []),
    ...(waiting > 0
      ? [
          `${uncheckedWords(waiting)}. Look how many Connects Upwork shows now, and give that number: connects reconcile N`,
        ]
      : []),
    ...(cycles > 0 ? [`Of these, ${number(cycles)} are monthly Connects not recorded yet: connects renew`] : []),
    ...(waiting > 0 && !isWhole ? ['To list these too: connects due --all'] : []),
  ];
}

/** What may be there already, but nobody has looked. */
export const uncheckedWords = (waiting: number): string =>
  `Not checked against Upwork yet: ${connects(waiting)} that it should have given you`;

export const NOTHING_DUE = 'Nothing is due: you have received everything the rules promise.';

/** A row as JSON has it. */
export const dueFields = (item: DueItem) => ({
  code: item.code,
  on: item.on,
  connects: item.connects,
  posted: item.posted,
  missing: item.missing,
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
  'missing',
  'edition',
]);
