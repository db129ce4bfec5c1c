/** Applies a fact, which moves no Connects, to a state. */

import type { Day } from '../values/calendar.ts';
import type { Fact } from '../vocabulary/transaction.ts';
import { addCredits, spendCredits, unspendCredits } from './ad-credits.ts';
import { billingAnchors } from './cycles.ts';
import { grantTotal } from './grants.ts';
import { notePage, noteSheet } from './page-cover.ts';
import { updateProposal } from './proposal-changes.ts';
import { type KnownCoupon, sameCode } from './state.ts';
import { changeProposal, noteOverdraft, type StateDraft } from './state-draft.ts';

export function applyFact(draft: StateDraft, fact: Fact): void {
  const { on, body } = fact;
  switch (body.kind) {
    case 'opened':
      // An import of older rows opens the account earlier, with what it was opened with; the first opening in time holds.
      if (draft.opened) return;
      draft.opened = on;
      draft.joined = body.joined;
      draft.plans = [{ on, plan: body.plan }];
      draft.fees = [];
      draft.editions = [{ on, edition: body.edition }];
      draft.anchors = [body.anchor ?? body.joined];
      return;
    case 'ad-credits':
      draft.adCredits = addCredits(draft.adCredits, body.credits, body.expiresOn);
      return;
    case 'proposal':
    case 'dropped':
      moveCredits(draft, fact);
      changeProposal(draft, body.proposal, (proposal) => updateProposal(proposal, fact));
      return;
    case 'outcome':
    case 'described':
    case 'edited':
      changeProposal(draft, body.proposal, (proposal) => updateProposal(proposal, fact));
      return;
    case 'tied':
      draft.ties = [...draft.ties, { transaction: body.transaction, proposal: body.proposal }];
      return;
    case 'plan':
      draft.plans = [...draft.plans, { on, plan: body.plan }];
      draft.fees = [...draft.fees, { on, fee: null }];
      if (body.plan === 'plus') {
        // An upgrade begins a cycle of its own day: what was set before holds until then.
        const { 'billing-day': _, ...settings } = draft.settings;
        draft.anchors = [...billingAnchors(draft), on];
        draft.settings = settings;
      }
      return;
    case 'fee':
      draft.fees = [...draft.fees, { on, fee: { cents: body.cents, taxMilli: body.taxMilli } }];
      return;
    case 'edition':
      draft.editions = [...draft.editions, { on, edition: body.edition }];
      return;
    case 'coupon': {
      const { code, offer, expiresOn } = body;
      draft.coupons = [...draft.coupons, { code, offer, expiresOn, usedOn: null }];
      return;
    }
    case 'coupon-used':
      draft.coupons = draft.coupons.map((each) =>
        sameCode(each.code, body.code) ? { ...each, usedOn: useAfter(each, on, body.freed) } : each,
      );
      return;
    case 'reconciled':
      // What was recorded later for an earlier day has made it another balance.
      draft.settled = { on, connects: body.connects };
      if (grantTotal(draft.grants) === body.connects) draft.reconciled = draft.settled;
      notePage(draft, fact, true, body.since);
      return;
    case 'setting': {
      const { [body.key]: _, ...others } = draft.settings;
      draft.settings = body.value === null ? others : { ...others, [body.key]: body.value };
      return;
    }
    case 'confirmed':
      notePage(draft, fact, false);
      return;
    case 'sheet':
      noteSheet(draft, fact);
      return;
    case 'rulebook':
      return;
  }
}

/** A proposal spends the ad credits of its boost; one that was recorded by mistake has spent none. */
function moveCredits(draft: StateDraft, { on, body }: Fact): void {
  if (body.kind === 'dropped') draft.adCredits = unspendCredits(draft.adCredits, body.proposal);
  if (body.kind !== 'proposal' || !body.details.credits) return;
  const { batches, missing } = spendCredits(draft.adCredits, body.proposal, body.details.credits);
  draft.adCredits = batches;
  if (missing > 0) noteOverdraft(draft, { on, missing, purse: 'ad-credits' });
}

/** A use that is freed is of the same day. One of an earlier day was recorded after that, and stays. */
function useAfter({ usedOn }: KnownCoupon, on: Day, freed = false): Day | null {
  if (freed) return usedOn === on ? null : usedOn;
  return usedOn ?? on;
}
