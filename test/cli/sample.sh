# The sample municipality, and the documents in every format.
exits 0 'the sample municipality' demo --data d.db
shows 'samira@voorbeeldstad.example' 'who can sign in'
says 'vier paarse fietsen' 'with what'
exits 2 'it is made once' demo --data d.db
exits 0 'its ledger is sound' ledger verify --deep --data d.db
shows 'Klopt: ja' 'and says so'
exits 0 'its doctor finds it well' doctor --data d.db
is 'nothing to mend' 0 "$(grep -c 'fout' out)"
is 'its size as it is written here' 1 "$(grep -cE '^Gegevens .* [0-9]+,[0-9] MB' out)"
exits 0 'in English' doctor --data d.db --lang en
is 'its size as it is written there' 1 "$(grep -cE '^Data .* [0-9]+\.[0-9] MB' out)"

exits 0 'the statement as CSV' soa --data d.db --format csv
lines 211 'a header and 210 lines'
cp out first.csv
exits 0 'the adopted version' soa --version 1 --data d.db --format json
shows '"organisation":"Gemeente Voorbeeldstad"' 'whose it is'
shows '118' 'the decision'
is 'it is JSON' ok "$(python3 -c 'import json; json.load(open("out")); print("ok")')"
exits 4 'a version that is not there' soa --version 9 --data d.db
exits 2 'a version that is no number' soa --version een --data d.db
exits 0 'as XLSX' soa --data d.db --format xlsx -o out.xlsx
is 'a zip file' PK "$(head -c 2 out.xlsx)"
exits 0 'as HTML by the name of the file' soa --data d.db -o out.html
is 'a page' '<!doctype html>' "$(head -c 15 out.html | tr 'A-Z' 'a-z')"
exits 0 'as text' soa --data d.db
is 'the text begins with its title, and has it once' 1 "$(grep -c '^Verklaring van toepasselijkheid' out)"
exits 0 'the gap as text' gap --data d.db
is 'the gap has its title once' 1 "$(grep -c '^Gap-analyse' out)"
exits 2 'a day that is still to come' soa --data d.db --as-of 2199-01-01
says '--as-of: ' 'it is named as the option that it was'
exits 2 'knowing from a day that is still to come' gap --data d.db --known 2199-01-01
says '--known: ' 'that is named as its option too'
exits 0 '--json is short' gap --data d.db --json
exits 2 'a format that is not there' soa --data d.db --format gif
says 'gif' 'it is named'
exits 6 'a file that cannot be written' soa --data d.db -o none/out.csv

for by in theme control role csf; do
    exits 0 "the gap by $by" gap --by $by --data d.db --format csv
done
exits 0 'the gap by theme' gap --data d.db --format csv
is '36 of the 156 measures meet the norm, and three do not apply' '156 153 36' \
    "$(awk -F, 'NR > 1 { n += $3; a += $4; v += $5 } END { print n, a, v }' out)"
exits 2 'the gap by something else' gap --by moon --data d.db
is 'which says by what it can be' 1 "$(grep -c 'moon (theme, control, role, csf, group)$' err)"
exits 2 'a model that there is not' gap --format oscal --model moon --data d.db
is 'which says which there are' 1 "$(grep -c 'moon (assessment-plan, assessment-results, plan-of-action-and-milestones)$' err)"
exits 0 'the gap by another norm' gap --norm nist-csf-2.0 --data d.db --format csv
is 'of its 106 outcomes 97 are touched, 9 not covered, and none has a status' '106 97 9 0' \
    "$(awk -F'","|,' 'NR > 1 { sub(/\r$/, ""); n += $(NF - 10); g += $(NF - 3); u += $(NF - 2); v += $(NF - 8) } END { print n, g, u, v }' out)"
exits 0 'by its chapters' gap --norm cbw --by chapter --data d.db --format csv
exits 0 'by whom it asks' gap --norm bio2@1.2 --by role --data d.db --format csv
shows ciso 'the CISO among them'
exits 0 'by function' gap --norm bio2@1.2 --by csf --data d.db
exits 0 'the statement by another norm' soa --norm cbw --data d.db --format csv
lines 38 'a header and 37 items'
exits 0 'as JSON' soa --norm cbw --data d.db --json
exits 2 'by a norm that is not there' soa --norm moon --data d.db
says '--norm: ' 'it is named'
exits 2 'not as OSCAL' soa --norm cbw --data d.db --format oscal
exits 2 'by what the norm does not say' gap --norm cbw --by csf --data d.db
says '--by: ' 'it is named as the option that it was'
exits 2 'by a norm that is not there' gap --norm moon --data d.db
says '--norm: ' 'that too'
exits 2 'of a selection that is not there' gap --profile moon --data d.db
says '--profile: ' 'and that'
exits 2 'by steps without a selection' gap --by step --data d.db

exits 0 'two norms side by side' norm map bio2 iso27002-2022 --format csv
lines 94 'a header and 93 pairs'
exits 0 'over another norm' norm map bio2 nist-csf-2.0 --format csv
shows 'ISO/IEC 27002:2022' 'with the way it came'
exits 0 'as JSON' norm map bio2@1.2 bio2@1.3 --json
shows '"soort":"vervallen"' 'with what ended'
exits 2 'a norm and itself' norm map bio2 bio2
exits 2 'a norm that is not there' norm map bio2 moon
says 'TO: ' 'it is named as the argument that it was'
exits 2 'one norm alone' norm map bio2
exits 2 'a day that is none' gap --as-of 2026-02-30 --data d.db
exits 2 'a day to come' gap --as-of 2999-01-01 --data d.db
exits 0 'a day half a year ago' gap --as-of "$(date -d '-6 months' +%F)" --data d.db
exits 0 'known later than it held' gap --as-of "$(date -d '-6 months' +%F)" \
    --known "$(date -d '-3 months' +%F)" --data d.db

exits 0 'the same day gives the same picture' demo --data e.db
exits 0 'of the second' soa --data e.db --format csv
is 'line by line' same "$(cmp -s first.csv out && echo same)"

exits 0 'the last changes' ledger show --most 5 --data d.db --format csv
exits 0 'from the first' ledger show --from 1 --most 1 --data d.db --format csv
shows 'Gemeente Voorbeeldstad' 'the organisation was made'
exits 2 'a number that is none' ledger show --from nul --data d.db
exits 0 'the head' ledger head --data d.db --json
shows '"uuid"' 'with its name'

# The same as OSCAL: sound, asked twice the same, and names only when they are asked for.
exits 0 'the statement as OSCAL' soa --data d.db --format oscal -o ssp.json
exits 0 'is sound' norm validate ssp.json
exits 0 'the profile it starts from' soa --data d.db --format oscal --model profile -o profile.json
exits 0 'is sound too' norm validate profile.json
for model in assessment-plan assessment-results plan-of-action-and-milestones; do
    exits 0 "$model" gap --data d.db --format oscal --model $model -o $model.json
    exits 0 "$model is sound" norm validate $model.json
    exits 0 "$model of half a year ago" gap --data d.db --format oscal --model $model \
        --as-of "$(date -d '-6 months' +%F)" -o once.json
    exits 0 "$model again" gap --data d.db --format oscal --model $model \
        --as-of "$(date -d '-6 months' +%F)" -o again.json
    is "$model has the same bytes" same "$(cmp -s once.json again.json && echo same)"
    is "$model has no names" 0 "$(grep -c 'Samira Haddad' $model.json)"
done
exits 0 'with names' soa --data d.db --format oscal --names
shows 'Samira Haddad' 'they are there'
exits 0 'in English' soa --data d.db --format oscal --lang en
shows 'Statement of applicability, version 2' 'its title is English'
exits 2 'a model of the other command' soa --data d.db --format oscal --model assessment-plan
says 'assessment-plan' 'it is named'
exits 2 'a model without its format' gap --data d.db --model assessment-plan
says 'oscal' 'the format is named'
exits 4 'a version that is not there, as OSCAL' soa --data d.db --version 9 --format oscal

# The catalog that the profile names leaves as it came, and the profile comes to all of it.
exits 0 'the catalog' norm export bio2@1.3 -o bio2-1.3.json
is 'byte for byte' same "$(cmp -s bio2-1.3.json "$catalogue/catalog.json" && echo same)"
exits 0 'the English one' norm export bio2@1.3 --lang en
is 'byte for byte too' same "$(cmp -s out "$catalogue/catalog.en.json" && echo same)"
exits 0 'a profile' norm export bio2-begin
is 'as it came' same "$(cmp -s out "$catalogue/profiles/begin.json" && echo same)"
exits 0 'a mapping' norm export nis2--cbw
is 'as it came as well' same "$(cmp -s out "$catalogue/../mappings/nis2--cbw.json" && echo same)"
exits 0 'what our profile comes to' norm resolve profile.json -o resolved.json
is 'each control of the catalog' "$(grep -c '_smt"' bio2-1.3.json)" "$(grep -c '_smt"' resolved.json)"
exits 4 'a document that the program does not have' norm export moon
says 'moon' 'it is named'
exits 2 'no document named' norm export
