/* catalogue/mapping_read.h - how do two norms stand to each other, by a mapping-collection?
 *
 *     mapping                      struct mapping; one document may hold several
 *     map                          a row for each pair of its sources and targets
 *     prop volledig=ja on a map    complete: its rows together are the whole
 *     prop grondslag               basis; its class (afgeleid, onzeker) the standing
 *     remarks                      note; in English the prop toelichting-en
 *     prop vervallen, nieuw on a mapping   dropped, added: value the id, remarks the note
 *
 * What stands in a gap summary and in no such prop is dropped or added as well.
 *
 * Sources  [OSCAL 1.2.1] mapping-collection; [R9], [R10] docs/rules.md.
 */
#ifndef CATALOGUE_MAPPING_READ_H
#define CATALOGUE_MAPPING_READ_H

#include "base/fault.h"
#include "base/outcome.h"
#include "catalogue/oscal.h"
#include "model/mapping.h"

/* Which norm a reference of the document means; NULL when it is not known. */
typedef const struct norm *mapping_norm(void *context, struct str href);

/* mapping_read: the mappings of a document, in mem, without pointers into bytes.
 *
 * DONE; REFUSED with at least one fault, whose field is document and whose key stands
 * under "norm.fault."; BROKEN when the machine had no memory. What it gives is sound
 * (mapping_sound). O(bytes + rows log items). */
ANSWER enum outcome mapping_read(struct arena *mem, struct str bytes, struct str document,
                                 mapping_norm *find, void *context,
                                 const struct mapping **ret, int *ret_n, struct faults *faults);

/* mapping_read_tree: the same of a document that was read already: root is its root member,
 * "mapping-collection". */
ANSWER enum outcome mapping_read_tree(struct arena *mem, const struct oscal *root,
                                      struct str document, mapping_norm *find, void *context,
                                      const struct mapping **ret, int *ret_n,
                                      struct faults *faults);

#endif
