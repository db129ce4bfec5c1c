/** Completion in zsh: the script asks the program for the words, and hands them over with what they mean. */

export const ZSH_SCRIPT = `#compdef connects
# Completion of connects in zsh. It works sourced, and as a file named _connects in a folder of $fpath.
_connects() {
  local answer kind line
  local -a lines values shown before
  before=("\${(@Q)words[2,CURRENT-1]}")
  answer=$(connects __complete "--word=\${(Q)PREFIX}" -- "\${before[@]}" 2>/dev/null) || return 1
  lines=("\${(@f)answer}")
  kind=$lines[1]
  shift lines
  for line in "\${lines[@]}"; do
    values+=("\${line%%$'\\t'*}")
    if [[ $line == *$'\\t'* ]]; then
      shown+=("\${line%%$'\\t'*}  -- \${line#*$'\\t'}")
    else
      shown+=("$line")
    fi
  done
  local found=1
  # In the order of the program: the newest proposal comes first.
  (( $#values )) && compadd -l -V connects -d shown -a values && found=0
  if [[ $kind == files ]]; then
    [[ $PREFIX == --*=* ]] && compset -P '*='
    _files && found=0
  fi
  return found
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _connects "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -D; }
  compdef _connects connects
fi
`;
