/** The contract of `undo`, `redo` and `void`: nothing is deleted, and no id is used twice. */
import { type ModelAccount, ModelRefusal, refuseIf } from './account.ts';
import type { ModelCommandOf } from './commands.ts';
import { reverseRow } from './model-proposals.ts';
import { GIVES_BACK } from './replay.ts';

export function modelUndo(account: ModelAccount, { id }: ModelCommandOf<'undo'>): void {
  const live = account.commands.filter((each) => each.turns === null && account.isLiveCommand(each.id));
  if (id === undefined) {
    const last = live.at(-1);
    if (!last || last.name === 'init') throw new ModelRefusal('nothing-to-undo');
    turn(account, 'undo', asRedone(account, last.id));
    return;
  }
  const named = account.commands.find((each) => each.id === id);
  if (!named) throw new ModelRefusal('unknown-command');
  refuseIf(named.name === 'init', 'nothing-to-undo');
  refuseIf(!account.isLiveCommand(id), 'already-undone');
  // The plan is what a later cycle was judged by.
  const plan = account.factsOf('plan').find(({ command }) => command === id);
  const isFollowed = account.liveRows().some(({ kind, on }) => kind === 'renewal' && plan && on > plan.on);
  refuseIf(isFollowed, 'depended-on');
  const there = account.claims();
  turn(account, 'undo', asRedone(account, id));
  refuseDangling(account);
  // An undo that is undone may not bring back what came again meanwhile.
  const claims = account.claims();
  refuseIf(claims.length > there.length && new Set(claims).size < claims.length, 'depended-on');
}

/** There until something new is written: brings back what the last undo took. */
export function modelRedo(account: ModelAccount): void {
  const lastNew = account.commands.findLast(({ name }) => !['undo', 'redo', 'void'].includes(name))?.id ?? 0;
  const undone = account.commands.findLast(
    ({ id, name }) => id > lastNew && name !== 'redo' && account.isLiveCommand(id),
  );
  if (!undone) throw new ModelRefusal('nothing-to-redo');
  turn(account, 'redo', undone.id);
}

/** What was undone and brought back is undone again by taking back the last redo. */
function asRedone({ commands }: ModelAccount, id: number): number {
  const undo = commands.findLast(({ turns }) => turns === id);
  const redo = undo && commands.findLast(({ turns }) => turns === undo.id);
  return redo ? redo.id : id;
}

function turn(account: ModelAccount, name: 'undo' | 'redo', command: number): void {
  const rows = account.rows.filter((row) => row.command === command);
  account.begin(name, command);
  for (const row of rows) reverseRow(account, row);
}

/** Takes back one earlier transaction; a proposal with its cost and its bid. */
export function modelVoid(account: ModelAccount, { id }: ModelCommandOf<'void'>): void {
  const row = account.rows.find((each) => each.id === id);
  if (!row) throw new ModelRefusal('unknown-transaction');
  refuseIf(row.reverses !== null || !account.liveRows().includes(row), 'already-undone');
  refuseIf(row.kind === 'opening' || (row.kind === 'signup' && row.command === 1), 'nothing-to-undo');
  account.begin('void');
  if (row.kind === 'proposal') {
    for (const part of ['proposal', 'boost'].flatMap((kind) => account.rowsOf(row.proposal as number, kind)))
      reverseRow(account, part);
    account.note(row.on, { is: 'dropped', proposal: row.proposal as number });
  } else {
    reverseRow(account, row);
    if (row.kind === 'purchase') account.note(row.on, { is: 'coupon-freed', purchase: row.command });
  }
  refuseDangling(account);
}

/** What something later depends on cannot be taken back: a proposal that was marked, a coupon that was used, Connects that were spent. */
function refuseDangling(account: ModelAccount): void {
  const proposals = account.proposals();
  const coupons = account.factsOf('coupon').map(({ code }) => code);
  const used = account.usedCoupons();
  const rows = account.liveRows();
  const isThere = (proposal: number, kind: string): boolean =>
    proposals.includes(proposal) && (kind === '' || account.rowsOf(proposal, kind).length > 0);
  const isDangling =
    rows.some(({ proposal, kind }) => proposal !== null && !isThere(proposal, GIVES_BACK[kind] ?? '')) ||
    account.factsOf('outcome').some(({ proposal }) => !proposals.includes(proposal)) ||
    used.some((code) => !coupons.includes(code)) ||
    new Set(used).size < used.length ||
    isCorrectionOfNothing(account) ||
    account.replayed('9999-12-31').shortOn !== null;
  refuseIf(isDangling, 'depended-on');
}

/** Whether a void, an edit or a join takes back what its own command has taken back already. */
function isCorrectionOfNothing(account: ModelAccount): boolean {
  const { commands, rows } = account;
  const isCorrection = (command: number): boolean =>
    commands.some(({ id, turns }) => id === command && turns === null) && account.isLiveCommand(command);
  return rows.some(({ command, reverses }) => {
    const reversed = rows.find(({ id }) => id === reverses);
    return reversed !== undefined && isCorrection(command) && !account.isLiveCommand(reversed.command);
  });
}
