/** Lives through the steps of a life, and holds each to what must hold after it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Machine } from './machine.ts';
import { mergeBoth } from './merge-both.ts';
import type { LifeStep } from './step.ts';
import { changeFault, faultOf, type LedgerView, viewOf } from './view.ts';

export interface LifeFault {
  /** Counted from 0. */
  readonly step: number;
  readonly why: string;
}

export interface LifeResult {
  readonly fault: LifeFault | null;
  /** How many commands were recorded, refused and cut short, and how many pages agreed. */
  readonly counts: Readonly<Record<'recorded' | 'refused' | 'crashed' | 'agreed' | 'merged', number>>;
}

type RunStep = Extract<LifeStep, { do: 'run' }>;

/** The answers that a person may get. Another one is a fault of the program, or of its storage. */
const ANSWERS = [0, 2, 3, 4, 6];
/** The check reads everything, so it follows one step in so many. */
const CHECKED = 6;

/** `base`: a folder in memory, if there is one. */
export async function liveThrough(steps: readonly LifeStep[], base: string): Promise<LifeResult> {
  const folder = mkdtempSync(join(base, 'connects-life-'));
  const machines = { home: new Machine(folder, 'home', 1), laptop: new Machine(folder, 'laptop', 2) };
  const counts = { recorded: 0, refused: 0, crashed: 0, agreed: 0, merged: 0 };
  const views = new Map<Machine, LedgerView>();
  // Later than any day that was ever today, so that clocks that are set back hide nothing.
  let latest = '2019-01-01';

  /** The view after a step, with what is wrong. */
  async function judge(machine: Machine, before: LedgerView | null, isChecked: boolean): Promise<string | null> {
    const after = await viewOf(machine, latest);
    views.set(machine, after);
    const fault = faultOf(after) ?? (before && changeFault(before, after));
    if (fault || !isChecked || after.rows.length === 0) return fault;
    const { code, stdout } = await machine.run(['check'], { today: latest, zone: 0 });
    return code === 0 ? null : `the check fails: ${stdout}`;
  }

  async function run(step: RunStep, isChecked: boolean): Promise<string | null> {
    const { today, zone, words, file, header, crash } = step;
    const machine = machines[step.machine];
    if (today > latest) latest = today;
    const before = views.get(machine) ?? (await viewOf(machine, latest));
    const bytes = machine.bytes();
    if (file) writeFileSync(join(machine.folder, file.name), file.text);
    const copy = join(folder, 'crash');
    let touches = 0;
    let hadAnswered: boolean | null = null;
    const onTouch = (hasAnswered: boolean): void => {
      touches += 1;
      if (touches !== crash) return;
      machine.copyTo(copy);
      hadAnswered = hasAnswered;
    };
    const { code, stdout, stderr } = await machine.run([...words, '--json'], {
      today,
      zone,
      ...(crash && { onTouch }),
    });
    if (!ANSWERS.includes(code)) return `exit ${code}: ${stderr}`;
    if ((code !== 0 && code !== 6) || words.includes('--dry-run')) {
      counts.refused += 1;
      return machine.bytes().equals(bytes) ? null : 'the file has changed although nothing was to be recorded';
    }
    const fault = await judge(machine, before, isChecked);
    if (fault) return fault;
    const after = views.get(machine) as LedgerView;
    counts.recorded += 1;
    const answer = JSON.parse(stdout) as { agrees?: boolean | null };
    if (header !== undefined && answer.agrees === true) {
      counts.agreed += 1;
      const onPage = words[words.indexOf('--saved-on') + 1] as string;
      const shown = await machine.run(['balance', '--on', onPage, '--json'], { today: latest, zone: 0 });
      const { balance } = JSON.parse(shown.stdout) as { balance: number };
      if (balance !== header) return `the page agrees and says ${header}, the ledger has ${balance} that day`;
    }
    return hadAnswered === null ? null : stopped(machine, copy, { before, after, hadAnswered, isChecked });
  }

  /** The machine was turned off in the middle: the ledger is as before the command or as after it. */
  async function stopped(
    machine: Machine,
    copy: string,
    {
      before,
      after,
      hadAnswered,
      isChecked,
    }: { before: LedgerView; after: LedgerView; hadAnswered: boolean; isChecked: boolean },
  ): Promise<string | null> {
    counts.crashed += 1;
    machine.putBack(copy);
    const fault = await judge(machine, null, isChecked);
    if (fault) return `after a crash, ${fault}`;
    const now = JSON.stringify(views.get(machine)?.rows);
    if (now === JSON.stringify(after.rows)) return null;
    if (hadAnswered) return 'what was acknowledged was lost in a crash';
    return now === JSON.stringify(before.rows)
      ? null
      : 'after a crash, the ledger is neither as before the command nor as after it';
  }

  try {
    for (const [i, step] of steps.entries()) {
      const isChecked = i % CHECKED === 0 || i === steps.length - 1;
      const why = await next(step, isChecked).catch((error: unknown) => String((error as Error).stack ?? error));
      if (why !== null) return { fault: { step: i, why }, counts };
    }
    return { fault: null, counts };
  } finally {
    rmSync(folder, { recursive: true });
  }

  async function next(step: LifeStep, isChecked: boolean): Promise<string | null> {
    if (step.do === 'run') return run(step, isChecked);
    const { home, laptop } = machines;
    if (step.do === 'copy') {
      home.copyTo(join(folder, 'copy'));
      laptop.putBack(join(folder, 'copy'));
      views.delete(laptop);
      return null;
    }
    if (step.today > latest) latest = step.today;
    const merged = await mergeBoth(home, laptop, latest, join(folder, 'merge'));
    if (merged.isMerged) counts.merged += 1;
    views.clear();
    return merged.why ?? (await judge(home, null, true)) ?? (await judge(laptop, null, true));
  }
}
