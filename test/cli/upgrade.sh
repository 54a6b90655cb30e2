#!/bin/sh
# test/cli/upgrade.sh - do data of every earlier program come up to this one? [plan R08]
#
#     upgrade.sh WAARBORG OLDER      OLDER makes the tables of the first N migrations
#
# The rows are those that init and user make, which every program since the third migration
# knew. What is brought up is copied first and verified after; where it cannot be, nothing starts.
waarborg=$(realpath "$1") older=$(realpath "$2")
work=$(mktemp -d) || exit 2
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2
unset WAARBORG_DATA WAARBORG_KEY LC_ALL LC_MESSAGES
LANG=C
export LANG
passed=0 failed=0

is() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        return
    fi
    failed=$((failed + 1))
    printf 'not ok: %s\n  want: %s\n  got:  %s\n' "$1" "$2" "$3"
    sed 's/^/  said: /' said
}

# columns DATABASE TABLE: what both have, in the order of the older one.
rows() {
    sqlite3 "$1" "select name from sqlite_schema where type = 'table' and name <> 'migration'" |
    while read -r table; do
        both=$(sqlite3 "$1" "attach 'now.db' as now; select group_concat('\"' || name || '\"')
            from pragma_table_info('$table') where name in
            (select name from pragma_table_info('$table', 'now'))")
        echo "insert or ignore into main.\"$table\" ($both) select $both from now.\"$table\";"
    done >fill.sql
    sqlite3 "$1" "pragma foreign_keys = off; attach 'now.db' as now; begin;" ".read fill.sql" commit
}

# serve DATA: starts it, waits until it is ready or ends, stops it; its exit status.
serve() {
    "$waarborg" serve --data "$1" --listen unix:"$work/socket" >said 2>&1 &
    server=$!
    for try in $(seq 300); do
        kill -0 "$server" 2>/dev/null || break
        grep -q '"event":"ready"' said && { kill "$server"; break; }
        sleep 0.1
    done
    wait "$server"
    status=$?
    server=
    return $status
}
sum() { sqlite3 "$1" .sha3sum; }

"$waarborg" init --data now.db --org 'Oud Dorp' --type gemeente --name 'Anna A' >said 2>&1
is 'data of today' 0 $?
# An earlier program had no keys: what init says of one goes, as if it had never been said.
sqlite3 now.db "pragma foreign_keys = off; begin;
    delete from ledger where act = 'key.make'; delete from ledger_row where noun = 'signing_key';
    delete from signing_key; delete from signing_secret;
    update ledger_head set (seq, hash, time) =
        (select seq, hash, time from ledger order by seq desc limit 1); commit;"
"$waarborg" ledger verify --deep --data now.db >said 2>&1
is 'data as an earlier program made them' 0 $?
"$waarborg" user add --data now.db --name 'Bob B' >said 2>&1
head=$("$waarborg" ledger head --data now.db --format csv | tail -1)
newest=$(sqlite3 now.db 'select max(number) from migration')

for n in $(seq 3 $((newest - 1))); do
    "$older" old-$n.db $n && rows old-$n.db
    is "the tables of $n are there" "$n" "$(sqlite3 old-$n.db 'select max(number) from migration')"
    before=$(sum old-$n.db)
    "$waarborg" soa --data old-$n.db >said 2>&1
    is "no command works on $n as it is" 2 $?
    is "and leaves it so" "$before" "$(sum old-$n.db)"
    serve old-$n.db
    is "a start brings $n up" 0 $?
    is "to the newest" "$newest" "$(sqlite3 old-$n.db 'select max(number) from migration')"
    "$waarborg" ledger verify --deep --data old-$n.db >said 2>&1
    is "it is what its ledger says" 0 $?
    is "and the same as before" "$head" "$("$waarborg" ledger head --data old-$n.db --format csv | tail -1)"
    is "what it was is beside it" "$before" "$(sum old-$n.db.before-$newest)"
done

n=$((newest - 1))
"$older" half.db $n && rows half.db
before=$(sum half.db)
echo 'of an attempt before' >half.db.before-$newest
"$waarborg" serve --data now.db --listen unix:"$work/taken" >other 2>&1 &
server=$!
for try in $(seq 100); do grep -q '"event":"ready"' other && break; sleep 0.1; done
"$waarborg" serve --data half.db --listen unix:"$work/taken" >said 2>&1
is 'where another server has the address nothing starts' 6 $?
kill "$server"; wait "$server"; server=
is 'and nothing is brought up' "$before" "$(sum half.db)"
serve half.db
is 'after an attempt that stopped it is brought up' 0 $?
is 'the copy of that attempt stays' 'of an attempt before' "$(cat half.db.before-$newest)"
is 'and there is one of now' "$before" "$(sum half.db.before-$newest-*)"

"$older" wrong.db $n && rows wrong.db
sqlite3 wrong.db "update person set name = 'Bob X' where name = 'Bob B'"
serve wrong.db
is 'what is not what its ledger says is not served' 6 $?
is 'the copy is named' 1 "$(grep -c "wrong.db.before-$newest" said)"
is 'and the place' 1 "$(grep -c 'person.*name' said)"
serve wrong.db
is 'nor by the start after that one' 6 $?
is 'which says the same' '1 1' "$(grep -c "wrong.db.before-$newest" said) $(grep -c 'person.*name' said)"
is 'and makes no other copy' 1 "$(ls wrong.db.before-* | wc -l | tr -d ' ')"
sqlite3 wrong.db "update person set name = 'Bob B' where name = 'Bob X'"
serve wrong.db
is 'mended it is served' 0 $?
is 'and no longer marked' 0 "$(sqlite3 wrong.db "select count(*) from sqlite_schema where name = 'migration_unverified'")"

# A step that cannot be done: what it makes is there already.
"$older" stuck.db 11 && rows stuck.db
sqlite3 stuck.db 'create table care (org bigint)'
before=$(sum stuck.db)
for try in first second third; do
    serve stuck.db
    is "a step that fails stops the $try start" 6 $?
done
is 'what was there is there' "$before" "$(sum stuck.db)"
is 'and was copied once' 1 "$(ls stuck.db.before-* | wc -l | tr -d ' ')"
sqlite3 stuck.db "update person set name = 'Bob Y' where name = 'Bob B'"
serve stuck.db
is 'what was changed since is copied again' 2 "$(ls stuck.db.before-* | wc -l | tr -d ' ')"
sleep 1
serve stuck.db
is 'once too' 2 "$(ls stuck.db.before-* | wc -l | tr -d ' ')"
sqlite3 stuck.db "update person set name = 'Bob B' where name = 'Bob Y'; drop table care"
serve stuck.db
is 'once nothing is in its way it comes up' 0 $?

printf '%s passed, %s failed; %s earlier schemas\n' "$passed" "$failed" "$((newest - 3))"
[ "$failed" -eq 0 ]
