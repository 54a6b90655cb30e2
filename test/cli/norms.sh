# Norms of one's own: looked at, brought in, laid over, ended; and refused with a reason.
cp b1.db n.db && cp d.db.key n.db.key
cat > lib.yaml <<'YAML'
urn: urn:x:risk:library:small
locale: nl
name: Kleine bibliotheek
version: 3
objects:
  framework:
    urn: urn:x:risk:framework:small
    name: Kleine norm
    implementation_groups_definition: [{ref_id: basis, name: Basis}]
    requirement_nodes:
    - {urn: 'urn:x:risk:req_node:small:1', assessable: true, ref_id: '1', name: Eerste, implementation_groups: [Basis]}
    - {urn: 'urn:x:risk:req_node:small:2', assessable: true, ref_id: '2', name: Tweede}
YAML
head='ledger show --most 1 --format csv --data n.db'
# shellcheck disable=SC2086
exits 0 'the head before' $head
cp out head.before
exits 0 'a library is looked at' norm import lib.yaml --preview --data n.db
shows 'urn:x:risk:framework:small@3' 'and says which norm is in it'
shows 'Basis → basis' 'and what was written otherwise'
# shellcheck disable=SC2086
exits 0 'the head after' $head
is 'a preview changes nothing' yes "$(cmp -s out head.before && echo yes)"
exits 0 'it comes in' norm import lib.yaml --data n.db
says 'Kleine bibliotheek' 'and says what came'
number=$(sed -n 's/.*nummer \([0-9]*\).*/\1/p' err)
exits 0 'the list has it' norm list --data n.db
shows 'urn:x:risk:framework:small@3' 'under its key'
exits 0 'it can be shown' norm show urn:x:risk:framework:small --data n.db
shows 'Tweede' 'with its items'
exits 0 'the ledger' ledger show --most 1 --format csv --data n.db
shows 'norm.import' 'says so'
printf 'nummer;tekst\n1;Onze licentietekst\n' > words.csv
exits 2 'words want to know over what' norm import words.csv --data n.db
says 'over welke norm' 'and ask'
exits 0 'words of our own' norm import words.csv --norm urn:x:risk:framework:small --data n.db
exits 0 'the norm' norm show urn:x:risk:framework:small --format csv --data n.db
is 'keeps them out of a document' 0 "$(grep -c Licentietekst out)"
printf 'nummer;tekst\n5.01.01;Licentietekst\n' > bio.csv
exits 0 'words over the norm that we work by' norm import bio.csv --norm bio2@1.3 --data n.db
for from in 'soa' 'soa --model profile' 'gap' 'gap --model assessment-plan' 'norm show bio2@1.3' \
    'norm map bio2@1.3 nist-csf-2.0' 'norm list'; do
    for format in text csv json html oscal; do
        # shellcheck disable=SC2086
        "$waarborg" $from --format "$format" --data n.db >out 2>err </dev/null
        is "no word of them in $from, $format" 0 "$(grep -c Licentietekst out)"
    done
done
exits 0 'the norm leaves' norm export bio2@1.3 --data n.db
is 'as it was shipped' yes "$(cmp -s out "$catalogue/catalog.json" && echo yes)"
exits 0 'asked for, they go along' norm export bio2@1.3 --with-licensed-text --data n.db
shows Licentietekst 'at their control'
exits 2 'what would be nothing without them' norm export tekst:bio2@1.3 --data n.db
says '--with-licensed-text' 'says how to ask'
exits 0 'asked for, it leaves' norm export tekst:bio2@1.3 --with-licensed-text -o words.json --data n.db
exits 0 'as a document that comes in' norm import words.json --data n.db
exits 0 'and leaves again' norm export tekst:bio2@1.3 --with-licensed-text --data n.db
is 'with the same bytes' yes "$(cmp -s out words.json && echo yes)"
for model in system-security-plan profile assessment-plan assessment-results; do
    from=gap
    case $model in system-security-plan | profile) from=soa ;; esac
    exits 0 "a $model leaves" "$from" --format oscal --model "$model" -o ours.json --data n.db
    exits 0 'and is sound to our own reader' norm validate ours.json
done
exits 2 'but is no norm to bring in' norm import ours.json --data n.db
says 'Kies een catalog' 'which is said'
printf 'nummer;tekst\n1;a\n99;b\n' > wrong.csv
exits 2 'a wrong number' norm import wrong.csv --norm urn:x:risk:framework:small --data n.db
says '3: 99' 'is named with its line'
printf 'a: &x 1\nb: *x\n' > alias.yaml
exits 2 'an alias' norm import alias.yaml --data n.db
says 'niet gevolgd' 'is not followed'
printf '{"catalog": {' > cut.json
exits 2 'a file that was cut off' norm import cut.json --data n.db
exits 4 'a file that is not there' norm import none.json --data n.db
exits 0 'it ends' norm end "$number" --data n.db
exits 0 'the list' norm list --data n.db
is 'has it no more' 0 "$(grep -c 'framework:small' out)"
exits 4 'a number that is not there' norm end 999999 --data n.db
exits 0 'our own catalog' norm import "$catalogue/catalog.json" --preview --data n.db
shows 'gaat voor' 'would go before the one of the program'
exits 0 'the ledger is sound' ledger verify --deep --data n.db
exits 0 'the doctor finds nothing' doctor --data n.db
