#!/bin/sh
# words.sh ROOT: has every act that an entry can name a word on the page of the ledger?
cd "$1" || exit 2
acts=$(grep -rhoE '(ledger_open\(job, |ledger_found\(.*, )S\("[a-z.]+"\)' src | grep -oE '[a-z]+\.[a-z]+' | sort -u)
[ "$(echo "$acts" | wc -l)" -ge 20 ] || { echo 'no acts were found'; exit 1; }
for act in $acts; do
    grep -qx "msgid \"act.$act\"" lang/nl.po || { echo "act.$act is not in lang/nl.po"; bad=1; }
done
exit "${bad:-0}"
