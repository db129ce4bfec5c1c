/** Why a file named on the command line cannot be used, in sentences. */
import type { FileProblem } from '../rules/refusal.ts';
import type { Of } from './sentence.ts';

export const FILE: Readonly<Record<Of<'no-such-file'>['problem'], (path: string) => string>> = {
  missing: (path) => `There is no file ${path}.`,
  folder: (path) => `${path} is a folder, not a file.`,
  unreadable: (path) => `${path} cannot be read.`,
  'no-folder': (path) => `There is no folder to put ${path} into.`,
  'no-file': (path) => `${path} is not a file.`,
  'no-backup': (path) => `There is no backup of this ledger in ${path}.`,
  'no-sound-backup': (path) => `None of the backups in ${path} can be used.`,
};

export const PATH_HINT: Readonly<Partial<Record<Of<'no-such-file'>['problem'], string>>> = {
  'no-folder': 'Make the folder first, or name another file.',
  'no-backup': 'Make one with: connects backup. A copy of your own can be named: connects restore FILE.',
  'no-sound-backup': 'A copy of your own can be named: connects restore FILE.',
};

/** Where a path is not to be read as any file is. */
export const INSTEAD: Readonly<Record<NonNullable<Of<'no-such-file'>['instead']>, string>> = {
  latest: 'Check the path. The newest backup is called: latest.',
  file: 'Name a file to copy the ledger to.',
  output: 'Name a file to write to.',
};

export const FILE_PROBLEM: Readonly<
  Record<FileProblem, (file: string, detail: string, line: number | null) => string>
> = {
  empty: (file) => `${file} is empty.`,
  binary: (file) => `${file} is no text: it holds binary data.`,
  'too-large': (file, most) => `${file} is larger than ${most} MB.`,
  'not-history': (file) => `${file} is not Upwork's Connects history.`,
  'no-saved-on': (file) => `${file} has rows of "Today", and does not say which day that was.`,
  'missing-column': (file, column) => `${file} has no column ${column}.`,
  'nothing-readable': (file, why) => `No row of ${file} could be read${why ? `: ${why}` : ''}.`,
  'not-a-copy': (file) => `${file} is no copy of a ledger.`,
  newer: (file) => `${file} was written by a newer version of connects.`,
  'not-json': (file, _, line) => `${file}, line ${line} is not JSON.`,
  'wrong-shape': (file, path, line) => `${at(file, line)} is not as a copy has it${path ? ` (${path})` : ''}.`,
  repeated: (file, path, line) => `${at(file, line)} tells once more what was told before it (${path}).`,
  'no-opening': (file) => `${file} opens no account: it is not a whole copy.`,
  'two-openings': (file, _, line) => `${at(file, line)} opens the account once more.`,
  'unknown-edition': (file, edition, line) => `${at(file, line)} follows the edition ${edition}, which nobody knows.`,
  'names-nothing': (file) => `${file} speaks of entries that are in neither copy.`,
  'contradicts-itself': (file) => `${file} contradicts itself: it is not as connects kept it.`,
};

const at = (file: string, line: number | null): string => (line === null ? file : `${file}, line ${line}`);

export const SAVE = 'Save the history page again (Reports, Connects History), or copy all of it into a text file.';

export const FILE_HINT: Readonly<Partial<Record<FileProblem, string>>> = {
  'too-large': 'Split it, or export a shorter span of days.',
  'nothing-readable': 'Mend the file, or save the history page again (Reports, Connects History).',
  'no-saved-on': 'Say when it was saved: --saved-on YYYY-MM-DD',
  'missing-column': 'Name the columns: --map date=Day,connects=Change,label=Action,title=Job',
  'not-a-copy': 'Make one with: connects export --format jsonl --output FILE',
  newer: 'Upgrade connects, then try again.',
  'not-json': 'Nothing was recorded. Make the copy again.',
  'wrong-shape': 'Nothing was recorded. Make the copy again.',
  repeated: 'Nothing was recorded. Make the copy again.',
  'no-opening': 'Nothing was recorded. Make a whole copy: connects export --format jsonl --output FILE',
  'two-openings': 'Nothing was recorded. Make the copy again, of one account.',
  'unknown-edition': 'Nothing was recorded. Upgrade connects, if a newer version made it; else make the copy again.',
  'names-nothing': 'Nothing was recorded. Make a whole copy, without a span of days.',
  'contradicts-itself': 'Nothing was recorded. Make the copy again.',
};
