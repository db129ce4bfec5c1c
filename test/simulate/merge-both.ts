/** Two copies of a ledger merged in both directions: they must say the same, whichever was merged into which. */
import { join } from 'node:path';
import type { Machine } from './machine.ts';

export interface BothMerged {
  readonly isMerged: boolean;
  /** What is wrong; null: nothing. */
  readonly why: string | null;
}

export interface MergeHow {
  readonly today: string;
  /** A folder for the copies. */
  readonly folder: string;
  /** The copies are JSON lines. */
  readonly jsonl: boolean;
}

/** Merges each into the other. Where they disagree, the one at home wins on both sides. */
export async function mergeBoth(
  home: Machine,
  laptop: Machine,
  { today, folder, jsonl }: MergeHow,
): Promise<BothMerged> {
  // A machine that has no ledger has nothing to merge.
  if (home.bytes().length === 0 || laptop.bytes().length === 0) return { isMerged: false, why: null };
  const clock = { today, zone: 0 };
  const copyOf = async (machine: Machine, name: string): Promise<string> => {
    if (jsonl) return join(machine.folder, await machine.exported(clock));
    machine.copyTo(join(folder, name));
    return join(folder, name, 'l.db');
  };
  const copies = { home: await copyOf(home, 'home'), laptop: await copyOf(laptop, 'laptop') };
  const mergeInto = (machine: Machine, other: string, prefer: readonly string[]) =>
    machine.run(['merge', other, ...prefer, '--json'], clock);
  let [mine, theirs] = [await mergeInto(home, copies.laptop, []), await mergeInto(laptop, copies.home, [])];
  if (mine.code !== theirs.code)
    return fault(`one way ends with ${mine.code}, the other with ${theirs.code}:\n${mine.stderr}${theirs.stderr}`);
  if (mine.stderr.includes('"merge-conflict"')) {
    [mine, theirs] = [
      await mergeInto(home, copies.laptop, ['--prefer', 'mine']),
      await mergeInto(laptop, copies.home, ['--prefer', 'theirs']),
    ];
    if (mine.code !== theirs.code)
      return fault(
        `with --prefer, one way ends with ${mine.code}, the other with ${theirs.code}:\n${mine.stderr}${theirs.stderr}`,
      );
  }
  if (mine.code === 1 || mine.code === 5) return fault(mine.stderr);
  // Another account, or none at all: nothing was merged.
  if (mine.code !== 0) return { isMerged: false, why: null };
  const [here, there] = [await said(home, today), await said(laptop, today)];
  for (const [i, part] of here.entries()) {
    if (part !== there[i]) return fault(`merged both ways, the copies differ:\n${difference(part, there[i] ?? '')}`);
  }
  return { isMerged: true, why: null };
}

const fault = (why: string): BothMerged => ({ isMerged: false, why });

/** The answers of a ledger, without what each copy numbers and stamps for itself, and without the order within a day. */
async function said(machine: Machine, today: string): Promise<readonly string[]> {
  const rows = async (list: string, ...words: string[]): Promise<readonly Record<string, unknown>[]> =>
    JSON.parse((await machine.run([...words, '--json'], { today, zone: 0 })).stdout)[list];
  const lines = (from: readonly Record<string, unknown>[]): string =>
    from
      .map(
        ({
          id: _,
          uid: __,
          proposal: ___,
          reverses: ____,
          command: _____,
          recordedAt: ______,
          balance: _______,
          ...row
        }) => JSON.stringify(row),
      )
      .sort()
      .join('\n');
  const history = await rows('transactions', 'history', '--all');
  const ends = new Map(history.toReversed().map(({ on, balance }) => [on, balance]));
  return [
    [...ends].join('\n'),
    lines(await rows('grants', 'grants')),
    lines(history),
    lines(await rows('proposals', 'proposals', '--all')),
    lines(await rows('coupons', 'coupon', 'list')),
  ];
}

function difference(one: string, other: string): string {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const only = (from: readonly string[], not: readonly string[], mark: string): readonly string[] =>
    from.filter((line) => !not.includes(line)).map((line) => `${mark} ${line}`);
  return [...only(lines, others, '-'), ...only(others, lines, '+')].join('\n') || 'the order of lines';
}
