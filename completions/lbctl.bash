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
  local current=${COMP_WORDS[COMP_CWORD]} line value directive= quote=
  if [[ $current == [=:] ]]; then current=; fi
  local before=${words[${#words[@]} - 1]%"$current"}
  case $current in \'* | '"'*) quote=${current:0:1} ;; esac
  # lbctl sees the words as it would be given them.
  for i in "${!words[@]}"; do
    words[i]=${words[i]//[\'\"]/}
    words[i]=${words[i]//\\/}
  done
  local values=() texts=()
  while IFS= read -r line; do
    case $line in
      :*) directive=${line#:} ;;
      *)
        value=${line%%$'\t'*}
        value=${value#"$before"}
        if [[ -z $quote && $value == *' '* ]]; then printf -v value %q "$value"; fi
        values+=("$value")
        if [[ $line == *$'\t'?* ]]; then value+="  (${line#*$'\t'})"; fi
        texts+=("$value") ;;
    esac
  done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
  # A list shows what the values are; what is inserted has to be a value.
  if ((${#values[@]} > 1)) && [[ ${COMP_TYPE:-9} == 63 ]]; then
    COMPREPLY=("${texts[@]}")
  else
    COMPREPLY=("${values[@]}")
  fi
  case $directive in
    nospace) compopt -o nospace 2>/dev/null ;;
    files)
      COMPREPLY=()
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current") ;;
  esac
}

complete -F _lbctl lbctl
