/**
 * The page of one proposal, saved or copied: the job's title and key, and the bid for a boost. Its letter, its terms and
 * all that it says of the client are passed over, as running text may speak of Connects too.
 */
import { jobKeyIn, proposalIdIn } from '../../../rules/values/job-key.ts';
import { collapseSpace } from '../fold-space.ts';
import { hasClass, type TagSink } from '../html/tokenize-html.ts';

export interface ProposalDetail {
  readonly title: string;
  readonly jobKey: string | null;
  readonly upworkId: string | null;
  readonly bid: number | null;
}

const BID = /^Your bid is set to ([\d,]{1,7}) Connects?\.?$/i;
const bidIn = (text: string): number | null => {
  const digits = BID.exec(text)?.[1]?.replace(/,/g, '');
  return digits && Number(digits) > 0 ? Number(digits) : null;
};

const LONGEST = 4000;

/** Reads the detail page from its tags; `detail` is null where it is another page. */
export function detailTags(): TagSink & { readonly detail: ProposalDetail | null } {
  let [isDetail, block, heading, title, piece] = [false, '', '', '', ''];
  let taking: 'heading' | 'title' | 'piece' | null = null;
  let [jobKey, upworkId, bid]: [string | null, string | null, number | null] = [null, null, null];
  return {
    open(name, attributes) {
      if (attributes.get('data-test') === 'proposal-details' || hasClass(attributes, 'fe-job-details')) isDetail = true;
      if (!isDetail) return;
      if (name === 'h2') [taking, heading] = ['heading', ''];
      else if (name === 'h3' && title === '' && /^job details$/i.test(block)) taking = 'title';
      else if (name === 'p' && /^boosted proposal$/i.test(block)) [taking, piece] = ['piece', ''];
      if (name !== 'a') return;
      const href = attributes.get('href') ?? '';
      if (attributes.get('data-test') === 'open-original-posting') jobKey ??= jobKeyIn(href);
      upworkId ??= /\/(?:edit|change-terms|withdraw)\b/.test(href) ? proposalIdIn(href) : null;
    },
    text(text) {
      if (taking === 'heading' && heading.length < LONGEST) heading += text;
      if (taking === 'title' && title.length < LONGEST) title += text;
      if (taking === 'piece' && piece.length < LONGEST) piece += text;
    },
    close(name) {
      if (name === 'h2' && taking === 'heading') block = collapseSpace(heading);
      if (name === 'p' && taking === 'piece') bid ??= bidIn(collapseSpace(piece));
      if (name === 'h2' || name === 'h3' || name === 'p') taking = null;
    },
    get detail() {
      const shown = collapseSpace(title);
      return isDetail && shown !== '' ? { title: shown, jobKey, upworkId, bid } : null;
    },
  };
}

/** Reads the detail page from copied lines; null where they are of another page. */
export function detailLines(lines: readonly string[]): ProposalDetail | null {
  const start = lines.indexOf('Job details');
  const letter = lines.findIndex((line, i) => i > start && /^(?:Cover letter|Your proposed terms)$/.test(line));
  const title = lines[start + 1];
  if (start < 0 || letter < 0 || !title || !lines.slice(0, start + 1).includes('Proposal details')) return null;
  const posting = lines.findIndex((line, i) => i > start + 1 && i < letter && line === 'View job posting');
  const boost = lines.findIndex(
    (line, i) => i > Math.max(posting, start + 1) && i < letter && line === 'Boosted proposal',
  );
  const bid = boost < 0 ? null : bidIn(lines[boost + 1] ?? '');
  return { title, jobKey: null, upworkId: null, bid };
}
