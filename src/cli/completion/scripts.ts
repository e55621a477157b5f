/** Completion scripts by shell, and their file names. They get candidates from `lbctl __complete`. */
export const SCRIPTS = {
  bash: {
    file: 'lbctl.bash',
    script: `# lbctl completion for bash. Install it with:
#   lbctl completion bash > ~/.local/share/bash-completion/completions/lbctl
# or for this shell alone:
#   source <(lbctl completion bash)

_lbctl() {
  local words=() word i
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    # bash splits words at = and :, also in --flag=value and in a URL.
    if ((i > 1)) && [[ $word == [=:]* || \${COMP_WORDS[i - 1]} == *[=:] ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  local current=\${COMP_WORDS[COMP_CWORD]} line value directive= quote=
  if [[ $current == [=:] ]]; then current=; fi
  local before=\${words[\${#words[@]} - 1]%"$current"}
  case $current in \\'* | '"'*) quote=\${current:0:1} ;; esac
  # lbctl sees the words as it would be given them.
  for i in "\${!words[@]}"; do
    words[i]=\${words[i]//[\\'\\"]/}
    words[i]=\${words[i]//\\\\/}
  done
  local values=() texts=()
  while IFS= read -r line; do
    case $line in
      :*) directive=\${line#:} ;;
      *)
        value=\${line%%$'\\t'*}
        value=\${value#"$before"}
        if [[ -z $quote && $value == *' '* ]]; then printf -v value %q "$value"; fi
        values+=("$value")
        if [[ $line == *$'\\t'?* ]]; then value+="  (\${line#*$'\\t'})"; fi
        texts+=("$value") ;;
    esac
  done < <("\${COMP_WORDS[0]}" __complete "\${words[@]}" 2>/dev/null)
  # A list shows what the values are; what is inserted has to be a value.
  if ((\${#values[@]} > 1)) && [[ \${COMP_TYPE:-9} == 63 ]]; then
    COMPREPLY=("\${texts[@]}")
  else
    COMPREPLY=("\${values[@]}")
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
`,
  },
  zsh: {
    file: '_lbctl',
    script: `#compdef lbctl
# lbctl completion for zsh. Install it in a folder of $fpath:
#   lbctl completion zsh > ~/.zsh/completions/_lbctl
# or for this shell alone, after compinit:
#   source <(lbctl completion zsh)

_lbctl() {
  local -a candidates
  local line value directive
  for line in "\${(@f)$("\${(Q)words[1]}" __complete "\${(@Q)words[2,CURRENT-1]}" "\${(Q)IPREFIX}\${(Q)PREFIX}" 2>/dev/null)}"; do
    case $line in
      :*) directive=\${line#:} ;;
      *$'\\t'*)
        value=\${line%%$'\\t'*}
        candidates+=("\${value//:/\\\\:}:\${line#*$'\\t'}") ;;
      ?*) candidates+=("\${line//:/\\\\:}") ;;
    esac
  done
  case $directive in
    files)
      compset -P '--*='
      _files ;;
    nospace) _describe 'lbctl' candidates -S '' ;;
    *) _describe 'lbctl' candidates ;;
  esac
}

if [[ \${funcstack[1]} == _lbctl ]]; then
  _lbctl "$@"
else
  compdef _lbctl lbctl
fi
`,
  },
  fish: {
    file: 'lbctl.fish',
    script: `# lbctl completion for fish. Install it with:
#   lbctl completion fish > ~/.config/fish/completions/lbctl.fish
# or for this shell alone:
#   lbctl completion fish | source

function __lbctl_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct | string unescape)
    test -n "$current"; or set current (commandline -ct)
    set -l lines ($words[1] __complete $words[2..] "$current" 2>/dev/null)
    if test "$lines[-1]" = ':files'
        set -l flag (string match -r -- '^--[^=]*=' "$current")
        for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current"))
            echo "$flag$path"
        end
    else
        string match -v -- ':*' $lines
    end
end

complete -c lbctl -f -a '(__lbctl_complete)'
`,
  },
  powershell: {
    file: 'lbctl.ps1',
    script: `# lbctl completion for PowerShell. Install it by adding to your profile:
#   lbctl completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName lbctl -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') {
    # Before 7.3, an empty argument of a program is dropped unless it is quoted twice.
    $words += if ($PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { '' }
  }
  $lines = @(& lbctl __complete @words 2>$null)
  # Without any result PowerShell offers files.
  if ($lines.Count -gt 0 -and $lines[-1] -eq ':files') { return }
  $candidates = @($lines | Where-Object { $_ -and -not $_.StartsWith(':') })
  if ($candidates.Count -eq 0) { return '' }
  foreach ($line in $candidates) {
    $value, $description = $line -split "\`t", 2
    if (-not $description) { $description = $value }
    $text = if ($value -match ' ') { "'$value'" } else { $value }
    [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
  }
}
`,
  },
} as const;
