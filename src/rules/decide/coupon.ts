/** `coupon add`: a discount kept for one later purchase, or Connects granted at once. */

import type { CommandOf } from '../command/command.ts';
import { entryBuilder, rulebookOn, type Timeline } from '../past/timeline.ts';
import { issuedOn } from '../rulebook/rulebook.ts';
import { sameCode } from '../state/state.ts';
import { factsOf } from '../vocabulary/transaction.ts';
import { acceptCommand, type Decision, refuseCommand } from './decision.ts';

export function decideCoupon(command: CommandOf<'coupon add'>, timeline: Timeline): Decision {
  const { on, code, offer, expiresOn } = command;
  if (expiresOn && expiresOn < on) return refuseCommand({ code: 'coupon-expired', given: code, on: expiresOn });
  if (known(code, timeline)) return refuseCommand({ code: 'already-claimed', what: 'coupon', title: code, on: null });
  const builder = entryBuilder(timeline.next);
  builder.addFact(on, { kind: 'coupon', code, offer, expiresOn });
  if (offer.kind === 'connects') {
    builder.addTransaction({
      ...issuedOn(on, rulebookOn(timeline, timeline.past, on)),
      kind: 'promotion',
      label: 'Promo code',
      title: code,
      connects: offer.connects,
    });
    builder.addFact(on, { kind: 'coupon-used', code });
  }
  return acceptCommand(builder.entries);
}

/** Whether the code was added, before this place or after it. */
const known = (code: string, { past, later }: Timeline): boolean =>
  past.coupons.some((coupon) => sameCode(coupon.code, code)) ||
  factsOf(later, 'coupon').some(({ body }) => sameCode(body.code, code));
