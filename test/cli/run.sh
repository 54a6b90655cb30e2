#!/bin/sh
# test/cli/run.sh - does the program do at the keyboard what it promises?
#
#     run.sh WAARBORG CATALOGUE      runs the real program on files of its own
#
# Exit statuses are those of the house: 0 done, 1 the answer is no, 2 refused, 3
# forbidden, 4 not there, 5 changed meanwhile, 6 the machine failed.
waarborg=$(realpath "$1") catalogue=$(realpath "$2") here=$(dirname "$(realpath "$0")")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
unset WAARBORG_DATA WAARBORG_KEY WAARBORG_BREACHED LC_ALL LC_MESSAGES
LANG=C
export LANG
passed=0 failed=0

# is WHAT WANT GOT: one thing that must be so.
is() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        return
    fi
    failed=$((failed + 1))
    printf 'not ok: %s\n  want: %s\n  got:  %s\n' "$1" "$2" "$3"
    sed 's/^/  said: /' err
}
# exits STATUS WHAT ARGUMENT…: the program ends with this status; out and err are kept.
exits() {
    want=$1 what=$2
    shift 2
    "$waarborg" "$@" >out 2>err </dev/null
    is "$what" "$want" $?
}
# says TEXT WHAT: the last standard error has the text; shows TEXT WHAT: standard output.
says() { is "$2" yes "$(grep -qF -- "$1" err && echo yes || echo no)"; }
shows() { is "$2" yes "$(grep -qF -- "$1" out && echo yes || echo no)"; }
lines() { is "$2" "$1" "$(wc -l <out | tr -d ' ')"; }

. "$here/begin.sh"
. "$here/sample.sh"
. "$here/refusals.sh"
. "$here/keep.sh"
. "$here/closed.sh"
. "$here/erase.sh"
. "$here/norms.sh"
. "$here/migrate.sh"
. "$here/clock.sh"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
