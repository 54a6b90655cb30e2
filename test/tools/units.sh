#!/bin/sh
# test/tools/units.sh ROOT - does systemd take the units, and how little do they leave open?
# Without systemd's programs that is said, with 77, and nothing is tried.
root=$1
command -v systemd-analyze >/dev/null || { echo 'systemd-analyze is not there'; exit 77; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
fails=0

# holds WHAT COMMAND...
holds() {
    what=$1; shift
    "$@" >"$work/said" 2>&1 && return
    fails=$((fails + 1))
    printf 'not ok: %s\n' "$what"
    cat "$work/said"
}

# Nothing but the program is put in another place: one that is there on every machine.
for unit in waarborg.service waarborg.socket; do
    sed 's|/usr/bin/waarborg|/bin/true|' "$root/packaging/$unit" >"$work/$unit"
done
mkdir "$work/waarborg.service.d"
sed -n 's|^#     ||p' "$root/packaging/waarborg.socket" | sed 's|/usr/bin/waarborg|/bin/true|' \
    >"$work/waarborg.service.d/socket.conf"
holds 'the drop-in stands in the socket' grep -q '^ExecStart=.*serve' "$work/waarborg.service.d/socket.conf"
verify() { systemd-analyze verify "$@" 2>&1 | grep -F "$work" >"$work/found"; cat "$work/found"; [ ! -s "$work/found" ]; }
holds 'systemd takes the units' verify "$work/waarborg.service" "$work/waarborg.socket"
# In tenths: 0.3 of 10 is exposed.
holds 'and leaves at most 0.3 of 10 exposed' systemd-analyze security --offline=true --threshold=3 "$work/waarborg.service"

printf 'NoSuchLine=yes\n' >>"$work/waarborg.service"
verify "$work/waarborg.service" >/dev/null && { echo 'not ok: a line that is none is told'; fails=$((fails + 1)); }
[ "$fails" -eq 0 ]
