# The first things that somebody types, right and wrong.
exits 2 'no command: help, and refused'
says 'waarborg init' 'help names the commands, as a message'
exits 0 'help is asked' help
exits 0 'help of one command' soa --help
exits 0 'version' --version
exits 2 'an unknown command' fly
says 'fly' 'it is named'
exits 2 'an unknown option' soa --flat
says '--flat' 'it is named too'
exits 2 'an option without its value' soa --format
says '--format' 'it is named'
is 'as one that is known' 0 "$(grep -c onbekend err)"
exits 2 'the same of an option of its own' soa --version
says '--version' 'it is named'
exits 2 'a language that is not there' soa --lang fr
says '--lang' 'it is named'
exits 2 'an argument too many' soa more
exits 2 'a verb that is not there' ledger burn
exits 2 'a verb is needed' user
exits 4 'no data file' soa --data none.db
says 'none.db' 'the file is named'
is 'looking makes no file' no "$([ -e none.db ] && echo yes || echo no)"

# init
printf 'een lange zin als wachtwoord\n' >pass
exits 2 'init without a name' init --data a.db --name A --email a@a.example --password-file pass
says '--org' 'the option is named'
is 'what was refused leaves no file' no "$([ -e a.db ] && echo yes || echo no)"
exits 2 'init with a poor password' init --data a.db --org O --name A --email a@a.example \
    --password-file /dev/null
says '--password-file' 'the option is named'
exits 2 'init with an unknown type' init --data a.db --org O --type club --name A
says '--type' 'the option is named'
says 'waterschap' 'and what it may be'
is 'in one line' 1 "$(wc -l <err | tr -d ' ')"
exits 2 'init with hours that are no number' init --data a.db --org O --name A --hours veel
exits 4 'init with a password file that is not there' init --data a.db --org O --name A \
    --email a@a.example --password-file none
exits 0 'init' init --data a.db --org 'Gemeente Proef' --type gemeente --hours 8 --name 'Anna A' \
    --email anna@proef.example --password-file pass
says 'serve --data a.db' 'what to do next, with the file'
is 'only its owner reads the data' 600 "$(stat -c %a a.db)"
is 'nor anybody else the key file, which lies beside it' 400 "$(stat -c %a a.db.key)"
is 'init made it and says so' 1 "$(grep -c a.db.key err)"
is 'what was refused left none' 1 "$(ls -- ?.db.key | wc -l)"
exits 0 'init made a key to sign with too' keys show --data a.db --format csv
lines 2 'one'
exits 2 'a second first one is refused' keys new --data a.db
exits 0 'the ledger is signed' ledger sign --data a.db --json
cp out signed
exits 0 'twice is once' ledger sign --data a.db --json
is 'with the same signature' same "$(cmp -s out signed && echo same)"
exits 0 'a copy of it' backup other.db --data a.db
cp a.db.key other.db.key
sqlite3 other.db "update signed_head set hash = replace(hash, substr(hash, 1, 8), '00000000')"
exits 1 'a signed head that is not of this ledger' ledger verify --data other.db
says 'Een stand die getekend is, past niet' 'as what it is'
exits 5 'and nothing is signed beside it' ledger sign --data other.db
says 'Er is niets getekend' 'which it says'
exits 0 'the ledger goes to a file' ledger export --data a.db -o a.ledger
is 'whose last line says that it is whole' 1 "$(tail -n 1 a.ledger | grep -c '^end [0-9]* [0-9a-f]* 1 0$')"
org=$(sed -n 's/^organisation //p' a.ledger) key=$(sed -n 's/^key 1 //p' a.ledger)
head=$(sed -n 's/^head \([0-9]*\) \([0-9a-f]*\) .*/\1:\2/p' a.ledger)
exits 0 'it is checked without any data' ledger verify a.ledger --org "$org" --key "$key" --data none.db
exits 0 'and against a state seen outside' ledger verify a.ledger --org "$org" --key "$key" --head "$head"
exits 0 'so is the data' ledger verify --data a.db --head "$head"
wrong=${head%:*}:$(printf %064d 0)
exits 1 'which a wrong one finds' ledger verify --data a.db --head "$wrong"
shows 'lopt: nee' 'and the answer itself says so'
shows "$(printf %064d 0)" 'with what was expected'
is 'as the error does' 1 "$(grep -c "$(printf %064d 0)" err)"
for from in '--data a.db' "a.ledger --org $org --key $key"; do
    # shellcheck disable=SC2086
    for as in text json csv html; do
        exits 1 "a wrong one is found as $as: $from" ledger verify $from --head "$wrong" --format $as -o answer
        is 'and the answer names the fault' yes "$(grep -q 'stand die je opgaf' answer && echo yes)"
        is 'and nowhere says that it holds' 0 "$(grep -ciE '"klopt": *true|klopt: ja|^ja[,;]|<td[^>]*>ja<' answer)"
    done
done
exits 0 'a right one is sound' ledger verify --data a.db --head "$head" --json
shows '"klopt"' 'as the answer says'
exits 1 'another key' ledger verify a.ledger --org "$org" --key "$(printf %064d 0)"
says 'sleutel' 'is what is wrong'
exits 2 'whose it is does not come from the file' ledger verify a.ledger --key "$key"
says '--org' 'but from an option'
exits 2 'nor with which key' ledger verify a.ledger --org "$org"
says '--key' 'but from another'
exits 2 'a key that is none' ledger verify a.ledger --org "$org" --key abc
sed 's/demo/omed/;s/,3:cli,/,3:web,/' a.ledger >bent
exits 1 'a line that was changed' ledger verify bent --org "$org" --key "$key"
says 'regel 3 van het bestand' 'is named'
exits 0 'texts go along when asked' ledger export --with-texts --data a.db -o texts
is 'and only then' 'yes 0' "$(grep -q 'Gemeente Proef$' texts && echo yes) $(grep -c '^text' a.ledger)"
exits 0 'and hold' ledger verify texts --org "$org" --key "$key"
mv a.db.key away.key
exits 0 'without the key file what was signed still shows' ledger sign --data a.db
exits 0 'a key is made anew where its file is gone' keys renew --data a.db --why kwijt
says a.db.key 'with another file'
lines 5 'beside the old one'
exits 0 'and signs' ledger sign --data a.db
other=$(sed -n 's/^key \([0-9a-f]*\) .*/\1/p' a.db.key)
rm -f a.db.key && mv away.key a.db.key
exits 0 'something more' user add --data a.db --name Zo
exits 1 'the doctor sees that a seal does not open' doctor --data a.db
shows "sleutel $other ontbreekt" 'and by which key it would'
exits 0 'what cannot be signed goes to a file all the same' ledger export --data a.db -o tail.ledger
renewed=$(sed -n 's/^key 2 //p' tail.ledger)
exits 0 'both keys hold, in any order' ledger verify tail.ledger --org "$org" --key "$renewed" --key "$key"
shows 'lleen op de keten: 1' 'and how much is not signed is said beside it'
exits 1 'the old one alone does not' ledger verify tail.ledger --org "$org" --key "$key"
exits 1 'nor do both where the renewal was left out' ledger verify a.ledger --org "$org" --key "$key" --key "$renewed"
shows "$renewed" 'and the key that is missing is named'
exits 4 'a key file that is not of these data signs nothing' ledger sign --data a.db
says 'keys renew' 'and what to do is said'
is 'in one line' 1 "$(wc -l <err | tr -d ' ')"
cp a.db.key kept.key && chmod 440 a.db.key
exits 2 'a key file that others can read stops the server' serve --data a.db --listen 127.0.0.1:0
says 'chmod 400' 'with what to do'
echo nothing >odd && chmod 400 odd
exits 2 'so does one that is none' serve --data a.db --key-file odd --listen 127.0.0.1:0
says 'odd' 'and it is named'
exits 6 'and one that cannot be made is no key' keys renew --data a.db --key-file none/key
says 'none/key' 'and that is named too'
chmod 400 a.db.key
is 'none of these changed it' same "$(cmp -s kept.key a.db.key && echo same)"
rm -f kept.key odd
exits 0 'data of our own' backup r.db --data a.db
cp a.db.key r.db.key
exits 0 'another key for all that is sealed' keys reseal --data r.db
is 'the file holds that one alone' '1 400' "$(grep -c '^key' r.db.key) $(stat -c %a r.db.key)"
is 'and the old one lies beside it' same "$(cmp -s a.db.key r.db.key.* && echo same)"
number=$(sed -n 's/^key \([0-9a-f]*\) .*/\1/p' r.db.key)
is 'what opened is sealed by the new one' 1 "$(sqlite3 r.db "select count(*) from signing_secret where seal like '$number.%'")"
is 'what did not is as it was' 1 "$(sqlite3 r.db "select count(*) from signing_secret where seal like '$other.%'")"
cp r.db.key.* two.key && chmod 600 two.key && cat r.db.key >>two.key && mv two.key r.db.key
exits 1 'one that was cut short is seen' doctor --data r.db
exits 0 'and finished with the key that it made' keys reseal --data r.db
is 'which is that one still' "$number" "$(sed -n 's/^key \([0-9a-f]*\) .*/\1/p' r.db.key)"
rm -f r.db.key
exits 1 'the doctor misses the key file' doctor --data r.db
shows 'r.db.key: het is er niet' 'and says where it was'
exits 2 'the server makes no other in its place' serve --data r.db --listen 127.0.0.1:0
says 'r.db.key is er niet' 'and says what is wrong'
is 'nothing was made' no "$([ -e r.db.key ] && echo yes || echo no)"
exits 2 'nor is anything sealed anew' keys reseal --data r.db
rm -f r.db*
exits 2 'init twice is refused' init --data a.db --org Twee --name B
says 'a.db' 'the file is named'
exits 2 'demo in a file that holds an organisation is refused' demo --data a.db
exits 2 'a sector is not there yet' demo --sector 3 --data s.db
"$waarborg" init --data b.db --org Pijp --name P --email p@p.example --password-file - \
    <pass >out 2>err
is 'a password from standard input' 0 $?
exits 0 'init without an account' init --data c.db --org Zonder --name C
exits 2 'a plan without one thing to do' gap --data c.db --format oscal \
    --model plan-of-action-and-milestones -o empty.json
is 'is not written' no "$([ -e empty.json ] && echo yes || echo no)"
exits 4 'a day before there was anything' soa --data c.db --as-of 2001-01-01
says '2001-01-01' 'the day is named'
exits 0 'where nothing was said there is a statement' soa --data c.db --format oscal -o new.json
exits 0 'and it is sound' norm validate new.json
exits 0 'its doctor takes care, no more' doctor --data c.db
shows 'let op' 'nobody can sign in there'

# languages
exits 4 'English by option' soa --data none.db --lang en
says 'there is no file' 'in English'
LANG=en_GB.UTF-8 exits 4 'English by the environment' soa --data none.db
says 'there is no file' 'in English'
WAARBORG_DATA=none.db exits 4 'the data by the environment' soa

# people
exits 0 'the people' user list --data a.db
shows 'anna@proef.example' 'with their address'
exits 0 'one more' user add --name 'Bob B' --email bob@proef.example --role owner,reader --data a.db
is 'a password of 34 characters' 35 "$(wc -c <out | tr -d ' ')"
exits 2 'an address twice' user add --name 'Bob C' --email bob@proef.example --data a.db
says '--email: ' 'by its option'
exits 2 'a role that is not there' user add --name 'Dirk' --role koning --data a.db
exits 2 'nobody by name' user add --data a.db
exits 0 'a role more' user role 'Bob B' +auditor --data a.db
exits 2 'the same once more' user role 'Bob B' +auditor --data a.db
exits 0 'a role with its days' user role 'Bob B' +privacy --from 2049-01-01 --until 2099-12-31 --data a.db
exits 2 'a first day in the past' user role 'Bob B' +member --from 2020-01-01 --data a.db
says '--from: ' 'the option is named'
exits 0 'another last day' user role 'Bob B' -privacy --until 2098-12-31 --data a.db
exits 2 'a first day goes with giving' user role 'Bob B' -privacy --from 2026-01-01 --data a.db
exits 2 'a day that is none' user role 'Bob B' +member --until morgen --data a.db
exits 2 'a last day before the first' user role 'Bob B' +member --from 2049-02-02 --until 2049-02-01 --data a.db
exits 0 'a role less' user role bob@proef.example -reader --data a.db
exits 4 'a role that was not held' user role 'Bob B' -ciso --data a.db
exits 4 'nobody of that name' user role Niemand +reader --data a.db
exits 2 'the last administrator stays' user role 'Anna A' -admin --data a.db
exits 0 'a new password' user passwd 'Bob B' --data a.db
exits 0 'a chosen password' user passwd 'Bob B' --password-file pass --data a.db
is 'which is not shown' 0 "$(wc -c <out | tr -d ' ')"
printf 'Bob-B-1990 Proef\n' >poor
exits 2 'a password made of who it is for' user passwd 'Bob B' --password-file poor --data a.db
printf '%s:3\n' "$(head -n 1 pass | tr -d '\n' | sha1sum | cut -c 1-40 | tr a-f A-F)" >leaked
WAARBORG_BREACHED=$work/leaked exits 2 'a password that leaked' user passwd 'Bob B' \
    --password-file pass --data a.db
says 'gelekt' 'which is what it says'
exits 2 'a list of leaked passwords that is none' serve --data a.db --listen 127.0.0.1:0 --breached pass
says '--breached' 'the option is named'
exits 2 'nor is one that is not there' serve --data a.db --listen 127.0.0.1:0 --breached nowhere
WAARBORG_BREACHED=nowhere exits 2 'nor by the environment' user passwd 'Bob B' --password-file pass \
    --data a.db
says 'WAARBORG_BREACHED' 'which is named'

# norms
exits 0 'the norms' norm list
exits 0 'a norm' norm show bio2 --format csv
lines 261 'every number and a header'
exits 4 'a norm that is not there' norm show none
exits 0 'what the program brings is sound' norm validate "$catalogue"
cp -r "$catalogue" norm
sed -i 's/^measures 117/measures 118/' norm/expect.txt
exits 1 'a count that differs' norm validate norm
shows '118' 'what was expected'
printf '{"catalog":{"uuid":"x"}}' >bad.json
exits 1 'a document that is not sound' norm validate bad.json --format csv
shows '/catalog/uuid' 'where'
cp "$catalogue/../bio-1.04/biv.tsv" norm/
printf 'rule\torder\n' > norm/level-test.tsv
exits 1 'a level test that is not sound' norm validate norm --format csv
shows 'norm/level-test.tsv,,,fout,Een regel' 'the table and what is wrong'
exits 4 'a document that is not there' norm validate none.json
mkdir -p bundle/sub
cat >bundle/profile.json <<'END'
{"profile": {"uuid": "0aa5c3a0-7c4f-4c27-9a3e-0e1f5f4d0002", "metadata": {"title": "Ours",
 "last-modified": "2026-01-15T09:00:00Z", "version": "1", "oscal-version": "1.2.1"},
 "imports": [{"href": "sub/../c%61talog.json", "include-controls": [{"with-ids": ["bio2-5.01", "x-9"]}]}]}}
END
cp "$catalogue/catalog.json" bundle/catalog.json
exits 0 'a profile comes to a catalog' norm resolve bundle/profile.json -o resolved.json
says 'x-9' 'an id that is not there is told'
exits 0 'what it comes to is sound' norm validate resolved.json
exits 0 'it is written to standard output too' norm resolve bundle/profile.json
shows '"href": "profile.json"' 'it says which profile it came from'
is 'and both say the same but for the time' "$(grep -v last-modified resolved.json | sha256sum)" \
    "$(grep -v last-modified out | sha256sum)"
sed 's#sub/../c%61talog.json#https://example.org/c.json#' bundle/profile.json >bundle/far.json
exits 2 'a reference to the network is not followed' norm resolve bundle/far.json -o far-out.json
says 'https://example.org/c.json' 'it says which reference'
sed "s#sub/../c%61talog.json#$PWD/bundle/catalog.json#" bundle/profile.json >bundle/root.json
exits 2 'a path from the root is not followed' norm resolve bundle/root.json -o far-out.json
sed 's#sub/../c%61talog.json#../bundle/loop.json#' bundle/profile.json >bundle/loop.json
exits 2 'a circle is refused' norm resolve bundle/loop.json -o far-out.json
sed 's#c%61talog#none#' bundle/profile.json >bundle/gone.json
exits 2 'an import that is not there is refused' norm resolve bundle/gone.json -o far-out.json
is 'nothing is written then' no "$([ -e far-out.json ] && echo yes || echo no)"
exits 2 'a catalog is no profile' norm resolve bundle/catalog.json
exits 4 'a profile that is not there' norm resolve none.json
exits 2 'a profile must be named' norm resolve

# the level test
exits 0 'three classes' bbn geen laag midden
shows 'Minstens: 2' 'say at least'
is 'and no more' no "$(grep -q '^Niveau' out && echo yes || echo no)"
shows 'persoonsgegevens' 'and name what is not answered'
exits 0 'the same by their numbers' bbn 0 1 2
shows 'Minstens: 2' 'say the same'
exits 2 'a class that is none' bbn 0 1 4
says '4' 'is named'
exits 2 'two classes' bbn 0 1
printf '# onze website\nvertrouwelijke_informatie=nee\nopenbaarheid_derden_onzeker = nee\nbestuurlijke_onrust=nee\nketenafhankelijkheid=nee\n' >answers
exits 0 'answers from a file' bbn --answers answers
shows 'Niveau: 1' 'come to a level'
printf 'staatsgeheim=ja\n' >>answers
exits 0 'a state secret' bbn --answers answers --format csv
shows ',1,1,"G00' 'is outside the levels'
printf 'kleur=blauw\n' >>answers
exits 2 'a question that is none' bbn --answers answers
says '7: kleur=blauw' 'is named by its line'
exits 4 'an object that is not there' bbn Zaaksysteem --data a.db
exits 2 'nothing at all' bbn
