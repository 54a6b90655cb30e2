/* The key file, as every command that makes or opens data needs it. */
#include "aide/master.h"
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

enum outcome cli_key(struct cli *cli)
{
    struct str path = master_where(cli->mem, cli->key_file, cli->data);
    enum master_fault fault;

    if (path.len == 0) {
        cli_says(cli, WORD_key_nowhere, WORD_NO_ARG, WORD_NO_ARG);
        cli->said = true;
        return REFUSED;
    }
    fault = master_look(path.at);
    if (fault == MASTER_FINE)
        return DONE;
    if (fault == MASTER_MISSING)
        return make(cli, path);
    cli_says(cli, WORD_key_unfit, WARG(path),
             WARG(word_of(cli->lang, S("key_why."), str_of(master_fault_names[fault]))));
    cli->said = true;
    return REFUSED;
}
