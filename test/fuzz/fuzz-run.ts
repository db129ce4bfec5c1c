/** Runs many inputs from one seed, and tells what did not hold. Input N of a seed is the same in every run. */

import type { FuzzInput } from './fuzz-input.ts';
import { makeInput } from './fuzz-kinds.ts';
import { type FuzzOutcome, type FuzzWorld, isLeftOut, runInput } from './fuzz-world.ts';
import { judgeOutcome } from './judge-outcome.ts';
import { seededChoice } from './seeded-choice.ts';

export interface FuzzFinding {
  readonly seed: number;
  readonly at: number;
  readonly faults: readonly string[];
  readonly input: FuzzInput;
  /** The end of what it printed. */
  readonly said: string;
}

export interface FuzzPlan {
  readonly seed: number;
  readonly inputs: number;
  readonly kind: string;
}

const SHOWN = 400;

export async function judgeInput(
  world: FuzzWorld,
  input: FuzzInput,
): Promise<{ faults: readonly string[]; said: string; outcome?: FuzzOutcome }> {
  try {
    const outcome = await runInput(world, input);
    return { faults: judgeOutcome(input, outcome), said: outcome.ran.output.slice(-SHOWN), outcome };
  } catch (error) {
    const { message, stack = '' } = error as Error;
    // Values that nobody could record need not fit what answers are said to hold.
    if ((input.sql ?? input.flips) !== undefined && message.includes('fits its schema'))
      return { faults: [], said: '' };
    return { faults: [`an error that escaped: ${message.split('\n')[0]}`], said: stack.slice(0, 3 * SHOWN) };
  }
}

export async function fuzzRun(
  world: FuzzWorld,
  plan: FuzzPlan,
  tell: (done: number, finding: FuzzFinding | null, outcome?: FuzzOutcome) => void,
) {
  const findings: FuzzFinding[] = [];
  for (let at = 0; at < plan.inputs; at += 1) {
    const choice = seededChoice(plan.seed * 1_000_003 + at);
    const input = makeInput(choice, world, plan.kind);
    if (isLeftOut(world, input)) continue;
    const { faults, said, outcome } = await judgeInput(world, input);
    const finding = faults.length > 0 ? { seed: plan.seed, at, faults, input, said } : null;
    if (finding) findings.push(finding);
    tell(at + 1, finding, outcome);
  }
  return findings;
}
