/** Every kind of input, and how many of a hundred are of it. */
import type { FuzzInput } from './fuzz-input.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import { fuzzArguments } from './kinds/arguments.ts';
import { fuzzCopy } from './kinds/copies.ts';
import { fuzzDatabase } from './kinds/databases.ts';
import { fuzzPage, fuzzPaste } from './kinds/pages.ts';
import { fuzzConfig, fuzzRulebook } from './kinds/rulebooks.ts';
import type { SeededChoice } from './seeded-choice.ts';

type MakeInput = (choice: SeededChoice, world: FuzzWorld) => FuzzInput;

const KINDS: Readonly<Record<string, { readonly share: number; readonly make: MakeInput }>> = {
  arguments: { share: 34, make: fuzzArguments },
  pages: { share: 22, make: fuzzPage },
  databases: { share: 18, make: (choice, { ledger }) => fuzzDatabase(choice, ledger.length) },
  copies: { share: 10, make: (choice, { copies }) => fuzzCopy(choice, copies) },
  rulebooks: { share: 8, make: fuzzRulebook },
  pastes: { share: 5, make: fuzzPaste },
  config: { share: 3, make: fuzzConfig },
};

const DRAWN = Object.entries(KINDS).flatMap(([name, { share }]) => Array<string>(share).fill(name));

/** An input of this kind, or of any where none is named. */
export function makeInput(choice: SeededChoice, world: FuzzWorld, kind: string): FuzzInput {
  const found = KINDS[kind || choice.pick(DRAWN)];
  if (!found) throw new Error(`No kind "${kind}": ${Object.keys(KINDS).join(', ')}`);
  return found.make(choice, world);
}
