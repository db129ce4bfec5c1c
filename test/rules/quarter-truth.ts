/** A random quarter of a year of one account as it truly was: what Upwork charged and gave, in order, with its balance. */
import { type RandomSource, seededRandom } from '../../src/insight/chance/seeded-random.ts';
import { addDays, type Day } from '../../src/rules/values/calendar.ts';
import type { ImportRow } from '../../src/rules/vocabulary/upwork-row.ts';
import { day } from './given.ts';

const QUARTER_DAYS = 92;

/** One thing that happened: it is one row of the page, and may be what a person types. */
export interface TrueEvent {
  readonly on: Day;
  readonly what: 'proposal' | 'boost' | 'purchase' | 'renewal' | 'refund' | 'boost-refund' | 'badge' | 'award';
  readonly label: string;
  /** Signed. */
  readonly connects: number;
  readonly job: TrueJob | null;
  /** For a refund: whether the client closed the job, or another bid more. */
  readonly because: 'cancelled' | 'outbid' | null;
}

export interface TrueJob {
  readonly number: number;
  readonly title: string;
  readonly key: string;
}

export interface TrueQuarter {
  readonly seed: number;
  readonly first: Day;
  readonly last: Day;
  /** Before the first event. */
  readonly start: number;
  /** Oldest first, in the order in which Upwork has them. */
  readonly events: readonly TrueEvent[];
  /** Whether the pages show each row with its job's link. */
  readonly links: boolean;
}

const WORDS =
  'senior shopify developer needed candle shop relaunch fix css bugs landing page owl map snail poster logo bakery rust parser tram timetable bot telegram translate ramen menu zine layout qgis layer fountains data entry vintage postcards wordpress plugin audit figma prototype podcast editing voice over spanish react native app stripe billing python scraper excel macro seo articles beekeeping newsletter kubernetes cluster migration'.split(
    ' ',
  );

export const pick = <T>(draw: RandomSource, list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
export const between = (draw: RandomSource, low: number, high: number): number =>
  low + Math.floor(draw() * (high - low + 1));

/** Five to nine words, as clients write them. */
function titleFrom(draw: RandomSource): string {
  const words = Array.from({ length: between(draw, 5, 9) }, () => pick(draw, WORDS));
  const text = words.join(' ');
  const title = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return draw() < 0.3 ? title.replace(' ', ', ') : title;
}

/** Things that come later of what was done. */
type Coming = Pick<TrueEvent, 'what' | 'label' | 'job' | 'because'> & { readonly on: Day; readonly connects: number };

export function trueQuarter(seed: number): TrueQuarter {
  const draw = seededRandom(seed);
  const first = day('2026-07-01');
  const start = between(draw, 80, 260);
  const [cycleDay, badge] = [between(draw, 1, 27), draw() < 0.25];
  const events: TrueEvent[] = [];
  const coming: Coming[] = [];
  const sent: TrueJob[] = [];
  let balance = start;
  const put = (event: TrueEvent): boolean => {
    if (balance + event.connects < 0) return false;
    balance += event.connects;
    events.push(event);
    return true;
  };
  for (let i = 0; i < QUARTER_DAYS; i += 1) {
    const on = addDays(first, i);
    const plain = { on, job: null, because: null } as const;
    if (i > 0 && Number(on.slice(8)) === cycleDay)
      put({ ...plain, what: 'renewal', label: 'Monthly Connects renewal', connects: 10 });
    const steps: (() => void)[] = coming
      .filter((each) => each.on === on)
      .map((each) => () => void put({ ...each, connects: each.connects }));
    const proposals = draw() < 0.4 ? between(draw, 1, 3) : 0;
    for (let n = 0; n < proposals; n += 1) {
      steps.push(() => {
        const again = sent.length > 0 && draw() < 0.05 ? pick(draw, sent).title : null;
        const number = sent.length + 1;
        const job = {
          number,
          title: again ?? titleFrom(draw),
          key: `~02${String(seed).padStart(10, '1')}${number + 100}`,
        };
        const cost = between(draw, 4, 25);
        const of = { on, job, because: null } as const;
        if (!put({ ...of, what: 'proposal', label: 'Applied to job', connects: -cost })) return;
        sent.push(job);
        const bid = draw() < 0.3 ? between(draw, 2, 30) : 0;
        const boosted =
          bid > 0 && put({ ...of, what: 'boost', label: 'Connects bid for boosted proposal.', connects: -bid });
        const fate = draw();
        const later = addDays(on, between(draw, 1, 14));
        if (fate < 0.15) {
          coming.push({ on: later, what: 'refund', label: 'Job cancelled', connects: cost, job, because: 'cancelled' });
          const label = 'You bid to boost a proposal, but the job was closed';
          if (boosted)
            coming.push({ on: later, what: 'boost-refund', label, connects: bid, job, because: 'cancelled' });
        } else if (fate < 0.35 && boosted) {
          const part = draw() < 0.3 ? between(draw, 1, bid) : bid;
          const label = "You've been outbid to boost your proposal";
          coming.push({ on: later, what: 'boost-refund', label, connects: part, job, because: 'outbid' });
        } else if (fate > 0.97) {
          const label = 'Refunded Connects for Connects Award';
          coming.push({ on: later, what: 'award', label, connects: between(draw, 2, 10), job, because: null });
        }
      });
    }
    if (balance < 60 && draw() < 0.5) {
      const connects = pick(draw, [20, 40, 60, 80]);
      steps.push(() => void put({ ...plain, what: 'purchase', label: 'Added extra Connects', connects }));
    }
    if (badge) steps.push(() => void put({ ...plain, what: 'badge', label: 'Availability Badge', connects: -2 }));
    // What comes in a day comes in any order.
    while (steps.length > 0) steps.splice(Math.floor(draw() * steps.length), 1)[0]?.();
  }
  return { seed, first, last: addDays(first, QUARTER_DAYS - 1), start, events, links: draw() < 0.5 };
}

/** Upwork's balance once the first `count` events have happened. */
export const balanceAfter = ({ start, events }: TrueQuarter, count: number): number =>
  events.slice(0, count).reduce((sum, { connects }) => sum + connects, start);

/** The rows of some events as a page shows them: newest first. */
export const pageRows = ({ events, links }: TrueQuarter, from: number, to: number): readonly ImportRow[] =>
  events
    .slice(from, to)
    .toReversed()
    .map(({ on, label, connects, job }, i) => ({
      at: i + 1,
      on,
      label,
      connects,
      title: job?.title ?? null,
      jobKey: links && job ? job.key : null,
      url: links && job ? `https://www.upwork.com/jobs/${job.key}/` : null,
      upworkId: null,
      runningTotal: null,
    }));
