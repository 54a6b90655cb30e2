/* press/package.h - what lies in a zip file that somebody sent, within its limits?
 *
 * XLSX and ODS are zip files of XML members. Everything that stands in the
 * headers is checked before a byte is unpacked, and what is unpacked is measured
 * against what the headers promised. Members are given in pieces, never whole.
 *
 * Sources  [choice: files in] the limits; nothing is ever written to disk, and a
 *          zip file within the zip file is never opened.
 */
#ifndef PRESS_PACKAGE_H
#define PRESS_PACKAGE_H

#include "base/fault.h"
#include "base/outcome.h"

enum {
    PACKAGE_BYTES_MAX = 50 * 1024 * 1024,
    PACKAGE_MEMBERS_MAX = 1000,
    PACKAGE_UNPACKED_MAX = 200 * 1024 * 1024,
    PACKAGE_RATIO_MAX = 100,
    PACKAGE_RATIO_FREE = 1024 * 1024, /* a member up to this size may have any ratio */
};

struct package;

/* package_open: the zip file in bytes, which outlive the package.
 *
 * REFUSED, with the member's name as argument where there is one:
 *     zip.too_large   the file, or all members unpacked, past the limit (MiB)
 *     zip.not_zip     no zip file              zip.damaged   headers that disagree
 *     zip.members     too many                 zip.ratio     unpacks to too much
 *     zip.name        absolute, .. or a link   zip.encrypted
 * BROKEN when the machine has no memory. The caller frees the package; when the
 * arena of its job reaches its ceiling first, it goes with the sifter process.
 */
ANSWER enum outcome package_open(struct str bytes, struct package **ret_package, struct arena *mem,
                                 struct faults *faults);
void package_free(struct package *package);

/* package_has: is there a member with exactly this name? */
bool package_has(struct package *package, struct str name);

/* package_read: gives a member piece by piece to take, until that answers false.
 *
 * DONE also when take stopped. REFUSED: zip.missing, zip.damaged. */
ANSWER enum outcome package_read(struct package *package, struct str name,
                                 bool (*take)(void *to, struct str piece), void *to,
                                 struct arena *mem, struct faults *faults);

#endif
