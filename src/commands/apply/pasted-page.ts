/** Reads Upwork's apply page out of standard input or, in a terminal, out of the clipboard. */
import type { ProgramCall } from '../../call.ts';
import type { ApplyPage } from '../../exchange/read/apply/apply-page.ts';
import { readApplyPage } from '../../exchange/read/apply/read-apply-page.ts';
import { decodeBytes } from '../../exchange/read/decode-bytes.ts';
import { usageRefused } from '../../rules/refusal.ts';
import type { PasteSource } from '../../rules/usage-fault.ts';

export async function readPastedPage({ env }: ProgramCall): Promise<ApplyPage> {
  const from: PasteSource = env.stdin.isTTY ? 'clipboard' : 'input';
  const reading = readApplyPage(from === 'clipboard' ? await clipboardText(env) : inputText(await env.stdin.bytes()));
  if (reading.ok) return reading.page;
  const { problem } = reading;
  switch (problem.code) {
    case 'empty':
      throw usageRefused({ fault: 'paste-empty', from });
    case 'other-page':
      throw usageRefused({ fault: 'paste-other-page', from, is: problem.is });
    case 'contradiction':
      throw usageRefused({ fault: 'paste-contradiction', quotes: problem.quotes });
    default:
      return problem satisfies never;
  }
}

async function clipboardText({ vars, clipboard }: ProgramCall['env']): Promise<string> {
  // Where nobody sits there is no clipboard, and what looks for one may wait for ever.
  if (vars['CI']) throw usageRefused({ fault: 'clipboard-unreadable' });
  try {
    return await clipboard();
  } catch {
    throw usageRefused({ fault: 'clipboard-unreadable' });
  }
}

/** What is no text is no page either. */
function inputText(bytes: Uint8Array): string {
  const decoded = decodeBytes(bytes);
  return 'text' in decoded ? decoded.text : decoded.problem === 'empty' ? '' : '\0';
}
