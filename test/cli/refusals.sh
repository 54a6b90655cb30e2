# Every command refuses an option that it has not and a word too many, and says what is the matter
# when its data are not there or are no data. In turn: the words that it needs.
echo 'no database' >bare.db
printf 'een geheim dat lang genoeg is' >secret.txt
printf 'een lang wachtwoord voor iemand' >long.txt
while read -r words; do
    # shellcheck disable=SC2086
    exits 2 "$words: an option that is not there" $words --geen-optie --data a.db
    says '--geen-optie' "$words: it is named"
    # shellcheck disable=SC2086
    exits 2 "$words: a word too many" $words overtollig --data a.db
    # shellcheck disable=SC2086
    exits 4 "$words: data that are not there" $words --data none.db
    # shellcheck disable=SC2086
    exits 6 "$words: data that are none" $words --data bare.db
    says 'bare.db' "$words: they are named"
done <<'EOF'
norm end 1
norm use bio2
migrate list
migrate show 1
migrate undo 1
migrate bio2 bio2
soa
gap
ledger show
ledger verify
ledger export
ledger head
ledger erase 1 --why x
ledger erase --person Anna --why x
ledger erase --evidence 1 --why x
ledger erasures
ledger confirm 1
ledger drop 1
ledger sign
ledger clock --why x
keys show
keys renew
keys reseal
user list
user add --name Bob --password-file long.txt
user role Anna +reader
user passwd Anna --password-file long.txt
user reset Anna
user token Anna
user export Anna
sso show
sso set --name Inlog --secret-file secret.txt
sso confirm
sso drop
sso policy free
sso test
sso key
sso on
sso off
sso link Anna u-7
sso unlink Anna
doctor
tidy
tidy evidence
tidy terms
tidy set evidence 12 --why x
EOF

# What is not set up is neither turned on nor off, and that is all there is to say.
for way in on off; do
    exits 2 "sso $way: before it is set up" sso "$way" --data a.db
    says 'waarborg sso set' "sso $way: what to do first"
    is "sso $way: in one line" 1 "$(wc -l <err)"
done

# What it needs and is not given.
while read -r words; do
    # shellcheck disable=SC2086
    exits 2 "$words: without what it needs" $words --data a.db
done <<'EOF'
norm show
norm import
norm end
norm use
norm export
norm validate
norm resolve
norm map
norm overtollig
migrate bio2
migrate show
migrate undo
bbn
ledger erase
ledger confirm
ledger drop
ledger clock
ledger overtollig
keys overtollig
user role Anna
user role Anna ciso
user role Anna +
user role Anna +koning
user role Anna +ciso --from gisteren
user role Anna +ciso --until morgen
user passwd
user reset
user token
user token Anna --until morgen
user export
user overtollig
sso policy
sso policy overtollig
sso link
sso link Anna
sso unlink
sso overtollig
sso
backup
backup prove
restore
tidy overtollig
EOF

# A server that cannot do what is asked of it does not start.
while read -r words; do
    # shellcheck disable=SC2086
    exits 2 "serve $words: does not start" serve $words --data a.db
done <<'EOF'
--listen abc
--listen 127.0.0.1:99999
--listen 127.0.0.1:-1
--listen 127.0.0.1:x
--listen :80
--listen [::zz]:80
--listen unix:
--listen systemd
--backup-every 24h
--backup-keep 3
--backup-to kort
--backup nergens
--backup bare.db
--backup . --backup-every 1x
--backup . --backup-every uur
--backup . --backup-every 0h
--backup . --backup-every 123456h
--backup . --backup-keep 0
--backup . --backup-keep 99999
--backup . --backup-keep x
--backup . --backup-to kort
EOF
exits 6 'a file that is no socket is left alone' serve --listen unix:bare.db --data a.db
is 'as it was' 'no database' "$(cat bare.db)"
exits 6 'a socket in a folder that is not there' serve --listen unix:none/socket --data a.db
