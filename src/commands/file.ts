/** A file named on the command line, or standard input for a dash. */
import type { Call } from '../call.ts';
import { Refused } from '../rules/refusal.ts';

export async function readFile({ env }: Call, path: string): Promise<string> {
  if (path === '-') return env.stdin.text();
  try {
    return await env.readText(path);
  } catch (error) {
    const { code } = error as { code?: unknown };
    const problem = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : code === 'EISDIR' ? 'folder' : 'unreadable';
    throw new Refused({ code: 'no-such-file', path, problem });
  }
}
