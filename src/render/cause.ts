/** Causes of a drift in sentences. */
import type { Cause } from '../rules/causes.ts';
import { visible } from './visible.ts';

export function cause(found: Cause): string {
  switch (found.code) {
    case 'cycle-due':
      return `The billing cycle of ${found.on} is not posted: connects renew`;
    case 'expired':
      return `These expired on ${found.on} here; Upwork may not have taken them yet`;
    case 'not-on-upwork': {
      const { id, label, title, on } = found.line;
      return `#${id} ${visible(label)}${title ? ` "${visible(title)}"` : ''} of ${on} may not stand on Upwork`;
    }
    case 'unrecorded':
      return found.connects < 0
        ? 'Something spent on Upwork may not be recorded here yet'
        : 'Something that came in on Upwork may not be recorded here yet';
    default:
      return found satisfies never;
  }
}
