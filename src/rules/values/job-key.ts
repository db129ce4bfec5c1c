/** Reads a job's key from a link, and makes the link from the key. A link found on a page is never passed on unchanged. */

/**
 * A key in a link's path: after `jobs/` or `job/`, `apply/` or `details/`, which may be followed by the title. The same
 * form of id names a person after `freelancers/` and a client after `companies/`, so no other place counts.
 */
const KEY = /(?:^|\/)(?:jobs?|apply|details)\/(?:([^/]*)_)?(~0[0-9a-f]{1,40})(?![0-9a-z])/i;
const WHOLE_KEY = /^~0[0-9a-f]{1,40}$/i;
/** A key as people copy it out of a link: without its mark, but so long that it is nothing else. */
const UNMARKED_KEY = /^0[12][0-9a-f]{16,40}$/i;

/** The key of the job that a link leads to, whichever of Upwork's pages that is; null for any other link. */
export const jobKeyIn = (link: string): string | null => keyAndSlug(link)?.[2] ?? null;

/** The title that such a link has before the key, with its words apart; null where it has none. */
export function jobTitleIn(link: string): string | null {
  const slug = keyAndSlug(link)?.[1] ?? '';
  const title = decodedSlug(slug)
    .replace(/[\p{Cc}\s-]+/gu, ' ')
    .trim();
  return title === '' ? null : title;
}

function keyAndSlug(link: string): RegExpExecArray | null {
  const [path = ''] = link.split(/[?#]/, 1);
  return KEY.exec(path.replace(/%7e/gi, '~').replace(/%5f/gi, '_'));
}

/** What is not well encoded stays as it is written. */
const decodedSlug = (slug: string): string =>
  slug.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });

export const isJobKey = (text: string): boolean => WHOLE_KEY.test(text);

/** Whether a text can only be a job's key: with its mark, or without it and as long as no number. */
export const looksLikeKey = (text: string): boolean => isJobKey(text) || UNMARKED_KEY.test(text);

export const jobLink = (key: string): string => `https://www.upwork.com/jobs/${key}/`;

/** However it is written. */
export const bareKey = (key: string): string => key.trim().replace(/^~/, '').toLowerCase();
export const sameKey = (a: string, b: string): boolean => bareKey(a) === bareKey(b);

/** What was typed as a job's key, which may also be a link to the job or its id without the mark. */
const typedKey = (text: string): string =>
  jobKeyIn(text) ?? (UNMARKED_KEY.test(text.trim()) ? `~${text.trim()}` : text);

/** The key of a proposal's job: as it was typed, or as its link has it. */
export function jobKeyOf({ key, url }: { readonly key: string | null; readonly url: string | null }): string | null {
  if (key !== null) return typedKey(key);
  return url === null ? null : jobKeyIn(url);
}

const PROPOSAL_LINK =
  /^(?:https:\/\/www\.upwork\.com)?\/(?:nx|ab)\/proposals\/(\d{15,20})(?:\/[a-z-]+)?\/?(?:[?#].*)?$/;

/** Upwork's number in the link of a proposal's own page; null for any other link, such as that of an invitation. */
export const proposalIdIn = (link: string): string | null => PROPOSAL_LINK.exec(link)?.[1] ?? null;
