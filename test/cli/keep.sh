# Back-up and restore; and what was changed, is newer, or is not ours at all.
exits 0 'a back-up' backup b1.db --data d.db
exits 2 'not over a file that is there' backup b1.db --data d.db
exits 2 'a back-up needs a name' backup --data d.db
head_of() { "$waarborg" ledger head --format csv --data "$1" 2>err | tail -1; }
before=$(head_of d.db)
exits 0 'something new' user add --name 'Nieuw N' --data d.db
exits 2 'a back-up that lacks it' restore b1.db --data d.db
says '--older-is-right' 'and what to say'
is 'nothing has changed' yes "$("$waarborg" user list --data d.db | grep -q 'Nieuw N' && echo yes)"
exits 0 'unless that is right' restore b1.db --older-is-right 'verkeerd toegevoegd' --data d.db
exits 0 'the ledger tells of it' ledger show --most 1 --format csv --data d.db
shows 'data.restored' 'what was done'
shows 'verkeerd toegevoegd' 'and why'
is 'after the head of the back-up' "${before%,*}" "$(sqlite3 d.db "select uuid, seq - 1, prev from ledger_head
    join ledger using (org, seq)" | tr '|' ',')"
is 'and names the head that was lost' 1 "$(sqlite3 d.db "select count(*) from ledger
    where act = 'data.restored' and parts like '%11:ledger_head,%4:hash,65:=%'")"
is 'the old file is kept' 1 "$(ls d.db.before-* | grep -vc wal)"
is 'nothing else is left' 0 "$(ls | grep -c 'proof-\|fresh-')"
exits 0 'what came back is sound' ledger verify --deep --data d.db
exits 0 'into a file that is not there' restore b1.db --data new.db
is 'it is the same' "$before" "$(head_of new.db)"
exits 4 'a back-up that is not there' restore none.db --data d.db
echo 'no database' >poor.db
exits 2 'a file that is no back-up' restore poor.db --data d.db
says 'poor.db: ' 'it is named'
exits 2 'a back-up of another organisation' restore b1.db --data a.db
is 'which is left alone' yes "$("$waarborg" user list --data a.db | grep -q 'Anna A' && echo yes)"

# Data that cannot be read: nobody sees what is lost, so it is not replaced unasked.
cp b1.db r1.db
dd if=/dev/zero of=r1.db bs=100 count=1 conv=notrunc 2>/dev/null
sum=$(sha256sum <r1.db)
exits 2 'over data with a broken head' restore b1.db --data r1.db
says '--older-is-right' 'it asks for a reason'
says "$(sqlite3 b1.db 'select uuid from ledger_head')" 'and names the organisation'
says "Voorbeeldstad" 'in words too'
says "$(sqlite3 b1.db "select seq || ', ' || hash from ledger_head")" 'with its head'
is 'which it tells in one line' 1 "$(wc -l <err)"
is 'nothing has changed' "$sum" "$(sha256sum <r1.db)"
exits 2 'an empty reason is none' restore b1.db --older-is-right ' ' --data r1.db
: >r0.db
exits 2 'over a file that is cut to nothing' restore b1.db --data r0.db
says '--older-is-right' 'it asks for a reason as well'
exits 0 'with one it goes' restore b1.db --older-is-right 'schijf stuk' --data r1.db
exits 0 'and the ledger tells of it' ledger show --most 1 --format csv --data r1.db
shows 'schijf stuk' 'with the reason'
is 'and that the old head is not known' 1 "$(sqlite3 r1.db "select count(*) from ledger
    where act = 'data.restored' and parts like '%11:ledger_head,%4:hash,1:-%'")"
is 'the broken file is kept' "$sum" "$(cat r1.db.before-* | sha256sum)"
ln -s new.db link.db
exits 0 'by way of a link' restore b1.db --data link.db
is 'what it points at is replaced' yes "$([ -L link.db ] && ls new.db.before-* >/dev/null && echo yes)"

# One value, one file, one entry: each is found, and named.
cp b1.db t.db
sqlite3 t.db "update assessment set target = '2031-01-01'
    where id = (select min(id) from assessment)"
exits 0 'the chain alone does not look at tables' ledger verify --data t.db
exits 1 'deep does' ledger verify --deep --data t.db
says 'assessment' 'the table'
says 'target' 'the column'
says '2031-01-01' 'what was found'
exits 1 'the doctor finds it too' doctor --data t.db
shows 'fout' 'as a fault'
exits 2 'and it is no back-up' restore t.db --data d.db
cp b1.db t.db
sqlite3 t.db "update file_part set bytes = cast(x'00' || substr(bytes, 2) as blob)
    where hash = (select min(hash) from file_part)"
exits 1 'a byte of a file of evidence' ledger verify --deep --data t.db
cp b1.db t.db
sqlite3 t.db "update ledger set actor = 'p2' where seq = 1"
exits 1 'who did it' ledger verify --data t.db
exits 1 'a back-up of it is made, and it says so' backup t2.db --data t.db
cp b1.db u.db
sqlite3 u.db "drop view assessment_at;
    create view assessment_at as select *, 9223372036854775807 as upto from assessment"
exits 1 'a view that leaves out the past' ledger verify --deep --data u.db
says 'assessment_at' 'which one'
exits 1 'the doctor finds it too' doctor --data u.db
exits 2 'and it is no back-up' restore u.db --data d.db
is 'it is there' yes "$([ -s t2.db ] && echo yes)"

# Newer, older, somebody else's, no database at all.
cp b1.db n.db
sqlite3 n.db "insert into migration values (999, 'later', '00', '2030-01-01T00:00:00.000Z')"
exits 6 'tables of a newer program' soa --data n.db
says '999' 'which is named'
says 'nieuwere' 'as what it is'
exits 2 'no back-up for this one' restore n.db --data d.db
sqlite3 f.db 'create table t (a)'
exits 6 'a database of another program' soa --data f.db
exits 6 'init leaves it alone too' init --org O --name A --data f.db
is 'as it was' 't' "$(sqlite3 f.db .tables)"
printf 'hello' >x.db
exits 6 'no database' soa --data x.db
is 'is left as it was' hello "$(cat x.db)"
