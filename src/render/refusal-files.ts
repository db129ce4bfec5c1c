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
  'no-backup': 'Make one with: connects backup. To use your own copy: connects restore FILE.',
  'no-sound-backup': 'To use your own copy: connects restore FILE.',
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
  binary: (file) => `${file} is not a text file: it contains binary data.`,
  'too-large': (file, most) => `${file} is larger than ${most} MB.`,
  'not-history': (file) => `${file} is not Upwork's Connects history.`,
  'no-saved-on': (file) => `${file} has rows dated "Today", but does not say which day that was.`,
  'missing-column': (file, column) => `${file} has no column ${column}.`,
  'nothing-readable': (file, why) => `No row of ${file} could be read${why ? `: ${why}` : ''}.`,
  'not-a-copy': (file) => `${file} is not a copy of a ledger.`,
  newer: (file) => `${file} was written by a newer version of connects.`,
  'not-json': (file, _, line) => `${file}, line ${line} is not JSON.`,
  'wrong-shape': (file, path, line) =>
    `${at(file, line)}does not have the format of a copy${path ? ` (${path})` : ''}.`,
  repeated: (file, path, line) => `${at(file, line)} repeats an earlier entry (${path}).`,
  'no-opening': (file) => `${file} does not open an account: it is not a complete copy.`,
  'two-openings': (file, _, line) => `${at(file, line)} opens the account a second time.`,
  'unknown-edition': (file, edition, line) =>
    `${at(file, line)} follows the edition ${edition}, which this version does not know.`,
  'names-nothing': (file) => `${file} refers to entries that are in neither copy.`,
  'contradicts-itself': (file) => `${file} contradicts itself: it was changed after connects wrote it.`,
};

const at = (file: string, line: number | null): string => (line === null ? file : `${file}, line ${line}`);

export const SAVE = 'Save the history page again (Reports, Connects History), or copy all of it into a text file.';

export const FILE_HINT: Readonly<Partial<Record<FileProblem, string>>> = {
  'too-large': 'Split it, or export fewer days.',
  'nothing-readable': 'Correct the file, or save the history page again (Reports, Connects History).',
  'no-saved-on': 'Say when it was saved: --saved-on YYYY-MM-DD',
  'missing-column': 'Name the columns: --map date=Day,connects=Change,label=Action,title=Job',
  'not-a-copy': 'Make one with: connects export --format jsonl --output FILE',
  newer: 'Upgrade connects, then try again.',
  'not-json': 'Nothing was recorded. Make the copy again.',
  'wrong-shape': 'Nothing was recorded. Make the copy again.',
  repeated: 'Nothing was recorded. Make the copy again.',
  'no-opening': 'Nothing was recorded. Make a complete copy: connects export --format jsonl --output FILE',
  'two-openings': 'Nothing was recorded. Make the copy again, from one account only.',
  'unknown-edition':
    'Nothing was recorded. If a newer version made the copy, upgrade connects. If not, make the copy again.',
  'names-nothing': 'Nothing was recorded. Make a complete copy, without --since or --until.',
  'contradicts-itself': 'Nothing was recorded. Make the copy again.',
};
