/** `connects help json --schema COMMAND`. */
import { nearest } from '../parse/nearest.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import { SCHEMA_NAMES, schemaOf } from './answers/answer-schemas.ts';
import { jsonSchemaOf } from './json-schema.ts';

/** `name`: a command, such as `rules list`, or `error`. */
export function schemaText(name: string): string {
  const schema = schemaOf(name);
  if (!schema) {
    const near = nearest(name, SCHEMA_NAMES);
    throw usageRefused({ fault: 'unknown-word', what: 'schema', given: name, known: SCHEMA_NAMES, near });
  }
  const { $schema, ...rest } = jsonSchemaOf(schema);
  return `${JSON.stringify({ $schema, title: `connects ${name}`, ...rest }, null, 2)}\n`;
}
