import {
  type CompletionOption,
  type CompletionSource,
  type CompletionTable,
  flagsWithValue,
} from './words.ts';

export function fishCompletion(table: CompletionTable): string {
  const lines = table.entries.flatMap(({ path, commands, options, argument }) => {
    const here = `__lbctl_at ${quoted(path)}`;
    return [
      ...commands.map(
        ({ word, summary }) =>
          `complete -c lbctl -n ${quoted(here)} -a ${quoted(word)} -d ${quoted(summary)}`,
      ),
      ...options.map((option) => optionLine(option, `-n ${quoted(here)} `)),
      ...(argument === undefined || argument.kind === 'any'
        ? []
        : [`complete -c lbctl -n ${quoted(here)} ${offers(argument)}`]),
    ];
  });
  return `# lbctl completion for fish. Install it with:
#   lbctl completion fish > ~/.config/fish/completions/lbctl.fish
# or for this shell alone:
#   lbctl completion fish | source

function __lbctl_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l at
    set -l skip 0
    for word in $words
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case ${flagsWithValue(table).join(' ')}
                set skip 1
            case '-*'
            case '*'
                if contains -- (string join ' ' $at $word) ${table.entries
                  .filter(({ path }) => path !== '')
                  .map(({ path }) => quoted(path))
                  .join(' ')}
                    set -a at $word
                end
        end
    end
    test "$at" = "$argv[1]"
end

function __lbctl_ask
    set -l words (commandline -opc) (commandline -ct)
    $words[1] __complete $argv[1] -- $words[2..-1] 2>/dev/null
end

complete -c lbctl -f
${[...table.globals.map((option) => optionLine(option, '')), "complete -c lbctl -s h -l help -d 'print help'"].join('\n')}
${lines.join('\n')}
`;
}

function optionLine({ flag, short, summary, value }: CompletionOption, condition: string): string {
  const names = `${short === undefined ? '' : `-s ${short.slice(1)} `}-l ${flag.slice(2)}`;
  const takes =
    value === undefined ? '' : value.kind === 'file' ? '-r -F ' : `-x ${offers(value)} `;
  return `complete -c lbctl ${condition}${names} ${takes}-d ${quoted(summary)}`;
}

function offers(source: CompletionSource): string {
  if (source.kind === 'words') return `-a ${quoted(source.words.join(' '))}`;
  if (source.kind === 'dynamic') return `-a ${quoted(`(__lbctl_ask ${source.what})`)}`;
  return source.kind === 'file' ? '-F' : '';
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
