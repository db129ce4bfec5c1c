/** Copies of a ledger as JSONL, changed line by line, field by field or byte by byte, to merge and to import. */
import { type FuzzInput, fromBytes } from '../fuzz-input.ts';
import { mutateBytes, mutatePieces, mutateValues } from '../mutate-bytes.ts';
import { mutateJson } from '../mutate-json.ts';
import type { SeededChoice } from '../seeded-choice.ts';

function changedLine(choice: SeededChoice, lines: readonly string[]): string[] {
  const changed = [...lines];
  const at = choice.below(lines.length);
  changed[at] = JSON.stringify(mutateJson(choice, JSON.parse(lines[at] as string)));
  return changed;
}

/** `copies`: whole ones, of this account and of others. */
export function fuzzCopy(choice: SeededChoice, copies: readonly string[]): FuzzInput {
  const lines = choice.pick(copies).trimEnd().split('\n');
  const text = choice.pick([
    () => changedLine(choice, lines).join('\n'),
    () => changedLine(choice, changedLine(choice, lines)).join('\n'),
    () => mutatePieces(choice, lines).join('\n'),
    () => mutateValues(choice, lines.join('\n')),
    () => lines.join('\n').replaceAll(/-7000-8/g, () => (choice.oneIn(3) ? '-7000-9' : '-7000-8')),
  ])();
  const bytes = Buffer.from(text, 'utf8');
  const isTrial = choice.oneIn(4);
  const isPiped = choice.oneIn(5);
  const merges = choice.oneIn(2);
  return {
    argv: [
      ...(choice.oneIn(2) ? ['--json'] : []),
      ...[merges ? 'merge' : 'import', isPiped ? '-' : 'copy.jsonl'],
      ...(merges ? (choice.oneIn(2) ? ['--prefer', choice.pick(['mine', 'theirs'])] : []) : isTrial ? [] : ['--yes']),
      ...(isTrial ? ['--dry-run'] : []),
    ],
    files: { 'copy.jsonl': fromBytes(choice.oneIn(5) ? mutateBytes(choice, bytes) : bytes) },
    ...(isPiped ? { stdin: 'copy.jsonl' } : {}),
    ...(isTrial ? { isTrial } : {}),
    ...(!merges && choice.oneIn(2) ? { isFirst: true } : {}),
    ...(choice.oneIn(4) ? { tty: true } : {}),
  };
}
