/* waarborg norm export: what norms are made from, to be used elsewhere. */
#include "acts/documents.h"
#include "cli/norms.h"

enum outcome cli_norm_export(struct cli *cli)
{
    struct document_wish wish = {.lang = cli->lang};
    const struct cli_option options[] = {{"--with-licensed-text", NULL, &wish.licensed}};
    struct str name;
    struct str bytes;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) != DONE || (o = cli_need(cli, &wish.id)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_with_own(cli)) != DONE)
        return o;
    o = act_document(&cli->job, &wish, &name, &bytes);
    if (o == NOT_THERE)
        fault_add(&cli->job.faults, S(""), S("norm.unknown"), wish.id);
    return o == DONE ? cli_bytes(cli, bytes) : o;
}
