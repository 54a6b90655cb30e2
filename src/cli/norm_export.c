/* waarborg norm export: what the program's norms are made from, to be used elsewhere. */
#include "acts/documents.h"
#include "cli/norms.h"
#include "cli/parts.h"

enum outcome cli_norm_export(struct cli *cli)
{
    const struct document *document;
    struct str id;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &id)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return o;
    document = document_find(S(""), id, cli->lang);
    if (document == NULL) {
        fault_add(&cli->job.faults, S(""), S("norm.unknown"), id);
        return NOT_THERE;
    }
    return cli_bytes(cli, document_bytes(cli->mem, document));
}
