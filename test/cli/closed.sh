# Closed back-ups: to a key, with a passphrase; what opens them, and what does not.
head_of_file() { "$waarborg" ledger head --format csv --data "$1" 2>err | tail -1; }
exits 2 'a pair of keys needs a file' backup keypair
exits 0 'a pair of keys' backup keypair -o key
cp out public
is 'the secret one is for its maker alone' 600 "$(stat -c %a key)"
is 'and not on the screen' 0 "$(cat out err | grep -c 'waarborg-secret')"
exits 2 'not over a key that is there' backup keypair -o key
exits 0 'another pair' backup keypair -o other

cp b1.db s.db && cp d.db.key s.db.key
"$waarborg" init --org K --type gemeente --name A --data k.db >out 2>err
exits 0 'a back-up of data with a key file' backup k1.db --data k.db
says 'k.db.key' 'says that this is not in it'
exits 0 'a back-up to a key' backup c1.wb --to "$(cat public)" --data s.db
is 'is no database' 'waarborg-backup' "$(head -c 15 c1.wb)"
is 'says nothing in plain words' 0 "$(grep -c 'Voorbeeldstad\|SQLite' c1.wb)"
is 'is for its maker alone' 600 "$(stat -c %a c1.wb)"
is 'nothing plain is left' 0 "$(ls | grep -c 'copy-\|part-')"
exits 2 'not over a file that is there' backup c1.wb --to "$(cat public)" --data s.db
is 'which stays' 'waarborg-backup' "$(head -c 15 c1.wb)"
exits 2 'a mistyped key' backup c2.wb --to "$(sed 's/:./:_/' public)" --data s.db
exits 2 'the secret key is not for closing' backup c2.wb --to "$(tail -1 key)" --data s.db
is 'made nothing' no "$([ -e c2.wb ] && echo yes || echo no)"
sum=$(sha256sum <s.db)
exits 2 'it wants its key' restore c1.wb --data s.db
says '--key' 'and says how'
exits 2 'another key' restore c1.wb --key other --data s.db
says 'c1.wb gaat niet open' 'is told in one line'
lines_said=$(wc -l <err)
is 'and no more than one' 1 "$lines_said"
exits 4 'a key that is not there' restore c1.wb --key none --data s.db
exits 2 'a file without a key' restore c1.wb --key public --data s.db
head -c 100000 c1.wb >cut.wb
exits 2 'a cut file' restore cut.wb --key key --data s.db
says 'het einde ontbreekt' 'is told as that'
cp c1.wb bad.wb
printf 'x' | dd of=bad.wb bs=1 seek=150000 conv=notrunc 2>/dev/null
exits 2 'an altered byte' restore bad.wb --key key --data s.db
says 'veranderd' 'is told as that'
printf 'waarborg-backup\002k12345678' >later.wb
exits 2 'of a later version' restore later.wb --key key --data s.db
says 'nieuwere versie' 'is told as that'
is 'the data were left alone' "$sum" "$(sha256sum <s.db)"
is 'and nothing lies about' 0 "$(ls | grep -c 'proof-\|fresh-')"
exits 0 'its own key opens it' restore c1.wb --key key --data r.db
is 'and it is the same' "$(head_of_file b1.db)" "$(head_of_file r.db)"
exits 0 'and sound' ledger verify --deep --data r.db

echo 'kort' >short; echo 'vier paarse fietsen' >phrase; echo 'vier paarse fietsem' >wrong
exits 2 'a passphrase that is too short' backup p1.wb --passphrase-file short --data s.db
exits 2 'nobody to ask for one' backup p1.wb --passphrase --data s.db
exits 2 'a key and a passphrase' backup p1.wb --passphrase-file phrase --to "$(cat public)" --data s.db
exits 0 'a back-up with a passphrase' backup p1.wb --passphrase-file phrase --data s.db
exits 2 'another passphrase' restore p1.wb --passphrase-file wrong --data r2.db
is 'made no data' no "$([ -e r2.db ] && echo yes || echo no)"
exits 0 'its own opens it' restore p1.wb --passphrase-file phrase --data r2.db
is 'and it is the same' "$(head_of_file b1.db)" "$(head_of_file r2.db)"

exits 4 'a trial of a back-up that is not there' backup prove none.wb --data s.db
exits 2 'one that is altered' backup prove bad.wb --key key --data s.db
exits 0 'one that is whole' backup prove c1.wb --key key --data s.db
is 'is written down' 1 "$(sqlite3 s.db "select count(*) from care where kind = 'proof'")"
exits 0 'so is that one was made' doctor --data s.db
shows 'tot en met regel' 'with its last entry'
shows 'laatst bewezen op' 'and the doctor tells both'
exits 0 'the ledger is as it was' ledger verify --deep --data s.db
exits 2 'of other data it proves nothing' backup prove k1.db --data s.db
cp s.db later.db
exits 0 'what was done after it' user add --name 'Later L' --data later.db
exits 0 'is no hindrance' backup prove c1.wb --key key --data later.db
shows 'Regels daarna: 1' 'and is counted'
exits 0 'but the other way round' backup later1.db --data later.db
exits 2 'it holds more than the data' backup prove later1.db --data s.db

# A process that was killed left the data in plain; no process has this number.
for end in copy-4194304 copy-4194304.part-4194304 proof-4194304 proof-4194304-wal fresh-4194304; do
    echo plain >"s.db.$end"
done
mkdir -p by && echo other >s.db2.copy-4194304 && echo mine >s.db.copy-20261122 && echo busy >"s.db.copy-$$"
exits 0 'the doctor sees what was left' doctor --data s.db
shows '5 van een werk dat halverwege werd afgebroken' 'and counts it'
exits 0 'a back-up after that' backup by/l1.wb --to "$(cat public)" --data s.db
is 'took it away' 0 "$(ls | grep -c '^s[.]db[.].*-4194304')"
is 'and nothing else' 'other mine busy' "$(cat s.db2.copy-4194304 s.db.copy-20261122 "s.db.copy-$$" | xargs)"
echo plain >s.db.proof-4194304
exits 2 'a restore that is refused' restore bad.wb --key key --data s.db
is 'took it away too' 0 "$(ls | grep -c '^s[.]db[.].*-4194304')"
echo half >by/l2.wb.part-4194304
exits 0 'a back-up to where one was cut short' backup by/l2.wb --data s.db
is 'takes its part away' 0 "$(ls by | grep -c part-)"
echo plain >s.db.copy-4194304
exits 2 'a start that goes no further' serve --data s.db --key-file nokey --listen 127.0.0.1:0
is 'takes it away as well' 0 "$(ls | grep -c '^s[.]db[.].*-4194304')"
rm s.db2.copy-4194304 s.db.copy-20261122 "s.db.copy-$$"
is 'nothing lies about after all this' 0 "$(ls | grep -c 'proof-\|part-\|copy-')"
