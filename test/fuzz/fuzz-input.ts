/** One input of the fuzzer, as plain data that can be kept as a case. */

/** Bytes as text where they are text; else in base64. */
export type FuzzBytes = string | { readonly base64: string };

export interface FuzzInput {
  readonly argv: readonly string[];
  readonly vars?: Readonly<Record<string, string>>;
  /** Files in the world's folder. */
  readonly files?: Readonly<Record<string, FuzzBytes>>;
  /** Which of the files is standard input. */
  readonly stdin?: string;
  /** SQL that changes the ledger's file behind the program's back, and bytes that are then written into it, each at a place. */
  readonly sql?: string;
  readonly flips?: readonly (readonly [at: number, byte: number])[];
  /** So many bytes of it stay. */
  readonly cut?: number;
  /** There is no ledger yet. */
  readonly isFirst?: boolean;
  /** Output and errors go to a terminal. */
  readonly tty?: boolean;
  /** It must change nothing, whatever it answers. */
  readonly isTrial?: boolean;
}

export const toBytes = (content: FuzzBytes): Buffer =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content.base64, 'base64');

/** As text where nothing is lost by it. */
export function fromBytes(bytes: Buffer): FuzzBytes {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : { base64: bytes.toString('base64') };
}
