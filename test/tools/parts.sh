#!/bin/sh
# test/tools/parts.sh PARTS LIST - does the list of parts say what is linked, and is what is
# late told from what has no mend?
parts=$1 list=$2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
fails=0 tried=0

# holds WHAT COMMAND...
holds() {
    what=$1; shift
    tried=$((tried + 1))
    "$@" >"$work/said" 2>&1 && return
    fails=$((fails + 1))
    printf 'not ok: %s\n' "$what"
    cat "$work/said"
}

# tells WANT STATUS TRACKER: what check says last of these data of the tracker
tells() {
    printf '%s' "$3" >"$work/tracker.json"
    "$parts" check "$list" --tracker "$work/tracker.json" >"$work/out" 2>/dev/null
    status=$?
    holds "$1 ends with $2" test "$status" = "$2"
    holds "it says $1" grep -q -- "$1" "$work/out"
}

for part in libc6 libsqlite3-0 libmicrohttpd12 libpq5 libsodium23 htmx.org source-sans-3-latin.woff2; do
    holds "$part is a part" grep -q "\"name\": \"$part\"" "$list"
done
holds 'what a library links is a part too' grep -q '"linked by a library"' "$list"
holds 'each Debian part has its version' test 0 = "$(grep -c 'pkg:deb/debian/[^@]*@?' "$list")"
holds 'a part that npm brought is held to its sum' grep -q '"algorithm": "SHA512"' "$list"

release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
# weak STATUS FIXED: one weakness in SQLite
weak() {
    printf '{"sqlite3": {"CVE-2099-1": {"releases": {"%s": {"status": "%s", "urgency": "high"%s}}}}}' \
        "$release" "$1" "$2"
}
tells 'CVE-2099-1 is mended in 999' 1 "$(weak resolved ', "fixed_version": "999"')"
tells '0 weaknesses without a mend, 0 late' 0 "$(weak resolved ', "fixed_version": "0.1"')"
tells 'CVE-2099-1 has no mend in Debian' 0 "$(weak open '')"
tells '0 weaknesses without a mend, 0 late' 0 '{}'
"$parts" check "$list" --tracker "$work/nowhere.json" >/dev/null 2>&1
holds 'a tracker that cannot be reached ends with 3' test $? = 3

printf '%s tried, %s not ok\n' "$tried" "$fails"
[ "$fails" -eq 0 ]
