/** How mails carry what is not plain ASCII: quoted-printable and base64, undone. */

/** A string whose characters are bytes, to those bytes. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Bytes to a string whose characters are those bytes. */
export function characters(bytes: Uint8Array): string {
  const parts: string[] = [];
  const step = 8192;
  for (let i = 0; i < bytes.length; i += step) parts.push(String.fromCharCode(...bytes.subarray(i, i + step)));
  return parts.join('');
}

const digit = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48;
  const upper = code & ~32;
  return upper >= 65 && upper <= 70 ? upper - 55 : -1;
};

/** What is not well formed stays as it stands. */
export function quotedPrintable(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const [high, low] = [digit(text.charCodeAt(i + 1)), digit(text.charCodeAt(i + 2))];
    if (code !== 61) bytes[length++] = code;
    else if (high >= 0 && low >= 0) {
      bytes[length++] = high * 16 + low;
      i += 2;
    } else if (text[i + 1] === '\n') i += 1;
    else if (text[i + 1] === '\r') i += text[i + 2] === '\n' ? 2 : 1;
    else bytes[length++] = code;
  }
  return bytes.subarray(0, length);
}

/** Cut at its end or with strangers in it, it is read as far as it goes. */
export function base64(text: string): Uint8Array {
  const digits = text.replace(/[^A-Za-z0-9+/]/g, '');
  return bytesOf(atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0))));
}
