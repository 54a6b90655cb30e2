/* waarborg restore: a back-up takes the place of the data, once it is proved. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "acts/sign.h"
#include "cli/parts.h"
#include "cli/proof.h"
#include "ledger/ledger.h"
#include "store/backup.h"
#include "store/migrate.h"

/* A connection of its own, with the last thing that it knows. */
struct look {
    struct db *db;
    struct job job;
    struct ledger_head head;
    bool is;
};

static enum outcome open_one(struct cli *cli, struct str path, bool bring_up, struct look *ret)
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
    if (o != DONE)
        return job_refuse_with(&cli->job, S(""), S("cli.restore_unfit"), why);
    job_start(&ret->job, cli->mem, ret->db, cli->now);
    if (db_read(ret->db) != DONE)
        return BROKEN;
    if ((o = job_identify(&ret->job, 0)) == DONE)
        o = ledger_head(&ret->job, &ret->head);
    ret->is = o == DONE;
    return o == NOT_THERE ? job_refuse_with(&cli->job, S(""), S("cli.restore_unfit"), why) : o;
}

/* The copy beside the data is ours; people know the file that they named. */
static enum outcome open_copy(struct cli *cli, struct str file, struct str copied,
                              struct look *ret)
{
    enum outcome o = open_one(cli, copied, true, ret);
    struct str *why = &cli->job.faults.at[0].arg;
    ptrdiff_t at = o == REFUSED ? str_find(*why, copied, 0) : -1;

    if (at >= 0)
        *why = arena_text(cli->mem, "%" STR_FMT "%" STR_FMT, STR_ARG(file),
                          STR_ARG(str_sub(*why, (size_t)at + copied.len, why->len)));
    return o;
}

/* The data as it is now: it may be lost or broken, which is why one restores. */
static void open_data(struct cli *cli, struct look *ret)
{
    struct faults faults = cli->job.faults;

    if (cli_is_fresh(cli) || open_one(cli, cli->data, false, ret) != DONE)
        cli->job.faults = faults;
}

/* Does the back-up hold everything that the data holds? */
static enum outcome compare(struct cli *cli, struct look *copy, const struct look *data,
                            struct str why)
{
    struct str hash = S("");
    enum outcome o;

    if (!data->is)
        return DONE;
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

static enum outcome prove(struct cli *cli, struct look *copy)
{
    struct verify_result result;
    enum outcome o = job_run(&copy->job, prove_work, &result);

    cli->job.broke = copy->job.broke;
    if (o == DONE && db_read(copy->db) != DONE)
        return job_broke(&copy->job);
    if (o != DONE || result.sound)
        return o;
    proof_say(cli, &result);
    return job_refuse(&cli->job, S(""), S("cli.restore_unsound"));
}

/* Who put an older back-up in the place of newer data says why, and the ledger keeps it:
 * the entries after the back-up's head are gone, and only this one tells that they were. */
static enum outcome note_work(struct job *job, void *arg)
{
    const struct ledger_head *lost = arg;
    struct entry *entry;
    enum outcome o = ledger_open(job, S("data.restored"), &entry);

    if (o != DONE)
        return o;
    ledger_restored(entry, lost->seq, lost->hash);
    return ledger_close(job, entry);
}

static enum outcome note_why(struct cli *cli, struct look *copy, const struct look *data,
                             struct str why)
{
    struct ledger_head lost = data->is ? data->head : (struct ledger_head){.seq = copy->head.seq};
    enum outcome o;

    copy->job.why = why;
    o = job_run(&copy->job, note_work, &lost);
    if (o != DONE)
        cli->job.broke = copy->job.broke;
    for (size_t i = 0; i < copy->job.faults.n && i < FAULTS_MAX; i++)
        fault_add(&cli->job.faults, copy->job.faults.at[i].field, copy->job.faults.at[i].key,
                  copy->job.faults.at[i].arg);
    copy->head.seq += o == DONE;
    return o;
}

static void drop(struct cli *cli, struct look *look, struct str path)
{
    struct cli other = {.mem = cli->mem, .db = look->db, .data = path};

    cli_forget(&other);
    look->db = NULL;
}

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

/* The bytes beside the data, where they can be opened without touching the back-up. */
static enum outcome copy_beside(struct cli *cli, struct str from, struct str to)
{
    struct str log = arena_text(cli->mem, "%" STR_FMT "-wal", STR_ARG(from));
    int in = open(arena_str(cli->mem, from).at, O_RDONLY | O_CLOEXEC);
    int out = -1;
    bool copied;

    if (in < 0 && errno == ENOENT) {
        fault_add(&cli->job.faults, S(""), S("cli.no_such_file"), from);
        return NOT_THERE;
    }
    if (access(log.at, F_OK) == 0) {
        close(in);
        return job_refuse_with(&cli->job, S(""), S("cli.restore_in_use"), log);
    }
    if (in >= 0)
        out = open(to.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    copied = out >= 0 && copy_bytes(in, out);
    if (!copied)
        cli->job.broke = arena_text(cli->mem, "%" STR_FMT ": %m",
                                    STR_ARG(in < 0 ? from : to));
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return copied ? DONE : BROKEN;
}

/* One clean file without a log, from the copy that was proved, in the place of the data. */
static enum outcome swap(struct cli *cli, struct look *copy, struct str fresh)
{
    char text[MOMENT_TEXT_BYTES];
    struct str now = moment_text(cli->now, text);
    struct str stamp = arena_text(cli->mem, "%.4s%.2s%.2s%.2s%.2s%.2s", now.at, now.at + 5,
                                  now.at + 8, now.at + 11, now.at + 14, now.at + 17);
    struct str kept = S("");
    enum outcome o = backup_make(copy->db, cli->mem, fresh, &cli->job.broke);

    if (o != DONE)
        return BROKEN;
    o = backup_swap(cli->mem, fresh, cli->data, stamp, &kept, &cli->job.broke);
    if (o != DONE) {
        unlink(fresh.at);
        return BROKEN;
    }
    cli_says(cli, WORD_cli_restored, WARG(cli->data), WARG(copy->head.seq));
    if (access(kept.at, F_OK) == 0)
        cli_says(cli, WORD_cli_restore_kept, WARG(kept), WORD_NO_ARG);
    return DONE;
}

static enum outcome restore(struct cli *cli, struct str file, struct str why)
{
    struct str copied = arena_text(cli->mem, "%" STR_FMT ".proof-%ld", STR_ARG(cli->data),
                                   (long)getpid());
    struct str fresh = arena_text(cli->mem, "%" STR_FMT ".fresh-%ld", STR_ARG(cli->data),
                                  (long)getpid());
    struct look copy = {.db = NULL};
    struct look data = {.db = NULL};
    enum outcome o = copy_beside(cli, file, copied);

    if (o == DONE && (o = open_copy(cli, file, copied, &copy)) == DONE &&
        (o = prove(cli, &copy)) == DONE) {
        open_data(cli, &data);
        o = compare(cli, &copy, &data, why);
        db_close(data.db);
    }
    if (o == DONE && str_trim(why).len > 0)
        o = note_why(cli, &copy, &data, why);
    if (o == DONE)
        o = swap(cli, &copy, fresh);
    drop(cli, &copy, copied);
    return o;
}

int cli_restore(struct cli *cli)
{
    struct str why = {NULL, 0};
    const struct cli_option options[] = {{"--older-is-right", &why, NULL}};
    struct str file;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) == DONE && (o = cli_need(cli, &file)) == DONE &&
        (o = cli_no_more(cli)) == DONE) {
        if (str_starts(cli->data, S("postgres")))
            o = job_refuse(&cli->job, S(""), S("cli.backup_postgres"));
        else
            o = restore(cli, file, why);
    }
    return cli_answer(cli, o);
}
