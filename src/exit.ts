/** Every exit code of the program: scripts rely on them, and none ever changes. */
import type { Refusal, RefusalCode } from './rules/refusal.ts';

export const EXIT = {
  ok: 0,
  /** The program itself is at fault. */
  fault: 1,
  usage: 2,
  /** Refused by the rules. */
  refused: 3,
  /** What was named is not there. */
  absent: 4,
  storage: 5,
  /** The answer is no. */
  no: 6,
  /** Ctrl-C at a prompt. */
  interrupted: 130,
} as const;

/** What was asked is so, or not. */
export const answerCode = (yes: boolean): number => (yes ? EXIT.ok : EXIT.no);

const REFUSALS: Readonly<Record<RefusalCode, number>> = {
  internal: EXIT.fault,
  usage: EXIT.usage,
  'invalid-day': EXIT.usage,
  'invalid-amount': EXIT.usage,
  'ambiguous-day': EXIT.usage,
  'future-day': EXIT.usage,
  'file-exists': EXIT.usage,
  'insufficient-connects': EXIT.refused,
  'cost-out-of-range': EXIT.refused,
  'no-such-bundle': EXIT.refused,
  'already-claimed': EXIT.refused,
  'amount-required': EXIT.refused,
  'duplicate-key': EXIT.refused,
  'invalid-transition': EXIT.refused,
  'overdraws-later': EXIT.refused,
  'below-reserve': EXIT.refused,
  'over-budget': EXIT.refused,
  'coupon-unknown': EXIT.refused,
  'coupon-used': EXIT.refused,
  'coupon-expired': EXIT.refused,
  'already-open': EXIT.refused,
  'nothing-to-import': EXIT.usage,
  'unreadable-file': EXIT.usage,
  'merge-conflict': EXIT.refused,
  'other-account': EXIT.refused,
  'nothing-to-undo': EXIT.refused,
  'nothing-to-redo': EXIT.refused,
  'depended-on': EXIT.refused,
  'already-undone': EXIT.refused,
  'not-together': EXIT.refused,
  'no-account': EXIT.absent,
  'unknown-proposal': EXIT.absent,
  'unknown-transaction': EXIT.absent,
  'unknown-command': EXIT.absent,
  'unknown-edition': EXIT.absent,
  'no-such-file': EXIT.absent,
  'storage-busy': EXIT.storage,
  'storage-full': EXIT.storage,
  'storage-corrupt': EXIT.storage,
  'storage-newer': EXIT.storage,
  'storage-readonly': EXIT.storage,
  'storage-unavailable': EXIT.storage,
};

export const exitCode = (refusal: Refusal): number => REFUSALS[refusal.code];
