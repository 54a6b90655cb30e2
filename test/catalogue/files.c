#include "files.h"

#include <stdio.h>

static struct str all_of(struct arena *mem, FILE *file)
{
    char *at;
    long len;

    fseek(file, 0, SEEK_END);
    len = ftell(file);
    rewind(file);
    at = arena_alloc(mem, (size_t)len);
    assert_int_equal(fread(at, 1, (size_t)len, file), (size_t)len);
    return (struct str){at, (size_t)len};
}

struct str file_read(struct arena *mem, const char *path)
{
    struct str full = path[0] == '/' ? str_of(path) : arena_text(mem, "%s/%s", SOURCE_ROOT, path);
    FILE *file = fopen(full.at, "rb");
    struct str bytes;

    if (file == NULL)
        return S("");
    bytes = all_of(mem, file);
    fclose(file);
    return bytes;
}

struct norm_source files_shipped(struct arena *mem)
{
    static const char *const names[] = {"begin", "groeistappen", "matrix", "vdw", "vdw-1", "vdw-5"};
    struct norm_source source = {
        .catalog = {[LANG_NL] = file_read(mem, "catalogues/bio2-1.3/catalog.json"),
                    [LANG_EN] = file_read(mem, "catalogues/bio2-1.3/catalog.en.json")},
        .n_profiles = (int)(sizeof names / sizeof *names)};
    struct norm_profile *profiles = NEW_ARRAY(mem, (size_t)source.n_profiles, struct norm_profile);

    for (int i = 0; i < source.n_profiles; i++) {
        profiles[i].name = str_of(names[i]);
        profiles[i].bytes = file_read(
            mem, arena_text(mem, "catalogues/bio2-1.3/profiles/%s.json", names[i]).at);
        assert_true(profiles[i].bytes.len > 0);
    }
    source.profiles = profiles;
    assert_true(source.catalog[LANG_NL].len > 0);
    return source;
}

void files_shared_or_skip(struct arena *mem)
{
    if (file_read(mem, SHARED "/nist-examples/basic-catalog.json").len > 0)
        return;
    print_message("skipped: ../shared is not there\n");
    skip();
}

void assert_text(struct str is, const char *should)
{
    if (!str_eq(is, str_of(should)))
        fail_msg("\"%" STR_FMT "\" is not \"%s\"", STR_ARG(is), should);
}
