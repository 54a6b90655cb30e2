#!/bin/sh
# test/tools/crypto.sh ROOT - does docs/security/threats.md name each file that calls
# cryptography, and none that does not?
cd "$1" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
grep -rlE '#include <(sodium|openssl/|cjose/|fido|liboath/)' src | LC_ALL=C sort >"$work/source"
sed -n '/^### Where it is called/,/^## /s/^| \(`src.*`\) | .* | .* |$/\1/p' docs/security/threats.md |
    grep -o 'src/[a-z_0-9/]*\.c' | LC_ALL=C sort >"$work/listed"
[ -s "$work/source" ] && diff "$work/source" "$work/listed"
