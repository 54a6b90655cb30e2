/* waarborg restore: a back-up takes the place of the data, once it is proved. */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/copy.h"
#include "cli/parts.h"
#include "store/backup.h"

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

static enum outcome note_why(struct cli *cli, struct copy *copy, const struct copy *data,
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

/* One clean file without a log, from the copy that was proved, in the place of the data. */
static enum outcome swap(struct cli *cli, struct copy *copy, struct str fresh)
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

static enum outcome restore(struct cli *cli, struct str file, const struct copy_key *key,
                            struct str why)
{
    struct str fresh = arena_text(cli->mem, "%" STR_FMT ".fresh-%ld", STR_ARG(cli->data),
                                  (long)getpid());
    struct copy copy = {.db = NULL};
    struct copy data = {.db = NULL, .lock = -1};
    enum outcome o = copy_lay(cli, file, key, &copy);

    if (o == DONE && (o = copy_hold(cli, &data)) == DONE)
        o = copy_compare(cli, &copy, &data, why);
    if (o == DONE && str_trim(why).len > 0)
        o = note_why(cli, &copy, &data, why);
    if (o == DONE)
        o = swap(cli, &copy, fresh);
    copy_let_go(&data);
    copy_end(cli, &copy);
    return o;
}

/* By way of a link the lock would be another one, and the link be replaced. */
static void follow_links(struct cli *cli)
{
    char path[PATH_MAX];

    if (realpath(arena_str(cli->mem, cli->data).at, path) != NULL)
        cli->data = arena_str(cli->mem, str_of(path));
}

int cli_restore(struct cli *cli)
{
    struct copy_key key = {.key_file = {NULL, 0}};
    struct str why = {NULL, 0};
    const struct cli_option options[] = {
        {"--older-is-right", &why, NULL},
        {"--key", &key.key_file, NULL},
        {"--passphrase-file", &key.phrase_file, NULL},
    };
    struct str file;
    enum outcome o;

    if ((o = cli_options(cli, options, 3)) == DONE && (o = cli_need(cli, &file)) == DONE &&
        (o = cli_no_more(cli)) == DONE) {
        if (str_starts(cli->data, S("postgres")))
            o = job_refuse(&cli->job, S(""), S("cli.backup_postgres"));
        else {
            follow_links(cli);
            o = restore(cli, file, &key, why);
        }
    }
    return cli_answer(cli, o);
}
