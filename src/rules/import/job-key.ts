/** Reads a job's key from a link, and makes the link from the key. A link found on a page is never passed on unchanged. */

const KEY = /\/jobs\/(?:[^/?#]*_)?(~0[0-9a-f]{1,40})(?![0-9a-z])/i;
const WHOLE_KEY = /^~0[0-9a-f]{1,40}$/i;

export const jobKeyIn = (link: string): string | null => KEY.exec(link)?.[1] ?? null;

export const isJobKey = (text: string): boolean => WHOLE_KEY.test(text);

export const jobLink = (key: string): string => `https://www.upwork.com/jobs/${key}/`;

/** However it is written. */
export const bareKey = (key: string): string => key.trim().replace(/^~/, '').toLowerCase();
export const sameKey = (a: string, b: string): boolean => bareKey(a) === bareKey(b);

/** The key of a proposal's job: as it was typed, or as its link has it. */
export const jobKeyOf = ({ key, url }: { readonly key: string | null; readonly url: string | null }): string | null =>
  key ?? (url === null ? null : jobKeyIn(url));
