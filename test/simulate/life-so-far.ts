/** A life as it is drawn: the day that it has come to, and what was typed so far. */
import type { Chance } from './chance.ts';
import type { LifeStep } from './step.ts';
import type { Truth } from './truth.ts';

export interface LifeSoFar {
  readonly truth: Truth;
  readonly chance: Chance;
  today: string;
  /** The numbers that typed proposals have, if nothing was refused. */
  readonly typed: Map<number, number>;
  /** How many were typed. */
  count: number;
  /** How many backups were made. */
  backups: number;
}

export type RunWords = (words: readonly string[], more?: Partial<Extract<LifeStep, { do: 'run' }>>) => void;
