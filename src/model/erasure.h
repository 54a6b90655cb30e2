/* model/erasure.h - what was asked to be erased, by whom and why, and what became of it.
 *
 * A row says where the text stands, whose person it is or which piece of evidence; never
 * what is or was in it. One person asks, another carries it out.
 *
 * Sources  [plan 3.15] two persons, ground, entry number; [plan 3.19].
 */
#ifndef MODEL_ERASURE_H
#define MODEL_ERASURE_H

#include "model/noun.h"

enum erasure_kind {
    ERASURE_NONE,
    ERASURE_TEXT,   /* tekst: one text that an entry wrote                          */
    ERASURE_PERSON, /* persoon: name and account of one person; what they did stays */
    ERASURE_FILE,   /* bestand: the bytes of a piece of evidence; its hash stays    */
    ERASURE_KIND_COUNT
};
extern const struct choices erasure_kind_choices;

enum erasure_state {
    ERASURE_STATE_NONE,
    ERASURE_ASKED,  /* gevraagd  */
    ERASURE_DONE,   /* gewist    */
    ERASURE_DROPPED, /* vervallen: refused, or taken back */
    ERASURE_STATE_COUNT
};
extern const struct choices erasure_state_choices;

struct erasure {
    struct row row;
    enum erasure_kind kind;
    struct maybe entry;      /* of a text: the entry that it was named by              */
    struct str field;        /* of a text; empty: the reason that was given with it    */
    struct maybe record;     /* number of the row, the person or the piece of evidence */
    struct str why;          /* the ground                                             */
    struct ref asked_by;     /* none: at the keyboard of the installation, as decided_by */
    struct day asked_on;
    enum erasure_state state;
    struct ref decided_by;
    struct day decided_on;
    struct str erased_hash;  /* SHA-256 of the file whose bytes went, hex               */
};
extern const struct noun erasure_noun;

#endif
