# lbctl completion for PowerShell. Install it by adding to your profile:
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
    $value, $description = $line -split "`t", 2
    if (-not $description) { $description = $value }
    $text = if ($value -match ' ') { "'$value'" } else { $value }
    [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
  }
}
