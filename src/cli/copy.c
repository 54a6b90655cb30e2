#include "cli/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "acts/organisation.h"
#include "acts/sign.h"
#include "cli/parts.h"
#include "cli/proof.h"
#include "store/backup.h"
#include "store/left.h"
#include "store/migrate.h"

enum { PHRASE_CHARS_LEAST = 12, KEY_FILE_BYTES = 4096 };

/* ---- what opens it ---- */

enum outcome copy_refused(struct cli *cli, struct str file, enum vault_fault fault)
{
    static const char *const words[VAULT_FAULT_COUNT] = {
        [VAULT_MEMORY] = "cli.vault_memory", [VAULT_WRONG] = "cli.vault_wrong",
        [VAULT_CUT] = "cli.vault_cut",       [VAULT_ALTERED] = "cli.vault_altered",
    };

    if (fault == VAULT_FINE)
        return DONE;
    if (fault == VAULT_MACHINE) {
        cli->job.broke = arena_text(cli->mem, "%" STR_FMT ": %m", STR_ARG(file));
        return BROKEN;
    }
    return job_refuse_with(&cli->job, S(""), str_of(words[fault]), file);
}

static enum outcome ask_phrase(struct cli *cli, bool twice, struct str *ret)
{
    struct str again;
    enum outcome o;

    if (!cli_asks())
        return job_refuse(&cli->job, S("--passphrase-file"), S("value.required"));
    if ((o = cli_ask(cli, WORD_cli_ask_phrase, true, ret)) != DONE || !twice)
        return o;
    if ((o = cli_ask(cli, WORD_cli_ask_again, true, &again)) != DONE)
        return o;
    return str_eq(*ret, again) ? DONE
                               : job_refuse(&cli->job, S(""), S("cli.phrases_differ"));
}

enum outcome copy_phrase(struct cli *cli, struct str file, bool twice, struct str *ret)
{
    enum outcome o = file.at == NULL ? ask_phrase(cli, twice, ret)
                                     : cli_password(cli, file, ret);

    if (o == DONE && twice && (!str_utf8(*ret) || str_chars(*ret) < PHRASE_CHARS_LEAST))
        return job_refuse(&cli->job, S(""), S("cli.phrase_short"));
    return o;
}

/* The line of a key file that is a secret key; the others are for people. */
static enum outcome read_key(struct cli *cli, struct str file, struct vault_key *ret)
{
    struct str rest;
    enum outcome o;

    if (file.at == NULL)
        return job_refuse(&cli->job, S("--key"), S("cli.key_needed"));
    if ((o = cli_read_file(cli, file, KEY_FILE_BYTES, &rest)) != DONE)
        return o;
    while (rest.at != NULL)
        if (vault_secret(str_cut(rest, '\n', &rest), ret))
            return DONE;
    return job_refuse_with(&cli->job, S("--key"), S("cli.no_secret_key"), file);
}

static enum outcome open_closed(struct cli *cli, struct str file, const struct copy_key *with,
                                int in, int out)
{
    struct vault_key key = {.kind = vault_kind(in)};
    enum outcome o;

    if (key.kind == VAULT_LATER)
        return job_refuse_with(&cli->job, S(""), S("cli.vault_later"), file);
    o = key.kind == VAULT_KEY ? read_key(cli, with->key_file, &key)
                              : copy_phrase(cli, with->phrase_file, false, &key.phrase);
    return o == DONE ? copy_refused(cli, file, vault_open(in, out, &key)) : o;
}

/* ---- the bytes beside the data ---- */

enum { PIECE_BYTES = 64 * 1024 };

static bool copy_bytes(int from, int to)
{
    char piece[PIECE_BYTES];
    ssize_t n;

    while ((n = read(from, piece, sizeof piece)) > 0)
        for (ssize_t at = 0; at < n;) {
            ssize_t wrote = write(to, piece + at, (size_t)(n - at));

            if (wrote < 0)
                return false;
            at += wrote;
        }
    return n == 0;
}

static enum outcome copy_file(struct cli *cli, struct str file, const struct copy_key *with,
                              int in, struct str to)
{
    int out = open(to.at, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    enum outcome o = DONE;

    if (out >= 0 && vault_kind(in) != VAULT_NONE)
        o = open_closed(cli, file, with, in, out);
    else if (out < 0 || !copy_bytes(in, out))
        o = copy_refused(cli, to, VAULT_MACHINE);
    if (out >= 0)
        close(out);
    return o;
}

static enum outcome copy_beside(struct cli *cli, struct str file, const struct copy_key *with,
                                struct str to)
{
    struct str log = arena_text(cli->mem, "%" STR_FMT "-wal", STR_ARG(file));
    int in = open(arena_str(cli->mem, file).at, O_RDONLY | O_CLOEXEC);
    enum outcome o;

    if (in < 0 && errno == ENOENT) {
        fault_add(&cli->job.faults, S(""), S("cli.no_such_file"), file);
        return NOT_THERE;
    }
    if (in < 0)
        return copy_refused(cli, file, VAULT_MACHINE);
    o = access(log.at, F_OK) == 0
            ? job_refuse_with(&cli->job, S(""), S("cli.restore_in_use"), log)
            : copy_file(cli, file, with, in, to);
    close(in);
    return o;
}

/* ---- opened and proved ---- */

static enum outcome open_fit(struct cli *cli, struct str path, bool bring_up, struct copy *ret)
{
    enum migrate_state state = MIGRATE_EMPTY;
    struct str why = S("");
    enum outcome o = db_open(cli->mem, path, false, &ret->db, &why);

    if (o == DONE)
        o = migrate_look(ret->db, cli->mem, &state, &why);
    if (o == DONE && state == MIGRATE_OLDER && bring_up)
        o = migrate_run(ret->db, cli->mem, &why);
    else if (o == DONE && state != MIGRATE_CURRENT && state != MIGRATE_OLDER)
        o = REFUSED;
    return o == DONE ? DONE : job_refuse_with(&cli->job, S(""), S("cli.restore_unfit"), why);
}

static enum outcome read_head(struct cli *cli, struct copy *ret)
{
    enum outcome o;

    job_start(&ret->job, cli->mem, ret->db, cli->now);
    if (db_read(ret->db) != DONE)
        return BROKEN;
    if ((o = job_identify(&ret->job, 0)) == DONE)
        o = ledger_head(&ret->job, &ret->head);
    ret->is = o == DONE;
    return o == NOT_THERE ? job_refuse_with(&cli->job, S(""), S("cli.restore_unfit"), S("")) : o;
}

/* The copy beside the data is ours; people know the file that they named. */
static enum outcome open_copy(struct cli *cli, struct str file, struct copy *ret)
{
    enum outcome o = open_fit(cli, ret->path, true, ret);
    struct str *why = &cli->job.faults.at[0].arg;
    ptrdiff_t at;

    if (o == DONE)
        o = read_head(cli, ret);
    at = o == REFUSED ? str_find(*why, ret->path, 0) : -1;
    if (at >= 0)
        *why = arena_text(cli->mem, "%" STR_FMT "%" STR_FMT, STR_ARG(file),
                          STR_ARG(str_sub(*why, (size_t)at + ret->path.len, why->len)));
    return o;
}

/* The lock comes after the opening, which may itself take it, and before the reading: what is
 * compared is what is replaced. */
enum outcome copy_hold(struct cli *cli, struct copy *ret)
{
    struct faults faults = cli->job.faults;
    bool fit = !cli_is_fresh(cli) && open_fit(cli, cli->data, false, ret) == DONE;
    enum outcome o = backup_lock(cli->mem, cli->data, &ret->lock, &cli->job.broke);

    if (o != DONE)
        return o;
    ret->there = !cli_is_fresh(cli);
    if (!fit || read_head(cli, ret) != DONE)
        cli->job.faults = faults;
    return DONE;
}

void copy_let_go(struct copy *data)
{
    db_close(data->db);
    data->db = NULL;
    if (data->lock >= 0)
        close(data->lock);
    data->lock = -1;
}

/* Nobody can tell what is lost, nor whose it was: so it is told what comes in its place. */
static enum outcome refuse_unread(struct cli *cli, struct copy *copy)
{
    struct organisation org;
    enum outcome o;

    copy->job.roles = UINT32_MAX;
    if ((o = act_organisation_get(&copy->job, &org)) != DONE) {
        cli->job.broke = copy->job.broke;
        return o;
    }
    return job_refuse_with(&cli->job, S(""), S("cli.restore_unread"),
                           arena_text(cli->mem, "%" STR_FMT ", %" STR_FMT ", %lld, %" STR_FMT,
                                      STR_ARG(org.name), STR_ARG(copy->head.uuid),
                                      (long long)copy->head.seq, STR_ARG(copy->head.hash)));
}

enum outcome copy_compare(struct cli *cli, struct copy *copy, const struct copy *data,
                          struct str why)
{
    struct str hash = S("");
    enum outcome o;

    if (!data->is)
        return data->there && str_trim(why).len == 0 ? refuse_unread(cli, copy) : DONE;
    if (!str_eq(copy->head.uuid, data->head.uuid))
        return job_refuse(&cli->job, S(""), S("cli.restore_other"));
    if ((o = proof_hash_at(&copy->job, data->head.seq, &hash)) != DONE)
        return o;
    if (str_eq(hash, data->head.hash) || str_trim(why).len > 0)
        return DONE;
    return job_refuse_with(&cli->job, S(""), S("cli.restore_older"),
                           arena_text(cli->mem, "%lld < %lld", (long long)copy->head.seq,
                                      (long long)data->head.seq));
}

static enum outcome prove_work(struct job *job, void *arg)
{
    return ledger_verify(job, true, cli_progress, arg);
}

static enum outcome prove(struct cli *cli, struct copy *copy)
{
    struct verify_result result;
    enum outcome o = job_run(&copy->job, prove_work, &result);

    cli->job.broke = copy->job.broke;
    if (o == DONE && result.sound)
        o = migrate_settled(copy->db, cli->mem, &cli->job.broke);
    if (o == DONE && db_read(copy->db) != DONE)
        return job_broke(&copy->job);
    if (o != DONE || result.sound)
        return o;
    proof_say(cli, &result);
    return job_refuse(&cli->job, S(""), S("cli.restore_unsound"));
}

enum outcome copy_lay(struct cli *cli, struct str file, const struct copy_key *key,
                      struct copy *ret)
{
    enum outcome o;

    left_clear(cli->mem, cli->data);
    ret->path = arena_text(cli->mem, "%" STR_FMT ".proof-%ld", STR_ARG(cli->data), (long)getpid());
    if ((o = copy_beside(cli, file, key, ret->path)) != DONE ||
        (o = open_copy(cli, file, ret)) != DONE)
        return o;
    return prove(cli, ret);
}

void copy_end(struct cli *cli, struct copy *copy)
{
    struct cli other = {.mem = cli->mem, .db = copy->db, .data = copy->path};

    if (copy->path.at != NULL)
        cli_forget(&other);
    copy->db = NULL;
}
