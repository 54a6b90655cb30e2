/* waarborg norm import, norm end: bring in what is not of the program, and end it. */
#include "acts/norm_told.h"

#include "cli/norms.h"

static void tell_fault(struct cli *cli, struct str file, const struct check_fault *fault)
{
    cli_line(cli, arena_text(cli->mem, "%" STR_FMT ":%" STR_FMT " %" STR_FMT, STR_ARG(file),
                             STR_ARG(norm_told_place(&cli->job, fault)),
                             STR_ARG(norm_told_rule(&cli->job, fault))));
}

enum outcome cli_norm_import(struct cli *cli)
{
    struct norm_file file = {.name = {NULL, 0}};
    struct norm_preview *it = NULL;
    bool preview = false;
    const struct cli_option options[] = {{"--preview", NULL, &preview},
                                         {"--norm", &file.source, NULL},
                                         {"--to", &file.target, NULL}};
    enum outcome o;

    if ((o = cli_options(cli, options, 3)) != DONE || (o = cli_need(cli, &file.name)) != DONE ||
        (o = cli_no_more(cli)) != DONE ||
        (o = cli_read_file(cli, file.name, NORM_FILE_LIMIT_BYTES, &file.bytes)) != DONE ||
        (o = cli_open(cli, false)) != DONE)
        return o;
    if (preview && (o = cli_look(cli)) != DONE)
        return o;
    o = preview ? act_norm_preview(&cli->job, &file, false, &it)
                : act_norm_import(&cli->job, &file, &it);
    for (int i = 0; o == REFUSED && it != NULL && i < it->n_faults; i++)
        tell_fault(cli, file.name, &it->faults[i]);
    if (o != DONE)
        return o;
    if (!preview)
        cli_says(cli, WORD_norm_import_done, WARG(it->row.title), WARG(it->row.row.id));
    return preview ? cli_table(cli, norm_told(&cli->job, it)) : DONE;
}

enum outcome cli_norm_end(struct cli *cli)
{
    struct str id;
    int64_t n = 0;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &id)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_number(cli, S("ID"), id, 1, &n)) != DONE ||
        (o = cli_open(cli, false)) != DONE ||
        (o = act_norm_end(&cli->job, (struct row){.id = n})) != DONE)
        return o;
    cli_says(cli, WORD_norm_import_ended, WARG(n), WORD_NO_ARG);
    return DONE;
}
