/* model/noun.h - a noun described once: its members, in order, and what they are.
 *
 * From a description follow, each in one place for all nouns: the row in the
 * tables (tools/noun writes the plain statements), binding and loading
 * (records), JSON and its schema (api), and what the ledger says of a change.
 * One text per value and one way back (value.h) serve form, filter, CSV,
 * ledger and its fold.
 *
 * A described struct begins with `struct row row`. Absent is all zeroes in C,
 * null in SQL, null in JSON, `-` in the ledger.
 *
 *     kind            C member        column           in the ledger
 *     FIELD_TEXT      struct str      text             ~ digest: free text can be erased
 *     FIELD_CODE      struct str      text             = as it stands: ids, hashes, types
 *     FIELD_REF       struct ref      bigint           = the number
 *     FIELD_DAY       struct day      text, ISO        = the day
 *     FIELD_FLAG      bool            integer, 0 or 1  = 0 or 1
 *     FIELD_CHOICE    enum            text, a word     = the word; so that adding one moves none
 *     FIELD_NUMBER    struct maybe    bigint           = the number
 */
#ifndef MODEL_NOUN_H
#define MODEL_NOUN_H

#include "base/day.h"
#include "base/fault.h"
#include "base/str.h"

/* Which row, and which version of it somebody had before them. */
struct row {
    int64_t id;
    int64_t version;
    int64_t since; /* the ledger sequence that made this version */
};

struct ref {
    int64_t id; /* 0: none */
};

struct maybe {
    bool is;
    int64_t n;
};

/* The words of an enum, from 0 on; the word of 0 is NULL: absent. */
struct choices {
    const char *const *words;
    int n;
};

enum field_kind { KIND_TEXT, KIND_CODE, KIND_REF, KIND_DAY, KIND_FLAG, KIND_CHOICE, KIND_NUMBER };

enum field_flags {
    REQUIRED = 1, /* may not be absent                                    */
    LINES = 2,    /* text of more than one line                           */
    FIXED = 4,    /* set when the row is made and never changed            */
    OURS = 8,     /* set by acts only: refused from a form or an API body  */
    SECRET = 16   /* personal: shown only to those who may read persons    */
};

struct noun;

struct field {
    const char *name; /* of the member, the column, the form field, the JSON member */
    enum field_kind kind;
    unsigned flags;
    size_t offset;
    int limit;                     /* TEXT and CODE: code points at most    */
    const char *limit_text;        /* the same, to be said                  */
    const struct choices *choices; /* CHOICE                                */
    const char *choice;            /* CHOICE: the enum; its words begin with it and a dot */
    const struct noun *to;         /* REF                                   */
};

struct noun {
    const char *name; /* of the table and in the ledger */
    const char *path_nl;
    const char *path_en;
    size_t size; /* of the struct */
    const struct field *fields;
    int n_fields;
    void (*check)(const void *row, struct faults *faults); /* may be NULL */
};

/* Each FIELD_ macro refuses to compile on a member of another type. */
#define FIELD_IS(type, member, wanted)                                                          \
    (0 * sizeof(struct {                                                                        \
        _Static_assert(__builtin_types_compatible_p(__typeof__(((struct type *)0)->member),     \
                                                    wanted),                                    \
                       #member " has another type than its field says");                        \
        int unused;                                                                             \
    }))
#define FIELD_AT(type, member, wanted) (offsetof(struct type, member) + FIELD_IS(type, member, wanted))

#define FIELD_TEXT(type, member, chars, bits)                                                   \
    {.name = #member, .kind = KIND_TEXT, .flags = (bits), .limit = (chars),                     \
     .limit_text = #chars, .offset = FIELD_AT(type, member, struct str)}
#define FIELD_CODE(type, member, chars, bits)                                                   \
    {.name = #member, .kind = KIND_CODE, .flags = (bits), .limit = (chars),                     \
     .limit_text = #chars, .offset = FIELD_AT(type, member, struct str)}
#define FIELD_REF(type, member, noun, bits)                                                     \
    {.name = #member, .kind = KIND_REF, .flags = (bits), .to = &noun##_noun,                    \
     .offset = FIELD_AT(type, member, struct ref)}
#define FIELD_DAY(type, member, bits)                                                           \
    {.name = #member, .kind = KIND_DAY, .flags = (bits),                                        \
     .offset = FIELD_AT(type, member, struct day)}
#define FIELD_FLAG(type, member, bits)                                                          \
    {.name = #member, .kind = KIND_FLAG, .flags = (bits), .offset = FIELD_AT(type, member, bool)}
#define FIELD_NUMBER(type, member, bits)                                                        \
    {.name = #member, .kind = KIND_NUMBER, .flags = (bits),                                     \
     .offset = FIELD_AT(type, member, struct maybe)}
/* A choice of enum NAME has its words in NAME_choices. */
#define FIELD_CHOICE(type, member, enumname, bits)                                              \
    {.name = #member, .kind = KIND_CHOICE, .flags = (bits), .choices = &enumname##_choices,     \
     .choice = #enumname, .offset = FIELD_AT(type, member, enum enumname)}

#define NOUN(type, nl, en, ...)                                                                 \
    {.name = #type, .path_nl = (nl), .path_en = (en), .size = sizeof(struct type),              \
     .fields = type##_fields, .n_fields = (int)(sizeof type##_fields / sizeof *type##_fields),  \
     __VA_ARGS__}

/* choice_of: the value of a word; false when it is none of them. The empty
 * word is 0. choice_word: the word of a value; empty for 0. */
bool choice_of(const struct choices *choices, struct str word, int *ret);
struct str choice_word(const struct choices *choices, int value);

/* noun_field: the place of a field by its name, or -1. */
int noun_field(const struct noun *noun, struct str name);

/* noun_all: every noun that has a ledgered table, in the order of the tables. */
extern const struct noun *const noun_all[];
extern const int noun_all_n;

/* noun_find: by its name; NULL when there is none. */
const struct noun *noun_find(struct str name);

#endif
