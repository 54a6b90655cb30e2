/* model/norm.h - a norm as the engine sees it: items with meaning, no file format.
 *
 * A norm is read once from its catalogue and never altered; rows in the data
 * name an item by its id. Items stand in reading order, a control before its
 * measures. Texts are held per language; where a language lacks one, the first
 * that has it stands in its place.
 */
#ifndef MODEL_NORM_H
#define MODEL_NORM_H

#include "base/day.h"
#include "base/lang.h"
#include "base/str.h"

enum item_kind {
    ITEM_CONTROL, /* beheersmaatregel                                    */
    ITEM_MEASURE, /* overheidsmaatregel: child of a control              */
    ITEM_MARKER,  /* a number that only says: no measure here            */
    ITEM_KIND_COUNT
};

enum rhythm {
    RHYTHM_NONE, RHYTHM_CONTINUOUS, RHYTHM_PERIODIC, RHYTHM_EVENT, RHYTHM_ONCE, RHYTHM_MONTHLY,
    RHYTHM_QUARTERLY, RHYTHM_HALFYEARLY, RHYTHM_YEARLY, RHYTHM_3YEARLY, RHYTHM_COUNT
};

/* The functions of NIST CSF as ISO 27002 names them ("concepts"); bits 1 << n. */
enum csf { CSF_IDENTIFY, CSF_PROTECT, CSF_DETECT, CSF_RESPOND, CSF_RECOVER, CSF_COUNT };

/* Who answers for an item by the norm; bits 1 << n. */
enum duty {
    DUTY_ENTITY, DUTY_BOARD, DUTY_LINE_MANAGER, DUTY_PROCESS_OWNER, DUTY_CISO, DUTY_SUPPLIER,
    DUTY_STAFF, DUTY_SECRETARY, DUTY_PROVIDER, DUTY_COUNT
};

enum { ITEM_NONE = -1 };

/* How sure a fact of a catalogue or of a mapping is. */
enum standing {
    STANDING_FIRM,      /* its source says so                                  */
    STANDING_DERIVED,   /* we, or others, worked it out                        */
    STANDING_UNCERTAIN, /* sources differ, or none was seen                    */
    STANDING_FORMER,    /* of an earlier version: history, no longer the norm  */
    STANDING_COUNT
};
extern const struct choices standing_choices; /* vast, afgeleid, onzeker, vroeger; all from 0 */

/* What a catalogue says of an item besides its words: each prop of our own. */
struct item_fact {
    struct str name;               /* cbw-scope, bbn, categorie …               */
    struct str value;
    enum standing standing;
    struct str source[LANG_COUNT]; /* where it comes from; may be empty         */
};

struct item {
    struct str id;    /* stable for ever: bio2-5.01.02                   */
    struct str label; /* the number that people say: 5.01.02             */
    struct str sort;
    enum item_kind kind;
    int group;        /* index of its theme                              */
    int parent;       /* index of the control of a measure, or ITEM_NONE */
    int moved_to;     /* index, or ITEM_NONE                             */
    bool withdrawn;   /* moved, withdrawn or a marker: not assessed      */
    bool mandatory;   /* may not be accepted away                        */
    bool assessed;    /* given a verdict itself: an active measure, or a
                         control without active measures                 */
    bool inheritable; /* an object may take it over (erfbaar)            */
    bool outside_law; /* the norm says: outside the Cbw                  */
    bool begin;       /* in the selection to begin with                  */
    bool heading;     /* the norm asks nothing here: has no verdict      */
    int level;        /* from which level of an object on it is asked; 0: of all */
    enum rhythm rhythms[3];
    int n_rhythms;
    int rhythm_months; /* fixed by the norm; 0 when it is not            */
    int deadline_days; /* a term of its own; 0 when it has none          */
    unsigned duties;   /* bit set over enum duty                         */
    unsigned csf;      /* bit set over enum csf; a measure has its control's */
    int n_measures;    /* of a control: active measures                  */
    struct str title[LANG_COUNT];
    struct str text[LANG_COUNT];
    struct str note[LANG_COUNT];
    const struct str *examples[LANG_COUNT]; /* of evidence               */
    int n_examples;
    struct str licensed_title; /* words that the organisation laid over it under a licence */
    struct str licensed_text;  /* of its own: shown to it, in no document unless asked     */
    const struct item_fact *facts; /* in the order of the catalogue      */
    int n_facts;
};

struct norm_group {
    struct str id;
    struct str code; /* the theme's word: organisatorisch                 */
    struct str label;
    struct str title[LANG_COUNT];
    int up;          /* index of the group that it stands in, or ITEM_NONE */
};

struct norm {
    struct str id;      /* bio2  */
    struct str version; /* 1.3   */
    struct str key;     /* bio2@1.3: what data names it by, so that a newer version of
                           it changes nothing until it is chosen */
    struct str title[LANG_COUNT];
    struct str hash;    /* SHA-256 of the catalogue's bytes, hex */
    const struct norm_group *groups;
    int n_groups;
    const struct item *items;
    int n_items;
    int n_assessed;
    const int *by_id;   /* item indexes in order of id, for norm_item */
};

/* norm_item: the index of an item by its id, or ITEM_NONE. norm_label: by its
 * number; accepts 5.1 for 5.01 and 5.1.2 for 5.01.02. */
int norm_item(const struct norm *norm, struct str id);
int norm_label(const struct norm *norm, struct str label);
/* norm_find: by either, the number first. */
int norm_find(const struct norm *norm, struct str text);

/* norm_follow: where an item went: the end of its moved_to chain (the item
 * itself when it did not move). */
int norm_follow(const struct norm *norm, int item);

/* Words of the enums, as the catalogues write them. */
struct choices;
extern const struct choices rhythm_choices, csf_choices, duty_choices;

#endif
