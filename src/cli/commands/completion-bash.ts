// The completion script for bash. Ours, not the library's: that one calls functions of the bash-completion package, which many machines lack,
// and evaluates what is typed. It takes bash 3.2, as macOS has it.

/** What `source <(zalouser-tui completion bash)` reads. Words go to the program as they are typed; nothing of its answer is evaluated. */
export const bashScript = String.raw`# bash completion for zalouser-tui

_zalouser_tui() {
    COMPREPLY=()
    # bash breaks words at = and :, too; here they are one again.
    local words=() word glued=''
    for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ \${#words[@]} -gt 0 && ( -n $glued || $word == [:=]* ) ]]; then
            words[\${#words[@]}-1]+=$word
        else
            words+=("$word")
        fi
        glued=''
        [[ $word == *[:=] ]] && glued=yes
    done
    [[ \${#words[@]} -gt 0 ]] || return 0

    local cur=\${words[\${#words[@]}-1]} out line value
    # What bash replaces is what stands behind the last of them.
    local tail=\${cur##*[:=]}
    local head=\${cur%"$tail"}
    out=$(zalouser-tui complete -- "\${words[@]}" 2>/dev/null) || return 0

    while IFS= read -r line; do
        # The last line is for shells that read it; behind a tab there is what a value means.
        value=\${line%%$'\t'*}
        if [[ -z $value || $line == :[0-9]* ]]; then
            continue
        elif [[ $value == "$cur"* ]]; then
            value=\${value:\${#head}}
        elif [[ -z $head || $value != "$tail"* ]]; then
            continue
        fi
        printf -v value '%q' "$value"
        COMPREPLY+=("$value")
    done <<< "$out"
}

complete -F _zalouser_tui zalouser-tui
`.replaceAll(String.raw`\$`, '$');
