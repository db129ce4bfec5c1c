/** Standard output and standard error, written whole and at once. Node's own streams are slow to make: only a terminal gets one. */
import { fstatSync, statSync, writeSync } from 'node:fs';
import type { OutputTarget } from '../env.ts';

export interface OutputStream extends OutputTarget {
  /** Why something could not be written, if so; a reader that went away is no failure. */
  readonly failure: NodeJS.ErrnoException | null;
}

/** `colorLevel` in call.ts decides about these. Node would mix them with what the terminal can show, and warn if two disagree. */
const UNSET = { NO_COLOR: undefined, NODE_DISABLE_COLORS: undefined, FORCE_COLOR: undefined };

/** The two streams of this process. Nothing is asked of a descriptor before it is needed. */
export function outputStream(fd: 1 | 2, vars: NodeJS.ProcessEnv): OutputStream {
  let terminal: NodeJS.WriteStream | null | undefined;
  let failure: NodeJS.ErrnoException | null = null;
  let isClosed = false;

  function asTerminal(): NodeJS.WriteStream | null {
    if (terminal !== undefined) return terminal;
    terminal = isTerminal(fd) ? (fd === 1 ? process.stdout : process.stderr) : null;
    terminal?.on('error', stop);
    return terminal;
  }
  /** What follows cannot be written either. The command itself goes on: what it records must not depend on its reader. */
  function stop(error: NodeJS.ErrnoException): void {
    isClosed = true;
    if (error.code !== 'EPIPE') failure = error;
  }
  return {
    write(text) {
      if (isClosed) return;
      const stream = asTerminal();
      if (stream) return void stream.write(text);
      try {
        writeWhole(fd, text);
      } catch (error) {
        stop(error as NodeJS.ErrnoException);
      }
    },
    get isClosed() {
      return isClosed;
    },
    get isTTY() {
      return asTerminal() !== null;
    },
    get columns() {
      const stream = asTerminal();
      // A terminal that does not know its size says 0.
      return stream ? stream.columns || 80 : Number.POSITIVE_INFINITY;
    },
    get rows() {
      const stream = asTerminal();
      return stream ? stream.rows || 24 : Number.POSITIVE_INFINITY;
    },
    get colorLevel() {
      const depth = asTerminal()?.getColorDepth({ ...vars, ...UNSET }) ?? 1;
      return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
    },
    get failure() {
      return failure;
    },
  };
}

/** Whether a person is at the other end. `node:tty` brings the network with it and so is asked last. */
export function isTerminal(fd: 0 | 1 | 2): boolean {
  // On Windows a descriptor does not say enough of itself.
  if (process.platform !== 'win32') {
    const there = fstatSync(fd);
    if (!there.isCharacterDevice() || there.rdev === statSync('/dev/null').rdev) return false;
  }
  return process.getBuiltinModule('node:tty').isatty(fd);
}

const SLOW_READER_MS = 2;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Writes all of it, however slowly it is read: a pipe that another program made non-blocking says EAGAIN when it is full. */
function writeWhole(fd: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, SLOW_READER_MS);
    }
  }
}
