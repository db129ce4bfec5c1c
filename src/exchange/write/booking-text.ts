/** Text made fit for one line of an accounting file. Which characters mean something there is each format's own business. */

/** White space of every kind, control characters, line and paragraph separators. */
const GAPS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Marks that turn the direction of the text around them, which on a shared line would be other people's. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/gu;

/** The same text on one line, with single spaces. */
export const oneLine = (text: string): string => text.replace(TURNS, '').replace(GAPS, ' ').trim();

/** What a booking is about, in pieces that have been made fit: its label without the stop, and its title. */
export const bookingText = (label: string, title: string): string =>
  title === '' ? label : label === '' ? title : `${label.replace(/\.$/, '')}: ${title}`;

/** `6.35`, `-0.05`: US dollars, two digits behind the point. */
export const plainDollars = (cents: number): string => {
  const whole = Math.floor(Math.abs(cents) / 100);
  return `${cents < 0 ? '-' : ''}${whole}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
};
