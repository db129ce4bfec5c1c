/** Tags that name a value, such as `template=short`: statistics can be grouped by their key. */

/** The key and the value of a tag, split at the first `=`; null: it has none, or one side is empty. */
export function tagPair(tag: string): { readonly key: string; readonly value: string } | null {
  const at = tag.indexOf('=');
  const [key, value] = [tag.slice(0, at).trim(), tag.slice(at + 1).trim()];
  return at < 0 || key === '' || value === '' ? null : { key, value };
}

/** The keys of tags, each in its first spelling: capitals make no difference. */
export function tagKeys(tags: readonly string[]): readonly string[] {
  const known = new Map<string, string>();
  for (const tag of tags) {
    const key = tagPair(tag)?.key;
    if (key !== undefined && !known.has(key.toLowerCase())) known.set(key.toLowerCase(), key);
  }
  return [...known.values()];
}
