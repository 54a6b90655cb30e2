#!/bin/sh
# test/tools/run.sh - do the weavers and checks take what is right and refuse what is not?
#
#     run.sh WEAVE_PAGE WEAVE_WORDS EMBED ROOT WOVEN CC
#
# Each refusal is held to its exact line. ROOT is the repository; under WOVEN lies the
# woven markup/words_list.h.
weave_page=$(realpath "$1") weave_words=$(realpath "$2") embed=$(realpath "$3")
root=$(realpath "$4") words_dir=$(realpath "$5") cc=${6:-cc}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
fails=0 tried=0

# same WHAT WANT GOT
same() {
    tried=$((tried + 1))
    [ "$2" = "$3" ] && return
    fails=$((fails + 1))
    printf 'not ok: %s\n  want: %s\n  got:  %s\n' "$1" "$2" "$3"
}

mkdir -p icons
printf '<svg viewBox="0 0 16 16"><path d="M0 0h16"/></svg>\n' >icons/ok.svg

# page TEMPLATE: the C for it, or the refusal, without the file name in front.
page() {
    printf '%b' "$1" >p.html
    "$weave_page" --icons icons p.h p.c p.html 2>&1 | sed 's/^p\.html://'
}
refuses() { same "$1" "$2" "$(page "$1")"; }
takes() { same "$1" "" "$(page "$1")"; }

. "$root/test/tools/pages.sh"
. "$root/test/tools/words.sh"
. "$root/test/tools/embed.sh"
. "$root/test/tools/checks.sh"

printf '%s tried, %s not ok\n' "$tried" "$fails"
[ "$fails" -eq 0 ]
