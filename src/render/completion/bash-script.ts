/** Completion in bash, from 3.2 on (macOS): the script asks the program for the words, and only quotes them. */

/** Nothing the user typed is ever run: words are unquoted by pattern, not by `eval`. */
export const BASH_SCRIPT = `# Completion of connects in bash. It needs nothing else.
_connects() {
  local IFS=$' \\t\\n' word='' words=() open='' lead='' i line value about wide=\${COLUMNS:-80} answer kind
  # Bash cuts words at = and :, and offers only what follows. The program wants them whole.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    local piece=\${COMP_WORDS[i]}
    if ((i > 1)) && [[ $piece == [=:]* || \${COMP_WORDS[i - 1]} == *[=:] ]] && _connects_touches "$word$piece"; then
      word+=$piece
    else
      ((i > 1)) && words+=("$(_connects_plain "$word")")
      word=$piece
    fi
  done
  local cut=\${COMP_WORDS[COMP_CWORD]}
  [[ $cut == [=:]* ]] && cut=''
  lead=\${word%"$cut"}
  [[ $cut == [\\'\\"]* ]] && open=\${cut:0:1}
  word=$(_connects_plain "$word")
  lead=$(_connects_plain "$lead")
  answer=$(connects __complete "--word=$word" -- "\${words[@]+"\${words[@]}"}" 2>/dev/null) || return 0
  kind=\${answer%%$'\\n'*}
  COMPREPLY=()
  local values=() abouts=()
  while IFS= read -r line; do
    value=\${line%%$'\\t'*}
    about=''
    [[ $line == *$'\\t'* ]] && about=\${line#*$'\\t'}
    value=\${value#"$lead"}
    [[ $open == '' ]] && printf -v value %q "$value"
    values+=("$value")
    abouts+=("$about")
  done < <(tail -n +2 <<<"$answer")
  for ((i = 0; i < \${#values[@]}; i++)); do
    value=\${values[i]}
    # What a word means is shown where the words are only listed: it must never be typed into the line.
    if ((\${#values[@]} > 1)) && [[ \${COMP_TYPE:-9} == @(63|33|64) && \${abouts[i]} != '' ]]; then
      value="$value  (\${abouts[i]})"
      value=\${value:0:wide - 2}
    fi
    COMPREPLY+=("$value")
  done
  if [[ $kind == files ]]; then
    if ((\${#COMPREPLY[@]} == 0)); then
      compopt -o default 2>/dev/null
    else
      while IFS= read -r line; do
        [[ $open == '' ]] && printf -v line %q "$line"
        COMPREPLY+=("$line")
      done < <(compgen -f -- "$cut")
    fi
  fi
  return 0
}

# Whether the line has this text in one piece, with no space within.
_connects_touches() {
  [[ \${COMP_LINE:0:COMP_POINT} == *"$1"* ]]
}

# A word without its quotes and backslashes.
_connects_plain() {
  local text=$1
  text=\${text//\\\\/}
  text=\${text//\\"/}
  printf %s "\${text//\\'/}"
}

complete -o nosort -F _connects connects 2>/dev/null || complete -F _connects connects
`;
