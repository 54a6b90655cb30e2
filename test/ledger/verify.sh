#!/bin/sh
# verify.sh MAKER SCRIPT: does docs/verify.py accept what we write, and nothing else?
#
# MAKER write FILE KEY makes a ledger of a thousand entries, with four signed heads.
# MAKER renewed FOLDER makes ledgers in which a key was renewed: each file's name begins with
# "holds", or with why it does not; the file "keys" has both public halves.
set -eu
maker=$(realpath "$1") script=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$maker" write sound key
org=000102030405060708090a0b0c0d0e0f key=$(cat key)
failed=0

# holds WHAT ARGUMENT...: it says so; fails WHAT ARGUMENT...: it names a line.
holds() {
    what=$1; shift
    python3 "$script" "$@" >out 2>&1 || { echo "not ok: $what: $(cat out)"; failed=1; }
}
fails() {
    what=$1; shift
    if python3 "$script" "$@" >out 2>&1; then echo "not ok: $what is not seen"; failed=1; fi
    grep -q '^line [0-9]* does not hold$' out || { echo "not ok: $what: $(cat out)"; failed=1; }
}

[ "$(wc -l <"$script")" -le 60 ] || { echo 'not ok: it is longer than sixty lines'; failed=1; }
if python3 "$script" sound >out 2>&1; then echo 'not ok: no organisation is not seen'; failed=1; fi
grep -q '^Does an exported ledger hold?' out || { echo "not ok: without words: $(cat out)"; failed=1; }
head=$(grep -a '^head 500 ' sound | cut -d' ' -f2,3 | tr ' ' :)
holds 'what we write' sound $org "$key"
holds 'with a head seen outside' sound $org "$key" "$head"
holds 'with such a head and no key' sound $org "$head"
fails 'another organisation' sound f00102030405060708090a0b0c0d0e0f "$key"
fails 'another key' sound $org "$(printf %064d 0)"
fails 'neither key nor head' sound $org
fails 'a head that was never there' sound $org "$key" "499:${head#*:}"
fails 'a head after the end' sound $org "$key" "1001:${head#*:}"
sed 500d sound >dropped; fails 'a line left out' dropped $org "$key"
sed '500{h;d};501{G}' sound >swapped; fails 'two that changed places' swapped $org "$key"
sed '500{p}' sound >twice; fails 'one put in twice' twice $org "$key"
head -n 700 sound >cut; fails 'one cut off at a line' cut $org "$key"
head -c -1 sound >short; fails 'the last byte gone' short $org "$key"
printf 'more\n' | cat sound - >more; fails 'something after the end' more $org "$key"
sed '/^key /d' sound >keyless; fails 'the key left out' keyless $org "$key"
sed '/^head 750 /d' sound >headless; fails 'a head left out' headless $org "$key"

says() { grep -qF -- "$1" out || { echo "not ok: $2: $(cat out)"; failed=1; }; }

sed '/^head 1000 /d; s/^\(end .*\) 4 1$/\1 3 1/' sound >tail
holds 'an end that is not signed' tail $org "$key"
says ', signed up to entry 750; 250 after it rest on the chain and given heads alone' 'which is said'

mkdir renewed
"$maker" renewed renewed
read -r old new <renewed/keys
n=0
for file in renewed/*-*; do
    n=$((n + 1))
    case ${file#renewed/} in
    holds-*) holds "$file" "$file" $org "$old" "$new" ;;
    idle-*) if python3 "$script" "$file" $org "$old" "$new" >out 2>&1
        then echo "not ok: $file is not seen"; failed=1; fi
        says "key $new has signed nothing in this file" "$file" ;;
    *) fails "$file" "$file" $org "$old" "$new" ;;
    esac
done
[ $n = 13 ] || { echo "not ok: $n renewed ones"; failed=1; }
holds 'the keys the other way round' renewed/holds-honest $org "$new" "$old"
says ', signed up to entry 4; 3 after it rest' 'and how far it signed'
fails 'the new key alone' renewed/holds-honest $org "$new"
fails 'the old key alone' renewed/holds-honest $org "$old"

bytes=$(wc -c <sound) at=0 n=0
while [ $at -lt "$bytes" ]; do
    cp sound bent
    was=$(dd if=sound bs=1 skip=$at count=1 2>/dev/null | od -An -tu1)
    # shellcheck disable=SC2059
    printf "\\$(printf %03o $((was ^ 1 << at % 7)))" | dd of=bent bs=1 seek=$at conv=notrunc 2>/dev/null
    fails "byte $at altered" bent $org "$key"
    at=$((at + bytes / 15 + 1)) n=$((n + 1))
done
echo "$n bytes altered"
exit $failed
