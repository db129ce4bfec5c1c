/** What may stand for an argument or a value of some name: the ledger's own words, the rulebook's, or a file. */
import type { ProgramCall } from '../../call.ts';
import { askableKeys } from '../../insight/proposals/tag-values.ts';
import type { OfferedWord } from '../../render/completion/completion-answer.ts';
import { loggedFields } from '../../render/log.ts';
import { offerWords, withSign } from '../../render/text/words.ts';
import { editionOn } from '../../rules/state/state.ts';
import { OUTCOMES } from '../../rules/vocabulary/outcomes.ts';
import { type KnownValues, peekAccounts, peekValues } from '../../store/peek-store.ts';
import type { KnownProposal } from '../../store/record/known-values.ts';

/** What is to be completed: the command, the words before, and what has been typed of this one. */
export interface WordRequest {
  readonly command: string;
  readonly given: readonly string[];
  readonly start: string;
}

type FindWords = (values: KnownValues, request: WordRequest, call: ProgramCall) => Promise<readonly OfferedWord[]>;

const plain = (words: readonly string[]): readonly OfferedWord[] => words.map((word) => ({ word, about: '' }));

const proposals: FindWords = async (values, { command, given, start }) => {
  const onlyOpen = command === 'mark';
  const numbered = values
    .proposals(start, onlyOpen)
    .filter(({ id }) => !given.includes(String(id)))
    .map((each) => ({ word: String(each.id), about: aboutProposal(each) }));
  // A later word is rather what follows the proposal.
  if (given.length > 0 && command !== 'join') return numbered;
  const last = values.last(onlyOpen);
  return [
    ...numbered,
    ...(last ? [{ word: 'last', about: aboutProposal(last) }] : []),
    ...(start === '' ? [] : values.titled(start, onlyOpen).flatMap((each) => titleFrom(each, start))),
  ];
};

const aboutProposal = ({ title, client, status }: KnownProposal): string =>
  `${[title ?? '(no title)', client].filter((text) => text !== null).join(', ')} (${status})`;

/** A title from the word on that was begun, as it was begun: a shell changes nothing that is typed, and names are found in any case. */
function titleFrom({ id, title, client, status }: KnownProposal, start: string): readonly OfferedWord[] {
  const at = ` ${title}`.toLowerCase().indexOf(` ${start.toLowerCase()}`);
  const about = `${id}${client === null ? '' : `, ${client}`} (${status})`;
  return title === null || at < 0 ? [] : [{ word: `${start}${title.slice(at + start.length)}`, about }];
}

const editions: FindWords = async (values) =>
  [...(await values.rulebooks()).values()].map(({ id, title }) => ({ word: id, about: title }));

const bundles: FindWords = async (values, _, { today }) => {
  const state = await values.stateOn(today);
  const rulebook = state && (await values.rulebooks()).get(editionOn(state, today));
  return plain(rulebook ? rulebook.bundles.sizes.map(String) : []);
};

const coupons: FindWords = async (values, _, { today }) =>
  ((await values.stateOn(today))?.coupons ?? [])
    .filter(({ usedOn, expiresOn }) => usedOn === null && (expiresOn === null || expiresOn >= today))
    .map(({ code, offer }) => ({ word: code, about: offerWords(offer) }));

const commands: FindWords = async (values, _, { today }) =>
  (await values.commands(RECENT))
    .filter(({ name, undone, turned }) => name !== 'init' && !undone && !turned)
    .map((command) => ({ word: String(command.id), about: loggedFields(command, () => today).summary }));

const transactions: FindWords = async (values, { given }, { today }) =>
  (await values.history({ since: null, until: today, kind: null, limit: RECENT }))
    .filter(({ id, kind }) => id !== null && kind !== 'reversal' && kind !== 'opening' && !given.includes(String(id)))
    .map(({ id, on, label, title, connects }) => ({
      word: String(id),
      about: `${on} ${withSign(connects)} ${label}${title === null ? '' : `, ${title}`}`,
    }));

/** So many of the newest commands and transactions are offered by their number. */
const RECENT = 20;

/** By the name that an argument or an option's value has in the usage, or by the option itself. */
const OF_LEDGER: Readonly<Record<string, FindWords>> = {
  proposal: proposals,
  proposals,
  a: proposals,
  b: proposals,
  edition: editions,
  from: editions,
  to: editions,
  bundle: bundles,
  'undo command': commands,
  'void ids': transactions,
  '--transaction': transactions,
  '--by': async (values) => plain(askableKeys(values.tags())),
  '--coupon': coupons,
  '--tag': async (values) => plain(values.tags()),
  '--untag': async (values) => plain(values.tags()),
  '--client': async (values) => plain(values.clients()),
  '--member': async (values) => plain(await values.members()),
  '--as': async (values) => plain(await values.members()),
};

const ALWAYS: Readonly<Record<string, readonly string[]>> = { outcome: OUTCOMES, 'restore file': ['latest'] };

/** Whether the ledger has the words for it, or would have if it could be read. */
export const isOfLedger = (name: string): boolean => name in OF_LEDGER || ACCOUNTS.includes(name);

/** Where an account is named. Their names are those of files, so no ledger is opened and no server asked. */
const ACCOUNTS = ['--account', 'account'];

export const isFileName = (name: string): boolean => ['file', 'path', 'place'].includes(name);

/** The words that may stand there. A ledger that cannot be read at once offers none. */
export async function knownWords(
  names: readonly string[],
  request: WordRequest,
  startCall: () => Promise<ProgramCall>,
): Promise<readonly OfferedWord[]> {
  const keys = names.flatMap((name) => [`${request.command} ${name}`, name]);
  const fixed = keys.flatMap((key) => plain(ALWAYS[key] ?? []));
  if (keys.some((key) => ACCOUNTS.includes(key))) return accounts(startCall);
  const found = keys.flatMap((key) => OF_LEDGER[key] ?? []).slice(0, 1);
  if (found.length === 0) return fixed;
  try {
    const call = await startCall();
    const read = (values: KnownValues) => Promise.all(found.map((find) => find(values, request, call)));
    return [...(await peekValues(call, read)).flat(), ...fixed];
  } catch {
    return fixed;
  }
}

async function accounts(startCall: () => Promise<ProgramCall>): Promise<readonly OfferedWord[]> {
  try {
    return plain(await peekAccounts(await startCall()));
  } catch {
    return [];
  }
}
