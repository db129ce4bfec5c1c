/** Where two copies of an account disagree, in sentences. */
import type { Conflict } from '../rules/conflict.ts';
import { visible } from './visible.ts';
import { connects } from './words.ts';

export function conflict(found: Conflict): string {
  switch (found.code) {
    case 'marked-differently':
      return `Proposal ${found.proposal} is ${found.outcomes.mine.join(', then ')} here and ${found.outcomes.theirs.join(', then ')} there.`;
    case 'renewed-twice':
      return `The billing cycle of ${found.on} was posted on both.`;
    case 'claimed-twice':
      return `The reward ${visible(found.key.replace(':', ' '))} was taken on both.`;
    case 'coupon-twice':
      return `The coupon ${visible(found.coupon)} stands on both.`;
    case 'job-twice':
      return `The job ${visible(found.key)} was paid for on both.`;
    case 'negative-day':
      return `Together they spend more than there is: ${connects(found.missing)} are missing from ${found.on} on.`;
    default:
      return found satisfies never;
  }
}
