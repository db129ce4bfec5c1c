/** `connects help rules`: how the rules of Upwork are kept as dated editions, and how they are overruled. */
import { DEFAULT_EDITION, EDITIONS } from '../../rules/rulebook/editions.ts';
import type { HelpTopic } from '../topic.ts';

const newest = EDITIONS.at(-1)?.id ?? DEFAULT_EDITION;

export const rulesTopic: HelpTopic = {
  title: 'Rules and their editions',
  sections: [
    {
      heading: null,
      blocks: [
        'Upwork changes its rules from time to time: what a proposal costs, what is free, what comes back. Each edition holds the rules from a day on, and every number in it has its source. What Upwork never published is left empty, not guessed.',
      ],
    },
    {
      heading: 'The editions in connects',
      blocks: [{ terms: EDITIONS.map(({ id, since, title }) => [id, `since ${since}: ${title}`] as const) }],
    },
    {
      heading: 'Which edition an account uses',
      blocks: [
        `A bare \`connects init\` uses ${DEFAULT_EDITION}; with --balance, or by an import, it uses the edition of the day. To change it, today or from an earlier day on:`,
        { lines: [`connects rules use ${newest}`, `connects rules use ${newest} --on 2026-01-01`] },
        'Every entry keeps the edition that judged it, so a later change never changes the past. `connects what-if --rules EDITION` shows what another edition would have meant.',
      ],
    },
    {
      heading: 'What the rules refuse',
      blocks: [
        'What an edition does not allow is refused with exit code 3 and nothing is recorded. --force records it all the same, because Upwork may have done it; the entry is marked as forced. --force also goes below your reserve and over your budget.',
        'What would break the ledger is always refused, also with --force: fewer Connects than none on any day, a refund of more than was spent, a proposal that is not there. The way round is `connects reconcile N --adjust`, where N is the balance that Upwork shows.',
      ],
    },
    {
      heading: 'The order in which Connects are spent',
      blocks: [
        'Connects that came first are spent first. Each grant expires one year after the day it came; `connects grants` lists them with their days. What comes back returns to the grant it was taken from, with the day on which that expires.',
      ],
    },
    {
      heading: 'Rules of your own',
      blocks: [
        'A file in YAML or JSON that names only what differs from an edition:',
        { lines: ['id: mine', `extends: ${newest}`, 'since: 2026-11-01', 'proposal:', '  max: 30'] },
        '`connects rules add FILE` records it, `connects rules use mine` uses it. `connects rules show EDITION --json` prints every section of an edition, by the names that such a file can have.',
      ],
    },
  ],
};
