/** YAML or JSON text as plain data that knows where each field stands. Resolves no tags and survives hostile text. */
import {
  type Alias,
  CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';

/** Counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Problem extends Place {
  /** `proposal.max`; empty for the file as a whole. */
  readonly path: string;
  /** One sentence for a person. */
  readonly problem: string;
}

export type Path = readonly PropertyKey[];

export interface YamlText {
  readonly value: unknown;
  /** Where the value at the path stands, or the nearest thing that holds it. */
  valueAt(path: Path): Place;
  /** Where the field's name stands, or the nearest thing that holds it. */
  nameAt(path: Path): Place;
}

export type ReadText =
  | ({ readonly ok: true } & YamlText)
  | { readonly ok: false; readonly problems: readonly Problem[] };

const MAX_CHARACTERS = 1_000_000;
// A rulebook nests four deep and has some sixty fields. Far beyond that, the parser would exhaust the stack
// (which ends the process) or compare every field with every other.
const MAX_FLOW = 50;
const MAX_INDENT = 200;
const MAX_FIELDS = 5_000;
const MAX_ALIASES = 20;

/** Told from the tokens alone, before anything is built of them: where the text stops being like a rulebook, and why. */
function unlikeRulebook(text: string): { readonly offset: number; readonly problem: string } | null {
  let offset = 0;
  let fields = 0;
  let flow = 0;
  let block = 0;
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    const type: CST.TokenType | null = scalarNext ? 'scalar' : CST.tokenType(token);
    scalarNext = type === 'scalar' && token === CST.SCALAR;
    if (type === 'map-value-ind') fields += 1;
    if (type === 'newline') block = 0;
    else if (type === 'flow-seq-start' || type === 'flow-map-start') flow += 1;
    else if (type === 'flow-seq-end' || type === 'flow-map-end') flow -= 1;
    else if (flow > 0) block = 0;
    else if (type === 'space') block += token.length;
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind') block += 1;
    if (flow > MAX_FLOW || block > MAX_INDENT)
      return { offset, problem: 'The file nests far deeper than any rulebook.' };
    if (fields > MAX_FIELDS) return { offset, problem: 'The file has far more fields than any rulebook.' };
    if (!isMark(token)) offset += token.length;
  }
  return null;
}

/** Marks the lexer adds, which are not in the text. */
const isMark = (token: string): boolean => token === CST.DOCUMENT || token === CST.FLOW_END || token === CST.SCALAR;

/** Numbers that are meant as text keep the digits that were typed: an id `2026.10` is not 2026.1. */
function keepAsText(doc: Document, paths: readonly Path[]): void {
  for (const path of paths) {
    const node = doc.getIn(path, true);
    if (isScalar(node) && typeof node.value === 'number' && node.source !== undefined) node.value = node.source;
  }
}

function nodesAlong(doc: Document, path: Path): { name: unknown; value: unknown }[] {
  const found = [{ name: doc.contents as unknown, value: doc.contents as unknown }];
  for (const step of path) {
    const last = found[found.length - 1]?.value;
    const inside = isAlias(last) ? (last as Alias).resolve(doc) : last;
    if (isMap(inside)) {
      const pair = inside.items.find(({ key }) => String(isScalar(key) ? key.value : key) === step);
      if (pair === undefined) break;
      found.push({ name: pair.key, value: pair.value ?? pair.key });
    } else if (isSeq(inside) && inside.items[Number(step)] !== undefined) {
      found.push({ name: inside.items[Number(step)], value: inside.items[Number(step)] });
    } else break;
  }
  return found;
}

/** The first name in the text that would reach into JavaScript's own objects. */
function dangerousName(doc: Document): number | null {
  let offset: number | null = null;
  visit(doc, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function firstAlias(doc: Document): number {
  let offset = 0;
  visit(doc, {
    Alias: (_, alias) => {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Reads one YAML document (JSON is YAML). Scalars at the `asText` paths stay text even when they look like numbers. */
export function readText(raw: string, asText: readonly Path[]): ReadText {
  const text = raw.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = (offset: number, problem: string): ReadText => ({
    ok: false,
    problems: [{ ...place(offset), path: '', problem }],
  });

  if (text.length > MAX_CHARACTERS) return refuse(0, 'The file is longer than a million characters.');
  const unlike = unlikeRulebook(text);
  if (unlike !== null) {
    const before = text.slice(0, unlike.offset).split('\n');
    const at = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return { ok: false, problems: [{ ...at, path: '', problem: unlike.problem }] };
  }

  const doc = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const [error] = doc.errors;
  if (error?.code === 'MULTIPLE_DOCS') return refuse(error.pos[0], 'The file holds several documents; write one.');
  if (error !== undefined)
    return refuse(error.pos[0], `This is neither YAML nor JSON: ${error.message.replace(/\p{Cc}/gu, ' ')}.`);
  const [warning] = doc.warnings;
  if (warning !== undefined) return refuse(warning.pos[0], 'Tags (words that begin with "!") are not understood here.');
  const danger = dangerousName(doc);
  if (danger !== null) return refuse(danger, 'A field cannot be named "__proto__".');
  if (doc.contents === null) return refuse(0, 'The file is empty.');

  keepAsText(doc, asText);
  const rangeOf = (node: unknown): Place => place((isNode(node) ? node.range?.[0] : undefined) ?? 0);
  const nearest = (path: Path) => nodesAlong(doc, path).at(-1);
  const reaches = (path: Path): boolean => nodesAlong(doc, path).length === path.length + 1;
  try {
    return {
      ok: true,
      value: doc.toJS({ maxAliasCount: MAX_ALIASES }),
      valueAt: (path) => rangeOf(reaches(path) ? nearest(path)?.value : nearest(path)?.name),
      nameAt: (path) => rangeOf(nearest(path)?.name),
    };
  } catch (fault) {
    if (!(fault instanceof ReferenceError)) throw fault;
    return refuse(firstAlias(doc), 'The aliases ("*name") in the file cannot be followed; write the values out.');
  }
}
