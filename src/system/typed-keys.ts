/** The keys of the terminal for one question, without the mass of a long paste: a prompt draws itself again at every key. */

/** Longer than any answer may be. */
const MOST_PASTED = 2000;
/** Nobody types so many characters at once. */
const LEAST_PASTED = 64;
const CTRL_C = '\u0003';

type Terminal = typeof process.stdin;

/** `keys`: read in place of the terminal; `letGo`: the question is over. */
export function typedKeys(terminal: Terminal): { readonly keys: Terminal; readonly letGo: () => void } {
  const { PassThrough } = process.getBuiltinModule('node:stream');
  const keys = new PassThrough();
  let room = MOST_PASTED;
  const take = (typed: string): void => {
    if (typed.length < LEAST_PASTED) return void keys.write(typed);
    const kept = typed.slice(0, room);
    room -= kept.length;
    keys.write(typed.includes(CTRL_C, kept.length) ? kept + CTRL_C : kept);
  };
  const goOn = (): void => void setImmediate(() => keys.resume());
  keys.on('pause', () => terminal.pause()).on('resume', () => terminal.resume());
  terminal.setEncoding('utf8').on('data', take);
  process.on('SIGCONT', goOn);
  return {
    keys: Object.assign(keys, {
      isTTY: true,
      setRawMode: (on: boolean) => terminal.setRawMode(on),
    }) as unknown as Terminal,
    letGo() {
      process.off('SIGCONT', goOn);
      terminal.off('data', take).pause();
      keys.destroy();
    },
  };
}
