/* web/measure.h - one measure: what it asks, how it stands, and what shows it.
 *
 * A form of this page says which entry of the ledger it was made from (gezien).
 * What the person left as it was is not sent on, so two people who change different
 * things do not meet; who changes the same thing sees both and chooses per field.
 */
#ifndef WEB_MEASURE_H
#define WEB_MEASURE_H

#include "acts/evidence.h"
#include "web/measures.h"

struct measure_verdict {
    struct str value;              /* the word: empty, nee, deels, ja */
    struct str text;
    bool chosen;
};

/* One of the three steps. */
struct measure_step {
    enum word name, letter, explains;
    struct str field, note_field, review_field;
    const struct aspect_state *state;
    struct aspect_said said;
    struct str mark;               /* ja, deels or nothing, for the class */
    struct str verdict, hard;
    struct str by;
    struct measure_verdict verdicts[VERDICT_COUNT];
    size_t verdicts_n;
    bool ladder, thin, executor, own_word, no_event, carried;
    struct str aspect;             /* word of aspect_choices */
};

struct measure_sibling {
    const struct item *item;
    const struct item_state *state;
    bool here;
};

struct measure_piece {
    const struct measure_evidence *of;
    struct str kind;               /* words of evidence_kind_choices, fitness_choices */
    struct str fitness;
    struct str by;                 /* who handed it in */
    struct str judge;              /* who judged it    */
    bool counts;                   /* not past its last day */
};

struct measure_change {
    struct str field;
    struct str from, to;           /* or when it was erased  */
};

struct measure_event {
    struct moment time;
    struct str who;
    struct str why;
    struct measure_change *changes;
    size_t changes_n;
};

struct measure_exception {
    const struct exception *of;
    struct str kind, state;
};

struct measure_page {
    const struct page *page;
    const struct measure *of;
    const struct item *item;
    const struct item *control;    /* above a measure, or NULL */
    const struct item_state *state;
    struct str theme;
    struct str owner, executor;
    struct str rhythm;             /* by the norm, in words            */
    int shelf_months;
    struct str duties;
    struct str *examples;
    size_t examples_n;
    struct measure_step *steps;
    size_t steps_n;
    struct measure_verdict suffices[VERDICT_COUNT];
    size_t suffices_n;
    struct measure_sibling *siblings;
    size_t siblings_n;
    struct measure_piece *pieces;
    size_t pieces_n;
    struct measure_event *events;
    size_t events_n;
    struct measure_exception *exceptions;
    size_t exceptions_n;
    struct measures_option *owners;
    size_t owners_n;
    struct measures_option *executors;
    size_t executors_n;
    struct str target, months;     /* as kept, for the form */
    struct str rest;               /* the object or the other norm, and the day, for addresses */
    struct str from;               /* whose it was taken over from, or empty */
    struct str origin;             /* the items of another norm that it came from, or empty */
    struct day origin_on;
    int64_t origin_id;             /* of that migration; 0: not to be looked at */
    struct inherit_met met;        /* at how many objects; of 0: not to be said */
    struct str shown;
    struct str expired;            /* which aspects are: "opzet en werking" */
    bool is_control;               /* judged by its measures           */
    bool now;                      /* no past day is looked at         */
    bool may_assess, may_assign, may_test, may_evidence, may_except;
    bool may_form;                 /* any of the first three           */
};

/* measure_show: the page, also that of an item of another norm; after page_again with what
 * was typed. */
ANSWER enum outcome measure_show(struct job *job, struct page *page, struct str label);

/* measure_load: what the address names: of the norm, of the object, by its number. */
ANSWER enum outcome measure_load(struct job *job, const struct page *page, struct measure **ret,
                                 bool *ret_moved);

/* measure_fill: all that the parts pages/measure_*.html ask for. */
ANSWER enum outcome measure_fill(struct job *job, const struct page *page,
                                 const struct measure *of, struct measure_page *ret);

/* measure_origin_fill: where it came from [R10]. */
ANSWER enum outcome measure_origin_fill(struct job *job, struct measure_page *v);

/* measure_join: words with commas, the last with "en". */
struct str measure_join(struct job *job, const struct str *words, size_t n);

/* A field that two people changed. */
struct measure_clash {
    struct str field;
    struct str label;
    struct str mine, mine_says;
    struct str theirs_says;
};

struct measure_clash_page {
    const struct page *page;
    const struct item *item;
    struct measure_clash *rows;
    size_t rows_n;
    struct measures_hidden *kept;
    size_t kept_n;
    struct str shown;
    struct str rest;
};

/* measure_value_says: a value of a field of an assessment as people read it. */
struct str measure_value_says(const struct page *page, const struct picture *picture,
                              const struct field *field, struct str text);
/* measure_field_says: the name of such a field. */
struct str measure_field_says(enum lang lang, const struct field *field);

/* Adding evidence has a page of its own. */
struct measure_add {
    const struct page *page;
    const struct item *item;
    struct str rest;                 /* as of the measure's own page */
    struct measures_option *kinds;
    size_t kinds_n;
    struct measures_option *markings; /* how openly it may be read */
    size_t markings_n;
    struct measures_option *others;  /* pieces used elsewhere */
    size_t others_n;
    struct str examples;
    struct str today;
    struct object about;             /* of the register; row.id 0: the organisation */
};

/* measure_add_fill: the kinds to choose from, and today; for pages/evidence_fields.html. */
void measure_add_fill(struct job *job, struct measure_add *v);

#endif
