# A text is erased: it is in no file and no document any more, and the chain holds.
cp b1.db w.db
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
exits 0 'the text goes' ledger erase "$seq" --field "$field" --row "$row" --why 'op verzoek' --data w.db
exits 2 'once' ledger erase "$seq" --field "$field" --row "$row" --why 'op verzoek' --data w.db
says 'al gewist' 'and it says so'
exits 0 'the ledger is sound' ledger verify --deep --data w.db
exits 0 'its entry' ledger show --from "$seq" --most 1 --format csv --data w.db
shows "gewist op" 'says that it was erased, and when'
exits 0 'the last entry' ledger show --most 1 --format csv --data w.db
shows 'text.erase' 'says by what'
shows 'op verzoek' 'and why'
exits 0 'in English too' ledger show --from "$seq" --most 1 --format csv --data w.db --lang en
shows 'erased on' 'and when'
exits 0 'a back-up of it' backup w2.db --data w.db
is 'has it no more' 0 "$(count w2.db)"
sqlite3 w.db 'pragma wal_checkpoint(truncate)' >/dev/null
is 'nor has the file itself, once its log is written over' 0 "$(count w.db)"
exits 0 'the doctor finds nothing' doctor --data w.db
