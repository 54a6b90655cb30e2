/* acts/norm_content.h - what stands in a file of norms that somebody sent? Internal to this
 * room.
 *
 * The sifter reads it; nothing here, and nothing that is made of it, reads the bytes.
 */
#ifndef ACTS_NORM_CONTENT_H
#define ACTS_NORM_CONTENT_H

#include "catalogue/oscal.h"
#include "model/local_norm.h"
#include "reports/sheet.h"

struct norm_content {
    enum local_form form;
    struct str bytes;
    const struct oscal *tree;  /* of JSON and YAML; NULL: it could not be read, and then    */
    struct oscal_fault fault;  /* why; its key is `heavy` when it took more than it may have */
    const struct sheet *sheet; /* of CSV; NULL: it could not be read, and then               */
    struct faults faults;      /* why                                                       */
};

/* norm_content_read: DONE also when it could not be read; BROKEN, with *ret_why in English,
 * when there was nobody to read it. */
ANSWER enum outcome norm_content_read(struct arena *mem, enum local_form form, struct str bytes,
                                      struct norm_content *ret, struct str *ret_why);

/* norm_content_heavy: did reading it take more than it may have? */
bool norm_content_heavy(const struct norm_content *it);

#endif
