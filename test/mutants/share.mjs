/** Judges only a share of the mutants, always the same ones, so that a figure for all of the code takes minutes: see "Mutants" in test/README.md. */
import { createHash } from 'node:crypto';
import { relative } from 'node:path';

/** Of a hundred mutants, so many are judged. */
const share = Number(process.env.VITEST_MUTANTS_SHARE ?? '100');

function isDrawn({ fileName, location: { start, end }, replacement }) {
  const place = [relative(process.cwd(), fileName), start.line, start.column, end.line, end.column, replacement];
  return createHash('sha256').update(place.join(' ')).digest().readUInt32BE() % 100 < share;
}

/** Stryker has no state for what is left out, so that such mutants count as those that cannot be compiled: in no figure. */
class ShareChecker {
  async init() {}

  async check(mutants) {
    const left = { status: 'compileError', reason: 'not drawn' };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, isDrawn(mutant) ? { status: 'passed' } : left]));
  }

  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'share', injectableClass: ShareChecker }];
