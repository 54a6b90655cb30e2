/* The key file, as every command that makes or opens data needs it. */
#include "acts/seals.h"
#include "aide/master.h"
#include "aide/scanner.h"
#include "cli/parts.h"

static enum outcome make(struct cli *cli, struct str path)
{
    enum outcome o;

    o = master_make(path.at, &cli->job.broke);
    if (o == REFUSED)
        return DONE; /* another made it just now */
    if (o == DONE)
        cli_says(cli, WORD_key_made, WARG(path), WORD_NO_ARG);
    else
        cli_says(cli, WORD_key_not_made, WARG(path), WORD_NO_ARG);
    return o;
}

enum outcome cli_reread(struct cli *cli)
{
    db_rollback(cli->db);
    return db_read(cli->db) == DONE ? DONE : job_broke(&cli->job);
}

static enum outcome unfit(struct cli *cli, struct str path, enum master_fault fault)
{
    cli_says(cli, WORD_key_unfit, WARG(path),
             WARG(word_of(cli->lang, S("key_why."), str_of(master_fault_names[fault]))));
    cli->said = true;
    return REFUSED;
}

static enum outcome where(struct cli *cli, struct str *ret)
{
    *ret = master_where(cli->mem, cli->key_file, cli->data);
    if (ret->len > 0)
        return DONE;
    cli_says(cli, WORD_key_nowhere, WORD_NO_ARG, WORD_NO_ARG);
    cli->said = true;
    return REFUSED;
}

enum outcome cli_key(struct cli *cli)
{
    struct str path;
    enum master_fault fault;
    enum outcome o = where(cli, &path);

    if (o != DONE)
        return o;
    fault = master_look(path.at);
    if (fault == MASTER_FINE)
        return DONE;
    return fault == MASTER_MISSING ? make(cli, path) : unfit(cli, path, fault);
}

static enum outcome count_seals(struct job *job, void *arg)
{
    return db_read(job->db) == DONE ? seals_key(job, arg) : job_broke(job);
}

enum outcome cli_key_owed(struct cli *cli)
{
    struct seals seals = {.n = 0};
    struct str path, why;
    struct job job;
    struct db *db;
    enum outcome o = where(cli, &path);

    if (o != DONE || master_look(path.at) != MASTER_MISSING)
        return o;
    if ((o = db_open(cli->mem, cli->data, false, &db, &cli->job.broke)) != DONE)
        return o;
    job_start(&job, cli->mem, db, cli->now);
    o = job_run(&job, count_seals, &seals);
    why = job.broke;
    db_close(db);
    if (o != DONE) {
        cli->job.broke = why;
        return o;
    }
    if (seals.n == 0)
        return DONE;
    cli_says(cli, WORD_key_owed, WARG(path), WARG(seals.key));
    cli->said = true;
    return REFUSED;
}

/* ---- another key, and all that is sealed closed anew ---- */

static enum outcome say_why(struct cli *cli, enum outcome o, struct str why)
{
    cli->job.broke = why;
    return o == REFUSED ? BROKEN : o;
}

/* One that was cut short has made its key already: that is taken. */
static enum outcome add_key(struct cli *cli, struct str path)
{
    struct str why = S("");
    size_t n = 0;
    enum master_fault fault = master_count(path.at, &n);
    enum outcome o;

    if (fault != MASTER_FINE)
        return unfit(cli, path, fault);
    if (n > 1 || (o = master_add(path.at, &why)) == DONE)
        return DONE;
    cli_says(cli, WORD_key_not_added, WARG(path), WORD_NO_ARG);
    return say_why(cli, o, why);
}

enum outcome cli_key_replace(struct cli *cli)
{
    struct seals done = {.n = 0}, rest = {.n = 0};
    struct str path, kept, why = S("");
    enum outcome o;

    /* Twice: a server may have closed something just before it saw the new key. */
    if ((o = where(cli, &path)) != DONE || (o = add_key(cli, path)) != DONE ||
        (o = act_seals_renew(&cli->job, &done)) != DONE ||
        (o = act_seals_renew(&cli->job, &rest)) != DONE)
        return o;
    o = master_drop(cli->mem, path.at, &kept, &why);
    if (o != DONE)
        return say_why(cli, o, why);
    cli_says(cli, WORD_key_replaced, WARG(path), WARG(done.renewed + rest.renewed));
    cli_says(cli, WORD_key_kept, WARG(kept), WORD_NO_ARG);
    if (rest.closed > 0)
        cli_says(cli, WORD_key_closed, WARG(rest.closed), WORD_NO_ARG);
    return DONE;
}

enum outcome cli_clamd(struct cli *cli, struct str path)
{
    return scanner_at(path) ? DONE
                            : job_refuse_with(&cli->job, S("--clamd"), S("serve.clamd"), path);
}
