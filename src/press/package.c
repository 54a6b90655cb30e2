#include "press/package.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <zip.h>

#include "base/bug.h"

enum { PIECE_BYTES = 32 * 1024, NAME_BYTES_MAX = 250 };

struct package {
    zip_t *zip;
};

static enum outcome refuse(struct faults *faults, struct str key, struct str arg)
{
    fault_add(faults, S(""), key, arg);
    return REFUSED;
}

static enum outcome refuse_limit(struct arena *mem, struct faults *faults, struct str key,
                                 int limit)
{
    return refuse(faults, key, arena_text(mem, "%d", limit));
}

/* What an error of libzip says about the file; BROKEN when it is not the file. */
static enum outcome refuse_error(int error, struct str name, struct faults *faults)
{
    switch (error) {
    case ZIP_ER_MEMORY:
        return BROKEN;
    case ZIP_ER_NOZIP:
        return refuse(faults, S("zip.not_zip"), name);
    case ZIP_ER_ENCRNOTSUPP:
    case ZIP_ER_NOPASSWD:
        return refuse(faults, S("zip.encrypted"), name);
    default:
        return refuse(faults, S("zip.damaged"), name);
    }
}

/* May a member be called this? [choice: files in] no way out of its own folder. */
static bool is_safe_name(struct str name)
{
    struct str rest = name;

    if (name.len == 0 || name.len > NAME_BYTES_MAX || name.at[0] == '/' ||
        memchr(name.at, '\\', name.len) != NULL || memchr(name.at, ':', name.len) != NULL ||
        !str_utf8(name))
        return false;
    while (rest.at != NULL)
        if (str_eq(str_cut(rest, '/', &rest), S("..")))
            return false;
    return true;
}

static bool is_link(zip_t *zip, zip_uint64_t i)
{
    zip_uint8_t system;
    zip_uint32_t attributes;

    if (zip_file_get_external_attributes(zip, i, 0, &system, &attributes) != 0)
        return true;
    return system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

static enum outcome check_member(zip_t *zip, zip_uint64_t i, uint64_t *total, struct arena *mem,
                                 struct faults *faults)
{
    zip_stat_t stat;
    struct str name;

    if (zip_stat_index(zip, i, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0 ||
        (stat.valid & ZIP_STAT_SIZE) == 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0)
        return refuse(faults, S("zip.damaged"), S(""));
    name = str_of(stat.name);
    if (!is_safe_name(name))
        return refuse(faults, S("zip.name"), str_utf8(name) ? arena_str(mem, name) : S(""));
    name = arena_str(mem, name);
    if (is_link(zip, i))
        return refuse(faults, S("zip.name"), name);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
        return refuse(faults, S("zip.encrypted"), name);
    if (stat.size > PACKAGE_UNPACKED_MAX || (*total += stat.size) > PACKAGE_UNPACKED_MAX)
        return refuse_limit(mem, faults, S("zip.too_large"), PACKAGE_UNPACKED_MAX / 1024 / 1024);
    if (stat.size > PACKAGE_RATIO_FREE && stat.size / PACKAGE_RATIO_MAX > stat.comp_size)
        return refuse(faults, S("zip.ratio"), name);
    return DONE;
}

static enum outcome check_members(zip_t *zip, struct arena *mem, struct faults *faults)
{
    zip_int64_t n = zip_get_num_entries(zip, 0);
    uint64_t total = 0;

    if (n > PACKAGE_MEMBERS_MAX)
        return refuse_limit(mem, faults, S("zip.members"), PACKAGE_MEMBERS_MAX);
    for (zip_int64_t i = 0; i < n; i++) {
        enum outcome o = check_member(zip, (zip_uint64_t)i, &total, mem, faults);

        if (o != DONE)
            return o;
    }
    return DONE;
}

/* ZIP_CHECKCONS reads every local header too, and wants it to agree. */
static enum outcome open_zip(struct str bytes, zip_t **ret_zip, struct faults *faults)
{
    enum outcome o;
    zip_error_t error;
    zip_source_t *source;

    zip_error_init(&error);
    source = zip_source_buffer_create(bytes.at, bytes.len, 0, &error);
    if (source == NULL) {
        zip_error_fini(&error);
        return BROKEN;
    }
    *ret_zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (*ret_zip != NULL) {
        zip_error_fini(&error);
        return DONE;
    }
    o = refuse_error(zip_error_code_zip(&error), S(""), faults);
    zip_source_free(source);
    zip_error_fini(&error);
    return o;
}

enum outcome package_open(struct str bytes, struct package **ret_package, struct arena *mem,
                          struct faults *faults)
{
    struct package *package;
    zip_t *zip = NULL;
    enum outcome o;

    if (bytes.len > PACKAGE_BYTES_MAX)
        return refuse_limit(mem, faults, S("zip.too_large"), PACKAGE_BYTES_MAX / 1024 / 1024);
    if (bytes.len == 0) /* the library would take it for an archive without members */
        return refuse(faults, S("zip.not_zip"), S(""));
    if ((o = open_zip(bytes, &zip, faults)) != DONE)
        return o;
    if ((o = check_members(zip, mem, faults)) != DONE) {
        zip_discard(zip);
        return o;
    }
    package = NEW(mem, struct package);
    package->zip = zip;
    *ret_package = package;
    return DONE;
}

void package_free(struct package *package)
{
    if (package == NULL)
        return;
    zip_discard(package->zip);
    package->zip = NULL;
}

/* The place of a member, or -1. A safe name has no nul and fits. */
static zip_int64_t locate(struct package *package, struct str name)
{
    char text[NAME_BYTES_MAX + 1];

    if (!is_safe_name(name))
        return -1;
    memcpy(text, name.at, name.len);
    text[name.len] = '\0';
    return zip_name_locate(package->zip, text, ZIP_FL_ENC_RAW);
}

bool package_has(struct package *package, struct str name)
{
    return locate(package, name) >= 0;
}

/* Reads on until the end, and never past the size that the headers promised. */
static enum outcome read_pieces(zip_file_t *file, uint64_t promised, struct str name,
                                bool (*take)(void *to, struct str piece), void *to,
                                struct faults *faults)
{
    char piece[PIECE_BYTES];
    uint64_t total = 0;

    for (;;) {
        zip_int64_t n = zip_fread(file, piece, sizeof piece);

        if (n < 0)
            return refuse_error(zip_error_code_zip(zip_file_get_error(file)), name, faults);
        total += (uint64_t)n;
        if (total > promised || (n == 0 && total != promised))
            return refuse(faults, S("zip.damaged"), name);
        if (n == 0 || !take(to, (struct str){piece, (size_t)n}))
            return DONE;
    }
}

enum outcome package_read(struct package *package, struct str name,
                          bool (*take)(void *to, struct str piece), void *to, struct arena *mem,
                          struct faults *faults)
{
    zip_int64_t i = locate(package, name);
    zip_stat_t stat;
    zip_file_t *file;
    enum outcome o;

    name = arena_str(mem, name);
    if (i < 0)
        return refuse(faults, S("zip.missing"), name);
    MUST(zip_stat_index(package->zip, (zip_uint64_t)i, 0, &stat) == 0);
    file = zip_fopen_index(package->zip, (zip_uint64_t)i, 0);
    if (file == NULL)
        return refuse_error(zip_error_code_zip(zip_get_error(package->zip)), name, faults);
    o = read_pieces(file, stat.size, name, take, to, faults);
    zip_fclose(file);
    return o;
}
