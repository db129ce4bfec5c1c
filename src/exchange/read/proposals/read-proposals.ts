/** Reads one of Upwork's Proposals pages from the bytes of a file, whatever its format; null where it is no such page. */
import { proposalIdIn } from '../../../rules/values/job-key.ts';
import type { PageFormat, UnreadRow } from '../../history-page.ts';
import type { ProposalsPage } from '../../proposals-page.ts';
import { looksLikeArchive, unpackArchive } from '../archive/safari-archive.ts';
import { decodeBytes } from '../decode-bytes.ts';
import { pageHeader } from '../html/page-header.ts';
import { sinksTogether, tokenizeHtml } from '../html/tokenize-html.ts';
import { looksLikeMail, unpackMail } from '../mail/mhtml.ts';
import { findSavedOn, type ReadContext } from '../read-context.ts';
import { splitPieces } from '../text/text-pieces.ts';
import { detailPage, listPage } from './build-page.ts';
import { copiedRows } from './copied-rows.ts';
import { detailLines, detailTags } from './detail-page.ts';
import { gatherRows } from './gather-rows.ts';
import { readPageData } from './page-data.ts';
import { pageRows } from './page-rows.ts';
import { programScript } from './program-script.ts';

const MOST_BYTES = 64 * 1024 * 1024;

export async function readProposals(
  bytes: Uint8Array,
  format: PageFormat | 'auto',
  context: ReadContext,
): Promise<ProposalsPage | null> {
  if (bytes.length > MOST_BYTES) return null;
  const isArchive = looksLikeArchive(bytes);
  const decoded = decodeBytes((isArchive ? unpackArchive(bytes) : null) ?? bytes);
  if ('problem' in decoded) return null;
  const { text } = decoded;
  const isOf = (one: PageFormat, seems: boolean): boolean => format === one || (format === 'auto' && seems);
  if (isOf('webarchive', isArchive)) return readTags(text, 'webarchive', context, null);
  if (isOf('mhtml', looksLikeMail(text))) {
    const mail = mayBeProposals(text) ? await unpackMail(bytes) : null;
    return mail && readTags(mail.html, 'mhtml', { ...context, mailDay: mail.on }, addressIn(text));
  }
  if (isOf('html', text.trimStart().startsWith('<'))) return readTags(text, 'html', context, null);
  return isOf('text', true) ? readLines(text, context) : null;
}

/** Its address or one of its marks, also where a mail breaks the line. */
const mayBeProposals = (text: string): boolean => /\/proposals(?:\/|\b)/.test(text.replace(/=\r?\n/g, ''));

const ADDRESS = /^(?:Snapshot-Content-Location|Content-Location):\s*(\S+)/im;
const addressIn = (mail: string): string | null => ADDRESS.exec(mail.slice(0, 20_000))?.[1] ?? null;

async function readTags(
  html: string,
  format: 'html' | 'mhtml' | 'webarchive',
  context: ReadContext,
  address: string | null,
): Promise<ProposalsPage | null> {
  if (html.includes('id="connects-history-table"') || !html.includes('/proposals')) return null;
  const [header, page, one, script] = [pageHeader(), pageRows(), detailTags(), programScript()];
  await tokenizeHtml(html, sinksTogether([header, page, one, script]));
  const data = script.program === null ? null : await readPageData(script.program);
  const saved = findSavedOn(context, header.savedOn, false);
  const unread: UnreadRow[] =
    script.program !== null && data === null ? [{ at: 0, problem: 'embedded-data', given: null }] : [];
  const isList = page.hasCards || page.rows.length > 0 || page.headings.length > 1 || (data?.rows.length ?? 0) > 0;
  if (!isList && one.detail) {
    const id = one.detail.upworkId ?? proposalIdIn(address ?? '') ?? savedId(html);
    return { ...detailPage({ ...one.detail, upworkId: id }), format, savedOn: saved, unread: [] };
  }
  if (!isList) return null;
  if (page.isCut) unread.push({ at: page.rows.length + 1, problem: 'cut-off', given: null });
  const gathered = gatherRows(data?.rows ?? [], page.rows, context.today);
  return {
    ...listPage(gathered, page, data),
    format,
    savedOn: saved,
    unread: [...unread, ...gathered.unread],
  };
}

/** The address that Chrome and Edge write at the head of a saved page. */
const savedId = (html: string): string | null =>
  proposalIdIn(/<!--\s*saved from url=\(\d+\)(\S+)\s*-->/.exec(html.slice(0, 4000))?.[1] ?? '');

/** A word that every copy of such a page has, so that a long sheet need not be read twice. */
const COPIED = /\b(?:proposals|Proposal details|Initiated|Received)\b/;

function readLines(text: string, context: ReadContext): ProposalsPage | null {
  if (!COPIED.test(text)) return null;
  const pieces = splitPieces(text);
  if (!pieces) return null;
  const common = { format: 'text' as const, savedOn: findSavedOn(context, null, false) };
  const copied = copiedRows(pieces);
  const isList = copied.headings.length > 1 || copied.rows.length > 0 || copied.cutAt !== null;
  if (!isList) {
    const detail = detailLines(pieces.texts);
    return detail && { ...detailPage(detail), ...common, unread: [] };
  }
  const gathered = gatherRows([], copied.rows, context.today);
  const unlike = copied.unlike.map(({ at, text }): UnreadRow => ({ at, problem: 'unknown-row', given: text }));
  const cut: UnreadRow[] = copied.cutAt === null ? [] : [{ at: copied.cutAt, problem: 'cut-off', given: null }];
  return {
    ...listPage(gathered, copied, null),
    ...common,
    unread: [...gathered.unread, ...unlike, ...cut],
  };
}
