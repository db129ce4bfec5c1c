/** The answers as types for TypeScript, made from their JSON Schemas: the file of the package that an editor reads. */
import { type JsonSchema, jsonSchemaOf } from '../json-schema.ts';
import { ANSWER_SCHEMAS, errorAnswer } from './answer-schemas.ts';

/** `rules list` → `RulesListAnswer`. */
export const answerTypeName = (command: string): string =>
  `${command.replaceAll(/(?:^|[ -])([a-z])/g, (_, letter: string) => letter.toUpperCase())}Answer`;

export function answerTypes(): string {
  const named = new Map<string, string>();
  const add = (name: string, schema: JsonSchema): void => {
    const { $defs = {}, ...own } = schema as JsonSchema & { readonly $defs?: Readonly<Record<string, JsonSchema>> };
    for (const [part, shape] of Object.entries($defs)) named.set(part, typeOf(shape, ''));
    named.set(name, typeOf(own, ''));
  };
  add('ErrorAnswer', jsonSchemaOf(errorAnswer));
  for (const [command, schema] of Object.entries(ANSWER_SCHEMAS)) add(answerTypeName(command), jsonSchemaOf(schema));
  const all = Object.keys(ANSWER_SCHEMAS).map(answerTypeName);
  return [
    '/** What `connects … --json` prints. Made from the schemas of `connects help json --schema COMMAND`. */\n',
    ...[...named].map(([name, text]) => `export type ${name} = ${text};\n`),
    `/** Any answer; \`command\` says which. */\nexport type ConnectsAnswer =\n${all.map((name) => `  | ${name}`).join('\n')};\n`,
  ].join('\n');
}

const listed = (types: readonly string[]): string => [...new Set(types)].join(' | ');
const schemas = (value: unknown): readonly JsonSchema[] => (value ?? []) as readonly JsonSchema[];

function typeOf(schema: JsonSchema, indent: string): string {
  const { $ref, anyOf, enum: words, const: only, type, items, additionalProperties: more } = schema;
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? 'unknown';
  if (anyOf) return listed(schemas(anyOf).map((each) => typeOf(each, indent)));
  if (words) return listed((words as readonly unknown[]).map((word) => JSON.stringify(word)));
  if (only !== undefined) return JSON.stringify(only);
  if (type === 'array') return `ReadonlyArray<${typeOf(items as JsonSchema, indent)}>`;
  if (type === 'object' && Object.keys(schema['properties'] ?? {}).length > 0) return objectType(schema, indent);
  if (type === 'object')
    return `Readonly<Record<string, ${more && more !== true ? typeOf(more as JsonSchema, indent) : 'unknown'}>>`;
  if (Array.isArray(type)) return listed(type.map((each: unknown) => typeOf({ ...schema, type: each }, indent)));
  if (type === 'integer') return 'number';
  return typeof type === 'string' ? type : 'unknown';
}

function objectType(schema: JsonSchema, indent: string): string {
  const required = new Set(schema['required'] as readonly string[] | undefined);
  const inner = `${indent}  `;
  const fields = Object.entries(schema['properties'] as Readonly<Record<string, JsonSchema>>).map(([name, shape]) => {
    const about = typeof shape['description'] === 'string' ? `${inner}/** ${shape['description']} */\n` : '';
    return `${about}${inner}readonly ${name}${required.has(name) ? '' : '?'}: ${typeOf(shape, inner)};`;
  });
  const others = schema['additionalProperties'] ? [`${inner}readonly [field: string]: unknown;`] : [];
  return `{\n${[...fields, ...others].join('\n')}\n${indent}}`;
}
