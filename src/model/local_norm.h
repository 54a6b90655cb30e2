/* model/local_norm.h - what an organisation brought in beside the norms of the program.
 *
 * The bytes stand under their hash, as those of evidence do, and are read when they are
 * asked for; this is the row that says who brought what, and whether it still counts.
 */
#ifndef MODEL_LOCAL_NORM_H
#define MODEL_LOCAL_NORM_H

#include "model/noun.h"

enum local_kind {
    LOCAL_NONE,
    LOCAL_CATALOG, /* a norm                                                       */
    LOCAL_PROFILE, /* a selection from one                                         */
    LOCAL_MAPPING, /* how two stand to each other: goes before ours                */
    LOCAL_OVERLAY, /* words laid over one, under a licence of their own            */
    LOCAL_LIBRARY, /* of another program: a norm, mappings, or what is only kept   */
    LOCAL_KIND_COUNT
};
extern const struct choices local_kind_choices; /* catalog, profile, mapping, overlay, library */

enum local_form { FORM_NONE, FORM_JSON, FORM_YAML, FORM_CSV, LOCAL_FORM_COUNT };
extern const struct choices local_form_choices; /* json, yaml, csv */

struct local_norm {
    struct row row;
    struct str title;
    enum local_kind kind;
    enum local_form form;    /* of the bytes                                       */
    struct str key;          /* what it is: the next one with this key takes its place */
    struct str source;       /* key of the norm that it is about, or comes from    */
    struct str target;       /* of a table: key of the norm that it leads to       */
    struct str hash;         /* SHA-256 of the bytes, hex                          */
    struct maybe bytes;
    struct str file_name;
    struct ref added_by;     /* none: at the keyboard of the installation          */
    struct day added_on;
    bool ended;              /* counts no more; nothing is thrown away             */
};
extern const struct noun local_norm_noun;

#endif
