/** What an import of a Proposals page found, for people and for scripts. */
import type { MissingRows, ProposalsPage } from '../../exchange/proposals-page.ts';
import type { MetProposal, ProposalsPreview } from '../../rules/import/proposals/proposals-preview.ts';
import type { UpworkProposal } from '../../rules/vocabulary/upwork-proposal.ts';
import type { ReceiptStyle } from '../text/paint.ts';
import { visible } from '../text/visible.ts';
import { countOf, number } from '../text/words.ts';
import { assumptionWords } from './proposal-story.ts';
import { unreadFields, unreadLines } from './unread.ts';

/** More would fill the screen. */
const NAMED = 8;

export function proposalsLines(
  page: ProposalsPage,
  preview: ProposalsPreview,
  { paint, addressed }: ReceiptStyle,
): readonly string[] {
  const { fresh, met, unsure, unknown, outcomes } = preview;
  const lines = [paint.bold(`${countOf(page.rows.length, 'proposal')} read from a Proposals page`)];
  const tell = (rows: number, what: string, more: readonly string[] = []): void => {
    if (rows === 0) return;
    const hidden = more.length - NAMED;
    const shown = hidden > 1 ? [...more.slice(0, NAMED), `and ${number(hidden)} more`] : more;
    lines.push(`  ${String(number(rows)).padStart(6)}  ${what}`, ...shown.map((line) => `          ${line}`));
  };
  const uncharged = fresh.filter(({ row }) => row.invited !== true).map(({ row }) => row);
  const invited = fresh.filter(({ row }) => row.invited === true).map(({ row }) => row);
  const news = met.filter(({ isNews }) => isNews);
  tell(news.length, 'already in the ledger, with something new', news.flatMap(otherWords));
  tell(met.length - news.length, 'already in the ledger, with nothing new');
  tell(uncharged.length, 'new, with an unknown cost: this page shows none', uncharged.map(described));
  tell(invited.length, 'new, from an invitation, so without a cost', invited.map(described));
  tell(unsure.length, 'left out: nothing tells which proposal of the ledger it is', unsure.map(described));
  const [brought, settled] = [false, true].map((isSettled) =>
    outcomes.filter(({ from, to }) => (from === to) === isSettled),
  );
  tell(brought?.length ?? 0, 'of these with a new status', brought?.map(outcomeLine));
  tell(settled?.length ?? 0, 'of these with a status that was assumed and is now certain', settled?.map(settledLine));
  tell(
    unknown.length,
    'of these with words that connects does not know, so no outcome was recorded',
    unknown.map(unknownLine),
  );
  tell(page.unread.length, 'could not be read', unreadLines(page.unread, page.format));
  const [others, known] = [true, false].map((isOther) =>
    page.skipped.filter(({ kind }) => (kind === 'other') === isOther),
  );
  tell(known?.length ?? 0, 'left out: invitations and offers are no proposals');
  tell(others?.length ?? 0, unknownSection(page.strange));
  lines.push(...missingLines(page, preview));
  if (outcomes.length > 0)
    lines.push(paint.dim(`The page shows no day for a status. Each counts from ${preview.seenOn}${savedWords(page)}.`));
  const assumed = outcomes.filter(({ to, isAssumed }) => to === 'replied' && isAssumed).length;
  if (assumed > 0)
    lines.push(
      `${assumed === 1 ? 'One reply is' : `${number(assumed)} replies are`} only assumed: an accepted invitation looks the same here. The saved page (not a copy of its text) and the history tell more.`,
    );
  if (uncharged.length > 0)
    lines.push(addressed('The costs come with the Connects history page: save it as well, then connects import FILE.'));
  return lines;
}

/** The way to another day, unless the page or its user said which it is. */
const savedWords = ({ savedOn }: ProposalsPage): string =>
  savedOn !== null && ['option', 'page', 'mail'].includes(savedOn.from)
    ? ''
    : '; if you saved the page on another day, pass --saved-on';

const unknownSection = (headings: readonly string[]): string =>
  headings.length === 0
    ? 'left out: nothing says whether they are proposals'
    : `left out: connects does not know the section ${headings.map((each) => `"${visible(each)}"`).join(', ')}; it reads this page in English`;

function otherWords({ row, proposal, typedTitle }: MetProposal): readonly string[] {
  return typedTitle === null
    ? []
    : [`${described(row)} is proposal ${proposal}, which you called "${visible(typedTitle)}"`];
}

const described = ({ sentOn, title }: UpworkProposal): string =>
  `${sentOn === null ? '' : `${sentOn}  `}"${visible(title)}"`;

const unknownLine = (row: UpworkProposal): string => `${described(row)}: ${visible(row.shown ?? 'no words')}`;

const outcomeLine = ({ proposal, title, from, to, isAssumed }: ProposalsPreview['outcomes'][number]): string =>
  `${from} → ${to}${isAssumed ? ` (${assumptionWords(to)})` : ''}  ${proposal}${title === null ? '' : ` "${visible(title)}"`}`;

const settledLine = ({ proposal, title, to }: ProposalsPreview['outcomes'][number]): string =>
  `${to}  ${proposal}${title === null ? '' : ` "${visible(title)}"`}`;

const leftOf = ({ read, of }: MissingRows): number | null => (of === null ? null : of - read);

/** Proposals that the ledger has anyway are not missed, though their status may be an older one. */
function missingLines(
  { missing, rows, format, unread, strange }: ProposalsPage,
  { elsewhere }: ProposalsPreview,
): readonly string[] {
  const isStrange = strange.length > 0 || unread.some(({ problem }) => problem === 'unknown-row');
  const parts = missing.flatMap((each) => {
    const left = leftOf(each);
    if (left === null) return `some ${each.section} proposals`;
    const isKnown = !isStrange && each.section !== 'detail' && left <= elsewhere[each.section];
    return isKnown ? [] : `${number(left)} of ${countOf(each.of ?? 0, `${each.section} proposal`)}`;
  });
  if (missing.length > 0 && parts.length === 0 && rows.length === 0)
    return ['The file has none of the rows, and the ledger has as many proposals as the page says.'];
  if (parts.length === 0) return [];
  const what = `Not ${isStrange ? 'read' : 'in this file'}: ${parts.join(', ')}.`;
  if (isStrange) return [what];
  if (rows.length > 0) return [what, 'Open the other pages of the list on Upwork, and import each of them too.'];
  return [
    what,
    format === 'text'
      ? 'The sections of the page were closed: open them with +, then copy it again.'
      : 'The page was saved before its lists were there: wait until you see them, then save it again.',
  ];
}

/** What scripts read first is at the top, as for a history page; the rest is under `import`. */
export function proposalsFields(page: ProposalsPage, preview: ProposalsPreview) {
  const { fresh, met, unsure, unknown, outcomes, seenOn } = preview;
  const confirmed = met.filter(({ isNews }) => isNews);
  const first = {
    read: page.rows.length,
    new: fresh.length,
    confirmed: confirmed.length,
    already: met.length - confirmed.length,
    unknown: unknown.map(({ at, shown }) => ({ row: at, label: shown, connects: null })),
    unread: unreadFields(page.unread, page.format),
    matches: confirmed.map(({ row, transaction, proposal, way, typedTitle }) => ({
      row: row.at,
      transaction,
      proposal,
      how: way,
      typedTitle: typedTitle ?? row.title,
      pageTitle: row.title,
      typedConnects: null,
      pageConnects: null,
    })),
    missing: page.missing.map((each) => ({ section: each.section, read: each.read, of: each.of, left: leftOf(each) })),
    skipped: page.skipped,
    upwork: null,
    agrees: null,
  };
  return {
    ...first,
    import: {
      ...first,
      ...{ format: page.format, page: page.page, counts: page.counts, savedOn: page.savedOn?.on ?? null, seenOn },
      proposals: fresh.map(({ row, proposal }) => ({ row: row.at, proposal, title: row.title, invited: row.invited })),
      unsure: unsure.map(({ at, title, sentOn }) => ({ row: at, title, on: sentOn })),
      outcomes: outcomes.map(({ proposal, from, to, isAssumed }) => ({
        ...{ proposal, from, to },
        source: isAssumed ? 'assumed' : 'page',
      })),
    },
  };
}
