/** Changes in a JSON value that keep it JSON: other types, missing and repeated parts, odd values. */
import { oddValue } from './mutate-bytes.ts';
import type { SeededChoice } from './seeded-choice.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const ODD_JSON: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  1.5,
  1e308,
  -1e21,
  2 ** 53,
  2 ** 31,
  '',
  ' ',
  'x',
  [],
  {},
  [[]],
  [null],
  { a: null },
  '\ud800',
  '\u0000',
  '9999-12-31',
  '2026-02-30',
  '2026-11-01',
  '01a221d4-d411-772f-882b-30398d6d6254',
];

/** A new one each time: it may be changed in its turn, and the next input must not see that. */
const oddJson = (choice: SeededChoice): Json => structuredClone(choice.pick(ODD_JSON));

const isHolder = (value: Json): value is Json[] | { [name: string]: Json } =>
  typeof value === 'object' && value !== null;

/** Changes one or a few places of it in place, and returns it. */
export function mutateJson(choice: SeededChoice, value: unknown): unknown {
  let root = value as Json;
  for (let left = 1 + choice.below(3); left > 0; left -= 1) root = changeOne(choice, root);
  return root;
}

function changeOne(choice: SeededChoice, root: Json): Json {
  if (!isHolder(root) || choice.oneIn(60)) return oddJson(choice);
  let holder: Json[] | { [name: string]: Json } = root;
  for (;;) {
    const names = Object.keys(holder);
    if (names.length === 0) return root;
    const name = choice.pick(names);
    const held: Json = (holder as { [name: string]: Json })[name] as Json;
    if (isHolder(held) && Object.keys(held).length > 0 && !choice.oneIn(4)) {
      holder = held;
      continue;
    }
    changeAt(choice, holder, name, held);
    return root;
  }
}

function changeAt(choice: SeededChoice, holder: Json[] | { [name: string]: Json }, name: string, held: Json): void {
  const fields = holder as { [name: string]: Json };
  const others = Object.values(holder);
  switch (choice.below(7)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else delete fields[name];
      return;
    case 1:
      fields[name] = structuredClone(choice.pick(others));
      return;
    case 2:
      if (Array.isArray(holder)) holder.push(structuredClone(held));
      else fields[`${name}x`] = structuredClone(held);
      return;
    case 3:
      fields[name] =
        typeof held === 'number'
          ? held + choice.pick([1, -1, 1000, 0.5])
          : typeof held === 'string'
            ? `${held}x`
            : [held];
      return;
    case 4:
      fields[name] = oddValue(choice);
      return;
    default:
      fields[name] = oddJson(choice);
  }
}
