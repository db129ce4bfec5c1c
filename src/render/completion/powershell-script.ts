/** Completion in PowerShell, Windows PowerShell 5.1 included: the script asks the program for the words. */

export const POWERSHELL_SCRIPT = `# Completion of connects in PowerShell.
Register-ArgumentCompleter -Native -CommandName connects -ScriptBlock {
  param($word, $line, $position)
  $elements = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position -or ($_.Extent.EndOffset -eq $position -and $word -eq '') })
  $before = @($elements | Select-Object -Skip 1 | ForEach-Object { if ($null -ne $_.Value) { "$($_.Value)" } else { $_.Extent.Text } })
  $typed = "$word".Trim("'", '"')
  $encoding = [Console]::OutputEncoding
  try {
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    $answer = @(connects __complete "--word=$typed" '--' @before 2>$null)
  } catch {
    $answer = @()
  } finally {
    [Console]::OutputEncoding = $encoding
  }
  foreach ($each in ($answer | Select-Object -Skip 1)) {
    $value, $about = $each -split "\`t", 2
    if (-not $about) { $about = $value }
    $text = if ($value -match '[^\\w.=:+/-]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
    [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
  }
}
`;
