/* What kind of file is it? By its first bytes, and its name must agree: a name
 * alone is what somebody typed. Sources: [plan 3.7]. */
#include "acts/evidence.h"

enum { ENDING_BYTES = 8 }; /* no ending is longer */

struct kind {
    const char *ending;
    const char *type;
    const char *magic;
    size_t magic_bytes;
};

/* OOXML and ODF are all zip files; which one the ending says, and nothing is
 * ever opened or shown in place. */
static const struct kind kinds[] = {
    {".pdf", "application/pdf", "%PDF-", 5},
    {".odt", "application/vnd.oasis.opendocument.text", "PK\x03\x04", 4},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet", "PK\x03\x04", 4},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "PK\x03\x04", 4},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\x03\x04",
     4},
    {".png", "image/png", "\x89PNG\r\n\x1a\n", 8},
    {".jpg", "image/jpeg", "\xff\xd8\xff", 3},
    {".jpeg", "image/jpeg", "\xff\xd8\xff", 3},
    {".csv", "text/csv", NULL, 0},
    {".txt", "text/plain", NULL, 0},
};

bool file_kind(struct str name, struct str bytes, struct str *ret_type)
{
    char low[ENDING_BYTES];
    struct str end = str_sub(name, name.len > sizeof low ? name.len - sizeof low : 0, name.len);
    struct str folded = {low, str_fold(end, low)};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!str_ends(folded, str_of(kinds[i].ending)))
            continue;
        if (kinds[i].magic == NULL ? !str_utf8(bytes)
                                   : !str_starts(bytes, (struct str){kinds[i].magic,
                                                                     kinds[i].magic_bytes}))
            return false;
        *ret_type = str_of(kinds[i].type);
        return true;
    }
    return false;
}
