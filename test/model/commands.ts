/** The commands that the model knows, as plain data, and the command line of each. */
import type { ModelDay } from './days.ts';

export type ModelCommand = { readonly today: ModelDay; readonly on?: ModelDay } & (
  | {
      readonly name: 'init';
      readonly joined?: ModelDay;
      readonly balance?: number;
      readonly plan?: 'basic' | 'plus';
      readonly edition?: string;
    }
  | {
      readonly name: 'apply';
      readonly cost?: number;
      readonly boost?: number;
      /** The part of the boost that ad credits pay. */
      readonly credits?: number;
      readonly invited?: boolean;
      readonly key?: string;
      readonly force?: boolean;
    }
  | {
      readonly name: 'mark';
      readonly proposal: number;
      readonly others?: readonly number[];
      readonly outcome: string;
      readonly reward?: number;
      readonly returned?: number;
      readonly force?: boolean;
    }
  | {
      readonly name: 'buy';
      readonly bundle: number;
      readonly coupon?: string;
      readonly tax?: number;
      readonly force?: boolean;
    }
  | {
      readonly name: 'coupon add';
      readonly code: string;
      readonly percent?: number;
      readonly off?: number;
      readonly connects?: number;
      readonly expires?: ModelDay;
    }
  | {
      readonly name: 'earn';
      readonly source: string;
      readonly title?: string;
      readonly amount?: number;
      /** For ad credits. */
      readonly expires?: ModelDay;
      readonly force?: boolean;
    }
  | { readonly name: 'spend'; readonly source: string; readonly amount: number; readonly force?: boolean }
  | { readonly name: 'config set'; readonly key: string; readonly value: string }
  | { readonly name: 'config unset'; readonly key: string }
  | { readonly name: 'join'; readonly kept: number; readonly other: number }
  | { readonly name: 'renew' }
  | { readonly name: 'plan'; readonly plan: 'basic' | 'plus'; readonly granted?: number }
  | { readonly name: 'rules use'; readonly edition: string }
  | { readonly name: 'reconcile'; readonly connects: number; readonly adjust?: boolean }
  | { readonly name: 'edit'; readonly proposal: number; readonly cost?: number; readonly boost?: number }
  | { readonly name: 'void'; readonly id: number }
  | { readonly name: 'undo'; readonly id?: number }
  | { readonly name: 'redo' }
);

export type ModelCommandOf<Name extends ModelCommand['name']> = ModelCommand & { readonly name: Name };

/** Fields that are arguments; every other one is the option of its name, or of the name here. */
const ARGUMENTS: Readonly<Partial<Record<ModelCommand['name'], readonly string[]>>> = {
  mark: ['proposal', 'others', 'outcome'],
  buy: ['bundle'],
  'coupon add': ['code'],
  earn: ['source'],
  spend: ['source'],
  plan: ['plan'],
  'rules use': ['edition'],
  reconcile: ['connects'],
  edit: ['proposal'],
  void: ['id'],
  undo: ['id'],
  'config set': ['key', 'value'],
  'config unset': ['key'],
  join: ['kept', 'other'],
};
const OPTION_NAMES: Readonly<Record<string, string>> = { edition: 'rules', title: 'name' };

export function commandWords({ name, today: _, ...fields }: ModelCommand): readonly string[] {
  const words = name.split(' ');
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== false);
  const arguments_ = ARGUMENTS[name] ?? [];
  for (const argument of arguments_)
    words.push(...given.filter(([key]) => key === argument).flatMap(([, value]) => [value].flat().map(String)));
  for (const [field, value] of given.filter(([key]) => !arguments_.includes(key))) {
    words.push(`--${OPTION_NAMES[field] ?? field}`, ...(value === true ? [] : [String(value)]));
  }
  return words;
}
