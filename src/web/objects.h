/* web/objects.h - the register of processes and systems: what do its pages show?
 *
 * Addresses    /objecten?soort=WORD&eigenaar=N   the register, by kind and by owner
 *              /objecten/{id}                    one object: what it is, its processes, scope
 *              /objecten/{id}/niveau             the level test
 */
#ifndef WEB_OBJECTS_H
#define WEB_OBJECTS_H

#include "acts/objects.h"
#include "web/measures.h"
#include "web/page.h"

/* Availability, integrity and confidentiality, in that order. */
enum { OBJECT_ASPECTS = 3 };

struct object_row {
    const struct object_line *of;
    struct str kind;              /* word of object_kind_choices */
    struct str owner;
    struct str harm[OBJECT_ASPECTS]; /* label, or empty */
};

struct objects_page {
    const struct page *page;
    const struct objects *of;
    struct object_row *rows;
    size_t rows_n;
    struct measures_option *kinds;
    size_t kinds_n;
    struct measures_option *owners;
    size_t owners_n;
    bool filtered;
    bool may_add;
};

/* One aspect of the classification in a form. */
struct object_aspect {
    struct str field;
    enum word name;
    struct measures_option options[HARM_COUNT];
    size_t options_n;
};

/* What new and existing objects have in common, for pages/object_fields.html. */
struct object_fields {
    const struct page *page;
    struct object it;
    struct measures_option *kinds;
    size_t kinds_n;               /* 0: the kind stands */
    struct measures_option *owners;
    size_t owners_n;
    struct object_aspect aspects[OBJECT_ASPECTS];
    size_t aspects_n;
};

struct object_link {
    int64_t id;
    struct str name;
    bool chosen;
};

struct object_page {
    const struct page *page;
    const struct objects *of;
    struct object_row it;
    struct object_fields fields;
    struct object_link *processes; /* of a system: all there are, with its own chosen */
    size_t processes_n;
    struct object_link *served;    /* that it works for, or that work for it          */
    size_t served_n;
    bool is_process;
    bool may_edit, may_scope, clashed;
};

struct level_choice {
    struct str value, text;
    bool chosen;
};

struct level_asked {
    const struct level_question *of;
    struct str name;               /* of the field */
    struct str text;
    struct str value;              /* of an amount */
    struct level_choice choices[HARM_COUNT];
    size_t choices_n;              /* 0: an amount */
};

struct level_reason {
    struct str text, answer, basis;
    int level;                     /* 0: outside, or none */
};

struct level_past {
    const struct level_result *of;
    struct str prepared, decided;  /* by whom */
    int level;                     /* that the test gave  */
};

struct level_page {
    const struct page *page;
    const struct objects *of;
    const struct object_line *it;
    struct str norm;
    struct level_asked *asked;
    size_t asked_n;
    bool shown;                    /* there is an outcome to show      */
    bool outside;
    int level, at_least;
    struct level_reason *reasons;
    size_t reasons_n;
    struct str *flags;
    size_t flags_n;
    struct str *open;              /* questions without an answer      */
    size_t open_n;
    struct level_past *past;
    size_t past_n;
    struct measures_option levels[LEVEL_MAX + 1];
    size_t levels_n;
    struct str chosen_says, chosen_why;
    bool may_test, may_decide, waits;
};

/* object_load: the register and one line of it; NOT_THERE. object_row_of: as it is shown. */
ANSWER enum outcome object_load(struct job *job, struct page *page, struct objects **ret,
                                const struct object_line **ret_line);
struct object_row object_row_of(const struct page *page, const struct objects *of,
                                const struct picture *names, const struct object_line *line);

/* object_may: may this person do so to this object? For showing a control. */
bool object_may(const struct page *page, enum right right, const struct object_line *line);

/* object_fields_fill: the form's choices; a new object may choose its kind.
 * object_given: what the form names, nobody as nothing. */
void object_fields_fill(struct page *page, const struct objects *of, const struct picture *names,
                        const struct object *it, bool is_new, struct object_fields *ret);
void object_given(const struct page *page, struct given *ret);

#endif
