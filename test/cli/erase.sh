# A text is erased: it is in no file and no document any more, and the chain holds.
cp b1.db w.db && cp d.db.key w.db.key
exits 0 'the whole ledger' ledger show --from 1 --most 100000 --format csv --data w.db
# The first text of some length that no other change repeats.
eval "$(python3 - <<'PY'
import csv, shlex
lines = list(csv.DictReader(open('out', encoding='utf-8')))
for i, it in enumerate(lines):
    text = it['naar']
    if it['veld'] not in ('note', 'design_note', 'name') or len(text) < 8:
        continue
    if sum(text in o['naar'] for o in lines) == 1:
        break
for name, value in (('seq', it['regel']), ('row', it['id']), ('field', it['veld']), ('text', text)):
    print(f'{name}={shlex.quote(value)}')
PY
)"
count() { grep -acF -- "$text" "$1"; }
is 'the text is in the file' yes "$([ "$(count w.db)" -gt 0 ] && echo yes)"
exits 2 'a reason is needed' ledger erase "$seq" --field "$field" --row "$row" --data w.db
says 'waarom' 'and asked for'
exits 2 'the field must have a text' ledger erase "$seq" --field none --why x --data w.db
exits 4 'an entry that is not there' ledger erase 999999 --field "$field" --why x --data w.db
exits 2 'a number is needed' ledger erase --why x --data w.db
exits 2 'of one thing' ledger erase "$seq" --evidence 1 --why x --data w.db
exits 2 'who owns something is not erased' ledger erase --person ruben@voorbeeldstad.example --why x --data w.db
says 'Draag eerst over' 'before it is handed over'
exits 0 'it is asked' ledger erase "$seq" --field "$field" --row "$row" --why 'op verzoek' --data w.db
exits 2 'once' ledger erase "$seq" --field "$field" --row "$row" --why 'op verzoek' --data w.db
says 'al gevraagd' 'and it says so'
exits 0 'what was asked is listed' ledger erasures --format csv --data w.db
shows 'op verzoek' 'with the reason'
is 'and not what the text is' 0 "$(count out)"
asked=$(sed -n 2p out | cut -d, -f1)
exits 3 'who asked does not do it' ledger confirm "$asked" --data w.db
is 'and it is still in the file' yes "$([ "$(count w.db)" -gt 0 ] && echo yes)"
exits 0 'the request is dropped' ledger drop "$asked" --data w.db
exits 2 'and settled' ledger drop "$asked" --data w.db

# Somebody alone is not held to the rule: an organisation with one person.
exits 0 'an organisation of one' init --org Alleen --type gemeente --name 'Anna de Boer' --data w1.db
exits 0 'adds somebody without a role' user add --name 'Zeldzame Naam' --title 'Zeldzaam Ambt' --data w1.db
text='Zeldzame Naam'
held() { cat w1.db w1.db-wal 2>/dev/null | grep -acF -- "$text"; }
is 'whose name is in the file' yes "$([ "$(held)" -gt 0 ] && echo yes)"
exits 0 'asks that they are erased' ledger erase --person 'Zeldzame Naam' --why 'op verzoek' --data w1.db
exits 0 'and its number' ledger erasures --format csv --data w1.db
asked=$(sed -n 2p out | cut -d, -f1)
exits 0 'and does it' ledger confirm "$asked" --data w1.db
exits 0 'the ledger is sound' ledger verify --deep --data w1.db
exits 0 'the person is a number' user list --data w1.db
shows 'gewist persoon (p' 'and says so'
exits 0 'in the ledger too' ledger show --format csv --data w1.db
shows 'person.erase' 'with what was done'
shows 'gewist op' 'and when'
exits 0 'a back-up of it' backup w2.db --data w1.db
sqlite3 w1.db 'pragma wal_checkpoint(truncate)' >/dev/null
for text in 'Zeldzame Naam' 'Zeldzaam Ambt'; do
    is 'the back-up has it no more' 0 "$(count w2.db)"
    is 'nor have the file itself and its log, once that is written over' 0 "$(held)"
done
exits 0 'the doctor finds nothing' doctor --data w.db

# What is held about a person.
exits 0 'what is held of somebody' user export 'Anna de Boer' --format json --data w1.db
shows '"naam":"Anna de Boer"' 'names them'
shows '"handelingen":[{"regel":' 'and what they did'
exits 0 'as a page to read' user export 'Anna de Boer' --format html --data w1.db
shows '<table' 'with tables'
for as in json html xlsx text; do
    exits 0 "as $as" user export 'Anna de Boer' --format $as --data w1.db -o "held.$as"
done
tables=$(grep -o '<table' held.html | wc -l | tr -d ' ')
is 'a workbook has each table of the page, and a sheet that says of what it is' $((tables + 1)) \
    "$(unzip -p held.xlsx xl/workbook.xml | grep -o '<sheet ' | wc -l | tr -d ' ')"
is 'and text does too' "$tables" "$(grep -o '<caption[^>]*>[^<]*' held.html | sed 's/.*>//' |
    while read -r title; do grep -F "$title" held.text | head -1; done | wc -l | tr -d ' ')"
exits 2 'csv cannot hold it' user export 'Anna de Boer' --format csv --data w1.db
says 'json, html, xlsx' 'and what can is said'
is 'in one line' '1 0' "$(wc -l <err | tr -d ' ') $(wc -c <out | tr -d ' ')"
exits 4 'of nobody there is nothing' user export 'Niemand' --data w1.db

# What is past its term goes.
exits 0 'what is past its term is thrown away' tidy --format csv --data w1.db
shows ',18 maanden,standaard,0' 'and it says how much that was, and by which term'
exits 0 'which is no entry: the ledger is sound' ledger verify --deep --data w1.db
exits 0 'which evidence may go is listed' tidy evidence --format csv --data w1.db
shows 'nummer,titel,waarom,geldig_tot,termijn,mag_weg_sinds,gevraagd' 'with why and since when'
exits 2 'another term wants a reason' tidy set events 24 --data w1.db
exits 2 'and may not be shorter than the least' tidy set events 17 --why 'Liever korter' --data w1.db
exits 2 'and one that nobody chooses is not chosen' tidy set sessions 24 --why 'Liever lang' --data w1.db
exits 0 'so it is chosen' tidy set events 24 --why 'De raad besloot dit' --data w1.db
exits 0 'and shown with where it comes from' tidy terms --format csv --data w1.db
shows 'events,Gebeurtenissen van je account,24 maanden,eigen,18,120' 'as the own one'
shows 'tokens,API-tokens die zijn beëindigd of verlopen,18 maanden,standaard,18,120' 'beside the standard'
exits 0 'the reason is in the ledger' ledger show --from 2 --data w1.db
shows 'De raad besloot dit' 'for good'
exits 0 'and it goes back to the standard' tidy set events standard --why 'Toch niet' --data w1.db
