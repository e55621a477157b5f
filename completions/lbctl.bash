# lbctl completion for bash. Install it with:
#   lbctl completion bash > ~/.local/share/bash-completion/completions/lbctl
# or for this shell alone:
#   source <(lbctl completion bash)

_lbctl() {
  local words=() word i
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    # bash splits words at = and :, also in --flag=value and in a URL.
    if ((i > 1)) && [[ $word == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  local current=${COMP_WORDS[COMP_CWORD]} line directive=
  if [[ $current == [=:] ]]; then current=; fi
  local before=${words[${#words[@]} - 1]%"$current"}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :*) directive=${line#:} ;;
      *)
        line=${line%%$'\t'*}
        COMPREPLY+=("${line#"$before"}") ;;
    esac
  done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
  case $directive in
    nospace) compopt -o nospace 2>/dev/null ;;
    files)
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current") ;;
  esac
}

complete -F _lbctl lbctl
