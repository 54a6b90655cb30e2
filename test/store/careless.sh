#!/bin/sh
# careless.sh WAARBORG: is a PostgreSQL refused that may lose or break what it said to have kept?
# Starts servers of its own, for these settings are of a whole server.
set -eu
[ -n "${WAARBORG_TEST_PG:-}" ] || exit 77
waarborg=$1 with=$(dirname "$(realpath "$0")")/with-postgres
unset WAARBORG_DATA LC_ALL LC_MESSAGES
export LANG=C

# begun OPTIONS: init on a server with these, and doctor when that goes; all that they say.
begun() {
    WAARBORG_TEST_PG_MORE=$1 "$with" sh -c 'psql -q -d "$WAARBORG_TEST_PG" -c "create database careless" || exit
        data="postgresql:///careless?${WAARBORG_TEST_PG#*\?}"
        "$0" init --data "$data" --org O --type gemeente --name A && "$0" doctor --data "$data"
        echo "exit $?"' "$waarborg" 2>&1 </dev/null
}

for setting in fsync full_page_writes; do
    said=$(begun "-c $setting=off")
    case $said in
    *"fsync or full_page_writes is off"*"exit 6") ;;
    *) echo "not so: $setting=off is refused: $said"; exit 1 ;;
    esac
done
said=$(begun '')
case $said in
*"fsync en full_page_writes staan aan"*) ;;
*) echo "not so: with both on it begins, and the doctor says so: $said"; exit 1 ;;
esac
