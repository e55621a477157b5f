import { pathPattern, quoted, valueArms, valuePattern } from './posix.ts';
import type { CompletionOption, CompletionTable } from './words.ts';

export function zshCompletion(table: CompletionTable): string {
  const arms = table.entries.map(
    ({ path, commands, options }) =>
      `    ${quoted(path)})
      commands=(${commands.map(({ word, summary }) => described(word, summary)).join(' ')})
      flags=(${options.map(flagWord).join(' ')}) ;;`,
  );
  const globals = [
    ...table.globals.map(flagWord),
    described('--help', 'print help'),
    described('--version', 'print the version'),
  ];
  return `#compdef lbctl
# lbctl completion for zsh. Install it with:
#   lbctl completion zsh > "\${fpath[1]}/_lbctl"
# or for this shell alone, after compinit:
#   source <(lbctl completion zsh)

_lbctl_ask() {
  local -a found
  found=("\${(@f)$("\${words[1]}" __complete "$1" -- "\${(@)words[2,-1]}" 2>/dev/null)}")
  compadd -- "\${(@)found:#}"
}

_lbctl_values() {
  case "$1" in
${valueArms(table, {
  words: (words) => `compadd -- ${words.map(quoted).join(' ')}`,
  dynamic: (what) => `_lbctl_ask ${what}`,
  files: '_files',
})}
  esac
}

_lbctl() {
  local at='' word='' flag='' i
  local -a commands flags globals
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    case "$word" in
      ${valuePattern(table)})
        ((i += 1))
        if ((i == CURRENT)); then flag=$word; fi ;;
      -*) ;;
      *)
        case "\${at:+$at }$word" in
          ${pathPattern(table)})
            at="\${at:+$at }$word" ;;
        esac ;;
    esac
  done
  if [[ -z $flag && $PREFIX == --*=* ]]; then
    flag="\${PREFIX%%=*}"
    compset -P '*='
  fi
  if [[ -n $flag ]]; then
    _lbctl_values "$at $flag"
    return
  fi
  case "$at" in
${arms.join('\n')}
  esac
  globals=(${globals.join(' ')})
  if [[ $PREFIX == -* ]]; then
    _describe -o 'option' flags -- globals
  else
    if ((\${#commands})); then _describe 'command' commands; fi
    _lbctl_values "$at <>"
  fi
}

if [[ \${funcstack[1]} == _lbctl ]]; then
  _lbctl "$@"
else
  compdef _lbctl lbctl
fi
`;
}

function flagWord({ flag, summary }: CompletionOption): string {
  return described(flag, summary);
}

function described(word: string, summary: string): string {
  return quoted(`${word.replaceAll(':', '\\:')}:${summary.replaceAll('\n', ' ')}`);
}
