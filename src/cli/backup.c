/* waarborg backup: the data as a whole in one file, plain or closed; copy.c and restore.c
 * have the way back. */
#include <fcntl.h>
#include <unistd.h>

#include "cli/copy.h"
#include "cli/parts.h"
#include "cli/proof.h"
#include "store/backup.h"

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

/* What is proved and what is copied is one state: the copy is made within the
 * transaction that verify leaves open. A ledger at fault is copied too, and said. */
static enum outcome back_up(struct cli *cli, struct str file, const struct closing *closing,
                            struct verify_result *ret)
{
    struct str why = S("");
    enum outcome o;

    if (db_kind(cli->db) != DB_SQLITE)
        return job_refuse(&cli->job, S(""), S("cli.backup_postgres"));
    if ((o = ledger_verify(&cli->job, false, cli_progress, ret)) != DONE)
        return o;
    o = closing->key.kind == VAULT_NONE
            ? backup_make(cli->db, cli->mem, file, &why)
            : backup_close(cli->db, cli->mem, file, &closing->key, &why);
    if (o == REFUSED)
        return job_refuse_with(&cli->job, S(""), S("cli.exists"), file);
    if (o != DONE) {
        cli->job.broke = why;
        return o;
    }
    return tell_backup(cli, file, ret);
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
    if ((o = cli_options(cli, options, 3)) != DONE || (o = cli_need(cli, &file)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = read_closing(cli, &closing)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = back_up(cli, file, &closing, &result)) != DONE)
        return cli_answer(cli, o);
    if (result.sound)
        return 0;
    proof_say(cli, &result);
    return EXIT_NO;
}
