/* reports/norm_document.h - a selection, a mapping or words of an organisation's own, as a
 * document that every reader of OSCAL takes; a catalog is one already.
 *
 * What mapping_read and overlay_read make of it is what was written. Norms are named by the
 * file that they leave as (exchange_catalog_name). uuids are of version 5, over what it was
 * made from, so equal values give equal bytes.
 *
 * Sources  [OSCAL 1.2.1] profile, mapping-collection; [choice: oscal-uuid].
 */
#ifndef REPORTS_NORM_DOCUMENT_H
#define REPORTS_NORM_DOCUMENT_H

#include "base/buf.h"
#include "catalogue/overlay_read.h"
#include "model/mapping.h"
#include "model/profile.h"

struct norm_document {
    struct str id;               /* under which it stays the same          */
    struct str title[LANG_COUNT];
    struct str hash;             /* of the bytes that it was made from     */
    struct day made;
};

void norm_document_profile(struct buf *out, const struct norm_document *it,
                           const struct profile *profile);
void norm_document_words(struct buf *out, const struct norm_document *it,
                         const struct overlay *overlay);
void norm_document_mapping(struct buf *out, const struct norm_document *it,
                           const struct mapping *mapping);

#endif
