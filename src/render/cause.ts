/** Causes of a drift in sentences. */
import type { Cause } from '../rules/causes.ts';
import type { Proposal } from '../rules/state.ts';
import { visible } from './visible.ts';

const job = ({ id, title }: Proposal): string => `Proposal ${id}${title ? ` "${visible(title)}"` : ''}`;

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
    case 'refund-due':
      return `${job(found.proposal)} may have been closed by the client: connects mark ${found.proposal.id} cancelled`;
    case 'boost-due':
      return `The boost of ${job(found.proposal)} may have come back: connects mark ${found.proposal.id} outbid`;
    case 'reward-due':
      return `${job(found.proposal)} may have won its interview: connects mark ${found.proposal.id} interview`;
    case 'several':
      return `Together ${found.lines.map(({ id }) => `#${id}`).join(', ')} come to that; they may not stand on Upwork`;
    case 'unrecorded':
      return found.connects < 0
        ? 'Something spent on Upwork may not be recorded here yet'
        : 'Something that came in on Upwork may not be recorded here yet';
    default:
      return found satisfies never;
  }
}
