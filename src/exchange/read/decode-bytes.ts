/** Decodes bytes: UTF-8, UTF-16 in both byte orders with or without a mark, and Windows-1252. */

export type DecodedText = { readonly text: string } | { readonly problem: 'empty' | 'binary' };

/** Enough to tell what a file is. */
const SAMPLE = 65_536;

const named = (bytes: Uint8Array, encoding: string): string => new TextDecoder(encoding).decode(bytes);

/** Null when any byte is not UTF-8. */
function wholly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** ASCII in UTF-16 has a NUL in every second byte, always the same one. */
function wide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(bytes.length, SAMPLE) / 2);
  let [even, odd] = [0, 0];
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (odd > 0.6 * pairs && even < 0.05 * pairs) return 'utf-16le';
  return even > 0.6 * pairs && odd < 0.05 * pairs ? 'utf-16be' : null;
}

/** A file that ends in the middle of a character is still UTF-8; one with as many wrong bytes as right ones is not. */
function narrow(bytes: Uint8Array): string {
  const whole = wholly(bytes);
  if (whole !== null) return whole;
  const text = named(bytes, 'utf-8');
  let [wrong, right] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) wrong++;
    else if (code > 0x7f) right++;
  }
  if (text.endsWith('\ufffd')) wrong--;
  return wrong > 0 && wrong >= right ? named(bytes, 'windows-1252') : text;
}

/** Control characters that no text holds, more than one in two hundred. */
function looksBinary(text: string): boolean {
  const length = Math.min(text.length, SAMPLE);
  let controls = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0) return true;
    if (code < 32 && (code < 9 || code > 13)) controls++;
  }
  return controls > length / 200;
}

export function decodeBytes(bytes: Uint8Array): DecodedText {
  const encoding = wide(bytes);
  const text = encoding ? named(bytes, encoding) : narrow(bytes);
  if (text.trim() === '') return { problem: 'empty' };
  return looksBinary(text) ? { problem: 'binary' } : { text };
}
