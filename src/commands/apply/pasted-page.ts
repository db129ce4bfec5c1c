/** Reads Upwork's apply page out of standard input or, in a terminal, out of the clipboard or of what is pasted there. */
import type { ProgramCall } from '../../call.ts';
import type { ApplyPage } from '../../exchange/read/apply/apply-page.ts';
import { readApplyPage } from '../../exchange/read/apply/read-apply-page.ts';
import { decodeBytes } from '../../exchange/read/decode-bytes.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';
import type { PasteSource } from '../../rules/answers/usage-fault.ts';
import { readBytes } from '../line/file.ts';

export async function readPastedPage(call: ProgramCall): Promise<ApplyPage> {
  const { text, from } = await pasted(call);
  const reading = readApplyPage(text);
  if (reading.ok) return reading.page;
  const { problem } = reading;
  switch (problem.code) {
    case 'empty':
      throw usageRefused({ fault: 'paste-empty', from });
    case 'other-page':
      throw usageRefused({ fault: 'paste-other-page', from, is: problem.is });
    case 'contradiction':
      throw usageRefused({ fault: 'paste-contradiction', quotes: problem.quotes });
  }
}

async function pasted(call: ProgramCall): Promise<{ readonly text: string; readonly from: PasteSource }> {
  const { stdin, vars, clipboard } = call.env;
  if (!stdin.isTTY) return { text: inputText((await readBytes(call, '-', 'paste')).bytes), from: 'input' };
  // Where nobody sits there is no clipboard, and what looks for one may wait for ever.
  if (vars['CI']) throw usageRefused({ fault: 'clipboard-unreadable' });
  try {
    return { text: await clipboard(), from: 'clipboard' };
  } catch {
    return { text: await askForPage(call), from: 'input' };
  }
}

/** Without a clipboard, the terminal itself takes what a person pastes. */
async function askForPage(call: ProgramCall): Promise<string> {
  if (!call.mayAsk) throw usageRefused({ fault: 'clipboard-unreadable' });
  const { paste } = await call.ask();
  return paste({ message: 'The clipboard cannot be read here. Paste the page, then press Ctrl-D:' });
}

/** What is no text is no page either. */
function inputText(bytes: Uint8Array): string {
  const decoded = decodeBytes(bytes);
  return 'text' in decoded ? decoded.text : decoded.problem === 'empty' ? '' : '\0';
}
