/** `earn`: Connects that came for free. The rulebook knows some amounts; the rest must be typed. */
import { monthsLater } from '../calendar.ts';
import type { CommandOf, EarnSource } from '../command.ts';
import { claimKey } from '../evolve.ts';
import type { Rulebook } from '../rulebook.ts';
import { journal, rulebookOn, type Timeline } from '../timeline.ts';
import type { Kind } from '../transaction.ts';
import type { Warning } from '../warning.ts';
import { type Decision, record, refuse } from './decision.ts';

const LABELS: Readonly<Record<EarnSource, string>> = {
  signup: 'Sign-up grant',
  'readiness-test': 'Upwork Readiness Test passed',
  certification: 'Skill Certification',
  badge: 'Badge',
  survey: 'Survey completed',
  promotion: 'Promotion',
  task: 'Earned Connects by completing task',
  other: 'Other Connects',
};

export function decideEarn(command: CommandOf<'earn'>, timeline: Timeline): Decision {
  const { on, source, title, amount, note, force } = command;
  const rulebook = rulebookOn(timeline, timeline.past, on);
  const edition = rulebook.id;
  const warnings: Warning[] = [];

  const key = claimKey(source, title);
  const before = key === null ? null : claimed(key, timeline);
  if (before && !force) return refuse({ code: 'already-claimed', what: source, title, on: before });
  if (before) warnings.push({ code: 'forced', rule: 'already-claimed', edition });

  const published = publishedAmount(source, title, rulebook);
  if (published !== null && amount !== null && published !== amount) {
    warnings.push({ code: 'amount-differs', published, given: amount, edition });
  }
  const connects = amount ?? published;
  if (!connects) return refuse({ code: 'amount-required', what: source, title, edition });

  const book = journal(timeline.next);
  book.post({
    on,
    kind: source,
    label: label(source, title),
    title,
    connects,
    expiresOn: monthsLater(on, rulebook.expiry.months),
    note,
    edition,
    forced: before !== null,
  });
  return record(book.entries, { warnings });
}

/** Upwork writes a badge into the history as its "Achievement". */
const label = (source: EarnSource, title: string | null): string =>
  source === 'badge' && title ? `${title} Achievement` : LABELS[source];

/** The edition's own amount of a reward that is not for an interview, in Connects; null where it publishes none. */
export function publishedAmount(kind: Kind, title: string | null, rulebook: Rulebook): number | null {
  switch (kind) {
    case 'signup':
      return rulebook.signup.connects;
    case 'readiness-test':
      return rulebook.readinessTest.connects;
    case 'certification':
      return rulebook.certification.connects;
    case 'badge': {
      const name = (title ?? '').trim().toLowerCase();
      return Object.entries(rulebook.badges.connects).find(([badge]) => badge.toLowerCase() === name)?.[1] ?? null;
    }
    case 'survey':
      return rulebook.survey.connects;
    default:
      return null;
  }
}

/** The day a one-time reward was taken, before this place or after it. */
function claimed(key: string, { past, later }: Timeline) {
  const before = past.claimed.find((claim) => claim.key === key);
  const after = later.find((entry) => entry.type === 'transaction' && claimKey(entry.kind, entry.title) === key);
  return before?.on ?? after?.on ?? null;
}
