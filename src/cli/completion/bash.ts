import { pathPattern, quoted, valueArms, valuePattern } from './posix.ts';
import type { CompletionTable } from './words.ts';

/** Works with the bash 3.2 of macOS, and needs nothing else installed. */
export function bashCompletion(table: CompletionTable): string {
  const commands = table.entries.map(
    ({ path, commands: words, options }) =>
      `    ${quoted(path)})\n      commands=${quoted(words.map(({ word }) => word).join(' '))}\n      flags=${quoted(options.map(({ flag }) => flag).join(' '))} ;;`,
  );
  const globals = [...table.globals.map(({ flag }) => flag), '--help', '--version'].join(' ');
  return `# lbctl completion for bash. Install it with:
#   lbctl completion bash > ~/.local/share/bash-completion/completions/lbctl
# or for this shell alone:
#   source <(lbctl completion bash)

_lbctl_ask() {
  "\${COMP_WORDS[0]}" __complete "$1" -- "\${COMP_WORDS[@]:1}" 2>/dev/null
}

_lbctl_values() {
  case "$1" in
${valueArms(table, {
  words: (words) => `echo ${quoted(words.join(' '))}`,
  dynamic: (what) => `_lbctl_ask ${what}`,
  files: `echo '<file>'`,
})}
  esac
}

_lbctl() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  local path='' word='' flag='' commands='' flags='' values='' i
  # "--flag=value" comes as three words, since = breaks words in bash.
  if [[ $cur == '=' ]]; then
    flag=$prev cur=''
  elif [[ $prev == '=' ]]; then
    flag="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      ${valuePattern(table)})
        if [[ \${COMP_WORDS[i+1]} == '=' ]]; then ((i += 2)); else ((i += 1)); fi
        if ((i == COMP_CWORD)) && [[ -z $flag ]]; then flag=$word; fi ;;
      -*) ;;
      *)
        case "\${path:+$path }$word" in
          ${pathPattern(table)})
            path="\${path:+$path }$word" ;;
        esac ;;
    esac
  done
  if [[ -n $flag ]]; then
    values=$(_lbctl_values "$path $flag")
  elif [[ $cur == -* ]]; then
    :
  else
    values=$(_lbctl_values "$path <>")
  fi
  if [[ $values == '<file>' ]]; then
    COMPREPLY=($(compgen -f -- "$cur"))
    compopt -o filenames 2>/dev/null
    return
  fi
  if [[ -n $flag ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$cur"))
    return
  fi
  case "$path" in
${commands.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags ${globals}" -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$commands $values" -- "$cur"))
  fi
}

complete -F _lbctl lbctl
`;
}
