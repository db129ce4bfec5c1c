/**
 * Reads the text of Upwork's apply page, copied in any browser and layout: title, cost, boost, balance, link. The running
 * text of the job and the bids of other freelancers are not read. Reads no file and no clock itself.
 */
import { shortenText } from '../../../parse/text.ts';
import { jobKeyIn, jobLink } from '../../../rules/values/job-key.ts';
import { splitPieces } from '../text/text-pieces.ts';
import { applyFigures } from './apply-figures.ts';
import type { ApplyPage, ApplyProblem, MistakenPage } from './apply-page.ts';
import { settleFigures } from './settle-figures.ts';

export type ApplyReading =
  | { readonly ok: true; readonly page: ApplyPage }
  | { readonly ok: false; readonly problem: ApplyProblem };

const JOB_HEADING = /^job details:?$/i;
/** Headings that come after the text of the job, and after what the freelancer wrote. */
const AFTER_TEXT = /^(?:boost your proposal(?: \(optional\))?|proposal settings)$/i;
const SEND_BUTTON = /^(?:send|submit) for \d/i;
/** What is below the heading where the title is missing. */
const NO_TITLE =
  /^(?:view job posting|posted\b.*|.*\bposted (?:on )?[a-z]{3,9} \d{1,2}, \d{4}|hourly rate|fixed[- ]price)$/i;

export function readApplyPage(text: string): ApplyReading {
  const failed = (problem: ApplyProblem): ApplyReading => ({ ok: false, problem });
  if (text.trim() === '') return failed({ code: 'empty' });
  const pieces = splitPieces(text)?.texts ?? [];
  const heading = headingIn(pieces);
  const own = withoutJobText(pieces, heading);
  const figures = applyFigures(own);
  const isApplyPage = figures.cost.length + figures.total.length > 0 && !isHistory(pieces);
  if (!isApplyPage) return failed({ code: 'other-page', is: mistakenPage(pieces) });
  const settled = settleFigures(
    figures,
    own.some((piece) => /\bboost\b/i.test(piece)),
  );
  if ('code' in settled) return failed(settled);
  return { ok: true, page: { title: titleAt(pieces, heading), ...linkIn(own), ...settled } };
}

/** The heading of the job: a tab of the page may be called the same, but has no title and day below it. */
function headingIn(pieces: readonly string[]): number {
  const headings = pieces.flatMap((piece, i) => (JOB_HEADING.test(piece) ? i : []));
  const isAboveJob = (at: number): boolean => pieces.slice(at + 2, at + 4).some((piece) => /\bposted\b/i.test(piece));
  return headings.find(isAboveJob) ?? headings[0] ?? -1;
}

/** The text of a job may say anything. It goes from its heading to the next one of the page itself. */
function withoutJobText(pieces: readonly string[], heading: number): readonly string[] {
  if (heading < 0) return pieces;
  const isAfter = pieces.some((piece, i) => i > heading && AFTER_TEXT.test(piece)) ? AFTER_TEXT : SEND_BUTTON;
  // The last one, as the text of the job may have such a line too.
  const end = pieces.findLastIndex((piece, i) => i > heading && isAfter.test(piece));
  return [...pieces.slice(0, heading), ...(end < 0 ? [] : pieces.slice(end))];
}

function titleAt(pieces: readonly string[], heading: number): string | null {
  const title = heading < 0 ? undefined : pieces[heading + 1];
  return title === undefined || NO_TITLE.test(title) || AFTER_TEXT.test(title) ? null : shortenText(title);
}

/** The link to the job, where the text has one and no other. */
function linkIn(pieces: readonly string[]): Pick<ApplyPage, 'url' | 'key'> {
  const keys = new Set(pieces.flatMap((piece) => (/^\S+$/.test(piece) ? (jobKeyIn(piece) ?? []) : [])));
  const [key, ...others] = keys;
  return key === undefined || others.length > 0 ? { url: null, key: null } : { url: jobLink(key), key };
}

/** Only the history has the words that a screen reader says for each row. */
const isHistory = (pieces: readonly string[]): boolean =>
  pieces.some((piece) => /^(?:spent|added) [\d,]+ connects?$/i.test(piece));

/** A menu names other pages too, so that a page is known by what is only on it. */
function mistakenPage(pieces: readonly string[]): MistakenPage | null {
  const has = (words: RegExp): boolean => pieces.some((piece) => words.test(piece));
  if (isHistory(pieces) || has(/^connects history$/i)) return 'history';
  if (has(/^(?:my proposals|(?:active|submitted|archived) proposals(?: \(\d+\))?)$/i)) return 'proposals';
  return has(/^send a proposal for:?\b/i) ? 'job' : null;
}
