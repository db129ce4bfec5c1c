/** Completion in fish: the script asks the program for the words; fish itself has a place for what they mean. */

export const FISH_SCRIPT = `# Completion of connects in fish.
function __connects_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct | string unescape 2>/dev/null; or commandline -ct | string trim -l -c '"\\'')
    set -l answer (connects __complete "--word=$word" -- $words[2..-1] 2>/dev/null)
    or return
    test (count $answer) -gt 1; and printf '%s\\n' $answer[2..-1]
    if test "$answer[1]" = files
        set -l lead (string match -r '^--[^=]*=' -- $word)
        for path in (__fish_complete_path (string replace -r '^--[^=]*=' '' -- $word))
            printf '%s%s\\n' "$lead" $path
        end
    end
end

complete -c connects -e
complete -k -c connects -f -a '(__connects_complete)'
`;
