#!/bin/sh
# test/model/rules.sh ROOT - does docs/rules.md list each rule between the fields of a record,
# and none that is not there?
cd "$1" || exit 2
# shellcheck disable=SC2086
keys() { grep -oh "$1" $2 | grep -o 'fault\.[a-z_]*' | LC_ALL=C sort -u; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
keys '"fault\.[a-z_]*"' 'src/model/*.c' >"$work/source"
keys '`fault\.[a-z_]*`' docs/rules.md >"$work/listed"
[ -s "$work/source" ] && diff "$work/source" "$work/listed"
