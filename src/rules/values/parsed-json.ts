/** The value of a text in JSON. Undefined, which no JSON means: it is none. */

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
