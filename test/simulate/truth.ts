/** Upwork as it truly was for one freelancer: what it charged and gave, oldest first, and what its pages show of that. */
import { cycleStart, daysAfter, oneYearAfter } from '../model/days.ts';
import { editionOfDay, MODEL_EDITIONS, type ModelEdition } from '../model/editions.ts';
import { replayRows } from '../model/replay.ts';

export interface TrueJob {
  readonly number: number;
  readonly title: string;
  readonly key: string;
  readonly on: string;
  readonly cost: number;
  readonly bid: number;
  /** What the Proposals page says of it. */
  status: 'submitted' | 'viewed' | 'active' | 'Hired' | 'Withdrawn' | 'Declined by client' | 'Job is closed';
  boostIsBack: boolean;
}

export interface TrueRow {
  readonly on: string;
  readonly label: string;
  readonly connects: number;
  readonly job: TrueJob | null;
  readonly kind: 'grant' | 'proposal' | 'boost' | 'refund' | 'boost-refund' | 'other';
}

export class Truth {
  readonly rows: TrueRow[] = [];
  readonly jobs: TrueJob[] = [];
  readonly joined: string;
  plan: 'basic' | 'plus' = 'basic';
  private anchor: string;
  private nextCycle = 1;

  /** The sign-up grant is older than what the pages show. */
  constructor(joined: string, signup: number) {
    this.joined = joined;
    this.anchor = joined;
    this.post({ on: joined, label: 'Sign-up bonus', connects: signup, job: null, kind: 'grant' });
  }

  edition(day: string): ModelEdition {
    return MODEL_EDITIONS[editionOfDay(day)] as ModelEdition;
  }

  post(row: TrueRow): void {
    this.rows.push(row);
  }

  /** The balance at the end of a day, without what has expired. */
  balance(day: string): number {
    const rows = this.rows.map(({ on, connects, job, kind }, i) => ({
      ...{ id: i + 1, command: 1, on, kind, connects, proposal: job?.number ?? null },
      ...{ expiresOn: oneYearAfter(on), cents: null, forced: false, reverses: null, replaces: null, name: null },
    }));
    return replayRows(rows, day).lots.reduce((sum, { left }) => sum + left, 0);
  }

  /** The days go on: the billing cycles up to this day bring their Connects. */
  passTo(day: string): void {
    for (;;) {
      const { lastDay } = this.edition(cycleStart(this.anchor, this.nextCycle, 31));
      const start = cycleStart(this.anchor, this.nextCycle, lastDay);
      if (start > day) return;
      const { basic, plus } = this.edition(start);
      const connects = this.plan === 'plus' ? plus[0] + plus[1] : basic;
      if (connects > 0) this.grant(start, 'Monthly Connects renewal', connects);
      this.nextCycle += 1;
    }
  }

  grant(on: string, label: string, connects: number): void {
    this.post({ on, label, connects, job: null, kind: 'grant' });
  }

  upgrade(on: string): number {
    const connects = this.edition(on).plus[0];
    this.plan = 'plus';
    this.anchor = on;
    this.nextCycle = 1;
    this.grant(on, 'Membership upgraded to Plus', connects);
    return connects;
  }

  /** null: there were too few Connects. */
  apply(on: string, title: string, cost: number, bid: number): TrueJob | null {
    if (cost + bid > this.balance(on)) return null;
    const number = this.jobs.length + 1;
    const key = `~02${String(1_900_000_000_000_000_000n + BigInt(number) * 7919n)}`;
    const job: TrueJob = { number, title, key, on, cost, bid, status: 'submitted', boostIsBack: bid === 0 };
    this.jobs.push(job);
    this.post({ on, label: 'Applied to job', connects: -cost, job, kind: 'proposal' });
    if (bid > 0) this.post({ on, label: 'Connects bid for boosted proposal.', connects: -bid, job, kind: 'boost' });
    return job;
  }

  /** The client closes the job: the cost comes back, and the bid if it has not. */
  cancel(on: string, job: TrueJob): void {
    job.status = 'Job is closed';
    this.giveBack(on, job, 'Job cancelled', 'refund', job.cost);
    if (!job.boostIsBack)
      this.giveBack(on, job, 'You bid to boost a proposal, but the job was closed', 'boost-refund', job.bid);
    job.boostIsBack = true;
  }

  outbid(on: string, job: TrueJob): void {
    job.boostIsBack = true;
    this.giveBack(on, job, "You've been outbid to boost your proposal", 'boost-refund', job.bid);
  }

  /** What has expired meanwhile is gone. */
  private giveBack(on: string, job: TrueJob, label: string, kind: 'refund' | 'boost-refund', connects: number): void {
    const before = this.balance(on);
    this.post({ on, label, connects, job, kind });
    const back = this.balance(on) - before;
    this.rows.pop();
    if (back > 0) this.post({ on, label, connects: back, job, kind });
  }

  spend(on: string, label: string, connects: number): boolean {
    if (connects > this.balance(on)) return false;
    this.post({ on, label, connects: -connects, job: null, kind: 'other' });
    return true;
  }

  /** The rows of some days, newest first. The sign-up grant is shown nowhere. */
  shown(from: string, until: string): readonly TrueRow[] {
    return this.rows
      .slice(1)
      .filter(({ on }) => on >= from && on <= until)
      .map((row, i) => ({ row, i }))
      .sort((a, b) => (a.row.on === b.row.on ? b.i - a.i : a.row.on < b.row.on ? 1 : -1))
      .map(({ row }) => row);
  }

  /** Open proposals that were sent in the last days. */
  open(today: string, days = 60): readonly TrueJob[] {
    const since = daysAfter(today, -days);
    return this.jobs.filter(({ on, status }) => on >= since && ['submitted', 'viewed', 'active'].includes(status));
  }
}
