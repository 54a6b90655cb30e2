/* waarborg backup: the data as a whole in one file, plain or closed, and the proof that it
 * comes back; copy.c and restore.c have the way back. */
#include <fcntl.h>
#include <unistd.h>

#include "acts/care.h"
#include "aide/master.h"
#include "cli/copy.h"
#include "cli/parts.h"
#include "cli/proof.h"

static enum outcome tell_backup(struct cli *cli, struct str file, const struct verify_result *it)
{
    const struct column columns[] = {
        cli_column(cli, S("bestand"), WORD_cli_col_file, 40),
        cli_column(cli, S("regels"), WORD_cli_col_entries, 12),
        cli_column(cli, S("kenmerk"), WORD_cli_col_hash, 66),
    };
    struct table *table = table_new(cli->mem, S("backup"), cli_word(cli, WORD_cli_backup_title),
                                    columns, 3, 1);

    table_text(table, file);
    table_int(table, it->seq);
    table_text(table, it->hash);
    return cli_record(cli, table);
}

/* How it is to be closed; kind VAULT_NONE: not at all. */
struct closing {
    struct str to;           /* --to            */
    struct str phrase_file;  /* --passphrase-file */
    bool phrase;             /* --passphrase: asked on the terminal */
    struct vault_key key;
};

static enum outcome read_closing(struct cli *cli, struct closing *it)
{
    it->phrase = it->phrase || it->phrase_file.at != NULL;
    if (it->to.at != NULL && it->phrase)
        return job_refuse(&cli->job, S("--to"), S("cli.one_way"));
    if (it->to.at != NULL && !vault_public(it->to, &it->key))
        return job_refuse_with(&cli->job, S("--to"), S("cli.no_public_key"), it->to);
    if (!it->phrase)
        return DONE;
    it->key.kind = VAULT_PHRASE;
    return copy_phrase(cli, it->phrase_file, true, &it->key.phrase);
}

/* What is sealed in the data does not open by the back-up alone. */
static void tell_key(struct cli *cli)
{
    struct str path = master_where(cli->mem, cli->key_file, cli->data);

    if (path.len > 0 && access(path.at, F_OK) == 0)
        cli_says(cli, WORD_cli_backup_key, WARG(path), WORD_NO_ARG);
}

static enum outcome back_up(struct cli *cli, struct str file, const struct closing *closing,
                            struct verify_result *ret)
{
    const struct vault_key *key = closing->key.kind == VAULT_NONE ? NULL : &closing->key;
    enum outcome o = act_backup(&cli->job, file, key, cli_progress, ret);

    if (o == DONE && (o = tell_backup(cli, file, ret)) == DONE)
        tell_key(cli);
    return o;
}

/* ---- prove ---- */

/* Is what the back-up ends with an entry of the data? Then nothing in it differs: each entry
 * holds the hash of the one before. */
static enum outcome compare(struct cli *cli, const struct copy *copy,
                            const struct ledger_head *head)
{
    struct str hash = S("");
    enum outcome o;

    if (!str_eq(copy->head.uuid, head->uuid))
        return job_refuse(&cli->job, S(""), S("cli.restore_other"));
    if ((o = proof_hash_at(&cli->job, copy->head.seq, &hash)) != DONE)
        return o;
    return str_eq(hash, copy->head.hash)
               ? DONE : job_refuse(&cli->job, S(""), S("cli.prove_differs"));
}

static enum outcome tell_proof(struct cli *cli, struct str file, const struct copy *copy,
                               int64_t head)
{
    const struct column columns[] = {
        cli_column(cli, S("bestand"), WORD_cli_col_file, 40),
        cli_column(cli, S("regels"), WORD_cli_col_entries, 12),
        cli_column(cli, S("kenmerk"), WORD_cli_col_hash, 66),
        cli_column(cli, S("daarna"), WORD_cli_col_since, 12),
    };
    struct table *table = table_new(cli->mem, S("proef"), cli_word(cli, WORD_cli_prove_title),
                                    columns, 4, 1);

    table_text(table, file);
    table_int(table, copy->head.seq);
    table_text(table, copy->head.hash);
    table_int(table, head - copy->head.seq);
    return cli_record(cli, table);
}

/* A restore that stops before it replaces anything. */
static enum outcome prove(struct cli *cli)
{
    struct copy_key key = {.key_file = {NULL, 0}};
    const struct cli_option options[] = {
        {"--key", &key.key_file, NULL},
        {"--passphrase-file", &key.phrase_file, NULL},
    };
    struct copy copy = {.db = NULL};
    struct ledger_head head;
    struct str file;
    enum outcome o;

    if ((o = cli_options(cli, options, 2)) != DONE || (o = cli_need(cli, &file)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_open(cli, false)) != DONE ||
        (o = ledger_head(&cli->job, &head)) != DONE)
        return o;
    if (db_kind(cli->db) != DB_SQLITE)
        return job_refuse(&cli->job, S(""), S("cli.backup_postgres"));
    if ((o = copy_lay(cli, file, &key, &copy)) == DONE && (o = compare(cli, &copy, &head)) == DONE &&
        (o = act_care_note(&cli->job, CARE_PROOF, copy.head.seq)) == DONE)
        o = tell_proof(cli, file, &copy, head.seq);
    copy_end(cli, &copy);
    return o;
}

/* ---- keypair ---- */

static bool write_new(const char *path, struct str text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool wrote = file >= 0 && write(file, text.at, text.len) == (ssize_t)text.len &&
                 fsync(file) == 0;

    if (file >= 0)
        wrote = close(file) == 0 && wrote;
    return wrote;
}

/* The secret key goes to a file that only its maker may read, and never to the screen. */
static enum outcome keypair(struct cli *cli)
{
    char public[VAULT_TEXT_BYTES];
    char secret[VAULT_TEXT_BYTES];
    struct str file = cli->out;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE)
        return o;
    if (file.len == 0)
        return job_refuse(&cli->job, S("-o"), S("cli.needs_value"));
    if (access(arena_str(cli->mem, file).at, F_OK) == 0)
        return job_refuse_with(&cli->job, S(""), S("cli.exists"), file);
    vault_pair(public, secret);
    if (!write_new(arena_str(cli->mem, file).at,
                   arena_text(cli->mem, "# %s\n%s\n", public, secret)))
        return copy_refused(cli, file, VAULT_MACHINE);
    cli_says(cli, WORD_cli_keypair_done, WARG(file), WORD_NO_ARG);
    cli->out = S(""); /* that was for the secret one */
    return cli_bytes(cli, arena_text(cli->mem, "%s\n", public));
}

static bool is_verb(struct cli *cli, struct str verb)
{
    if (cli->argc == 0 || !str_eq(str_of(cli->argv[0]), verb))
        return false;
    cli_take(cli);
    return true;
}

int cli_backup(struct cli *cli)
{
    struct closing closing = {.to = {NULL, 0}};
    const struct cli_option options[] = {
        {"--to", &closing.to, NULL},
        {"--passphrase-file", &closing.phrase_file, NULL},
        {"--passphrase", NULL, &closing.phrase},
    };
    struct verify_result result;
    struct str file;
    enum outcome o;

    if (is_verb(cli, S("keypair")))
        return cli_answer(cli, keypair(cli));
    if (is_verb(cli, S("prove")))
        return cli_answer(cli, prove(cli));
    if ((o = cli_options(cli, options, 3)) != DONE || (o = cli_need(cli, &file)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = read_closing(cli, &closing)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = back_up(cli, file, &closing, &result)) != DONE)
        return cli_answer(cli, o);
    if (result.sound)
        return 0;
    proof_say(cli, &result);
    return EXIT_NO;
}
