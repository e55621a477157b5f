# lbctl completion for fish. Install it with:
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
