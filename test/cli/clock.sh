# The clock of the machine: set back, set forward, in odd nights and past the end of counters.
# [plan R06] What a day showed it shows for good, and entries stand in the order of their times.
real=$waarborg
cat >at <<EOF
#!/bin/sh
TZ=UTC ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \\
    exec faketime --exclude-monotonic -f "\$(cat moment)" '$real' "\$@"
EOF
chmod +x at
waarborg=./at
moment() { echo "$1" >moment; }
seen() { "$waarborg" gap --by control --data clock.db --format csv 2>err; }
entry() { exits "$1" "$2" user add --name "Om ${3:-zo}" --data clock.db; }
backwards() { sqlite3 clock.db 'select count(*) from ledger a join ledger b
    on b.org = a.org and b.seq = a.seq + 1 and b.time < a.time'; }

moment '2026-01-12 10:00:00'
exits 0 'a sample made on another day' demo --data clock.db
is 'is of that day' 2026-01-12 "$(sqlite3 clock.db 'select max(substr(time, 1, 10)) from ledger')"
moments='2026-01-12T10:00:00 2026-03-29T00:59:59 2026-03-29T01:00:01 2026-10-25T00:30:00
    2026-10-25T01:30:00 2026-10-25T22:59:59 2026-10-25T23:00:01 2028-02-28T22:59:59
    2028-02-28T23:00:01 2028-02-29T23:00:01 2038-01-19T03:14:07 2038-01-19T03:14:08'
for at in $moments; do
    moment "$(echo "$at" | tr T ' ')"
    day=$(TZ=Europe/Amsterdam date -d "${at}Z" +%F)
    entry 0 "an entry at $at" "$at"
    is 'has that time' "$at.000Z" "$(sqlite3 clock.db 'select max(time) from ledger')"
    seen >"$day.csv"
    is "something shows on $day" yes "$([ "$(wc -l <"$day.csv")" -gt 90 ] && echo yes)"
done
is 'eight days were seen' 8 "$(ls -d 20??-??-??.csv | wc -l)"
for file in 20??-??-??.csv; do
    exits 0 "looking back at ${file%.csv}" gap --by control --as-of "${file%.csv}" \
        --data clock.db --format csv
    is 'it shows what it showed that day' same "$(cmp -s out "$file" && echo same)"
done
is 'and the days differ' yes "$([ "$(cat 20??-??-??.csv | sort -u | wc -l)" -gt "$(wc -l <2026-01-12.csv)" ] && echo yes)"

# Back: a little goes on, with the time of the last entry; more stops writing until it is confirmed.
for back in 03:14:07 03:10:08; do
    moment "2038-01-19 $back"
    entry 0 "at $back, a little back, work goes on"
    is 'with the last time' 2038-01-19T03:14:08.000Z "$(sqlite3 clock.db 'select time from ledger order by seq desc limit 1')"
done
is 'and the statuses are those of the day' same "$(seen | cmp -s - 2038-01-19.csv && echo same)"
exits 0 'the doctor minds' doctor --data clock.db
shows 'let op' 'but not much'
for back in '2038-01-19 03:08:08' '2037-01-19 03:14:08'; do
    moment "$back"
    entry 2 "at $back nothing is written"
    says '2038-01-19T03:14:08.000Z' 'the last time is named'
    exits 0 'reading goes on' gap --data clock.db
    exits 1 'the doctor says that it is wrong' doctor --data clock.db
    shows 'waarborg ledger clock' 'and what can be done'
    exits 2 'confirming wants a reason' ledger clock --data clock.db
    exits 0 'who knows better says so' ledger clock --why "stond op $back" --data clock.db
    says 2038-01-19T03:14:08.000Z 'and hears which time entries get'
    exits 2 'twice is not needed' ledger clock --why 'nog eens' --data clock.db
    entry 0 'then work goes on'
    exits 0 'and the doctor is content' doctor --data clock.db
done
exits 0 'the ledger says who knew' ledger show --most 2 --format csv --data clock.db
shows clock.confirmed 'as an entry'

# Forward: the doctor sets the clock beside the last entry, and what was written stays behind.
moment '2038-01-21 03:14:08'
exits 0 'two days on' doctor --data clock.db --lang en
shows '21 January 2038' 'the clock is told'
shows '19 January 2038' 'beside the last entry'
entry 0 'work goes on'
moment '2038-01-19 03:20:00'
entry 2 'and set right again it waits to be confirmed'
is 'no entry is out of order' 0 "$(backwards)"
exits 0 'all of it is sound' ledger verify --deep --data clock.db
waarborg=$real
