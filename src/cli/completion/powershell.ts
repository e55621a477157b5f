import {
  type CompletionSource,
  type CompletionTable,
  flagsWithValue,
  valueGroups,
} from './words.ts';

export function powershellCompletion(table: CompletionTable): string {
  const commands = table.entries
    .filter((entry) => entry.commands.length > 0)
    .map(
      ({ path, commands: words }) =>
        `  ${quoted(path)} = @(${words.map(({ word }) => quoted(word)).join(', ')})`,
    );
  const flags = table.entries
    .filter(({ options }) => options.length > 0)
    .map(
      ({ path, options }) =>
        `  ${quoted(path)} = @(${options.map(({ flag }) => quoted(flag)).join(', ')})`,
    );
  const values = valueGroups(table).flatMap(({ source, keys }) =>
    source.kind === 'file' ? [] : keys.map((key) => `  ${quoted(key)} = ${offered(source)}`),
  );
  const paths = table.entries.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  return `# lbctl completion for PowerShell. Install it by adding to your profile:
#   lbctl completion powershell | Out-String | Invoke-Expression

$script:LbctlCommands = @{
${commands.join('\n')}
}
$script:LbctlFlags = @{
${flags.join('\n')}
}
$script:LbctlGlobals = @(${[...table.globals.map(({ flag }) => flag), '--help', '--version'].map(quoted).join(', ')})
$script:LbctlTakesValue = @(${flagsWithValue(table).map(quoted).join(', ')})
$script:LbctlPaths = @(${paths.join(', ')})
# Words to offer, or one word after a question mark: what to ask lbctl for.
$script:LbctlValues = @{
${values.join('\n')}
}

Register-ArgumentCompleter -Native -CommandName lbctl -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $before = if ($wordToComplete -and $words.Count -gt 0) { @($words | Select-Object -SkipLast 1) } else { $words }
  $path = ''
  $flag = ''
  foreach ($word in $before) {
    if ($flag) { $flag = ''; continue }
    if ($script:LbctlTakesValue -ccontains $word) { $flag = $word; continue }
    if ($word.StartsWith('-')) { continue }
    $next = "$path $word".Trim()
    if ($script:LbctlPaths -ccontains $next) { $path = $next }
  }
  $key = if ($flag) { $flag } else { '<>' }
  $offered = $script:LbctlValues["$path $key"]
  if (-not $offered) { $offered = $script:LbctlValues["* $key"] }
  if ($offered -and $offered[0].StartsWith('?')) {
    $offered = @(& lbctl __complete $offered[0].Substring(1) -- @words 2>$null)
  }
  if (-not $flag) {
    if ($wordToComplete.StartsWith('-')) {
      $offered = @($script:LbctlFlags[$path]) + $script:LbctlGlobals
    } else {
      $offered = @($script:LbctlCommands[$path]) + @($offered)
    }
  }
  $offered | Where-Object { $_ -and $_.StartsWith($wordToComplete) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function offered(source: CompletionSource): string {
  if (source.kind === 'dynamic') return `@('?${source.what}')`;
  return source.kind === 'words' ? `@(${source.words.map(quoted).join(', ')})` : '@()';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
