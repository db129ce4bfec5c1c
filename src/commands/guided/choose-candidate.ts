/** A name that fits several proposals: a person chooses one, and its number takes the name's place in the line. */
import type { AskPerson } from '../../env.ts';
import { visible } from '../../render/text/visible.ts';
import { type Refusal, Refused } from '../../rules/answers/refusal.ts';
import { NO_ANSWER, putQuestion } from './put-question.ts';

export type AmbiguousName = Extract<Refusal, { code: 'ambiguous-proposal' }>;

export const ambiguousName = (error: unknown): AmbiguousName | null =>
  error instanceof Refused && error.refusal.code === 'ambiguous-proposal' ? error.refusal : null;

/** A list shows so many at once: that there are more has to be said. */
const SHOWN = 7;

/** The line with the number in it, `NO_ANSWER`, or null: the name does not stand in the line as it was read. */
export async function chooseCandidate(
  person: AskPerson,
  argv: readonly string[],
  { given, found, candidates }: AmbiguousName,
): Promise<readonly string[] | typeof NO_ANSWER | null> {
  const place = placeOf(argv, given);
  if (!place) return null;
  const choices = candidates.map(({ id, on, status, title, client }) => ({
    value: String(id),
    name: visible(`${id}  ${title ?? '(no title)'}${client === null ? '' : `, ${client}`} (${on}, ${status})`),
  }));
  const chosen = await putQuestion(
    person,
    {
      kind: 'search',
      message: visible(`Which proposal is '${given}'?${found > SHOWN ? ` (${found} fit; type more of it)` : ''}`),
      choices,
      isFree: false,
    },
    { hasBack: false, judge: async () => true, say: () => {} },
  );
  return chosen === NO_ANSWER ? NO_ANSWER : argv.toSpliced(place.at, place.count, chosen);
}

/** Neighbouring words may be one name. */
function placeOf(argv: readonly string[], given: string): { readonly at: number; readonly count: number } | null {
  for (const at of argv.keys()) {
    for (let count = 1; at + count <= argv.length; count++) {
      if (
        argv
          .slice(at, at + count)
          .join(' ')
          .trim() === given.trim()
      )
        return { at, count };
    }
  }
  return null;
}
