/** Lives through the steps of a life, and holds each to what must hold after it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Machine } from './machine.ts';
import { mergeBoth } from './merge-both.ts';
import type { LifeStep } from './step.ts';
import { changeFault, copyFault, faultOf, type LedgerView, viewOf } from './view.ts';

export interface LifeFault {
  /** Counted from 0. */
  readonly step: number;
  readonly why: string;
}

export interface LifeResult {
  readonly fault: LifeFault | null;
  /** How many commands were recorded, refused, restored and cut short, how many pages agreed, and how often copies were made and merged. */
  readonly counts: Readonly<
    Record<'recorded' | 'refused' | 'restored' | 'crashed' | 'agreed' | 'copied' | 'merged', number>
  >;
}

/** How much is looked at after a step. */
interface Look {
  readonly isAsked: boolean;
  readonly isChecked: boolean;
}

const WHOLE: Look = { isAsked: true, isChecked: true };

type RunStep = Extract<LifeStep, { do: 'run' }>;

/** The answers that a person may get. Another one is a fault of the program, or of its storage. */
const ANSWERS = [0, 2, 3, 4, 6];
/** The check reads everything, so it follows one step in so many; what is open is asked after one in so many. */
const [CHECKED, ASKED] = [9, 3];

/** `base`: a folder in memory, if there is one. */
export async function liveThrough(steps: readonly LifeStep[], base: string): Promise<LifeResult> {
  const folder = mkdtempSync(join(base, 'connects-life-'));
  const machines = { home: new Machine(folder, 'home', 1), laptop: new Machine(folder, 'laptop', 2) };
  const counts = { recorded: 0, refused: 0, restored: 0, crashed: 0, agreed: 0, copied: 0, merged: 0 };
  const views = new Map<Machine, LedgerView>();
  /** What each backup holds. */
  const backups = new Map<string, LedgerView>();
  // Later than any day that was ever today, so that clocks that are set back hide nothing.
  let latest = '2019-01-01';

  /** Looks at the ledger after a step, and returns what is wrong. */
  async function judge(machine: Machine, before: LedgerView | null, look: Look): Promise<string | null> {
    const after = await viewOf(machine, look.isAsked ? latest : null);
    views.set(machine, after);
    const fault = faultOf(after) ?? (before && changeFault(before, after));
    if (fault || !look.isChecked || after.rows.length === 0) return fault;
    const { code, stdout } = await machine.run(['check'], { today: latest, zone: 0 });
    return code === 0 ? null : `the check fails: ${stdout}`;
  }

  async function run(step: RunStep, look: Look): Promise<string | null> {
    const { today, zone, words, file, header, crash } = step;
    const machine = machines[step.machine];
    if (today > latest) latest = today;
    const before = views.get(machine) ?? (await viewOf(machine, null));
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
    const isRestore = words[0] === 'restore';
    const fault = await judge(machine, isRestore ? null : before, look);
    if (fault) return fault;
    const after = views.get(machine) as LedgerView;
    counts[isRestore ? 'restored' : 'recorded'] += 1;
    const named = words[1] ?? '';
    if (words[0] === 'backup') backups.set(named, after);
    const held = backups.get(named);
    const wrong = isRestore && held ? copyFault(held, after) : null;
    if (wrong) return `the backup was not restored: ${wrong}`;
    const answer = JSON.parse(stdout) as { agrees?: boolean | null };
    if (header !== undefined && answer.agrees === true) {
      counts.agreed += 1;
      const onPage = words[words.indexOf('--saved-on') + 1] as string;
      const shown = await machine.run(['balance', '--on', onPage, '--json'], { today: latest, zone: 0 });
      const { balance } = JSON.parse(shown.stdout) as { balance: number };
      if (balance !== header) return `the page agrees and says ${header}, the ledger has ${balance} that day`;
    }
    return hadAnswered === null ? null : stopped(machine, copy, { before, after, hadAnswered, look });
  }

  /** The machine was turned off in the middle: the ledger is as before the command or as after it. */
  async function stopped(
    machine: Machine,
    copy: string,
    { before, after, hadAnswered, look }: { before: LedgerView; after: LedgerView; hadAnswered: boolean; look: Look },
  ): Promise<string | null> {
    counts.crashed += 1;
    machine.putBack(copy);
    const fault = await judge(machine, null, look);
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
      const isLast = i === steps.length - 1;
      const look = { isAsked: isLast || i % ASKED === 0, isChecked: isLast || i % CHECKED === 0 };
      const why = await next(step, look).catch((error: unknown) => String((error as Error).stack ?? error));
      if (why !== null) return { fault: { step: i, why }, counts };
    }
    return { fault: null, counts };
  } finally {
    rmSync(folder, { recursive: true });
  }

  async function next(step: LifeStep, look: Look): Promise<string | null> {
    if (step.do === 'run') return run(step, look);
    const { home, laptop } = machines;
    if (step.do === 'copy') {
      counts.copied += 1;
      views.delete(laptop);
      if (step.jsonl && home.bytes().length > 0) return copyAsLines(step.jsonl);
      home.copyTo(join(folder, 'copy'));
      laptop.putBack(join(folder, 'copy'));
      return null;
    }
    if (step.today > latest) latest = step.today;
    const how = { today: latest, folder: join(folder, 'merge'), jsonl: step.jsonl === true };
    const merged = await mergeBoth(home, laptop, how);
    if (merged.isMerged) counts.merged += 1;
    views.clear();
    return merged.why ?? (await judge(home, null, WHOLE)) ?? (await judge(laptop, null, WHOLE));
  }

  /** The laptop starts anew with a copy as JSON lines, which it imports. */
  async function copyAsLines(today: string): Promise<string | null> {
    const { home, laptop } = machines;
    if (today > latest) latest = today;
    const clock = { today: latest, zone: 0 };
    const file = join(home.folder, await home.exported(clock));
    laptop.remove();
    const { code, stderr } = await laptop.run(['import', file, '--yes'], clock);
    if (code !== 0) return `the copy is not imported: ${stderr}`;
    const fault = await judge(laptop, null, WHOLE);
    const held = views.get(home) ?? (await viewOf(home, null));
    const wrong = fault ?? copyFault(held, views.get(laptop) as LedgerView);
    return wrong && `the imported copy is another ledger: ${wrong}`;
  }
}
