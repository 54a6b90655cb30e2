/* cli/norms.h - what the parts of `waarborg norm` share. */
#ifndef CLI_NORMS_H
#define CLI_NORMS_H

#include "cli/parts.h"

/* cli_rule: a fault of norm_check in words: the rule, and the way to mend it. */
struct str cli_rule(struct cli *cli, struct str key, struct str arg);

/* cli_norm_validate: `norm validate FILE|FOLDER`: gives the exit status, EXIT_NO when a
 * fault was found. A folder is that of a catalogue (catalog.json, profiles, expect.txt) or
 * of mappings between the catalogues beside it. */
int cli_norm_validate(struct cli *cli);

/* cli_norm_resolve: `norm resolve PROFILE`: the catalog that a profile comes to, to -o or
 * standard output; nothing is written when it does not come to one. Documents are read by
 * paths relative to the one that names them, of files on this machine only. */
ANSWER enum outcome cli_norm_resolve(struct cli *cli);

/* cli_with_own: opens the data to look at when there is any, so that what its organisation
 * brought in counts too. */
ANSWER enum outcome cli_with_own(struct cli *cli);

/* cli_norm_export: `norm export ID`: a catalog, profile or mapping-collection, of the
 * organisation's own or of the program (acts/documents.h). */
ANSWER enum outcome cli_norm_export(struct cli *cli);

/* cli_norm_import: `norm import FILE`: brings in what is no norm of the program; with
 * --preview says what it is and saves nothing. cli_norm_end: `norm end ID`. */
ANSWER enum outcome cli_norm_import(struct cli *cli);
ANSWER enum outcome cli_norm_end(struct cli *cli);

#endif
