/** The contract as code: a second, naive ledger, written from its text alone, that may disagree with the real one. */
import { ModelAccount, ModelRefusal, refuseIf } from './account.ts';
import type { ModelCommand } from './commands.ts';
import type { ModelDay } from './days.ts';
import { modelJoin } from './model-join.ts';
import { modelBuy, modelCoupon, modelEarn, modelReconcile, modelSpend } from './model-money.ts';
import { modelInit, modelPlan, modelRenew, modelRulesUse } from './model-opening.ts';
import { modelRedo, modelUndo, modelVoid } from './model-past.ts';
import { modelApply, modelEdit, modelMark } from './model-proposals.ts';
import { modelSetting } from './model-settings.ts';

export interface ModelAnswer {
  readonly exit: number;
  /** The error code of a refusal; null: it was done. */
  readonly error: string | null;
}

/** Every other refusal is one by the rules. */
const EXITS: Readonly<Record<string, number>> = {
  usage: 2,
  'invalid-day': 2,
  'invalid-amount': 2,
  'future-day': 2,
  'no-account': 4,
  'unknown-proposal': 4,
  'unknown-transaction': 4,
  'unknown-command': 4,
  'unknown-edition': 4,
};

export class Model {
  account = new ModelAccount();

  /** Runs a command: all of it is recorded, or nothing. */
  run(command: ModelCommand): ModelAnswer {
    const account = this.account.copied();
    try {
      const exit = runOn(account, command);
      this.account = account;
      return { exit, error: null };
    } catch (error) {
      if (error instanceof ModelRefusal) return { exit: EXITS[error.code] ?? 3, error: error.code };
      throw error;
    }
  }
}

function runOn(account: ModelAccount, command: ModelCommand): number {
  const on: ModelDay = command.on ?? command.today;
  refuseIf(on > command.today, 'future-day');
  if (command.name !== 'init') {
    refuseIf(account.opened === '', 'no-account');
    // What is named must be there, before anything else is asked of it.
    if (command.name === 'edit') account.proposal(command.proposal);
    refuseIf(on < account.opened, 'invalid-day');
  }
  switch (command.name) {
    case 'init':
      modelInit(account, command, on);
      return 0;
    case 'apply':
      modelApply(account, command, on);
      return 0;
    case 'mark':
      modelMark(account, command, on);
      return 0;
    case 'edit':
      modelEdit(account, command);
      return 0;
    case 'buy':
      modelBuy(account, command, on);
      return 0;
    case 'coupon add':
      modelCoupon(account, command, on);
      return 0;
    case 'earn':
      modelEarn(account, command, on);
      return 0;
    case 'config set':
      modelSetting(account, command.key, command.value, on);
      return 0;
    case 'config unset':
      modelSetting(account, command.key, null, on);
      return 0;
    case 'join':
      modelJoin(account, command);
      return 0;
    case 'spend':
      modelSpend(account, command, on);
      return 0;
    case 'renew':
      modelRenew(account, on);
      return 0;
    case 'plan':
      modelPlan(account, command, on);
      return 0;
    case 'rules use':
      modelRulesUse(account, command, on);
      return 0;
    case 'reconcile':
      return modelReconcile(account, command, on) ? 0 : 6;
    case 'undo':
      modelUndo(account, command);
      return 0;
    case 'redo':
      modelRedo(account);
      return 0;
    case 'void':
      modelVoid(account, command);
      return 0;
  }
}
