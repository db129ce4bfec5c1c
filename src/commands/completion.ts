/** `connects completion SHELL` prints the script with which a shell completes this program's lines. It reads no ledger. */
import { parseChoice } from '../parse/choice.ts';
import { COMPLETION_SCRIPTS, COMPLETION_SHELLS, completionHint } from '../render/completion/completion-script.ts';
import { answerLines } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const completionCommand: AddSubcommand = (program, run) => {
  withExamples(
    program.command('completion'),
    'connects completion bash >> ~/.bashrc',
    'connects completion zsh >> ~/.zshrc',
    'connects completion fish > ~/.config/fish/completions/connects.fish',
    'connects completion powershell >> $PROFILE',
  )
    .description(
      'Prints a script that lets your shell complete commands, options and your own proposals, tags, clients, coupons and accounts when you press Tab. The script never changes your ledger.',
    )
    .argument('<shell>', `${COMPLETION_SHELLS.join(', ')}`, parseChoice('shell', COMPLETION_SHELLS))
    .action(
      run(async (call, shell) => {
        const script = COMPLETION_SCRIPTS[shell];
        answerLines(call, { command: 'completion', fields: { shell, script } }, () => [script.trimEnd()]);
        if (call.env.stdout.isTTY && !call.json) call.hint(completionHint(shell));
      }),
    );
};
