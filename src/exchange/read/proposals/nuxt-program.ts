/**
 * Reads the data of a page that Nuxt 2 wrote as a small program, from its syntax tree. It never evaluates anything: a
 * saved file may be a stranger's. Whatever is more than data, such as a call or an operator, ends the reading.
 */
import type { AnyNode } from 'acorn';

/** Objects are maps, so that no name in a file reaches a prototype. */
export type ProgramValue = null | boolean | number | string | ProgramValue[] | Map<string, ProgramValue>;

/** The parameters of the program by name: values that the data has more than once. */
type SharedValues = ReadonlyMap<string, ProgramValue>;

/** A real page has some ten thousand. */
const MOST_TOKENS = 1_000_000;
const MOST_CHARACTERS = 16_000_000;

const HEAD = /^\s*window\.__NUXT__\s*=/;

export const isNuxtProgram = (text: string): boolean => HEAD.test(text);

/** Null when the script cannot be read as data, or not to its end. */
export async function readProgram(script: string): Promise<ProgramValue | null> {
  if (script.length > MOST_CHARACTERS) return null;
  const { parse } = await import('acorn');
  let tokens = 0;
  const onToken = (): void => {
    tokens += 1;
    if (tokens > MOST_TOKENS) giveUp();
  };
  try {
    const [only, more] = parse(script, { ecmaVersion: 'latest', onToken }).body;
    const assigned = only?.type === 'ExpressionStatement' && only.expression;
    return !more && assigned && assigned.type === 'AssignmentExpression' ? programOf(assigned.right) : null;
  } catch (error) {
    // What is nested too deeply ends in a range error.
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

/** What an object has under this name. */
export const memberOf = (value: ProgramValue | undefined, name: string): ProgramValue =>
  value instanceof Map ? (value.get(name) ?? null) : null;

export const itemsOf = (value: ProgramValue | undefined): readonly ProgramValue[] =>
  Array.isArray(value) ? value : [];

/** An object, or a function called at once whose arguments, behind its body, are the shared values. */
function programOf(node: AnyNode): ProgramValue {
  if (node.type !== 'CallExpression' || node.callee.type !== 'FunctionExpression') return dataOf(node, new Map());
  const given = node.arguments.map((each) => dataOf(each, new Map()));
  const shared = new Map(node.callee.params.map((each, i) => [nameOf(each), given[i] ?? null]));
  for (const statement of node.callee.body.body) {
    if (statement.type === 'ReturnStatement') return dataOf(statement.argument, shared);
    fill(statement.type === 'ExpressionStatement' ? statement.expression : statement, shared);
  }
  return giveUp();
}

/** Fills a shared value: `name.key[0]=value;`, `name.set(key, value);` or `name.add(value);`. */
function fill(node: AnyNode, shared: SharedValues): void {
  const value = (each: AnyNode): ProgramValue => dataOf(each, shared);
  if (node.type === 'AssignmentExpression' && node.operator === '=' && node.left.type === 'MemberExpression') {
    put(value(node.left.object), nameOf(node.left), value(node.right));
  } else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    const into = value(node.callee.object);
    const [key = null, given = null] = node.arguments.map(value);
    const method = nameOf(node.callee);
    if (method === 'set' && node.arguments.length === 2) put(into, textKey(key), given);
    else if (method !== 'add' || node.arguments.length !== 1) giveUp();
    else if (Array.isArray(into)) into.push(key);
  } else giveUp();
}

function put(into: ProgramValue, name: string, value: ProgramValue): void {
  if (into instanceof Map) into.set(name, value);
  else if (Array.isArray(into) && Number(name) < MOST_TOKENS) into[Number(name)] = value;
}

const textKey = (key: ProgramValue | undefined): string =>
  typeof key === 'string' || typeof key === 'number' ? String(key) : '';

/** How a parameter, a function or a member is named. */
function nameOf(node: AnyNode): string {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'Literal':
      return String(node.value);
    case 'Property':
      return nameOf(node.computed ? giveUp() : node.key);
    case 'MemberExpression':
      return nameOf(node.computed && node.property.type !== 'Literal' ? giveUp() : node.property);
    default:
      return giveUp();
  }
}

function dataOf(node: AnyNode | null | undefined, shared: SharedValues): ProgramValue {
  const value = (each: AnyNode | null | undefined): ProgramValue => dataOf(each, shared);
  switch (node?.type) {
    case 'Literal':
      return node.regex || node.bigint ? giveUp() : (node.value as ProgramValue);
    case 'Identifier':
      return shared.get(node.name) ?? (shared.has(node.name) ? null : giveUp());
    case 'ArrayExpression':
      return node.elements.map(value);
    case 'ObjectExpression':
      return new Map(
        node.properties.map((each) => [nameOf(each), value(each.type === 'Property' ? each.value : each)]),
      );
    case 'MemberExpression':
      return memberAt(value(node.object), nameOf(node));
    case 'UnaryExpression':
      return signed(node.operator, value(node.argument));
    case 'CallExpression':
    case 'NewExpression':
      return made(node.callee, node.arguments.map(value));
    default:
      return giveUp();
  }
}

const memberAt = (value: ProgramValue, name: string): ProgramValue =>
  (Array.isArray(value) ? value[Number(name)] : memberOf(value, name)) ?? null;

function signed(operator: string, value: ProgramValue): ProgramValue {
  if (operator === 'void' && value === 0) return null;
  return operator === '-' && typeof value === 'number' ? -value : giveUp();
}

/** A call that only makes an empty or a plain value. */
function made(callee: AnyNode, [given = null]: readonly ProgramValue[]): ProgramValue {
  const name = callee.type === 'MemberExpression' ? `${nameOf(callee.object)}.${nameOf(callee)}` : nameOf(callee);
  switch (name) {
    case 'Array':
      return typeof given === 'number' ? [] : giveUp();
    case 'Object.create':
      return given === null ? new Map() : giveUp();
    case 'Map':
      return new Map(itemsOf(given).map((pair) => [textKey(itemsOf(pair)[0]), itemsOf(pair)[1] ?? null]));
    case 'Set':
      return [...itemsOf(given)];
    case 'Date':
      return typeof given === 'number' || typeof given === 'string' ? given : giveUp();
    default:
      return giveUp();
  }
}

function giveUp(): never {
  throw new SyntaxError('not data');
}
