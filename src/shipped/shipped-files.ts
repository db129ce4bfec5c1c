/** The files that the package has beside the program: manual pages, and types of what `--json` prints. `build.mjs` writes them; the program never loads this. */
import { version } from '../../package.json';
import { answerTypes } from '../manual/answers/type-text.ts';
import { roffPage } from '../manual/roff.ts';
import { commandTree } from './command-tree.ts';
import { manualPages } from './man-pages.ts';

/** By their path in `dist`, their text. */
export async function shippedFiles(): Promise<Readonly<Record<string, string>>> {
  const pages = await manualPages(await commandTree());
  return {
    ...Object.fromEntries(pages.map((page) => [`man/${page.name}.${page.chapter}`, roffPage(page, version)] as const)),
    'connects.d.ts': answerTypes(),
  };
}
