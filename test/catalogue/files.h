/* What the tests of the catalogue share: files of the source tree, and an arena. */
#ifndef TEST_CATALOGUE_FILES_H
#define TEST_CATALOGUE_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "catalogue/norm_read.h"

#define TEST(name) static void name(void **state __attribute__((unused)))

enum { ARENA_BYTES = 256 * 1024 * 1024 };

/* file_read: a file by its path under the source tree, or by an absolute path. The
 * empty str when it is not there. */
struct str file_read(struct arena *mem, const char *path);

/* files_shipped: the source of the catalogue that comes with the program. */
struct norm_source files_shipped(struct arena *mem);

/* SHARED: documents of others that stay outside the project, beside it. The tests that read
 * them begin with files_shared_or_skip, which says so and skips when they are not there. */
#define SHARED SOURCE_ROOT "/../shared/oscal"
void files_shared_or_skip(struct arena *mem);

/* assert_text: two texts are the same. */
void assert_text(struct str is, const char *should);

#endif
