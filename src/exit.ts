/** Every exit code of the program: scripts rely on them, and none ever changes. */
import type { Refusal, RefusalCode } from './rules/answers/refusal.ts';

export const EXIT_CODES = {
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
  /** Ctrl-C or Esc at a prompt, or No. */
  interrupted: 130,
} as const;

/** What was asked is so, or not. */
export const answerCode = (yes: boolean): number => (yes ? EXIT_CODES.ok : EXIT_CODES.no);

/** The exit code of each error code. */
export const ERROR_EXITS: Readonly<Record<RefusalCode, number>> = {
  internal: EXIT_CODES.fault,
  usage: EXIT_CODES.usage,
  'invalid-day': EXIT_CODES.usage,
  'invalid-amount': EXIT_CODES.usage,
  'ambiguous-day': EXIT_CODES.usage,
  'future-day': EXIT_CODES.usage,
  'file-exists': EXIT_CODES.usage,
  'insufficient-connects': EXIT_CODES.refused,
  'cost-out-of-range': EXIT_CODES.refused,
  'no-such-bundle': EXIT_CODES.refused,
  'already-claimed': EXIT_CODES.refused,
  'amount-required': EXIT_CODES.refused,
  'duplicate-key': EXIT_CODES.refused,
  'invalid-transition': EXIT_CODES.refused,
  'overdraws-later': EXIT_CODES.refused,
  'no-ad-credits': EXIT_CODES.refused,
  'insufficient-ad-credits': EXIT_CODES.refused,
  'credits-stay': EXIT_CODES.refused,
  'below-reserve': EXIT_CODES.refused,
  'over-budget': EXIT_CODES.refused,
  'coupon-unknown': EXIT_CODES.refused,
  'coupon-used': EXIT_CODES.refused,
  'coupon-expired': EXIT_CODES.refused,
  'already-open': EXIT_CODES.refused,
  'nothing-to-import': EXIT_CODES.usage,
  'unreadable-file': EXIT_CODES.usage,
  'merge-conflict': EXIT_CODES.refused,
  'other-account': EXIT_CODES.refused,
  'target-differs': EXIT_CODES.refused,
  'nothing-to-undo': EXIT_CODES.refused,
  'nothing-to-redo': EXIT_CODES.refused,
  'depended-on': EXIT_CODES.refused,
  'already-undone': EXIT_CODES.refused,
  'not-together': EXIT_CODES.refused,
  'not-allowed': EXIT_CODES.refused,
  'no-account': EXIT_CODES.absent,
  'unknown-proposal': EXIT_CODES.absent,
  'ambiguous-proposal': EXIT_CODES.absent,
  'unknown-transaction': EXIT_CODES.absent,
  'unknown-command': EXIT_CODES.absent,
  'unknown-edition': EXIT_CODES.absent,
  'no-such-file': EXIT_CODES.absent,
  'storage-busy': EXIT_CODES.storage,
  'storage-full': EXIT_CODES.storage,
  'storage-corrupt': EXIT_CODES.storage,
  'storage-newer': EXIT_CODES.storage,
  'storage-readonly': EXIT_CODES.storage,
  'storage-unavailable': EXIT_CODES.storage,
};

export const exitCode = (refusal: Refusal): number => ERROR_EXITS[refusal.code];
