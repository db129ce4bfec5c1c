/** The completion scripts by shell, and how each is installed. */
import { BASH_SCRIPT } from './bash-script.ts';
import { FISH_SCRIPT } from './fish-script.ts';
import { POWERSHELL_SCRIPT } from './powershell-script.ts';
import { ZSH_SCRIPT } from './zsh-script.ts';

export const COMPLETION_SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
type CompletionShell = (typeof COMPLETION_SHELLS)[number];

export const COMPLETION_SCRIPTS: Readonly<Record<CompletionShell, string>> = {
  bash: BASH_SCRIPT,
  zsh: ZSH_SCRIPT,
  fish: FISH_SCRIPT,
  powershell: POWERSHELL_SCRIPT,
};

const INSTALLED: Readonly<Record<CompletionShell, string>> = {
  bash: 'connects completion bash >> ~/.bashrc',
  zsh: 'connects completion zsh >> ~/.zshrc',
  fish: 'connects completion fish > ~/.config/fish/completions/connects.fish',
  powershell: 'connects completion powershell >> $PROFILE',
};

export const completionHint = (shell: CompletionShell): string =>
  `To install it: ${INSTALLED[shell]}, then open a new shell.`;
