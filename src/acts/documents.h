/* acts/documents.h - the documents that norms are made from, to be used elsewhere.
 *
 * Those of the program leave byte for byte as they stand in catalogues/, with the uuids that
 * they have there; the build keeps them compressed. Those that an organisation brought in go
 * before them: JSON with all that it said, written as we write (oscal_write.h); what came as
 * a library or a table as the document that it comes to. Words under a licence of somebody's
 * own (catalogue/licensed.h) are in none of them unless they are asked for.
 */
#ifndef ACTS_DOCUMENTS_H
#define ACTS_DOCUMENTS_H

#include "base/lang.h"
#include "base/outcome.h"
#include "store/job.h"

struct document {
    struct str model;    /* catalog, profile, mapping-collection  */
    struct str id;       /* bio2, bio2-begin                      */
    struct str version;
    enum lang lang;
    const unsigned char *gzip;
    size_t gzip_bytes;
    size_t bytes;
};

struct document_wish {
    struct str model; /* empty: any                                            */
    struct str id;    /* or id@version; of more versions the newest            */
    enum lang lang;   /* where it has more than one                            */
    bool licensed;    /* with the words that the organisation laid over a norm */
};

/* act_document: its bytes, and the name of the file that other documents call it by. Of no
 * organisation (job->org 0) those of the program. licensed needs MAY_NORMS. NOT_THERE;
 * REFUSED (norm_export.licensed) for what would be nothing without those words. */
ANSWER enum outcome act_document(struct job *job, const struct document_wish *wish,
                                 struct str *ret_name, struct str *ret_bytes);

/* Of those of the program:
 *
 * document_find: by its id, or by id@version; of a model, or of any when model is empty. Of
 * an id with more versions the first, which is the newest; in the language asked for, or
 * in the one that it has. NULL when there is none. */
const struct document *document_find(struct str model, struct str id, enum lang lang);

/* document_at: the n-th, or NULL past the last. */
const struct document *document_at(int n);

/* document_bytes: its text, in mem. */
struct str document_bytes(struct arena *mem, const struct document *it);

/* document_name: the file that others name it by: a catalog by id and version, as the
 * documents of an organisation do (exchange_catalog_name), the rest by id. */
struct str document_name(struct arena *mem, struct str model, struct str id, struct str version);

#endif
