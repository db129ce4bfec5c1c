/** Makes text fit for one line of an accounting file. Each format escapes its own special characters. */

/** White space of every kind, control characters, line and paragraph separators. */
const GAPS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Marks that change the direction of text; they would also turn the rest of the line. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/gu;

/** The same text on one line, with single spaces. */
export const oneLine = (text: string): string => text.replace(TURNS, '').replace(GAPS, ' ').trim();

/** The text of a booking: its label without the full stop, and its title, both already fit for the line. */
export const bookingText = (label: string, title: string): string =>
  title === '' ? label : label === '' ? title : `${label.replace(/\.$/, '')}: ${title}`;

/** `6.35`, `-0.05`: US dollars, two digits after the point. */
export const plainDollars = (cents: number): string => {
  const whole = Math.floor(Math.abs(cents) / 100);
  return `${cents < 0 ? '-' : ''}${whole}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
};
