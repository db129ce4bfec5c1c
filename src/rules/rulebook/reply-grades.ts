/** From which reply rate a freelancer's proposals are called good. */

/** Least reply rates in percent, as tools for freelancers on Upwork grade them. */
export const REPLY_GRADES = [
  [15, 'very-good'],
  [10, 'good'],
  [5, 'fair'],
] as const;
