/* catalogue/profile_read.h - what does a profile select from a norm, and in which groups?
 *
 * The profile is resolved as OSCAL says (resolve.h); what is left of the catalog are its
 * items. A group that the norm has too is the norm's; any other is the profile's own, with
 * the prop titel-en as its English title and how sure it is by the class of its prop
 * indeling.
 *
 * Sources  [OSCAL 1.2.1] profile; docs/words.md for the words of our props.
 */
#ifndef CATALOGUE_PROFILE_READ_H
#define CATALOGUE_PROFILE_READ_H

#include "base/fault.h"
#include "base/outcome.h"
#include "catalogue/norm_read.h"
#include "model/profile.h"

/* profile_read: the profile called name among those of source, over the norm that
 * norm_read gave for it; in mem, without pointers into the source.
 *
 * DONE; REFUSED with at least one fault, whose field is name and whose key stands under
 * "norm.fault."; BROKEN when the machine failed. O(bytes log bytes). */
ANSWER enum outcome profile_read(struct arena *mem, const struct norm_source *source,
                                 struct str name, const struct norm *norm,
                                 const struct profile **ret, struct faults *faults);

#endif
