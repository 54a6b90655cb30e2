/* acts/documents.h - the documents that the norms of this program are made from, as they came.
 *
 * Catalogs, profiles and mapping-collections leave byte for byte as they stand in
 * catalogues/, with the uuids that they have there. The build keeps them compressed; one is
 * laid out again when it is asked for.
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

/* document_find: by its id, or by id@version; of a model, or of any when model is empty. Of
 * an id with more versions the first, which is the newest; in the language asked for, or
 * in the one that it has. NULL when there is none. */
const struct document *document_find(struct str model, struct str id, enum lang lang);

/* document_at: the n-th, or NULL past the last. */
const struct document *document_at(int n);

/* document_bytes: its text, in mem. */
struct str document_bytes(struct arena *mem, const struct document *it);

/* document_name: the file that others name it by: a catalog by id and version, as the
 * documents of an organisation do (exchange_catalog_name), the rest by id. */
struct str document_name(struct arena *mem, const struct document *it);

#endif
