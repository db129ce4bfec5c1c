/** White space and invisible characters as spreadsheets, browsers and keyboards leave them. */

/** All white space, no-break spaces included, as single spaces. */
export const collapseSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Each no-break or other odd space as an ordinary one; line breaks stay, as a cell may have several lines. */
export const plainSpace = (text: string): string => text.replace(/\p{Zs}/gu, ' ').trim();

/** The same as single spaces and without marks that cannot be seen, for days and amounts, which need none. */
export const bareText = (text: string): string => collapseSpace(text.replace(/\p{Cf}/gu, ''));
