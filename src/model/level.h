/* model/level.h - which level does a norm ask of an object? A decision table, as data.
 *
 * The table is the norm's, not ours: its questions, its rules and its words come from
 * its catalogue, and another version of it is another table. A rule is hit or is not;
 * engine/level.h says what the hits come to.
 *
 * Sources  [processes 0.3]; [R8] a level decides what is asked.
 */
#ifndef MODEL_LEVEL_H
#define MODEL_LEVEL_H

#include "model/norm.h"
#include "model/object.h"

/* What a question or a class is about. */
enum level_aspect {
    LEVEL_GENERAL, LEVEL_AVAILABILITY, LEVEL_INTEGRITY, LEVEL_CONFIDENTIALITY, LEVEL_ASPECT_COUNT
};
extern const struct choices level_aspect_choices; /* algemeen, beschikbaarheid …; all from 0 */

/* How a question is answered. */
enum level_kind {
    LEVEL_YES_NO, /* 1 or 0                 */
    LEVEL_AMOUNT, /* a number of 0 or more  */
    LEVEL_HARM,   /* enum harm              */
    LEVEL_KIND_COUNT
};

struct level_question {
    struct str key;
    enum level_aspect aspect;
    enum level_kind kind;
    struct str text[LANG_COUNT];
};

/* When a rule is hit. */
enum level_when {
    LEVEL_ALWAYS,     /* the start                                          */
    LEVEL_ANSWERED,   /* its question has an answer that compares           */
    LEVEL_ALL,        /* all its questions have                             */
    LEVEL_UNANSWERED, /* one of its questions has no answer                 */
    LEVEL_WHEN_COUNT
};

enum level_compare { LEVEL_IS, LEVEL_BELOW, LEVEL_AT_MOST, LEVEL_AT_LEAST, LEVEL_ABOVE, LEVEL_COMPARE_COUNT };

/* The outcome of a rule beside a level of 1 or more: what the levels do not cover. */
enum { LEVEL_OUTSIDE = -1, LEVEL_QUESTIONS_MAX = 64, LEVEL_MAX = 9 };

struct level_rule {
    struct str id;
    enum level_when when;
    const int *questions;
    int n_questions;
    enum level_compare is;
    int64_t value;
    int outcome;                 /* a level, or LEVEL_OUTSIDE     */
    int flag;                    /* index, or -1                  */
    enum standing standing;
    struct str text[LANG_COUNT];
    struct str basis[LANG_COUNT];
};

/* Something to heed that is no level. */
struct level_flag {
    struct str key;
    struct str text[LANG_COUNT];
};

/* What a class of the classification means, from low to high within an aspect. */
struct level_class {
    enum level_aspect aspect;
    enum harm harm;
    enum standing standing;
    struct str label[LANG_COUNT];
    struct str criterion[LANG_COUNT];
    struct str outage[LANG_COUNT]; /* how long it may be down; may be empty */
};

struct level_test {
    struct str name;               /* of the levels, as the table has it          */
    struct str hash;               /* SHA-256 of the tables' bytes, hex            */
    int highest;                   /* level that a rule can give                   */
    struct str chosen[LANG_COUNT]; /* how who decides is asked to depart           */
    const struct level_question *questions;
    int n_questions;
    const struct level_rule *rules;
    int n_rules;
    const struct level_flag *flags;
    int n_flags;
    const struct level_class *classes;
    int n_classes;
};

/* level_question_find: by its key, or -1. level_class_of: or NULL. */
int level_question_find(const struct level_test *test, struct str key);
const struct level_class *level_class_of(const struct level_test *test, enum level_aspect aspect,
                                         enum harm harm);

#endif
