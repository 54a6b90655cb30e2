/* catalogue/oscal_write.h - how is an OSCAL document written, always the same way?
 *
 * JSON in UTF-8, two spaces for a level, members in the order of the model (shape.h) and
 * what the model does not know after them, in the order it has; a line end at the end. So
 * equal data gives equal bytes. Numbers are as they were written.
 *
 * Sources  [RFC8259]; the order [OSCAL 1.2.1] of the metaschema.
 */
#ifndef CATALOGUE_OSCAL_WRITE_H
#define CATALOGUE_OSCAL_WRITE_H

#include "base/buf.h"
#include "catalogue/oscal.h"

/* oscal_write: the document: the object around the root member, as oscal_read gives it. Takes
 * the room that it needs at once: an empty out has not a byte too many. */
void oscal_write(struct buf *out, const struct oscal *document);

/* oscal_write_root: the root member alone, without its name: what a uuid is made over. */
void oscal_write_root(struct buf *out, const struct oscal *root);

#endif
