/* catalogue/yaml_read.h - what does a YAML document say, as a tree of values?
 *
 * The same tree as oscal.h gives of JSON, so that whoever reads a library reads no YAML.
 * Only the plain part of YAML is taken: one document, names that are texts, no aliases
 * (a few hundred bytes of them unfold to gigabytes) and no tags (which ask a reader to
 * make something).
 *
 *     plain null, ~ or nothing    OSCAL_NULL
 *     plain true, false           OSCAL_TRUE, OSCAL_FALSE
 *     every other scalar          OSCAL_TEXT, as it stands: 5.10 stays 5.10
 *
 * Sources  [YAML 1.1] by libyaml; limits [choice: oscal-limits].
 */
#ifndef CATALOGUE_YAML_READ_H
#define CATALOGUE_YAML_READ_H

#include "catalogue/oscal.h"

/* yaml_read: the root of a document, which is an object.
 *
 * DONE; REFUSED with *ret_fault filled in, whose key stands under "norm.fault.": as of
 * oscal_read, or alias, tag, name (a name that is no text), yaml (arg: what libyaml
 * stumbled over); BROKEN when the machine had no memory. The tree lives in mem and does
 * not point into bytes. O(bytes log bytes). */
ANSWER enum outcome yaml_read(struct arena *mem, struct str bytes, const struct oscal **ret,
                              struct oscal_fault *ret_fault);

#endif
