/** Holds what any test has printed with `--json` to the schema that `connects help json --schema` shows. */
import { expect } from 'vitest';

const parsed = (text: string): { readonly command?: string; readonly error?: object } | null => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

export async function holdToSchema(stdout: string, stderr: string): Promise<void> {
  const { schemaOf } = await import('../src/manual/answers/answer-schemas.ts');
  const [answer, failure] = [parsed(stdout), parsed(stderr)];
  for (const [name, value] of [
    [answer?.command, answer],
    [failure?.error ? 'error' : undefined, failure],
  ] as const) {
    if (name === undefined) continue;
    const schema = schemaOf(name);
    expect(schema, `src/manual/answers has a schema for "${name}"`).toBeDefined();
    expect(schema?.safeParse(value).error?.issues ?? [], `the answer of "${name}" fits its schema`).toEqual([]);
  }
}
