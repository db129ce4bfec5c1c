/** Why a file named on the command line cannot be used, in sentences. */
import type { FileProblem } from '../../rules/answers/refusal.ts';
import type { RefusalOf, UserSentence } from '../text/sentence.ts';
import { visible } from '../text/visible.ts';

/** Why a path is of no use, and the way out where it is not to look at the path again. */
const PATHS: Readonly<
  Record<RefusalOf<'no-such-file'>['problem'], readonly [message: (path: string) => string, hint?: string]>
> = {
  missing: [(path) => `There is no file ${path}.`],
  folder: [(path) => `${path} is a folder, not a file.`],
  unreadable: [(path) => `${path} cannot be read.`],
  'no-folder': [(path) => `There is no folder to put ${path} into.`, 'Make the folder first, or name another file.'],
  'no-file': [(path) => `${path} is not a file.`],
  'no-backup': [
    (path) => `There is no backup of this ledger in ${path}.`,
    'Make one with: connects backup. To use your own copy: connects restore FILE.',
  ],
  'no-sound-backup': [
    (path) => `None of the backups in ${path} can be used.`,
    'To use your own copy: connects restore FILE.',
  ],
};

/** Where a path is not to be read as any file is. */
const INSTEAD: Readonly<Record<NonNullable<RefusalOf<'no-such-file'>['instead']>, string>> = {
  latest: 'Check the path. The newest backup is called: latest.',
  file: 'Name a file to copy the ledger to.',
  output: 'Name a file to write to.',
};

export function noSuchFile({ problem, path, instead }: RefusalOf<'no-such-file'>): UserSentence {
  const [message, hint] = PATHS[problem];
  const other = instead
    ? INSTEAD[instead]
    : 'Check the path. A dash (-) reads standard input, or what you paste in a terminal.';
  return [message(visible(path)), hint ?? other];
}

const at = (file: string, line: number | null): string => (line === null ? file : `${file}, line ${line}`);

const SAVE = 'Save the history page again (Reports, Connects History), or copy all of it into a text file.';
const COPY_AGAIN = 'Nothing was recorded. Make the copy again.';

type Unreadable = (file: string, detail: string, line: number | null) => string;

const LARGER: Unreadable = (file, most) => `${file} is larger than ${most} MB.`;

/** Why what is in a file cannot be taken in, and the way out. */
const CONTENTS: Readonly<Record<FileProblem, readonly [message: Unreadable, hint: string]>> = {
  empty: [(file) => `${file} is empty.`, SAVE],
  binary: [(file) => `${file} is not a text file: it contains binary data.`, SAVE],
  'too-large': [LARGER, 'Split it, or export fewer days.'],
  'copy-too-large': [LARGER, "Nothing was recorded. Merge the other ledger's own file, which may have any size."],
  'paste-too-large': [LARGER, 'Copy only the page on which you write the proposal.'],
  'rulebook-too-large': [LARGER, 'A rulebook is a page or two of text. Check that this is the right file.'],
  'not-history': [
    (file) => `${file} is not Upwork's Connects history or Proposals page, or it is not in English.`,
    `${SAVE} connects reads Upwork's pages only in English: turn off the browser's translation first.`,
  ],
  'unknown-columns': [
    (file) => `${file} seems to be a sheet of your own, but connects does not know the names of its columns.`,
    'Say which is which. Your proposals: --map date=NAME,title=NAME,cost=NAME. A history: --map date=NAME,connects=NAME,label=NAME',
  ],
  'no-saved-on': [
    (file) => `${file} has rows dated "Today", but does not say which day that was.`,
    'Say when it was saved: --saved-on YYYY-MM-DD',
  ],
  'missing-column': [
    (file, column) => `${file} has no column ${column}.`,
    'Name the columns: --map date=Day,connects=Change,label=Action,title=Job',
  ],
  'nothing-readable': [
    (file, why) => `No row of ${file} could be read${why ? `: ${why}` : ''}.`,
    'Correct the file, or save the history page again (Reports, Connects History).',
  ],
  'not-a-copy': [
    (file) => `${file} is not a copy of a ledger.`,
    'Make one with: connects export --format jsonl --output FILE',
  ],
  newer: [(file) => `${file} was written by a newer version of connects.`, 'Upgrade connects, then try again.'],
  'not-json': [(file, _, line) => `${file}, line ${line} is not JSON.`, COPY_AGAIN],
  'wrong-shape': [
    (file, path, line) => `${at(file, line)} does not have the format of a copy${path ? ` (${path})` : ''}.`,
    COPY_AGAIN,
  ],
  repeated: [(file, path, line) => `${at(file, line)} repeats an earlier entry (${path}).`, COPY_AGAIN],
  'no-opening': [
    (file) => `${file} does not open an account: it is not a complete copy.`,
    'Nothing was recorded. Make a complete copy: connects export --format jsonl --output FILE',
  ],
  'two-openings': [
    (file, _, line) => `${at(file, line)} opens the account a second time.`,
    'Nothing was recorded. Make the copy again, from one account only.',
  ],
  'unknown-edition': [
    (file, edition, line) => `${at(file, line)} follows the edition ${edition}, which this version does not know.`,
    'Nothing was recorded. If a newer version made the copy, upgrade connects. If not, make the copy again.',
  ],
  'names-nothing': [
    (file) => `${file} refers to entries that are in neither copy.`,
    'Nothing was recorded. Make a complete copy, without --since or --until.',
  ],
  'contradicts-itself': [(file) => `${file} contradicts itself: it was changed after connects wrote it.`, COPY_AGAIN],
};

export function unreadableFile({ problem, file, detail, line, columns }: RefusalOf<'unreadable-file'>): UserSentence {
  const [message, hint] = CONTENTS[problem];
  const found = columns && columns.length > 0 ? ` Its columns are: ${columns.map(visible).join(', ')}.` : '';
  return [`${message(visible(file), visible(detail), line)}${found}`, hint];
}
