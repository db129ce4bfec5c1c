/** The script of a page that holds its data, as Nuxt 2 writes it. */
import type { TagSink } from '../html/tokenize-html.ts';
import { isNuxtProgram } from './nuxt-program.ts';

const LONGEST = 20_000_000;

export interface ProgramScript extends TagSink {
  /** Null where there is none. It may lack its end, as the page may. */
  readonly program: string | null;
}

export function programScript(): ProgramScript {
  let [isOpen, isFound, program] = [false, false, ''];
  return {
    open(name) {
      if (isFound) return;
      isOpen = name === 'script';
      if (isOpen) program = '';
    },
    text(text) {
      if (isOpen && program.length < LONGEST) program += text;
    },
    close() {
      isFound ||= isOpen && isNuxtProgram(program);
      isOpen = false;
    },
    get program() {
      return isNuxtProgram(program) ? program : null;
    },
  };
}
