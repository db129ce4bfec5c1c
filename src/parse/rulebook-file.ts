/** A user's own rulebook, as YAML or JSON text, read into a `Rulebook` or refused with the line and column of each fault. */
import type { z } from 'zod';
import { DEFAULT_EDITION, EDITIONS, edition } from '../rules/rulebook/editions.ts';
import type { Rulebook } from '../rules/rulebook/rulebook.ts';
import {
  isFields,
  OPTIONAL_SECTIONS,
  RULEBOOK_SECTIONS,
  type RulebookSection,
} from '../rules/rulebook/rulebook-diff.ts';
import { findContradictions, type RuleContradiction, rulebookSchema, unknownField } from './rulebook-schema.ts';
import { type FieldPath, type RulebookProblem, readYaml, type YamlText } from './yaml-text.ts';

export type ParsedRulebook =
  | { readonly ok: true; readonly rulebook: Rulebook }
  | { readonly ok: false; readonly problems: readonly RulebookProblem[] };

type Fields = Readonly<Record<string, unknown>>;

const isSection = (name: unknown): name is RulebookSection => RULEBOOK_SECTIONS.includes(name as RulebookSection);

const TEXT: readonly FieldPath[] = [
  ['id'],
  ['extends'],
  ['since'],
  ['title'],
  ...RULEBOOK_SECTIONS.map((name) => [name, 'source']),
];

/** Field by field, the file's own over the edition's. Never deeper than the edition itself is. */
function over(base: unknown, own: unknown): unknown {
  if (!isFields(base) || !isFields(own)) return own;
  const both = Object.entries(own).map(([name, value]) => [
    name,
    Object.hasOwn(base, name) ? over(base[name], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(both) };
}

/** A section without a source has the user as its source, whatever edition the file extends. */
function withSources(own: Fields): Fields {
  const source = `user's own rulebook ${String(own['id'])}`;
  const signed = RULEBOOK_SECTIONS.filter((name) => isFields(own[name])).map((name) => [
    name,
    { source, ...(own[name] as Fields) },
  ]);
  return { title: source, ...own, ...Object.fromEntries(signed) };
}

/** Names come from the file, so none may carry control characters to a terminal or fill its screen. */
const written = (path: FieldPath): string =>
  path
    .map(String)
    .map((name) => (name === '' || name.length > 60 || /\p{Cc}/u.test(name) ? JSON.stringify(name.slice(0, 60)) : name))
    .join('.');

function knownFields(path: FieldPath): readonly string[] {
  let here: unknown = EDITIONS[0];
  for (const step of path) here = isFields(here) ? here[String(step)] : undefined;
  const names = isFields(here) ? Object.keys(here) : [];
  return path.length === 0 ? ['extends', ...names] : names;
}

/** A file that leaves whole sections out most likely meant to extend an edition: one problem says so for all of them. */
function missingSections(own: Fields, base: Rulebook | undefined): readonly RulebookProblem[] {
  const missing =
    base === undefined
      ? RULEBOOK_SECTIONS.filter((name) => !Object.hasOwn(own, name) && !OPTIONAL_SECTIONS.includes(name))
      : [];
  if (missing.length === 0) return [];
  const [first = ''] = missing;
  const which =
    missing.length === 1 ? `The section ${first} is missing` : `The sections ${missing.join(', ')} are missing`;
  const problem = `${which}: write what is left out, or begin with "extends: ${DEFAULT_EDITION}".`;
  return [{ line: 1, column: 1, path: first, problem }];
}

function explain(issue: z.core.$ZodIssue, text: YamlText): readonly RulebookProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(issue.path);
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return { ...text.nameAt(path), path: written(path), problem: unknownField(key, known) };
    });
  }
  const path = written(issue.path);
  const place = issue.code === 'invalid_key' ? text.nameAt(issue.path) : text.valueAt(issue.path);
  return [{ ...place, path, problem: `${path} ${issue.message}.` }];
}

/** A contradiction is reported at the field that is in the file; the other field may come from the extended edition. */
function placed({ fields, problem }: RuleContradiction, own: Fields, text: YamlText): RulebookProblem {
  const inFile = fields.find((name) => {
    const [section = '', field = ''] = name.split('.');
    const part = own[section];
    return isFields(part) && Object.hasOwn(part, field);
  });
  const path = inFile ?? fields[0];
  return { ...text.valueAt(path.split('.')), path, problem };
}

const inFileOrder = (a: RulebookProblem, b: RulebookProblem): number => a.line - b.line || a.column - b.column;

/** `text`: YAML or JSON. Returns all problems that were found, in the order of the file. */
export function parseRulebook(text: string): ParsedRulebook {
  const read = readYaml(text, TEXT);
  if (!read.ok) return read;
  const refuse = (path: string, problem: string): ParsedRulebook => ({
    ok: false,
    problems: [{ ...read.valueAt(path === '' ? [] : path.split('.')), path, problem }],
  });
  if (!isFields(read.value)) return refuse('', 'A rulebook is a set of named fields, as in "id: my-rules".');

  const { extends: baseId, ...own } = read.value;
  const base = typeof baseId === 'string' ? edition(baseId) : undefined;
  if (baseId !== undefined && base === undefined) {
    return refuse('extends', `extends must name a built-in edition: ${EDITIONS.map(({ id }) => id).join(', ')}.`);
  }
  // The edition's own name and day are not inherited: the file is another edition.
  const { id: _id, since: _since, title: _title, ...rules } = base ?? {};
  const checked = rulebookSchema.safeParse(over(rules, withSources(own)));
  if (!checked.success) {
    const lacking = missingSections(own, base);
    const absent = (path: FieldPath): boolean =>
      lacking.length > 0 && path.length === 1 && isSection(path[0]) && !Object.hasOwn(own, path[0]);
    const faults = checked.error.issues.filter(({ path }) => !absent(path)).flatMap((issue) => explain(issue, read));
    return { ok: false, problems: [...lacking, ...faults].sort(inFileOrder) };
  }
  const clashes = findContradictions(checked.data).map((clash) => placed(clash, own, read));
  return clashes.length > 0 ? { ok: false, problems: clashes.sort(inFileOrder) } : { ok: true, rulebook: checked.data };
}
