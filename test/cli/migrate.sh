# From an old norm to a new one: looked at, carried out, taken back; a version of the same norm.
exits 2 'init by a norm that is not there' init --data m.db --org Oud --name A --norm none
says '--norm' 'the option is named'
exits 0 'an organisation that begins by an old norm' init --data m.db --org 'Gemeente Oud' \
    --name A --norm big
head='ledger show --most 1 --format csv --data m.db'
# shellcheck disable=SC2086
exits 0 'the head before' $head
cp out head.before
exits 0 'two steps in one go' migrate big bio2 --preview --data m.db
says 'Begin klein' 'and a first one of everything is said to be wide'
shows 'samengevoegd' 'with what becomes of each'
shows 'ISO-overgang 2005 naar 2013, ISO 27002:2022 bijlage B' 'and on what ground'
exits 0 'the same for machines' migrate big bio2 --preview --format csv --data m.db
shows 'Gemeente Oud,gelijk,10.1.3,5.03' 'a line for each item'
exits 0 'and as JSON' migrate big bio2 --preview --format json --data m.db
shows '"voorstel"' 'with its tables under their names'
# shellcheck disable=SC2086
exits 0 'the head after' $head
is 'a preview changes nothing' yes "$(cmp -s out head.before && echo yes)"
exits 2 'a norm that is not there' migrate big none --preview --data m.db
says 'TO' 'is named by its place'
exits 2 'a system that is not there' migrate big bio2 --object Nergens --data m.db
says 'Nergens' 'is named'
exits 2 'a kind that is not there' migrate big bio2 --accept gelijk,anders --data m.db
says '--accept' 'is named'
exits 0 'carried out' migrate big bio2 --move --data m.db
number=$(sed -n 's/.*nummer \([0-9]*\)\..*/\1/p' err)
exits 0 'the list' migrate list --format csv --data m.db
shows "$number," 'has it under its number'
shows 'big@1.0,bio2@1.3,Gemeente Oud' 'with the norms and what went over'
exits 0 'its report' migrate show "$number" --data m.db
shows 'Nieuw te doen' 'says what is new'
exits 0 'its report as CSV' migrate show "$number" --format csv --data m.db
shows 'Nieuw te doen,Gemeente Oud,5.01.01' 'line by line'
exits 0 'its report for machines' migrate show "$number" --format json --data m.db
shows '"tellingen"' 'with its counts'
exits 0 'its report as a sheet' migrate show "$number" -o report.xlsx --data m.db
exits 0 'the gap is that of the new norm' gap --data m.db
shows 'BIO2 versie 1.3' 'by its name'
exits 0 'undone' migrate undo "$number" --data m.db
exits 2 'undone twice' migrate undo "$number" --data m.db
says 'al teruggedraaid' 'is said'
exits 0 'the gap is that of the old norm again' gap --data m.db
shows 'BIG versie 1.0' 'by its name'
exits 4 'a number that is not there' migrate undo 999 --data m.db
exits 0 'again, and less of it' migrate big bio2 --accept gelijk --move --data m.db
number=$(sed -n 's/.*nummer \([0-9]*\)\..*/\1/p' err)
exits 0 'its report' migrate show "$number" --data m.db
shows 'opnieuw beoordelen' 'has what was not accepted to be assessed again'
exits 0 'the ledger is sound' ledger verify --deep --data m.db

# Another version of the same norm, and the norm with levels.
exits 2 'versions share their numbers' migrate bio2@1.3 bio2@1.2 --data m.db
says '--move' 'and so everything goes along'
exits 0 'everything goes along' migrate bio2@1.3 bio2@1.2 --move --data m.db
exits 0 'and back' migrate bio2@1.2 bio2@1.3 --move --data m.db
exits 2 'no step aside' norm use bio2@1.2 --data m.db
says 'andere versie' 'for a version'
exits 0 'another norm, without carrying over' norm use bio104 --data m.db
says 'BIO versie 1.04' 'is said'
exits 0 'and from there' migrate bio104 bio2 --preview --data m.db
exits 0 'the ledger is sound' ledger verify --deep --data m.db
exits 0 'the doctor has no more than care' doctor --data m.db
