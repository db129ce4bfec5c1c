/** `connects help dates`: how a day, a period and a span of time can be written. A test reads every example. */
import type { HelpTopic } from '../topic.ts';

/** The day on which the examples are read, a Friday. */
export const EXAMPLE_TODAY = '2026-11-27';

/** What is typed, and the day that it means. */
export const DAY_EXAMPLES = [
  ['2026-11-20', '2026-11-20'],
  ['today', '2026-11-27'],
  ['yesterday', '2026-11-26'],
  ['3 days ago', '2026-11-24'],
  ['2 weeks ago', '2026-11-13'],
  ['last monday', '2026-11-23'],
  ['November 3', '2026-11-03'],
] as const;

/** What is typed, and the first and last day of what it means. */
export const PERIOD_EXAMPLES = [
  ['2026-10', '2026-10-01', '2026-10-31'],
  ['2025', '2025-01-01', '2025-12-31'],
  ['October 2026', '2026-10-01', '2026-10-31'],
  ['last month', '2026-10-01', '2026-10-31'],
  ['this week', '2026-11-23', '2026-11-29'],
  ['last year', '2025-01-01', '2025-12-31'],
] as const;

/** What is typed, and how many days it means. */
export const SPAN_EXAMPLES = [
  ['30d', 30],
  ['30', 30],
  ['8w', 56],
] as const;

export const datesTopic: HelpTopic = {
  title: 'Days, periods and times',
  sections: [
    {
      heading: null,
      blocks: [
        'A day is a day of your calendar, in your time zone (TZ). Upwork shows days and no times, so connects keeps days. Words with a blank need quotes: `--on "last monday"`.',
        `These examples are read on ${EXAMPLE_TODAY}, a Friday.`,
      ],
    },
    { heading: 'A day (--on, --expires, --joined and others)', blocks: [{ terms: DAY_EXAMPLES }] },
    {
      heading: null,
      blocks: [
        'A day such as 03/04/2026 is refused: it is March in one country and April in another. A day that is still to come is refused where you record something that happened.',
      ],
    },
    {
      heading: 'A period, meant as the whole of it (--since, --until)',
      blocks: [{ terms: PERIOD_EXAMPLES.map(([typed, from, to]) => [typed, `${from} to ${to}`] as const) }],
    },
    {
      heading: null,
      blocks: [
        '--since takes its first day and --until its last one. Both also take a single day. A week begins on Monday.',
      ],
    },
    {
      heading: 'A span (--within, --older)',
      blocks: [{ terms: SPAN_EXAMPLES.map(([typed, days]) => [typed, `${days} days`] as const) }],
    },
    {
      heading: 'A time (apply --posted)',
      blocks: [
        {
          terms: [
            ['10:30', 'today at that time'],
            ['yesterday 18:00', 'a day and a time'],
            ['2026-11-27 10:30', 'the same, and with a zone: 2026-11-27T10:30Z'],
            ['2 hours ago', "as Upwork's job page says it"],
          ],
        },
      ],
    },
    {
      heading: 'A day in the past',
      blocks: [
        'What you record with --on is judged by the rules of that day and with the Connects of that day. It is refused if a later day would then have fewer than none.',
        'The environment variable CONNECTS_TODAY sets today, for examples and tests.',
      ],
    },
  ],
};
