/**
 * Makes the engine compile at once, with its file, the functions that the daily commands call. V8 compiles any other
 * function at its first call, in every process again, since the compile cache holds what was compiled with the file. V8
 * takes a function in parentheses for one that is called soon: https://v8.dev/blog/preparser#pife
 */
import { type AnyNode, type FunctionDeclaration, parse } from 'acorn';

/** `isCalled`: whether a daily command calls the function whose text is between these two places in the code. */
export function eagerFunctions(code: string, isCalled: (start: number, end: number) => boolean): string {
  const { body } = parse(code, { ecmaVersion: 'latest' });
  const inserted = new Map<number, string>();
  const put = (at: number, text: string): void => {
    inserted.set(at, (inserted.get(at) ?? '') + text);
  };
  const callable = body.flatMap((each) => functionsIn(each)).filter(({ start, end }) => isCalled(start, end));
  for (const { start, end } of callable) {
    put(start, '(');
    put(end, ')');
  }
  // A declaration has no parentheses. It counts from the top of its file on, so a variable at the top can take its place.
  const declared = body.filter(
    (each): each is FunctionDeclaration => each.type === 'FunctionDeclaration' && isCalled(each.start, each.end),
  );
  const written = (from: number, to: number): string => {
    const places = [...inserted.keys()].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
    const pieces = places.map((at, i) => inserted.get(at) + code.slice(at, places[i + 1] ?? to));
    return code.slice(from, places[0] ?? to) + pieces.join('');
  };
  const moved = declared.map(({ id, start, end }) => `var ${id.name} = (${written(start, end)});\n`);
  const kept = declared.map(({ start }, i) => written(declared[i - 1]?.end ?? 0, start));
  return moved.join('') + kept.join('') + written(declared.at(-1)?.end ?? 0, code.length);
}

/** Those that may stand in parentheses; V8 does not look at the parentheses of an async arrow function. */
function functionsIn(node: AnyNode): readonly AnyNode[] {
  const inner = childrenOf(node).flatMap((child) =>
    isMethod(node, child) ? childrenOf(child).flatMap(functionsIn) : functionsIn(child),
  );
  return (node.type === 'ArrowFunctionExpression' && !node.async) || node.type === 'FunctionExpression'
    ? [node, ...inner]
    : inner;
}

const isMethod = (node: AnyNode, child: AnyNode): boolean =>
  (node.type === 'MethodDefinition' || (node.type === 'Property' && (node.method || node.kind !== 'init'))) &&
  child === node.value;

const childrenOf = (node: AnyNode): readonly AnyNode[] =>
  Object.values(node)
    .flat()
    .filter((value): value is AnyNode => typeof value?.type === 'string');
