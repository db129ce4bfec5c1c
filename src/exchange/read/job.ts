/** A job's key, out of a link, and the link again. A link from a page is never passed on as it stands there. */

const KEY = /\/jobs\/(?:[^/?#]*_)?(~0[0-9a-f]{1,40})(?![0-9a-z])/i;
const WHOLE_KEY = /^~0[0-9a-f]{1,40}$/i;

export const jobKeyIn = (link: string): string | null => KEY.exec(link)?.[1] ?? null;

export const isJobKey = (text: string): boolean => WHOLE_KEY.test(text);

export const jobLink = (key: string): string => `https://www.upwork.com/jobs/${key}/`;
