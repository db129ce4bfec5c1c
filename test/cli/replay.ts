/** Runs the commands in a Markdown page and returns the page with their present output in place of the written one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type WorldOptions, world } from '../world.ts';

const COMMAND = /^\$ (?:[A-Z][A-Z_]*=\S* )*connects(?: |$)/;
const DIRECTIVE = /^<!-- (fresh|tty|pipe|today|columns|answers|file)(?:: (.*?))? -->$/;
const FENCE = /^```(\S*)/;

/** The name of a backup has a checksum of its ledger's path, unless it is an account's, and the world's folder is always new. */
const PLACE = /~[\da-f]{8}(?=-\d{4}-)/g;

/** The page with every transcript made now, and how many commands it has. */
export async function replay(page: string): Promise<{ page: string; commands: number }> {
  const lines = page.split('\n');
  const result: string[] = [];
  let here = world();
  let options: WorldOptions = {};
  let file: string | null = null;
  let commands = 0;

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    result.push(line);
    const [directive, name, value = ''] = DIRECTIVE.exec(line) ?? [];
    if (directive && name === 'fresh') {
      here = world();
      options = {};
    } else if (directive && name === 'file') {
      file = value;
    } else if (directive) {
      options = { ...options, ...read(name ?? '', value) };
    }
    const language = FENCE.exec(line)?.[1];
    if (language === undefined) continue;

    const end = lines.indexOf('```', i + 1);
    if (end < 0) throw new Error(`Line ${i + 1}: this fenced block has no end`);
    const block = lines.slice(i + 1, end);
    i = end;
    if (file !== null) {
      mkdirSync(dirname(join(here.folder, file)), { recursive: true });
      writeFileSync(join(here.folder, file), `${block.join('\n')}\n`);
      file = null;
    }
    if (language !== 'console') {
      result.push(...block, '```');
      continue;
    }
    for (const command of block.filter((candidate) => candidate.startsWith('$ '))) {
      if (!COMMAND.test(command)) throw new Error(`Only connects is run in a console block, not: ${command}`);
      const ran = await here.run(command.slice(2), options);
      const { answers: _, ...lasting } = options;
      options = lasting;
      commands++;
      result.push(
        command,
        ...(ran.output === '' ? [] : ran.output.replace(PLACE, '~1a2b3c4d').replace(/\n$/, '').split('\n')),
      );
      if (ran.code !== 0) result.push(`[exit ${ran.code}]`);
    }
    result.push('```');
  }
  return { page: result.join('\n'), commands };
}

function read(name: string, value: string): WorldOptions {
  if (name === 'tty' || name === 'pipe') return { tty: name === 'tty' };
  if (name === 'today') return { today: value };
  if (name === 'columns') return { columns: Number(value) };
  // These hold for the next command only.
  return { answers: value.split(',').map((answer) => answer.trim().replace(/^Enter$/, '')) };
}
