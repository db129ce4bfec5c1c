/** Values of plain JSON as the readers of Upwork's data see them: by member and by item, and nothing that is not asked for. */
import { isFields } from '../../../rules/rulebook/rulebook-diff.ts';
import type { DataNode } from '../embedded/devalue.ts';

/** No answer of a server nests deeper; what does is not looked into. */
const DEEPEST = 40;

export function plainNode(value: unknown): DataNode {
  return {
    text: typeof value === 'string' ? value : null,
    number: typeof value === 'number' ? value : null,
    member: (key) => (isFields(value) && Object.hasOwn(value, key) ? plainNode(value[key]) : null),
    get items() {
      return Array.isArray(value) ? value.map(plainNode) : [];
    },
  };
}

/** Every object inside the value that passes, in the order of the text. What is inside one that passes is not visited. */
export function objectsIn(
  value: unknown,
  passes: (object: Readonly<Record<string, unknown>>) => boolean,
): readonly Readonly<Record<string, unknown>>[] {
  const found: Readonly<Record<string, unknown>>[] = [];
  const visit = (each: unknown, depth: number): void => {
    if (depth > DEEPEST) return;
    if (isFields(each) && passes(each)) found.push(each);
    else if (typeof each === 'object' && each !== null)
      for (const inside of Object.values(each)) visit(inside, depth + 1);
  };
  visit(value, 0);
  return found;
}
