/** YAML or JSON text as plain data that knows where in the text each field is. Resolves no tags and survives hostile text. */
import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';

/** Counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface RulebookProblem extends TextPlace {
  /** `proposal.max`; empty for the file as a whole. */
  readonly path: string;
  /** One sentence for a person. */
  readonly problem: string;
}

export type FieldPath = readonly PropertyKey[];

export interface YamlText {
  readonly value: unknown;
  /** The place of the value at the path, or of the nearest thing that contains it. */
  valueAt(path: FieldPath): TextPlace;
  /** The place of the field's name, or of the nearest thing that contains it. */
  nameAt(path: FieldPath): TextPlace;
}

export type YamlReading =
  | ({ readonly ok: true } & YamlText)
  | { readonly ok: false; readonly problems: readonly RulebookProblem[] };

const MAX_CHARACTERS = 1_000_000;
// A rulebook nests four deep and has some sixty fields. Far beyond that, the parser would exhaust the stack
// (which ends the process) or compare every field with every other.
const MAX_BRACKETS = 50;
const MAX_FIELDS = 5_000;
const TOO_DEEP = /(?<=^[-?: \t]{200})[-?: \t]/m;
const MAX_ALIASES = 20;
const TOO_NESTED = 'The file nests far deeper than any rulebook.';

interface Refusal {
  readonly offset: number;
  readonly problem: string;
}

/** What the parser must not see. Signs are counted wherever they are, as no rulebook quotes thousands of them. */
function unlikeRulebook(text: string): Refusal | null {
  if (text.length > MAX_CHARACTERS) return { offset: 0, problem: 'The file is longer than a million characters.' };
  const indent = TOO_DEEP.exec(text);
  if (indent) return { offset: indent.index, problem: TOO_NESTED };
  let [brackets, fields] = [0, 0];
  for (const { 0: sign, index: offset } of text.matchAll(/[[\]{}:]/g)) {
    if (sign === ':') fields += 1;
    else brackets += sign === '[' || sign === '{' ? 1 : -1;
    if (brackets > MAX_BRACKETS) return { offset, problem: TOO_NESTED };
    if (fields > MAX_FIELDS) return { offset, problem: 'The file has far more fields than any rulebook.' };
  }
  return null;
}

/** The first reason why the parsed text is no rulebook. */
function notPlainData({ errors: [error], warnings: [warning], contents }: Document.Parsed): Refusal | null {
  if (error?.code === 'MULTIPLE_DOCS')
    return { offset: error.pos[0], problem: 'The file holds several documents; write one.' };
  if (error) {
    const reason = error.message.replace(/\p{Cc}/gu, ' ');
    return { offset: error.pos[0], problem: `This is neither YAML nor JSON: ${reason}.` };
  }
  if (warning) return { offset: warning.pos[0], problem: 'Tags (words that begin with "!") are not understood here.' };
  return contents === null ? { offset: 0, problem: 'The file is empty.' } : null;
}

/** The first node of that kind: an alias, or a field whose name would reach into JavaScript's own objects. */
function firstOffset(doc: Document, kind: 'alias' | '__proto__'): number | null {
  let offset: number | null = null;
  visit(doc, (key, node) => {
    if (kind === 'alias' ? !isAlias(node) : !(key === 'key' && isScalar(node) && node.value === kind)) return undefined;
    offset = (isNode(node) && node.range?.[0]) || 0;
    return visit.BREAK;
  });
  return offset;
}

/** Numbers that are meant as text keep the digits that were typed: an id `2026.10` is not 2026.1. */
function keepAsText(doc: Document, paths: readonly FieldPath[]): void {
  for (const path of paths) {
    const node = doc.getIn(path, true);
    if (isScalar(node) && typeof node.value === 'number' && node.source !== undefined) node.value = node.source;
  }
}

/** The name and the value at the path. When the path leads nowhere: twice the name of the nearest thing that contains it. */
function nodesAt(doc: Document, path: FieldPath): { readonly name: unknown; readonly value: unknown } {
  let here: ReturnType<typeof nodesAt> = { name: doc.contents, value: doc.contents };
  for (const step of path) {
    const inside = isAlias(here.value) ? here.value.resolve(doc) : here.value;
    const named = ({ key }: { readonly key: unknown }): boolean => isScalar(key) && key.value === step;
    const item = isMap(inside) ? inside.items.find(named) : isSeq(inside) ? inside.items[Number(step)] : undefined;
    if (item === undefined) return { name: here.name, value: here.name };
    here = isPair(item) ? { name: item.key, value: item.value ?? item.key } : { name: item, value: item };
  }
  return here;
}

/** Reads one YAML document (JSON is YAML). Scalars at the `asText` paths stay text even when they look like numbers. */
export function readYaml(raw: string, asText: readonly FieldPath[]): YamlReading {
  try {
    return readDocument(raw, asText);
  } catch (fault) {
    // There are ways to nest that nobody has counted: "a: b: c: " in one line is another one.
    if (!(fault instanceof RangeError)) throw fault;
    return { ok: false, problems: [{ line: 1, column: 1, path: '', problem: TOO_NESTED }] };
  }
}

function readDocument(raw: string, asText: readonly FieldPath[]): YamlReading {
  const text = raw.replace(/^\uFEFF/, '');
  const place = (offset: number): TextPlace => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  };
  const refuse = ({ offset, problem }: Refusal): YamlReading => ({
    ok: false,
    problems: [{ ...place(offset), path: '', problem }],
  });
  const unlike = unlikeRulebook(text);
  if (unlike) return refuse(unlike);
  const doc = parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const refusal = notPlainData(doc);
  if (refusal) return refuse(refusal);
  const danger = firstOffset(doc, '__proto__');
  if (danger !== null) return refuse({ offset: danger, problem: 'A field cannot be named "__proto__".' });
  keepAsText(doc, asText);
  const placeOf = (node: unknown): TextPlace => place((isNode(node) ? node.range?.[0] : undefined) ?? 0);
  try {
    return {
      ok: true,
      value: doc.toJS({ maxAliasCount: MAX_ALIASES }),
      valueAt: (path) => placeOf(nodesAt(doc, path).value),
      nameAt: (path) => placeOf(nodesAt(doc, path).name),
    };
  } catch (fault) {
    if (!(fault instanceof ReferenceError)) throw fault;
    const problem = 'The aliases ("*name") in the file cannot be followed; write the values out.';
    return refuse({ offset: firstOffset(doc, 'alias') ?? 0, problem });
  }
}
