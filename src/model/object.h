/* model/object.h - what a verdict can be about: processes and systems, and how heavy they are.
 *
 * Sources  [processes 4] registers and classification; [R8] down and up.
 */
#ifndef MODEL_OBJECT_H
#define MODEL_OBJECT_H

#include "model/noun.h"

enum object_kind { OBJECT_NONE, OBJECT_ORGANISATION, OBJECT_PROCESS, OBJECT_SYSTEM, OBJECT_OT, OBJECT_KIND_COUNT };
extern const struct choices object_kind_choices; /* organisatie, proces, systeem, ot */

/* How much it would hurt: the scale of a classification, 0 to 3 from HARM_NONE on. */
enum harm { HARM_EMPTY, HARM_NONE, HARM_LOW, HARM_MIDDLE, HARM_HIGH, HARM_COUNT };
extern const struct choices harm_choices; /* geen, laag, midden, hoog */

/* What a verdict is about. The one of kind organisation is made with the organisation. */
struct object {
    struct row row;
    struct str name;
    enum object_kind kind;
    struct ref owner;
    struct str description;
    enum harm availability;
    enum harm integrity;
    enum harm confidentiality;
};
extern const struct noun object_noun;

/* Which process a system works for. */
struct object_serves {
    struct row row;
    struct ref system;
    struct ref process;
    bool ended;
};
extern const struct noun object_serves_noun;

/* Is an object in the scope of the ISMS, and why, or why not? One per scope and object. */
struct scope_object {
    struct row row;
    struct ref scope;
    struct ref object;
    bool inside;
    struct str why;          /* of what is left out it must be said */
};
extern const struct noun scope_object_noun;

/* What the level test of a norm came to for an object, and what was decided on it. A new
 * test is a new row; the last one that was decided counts. */
struct level_result {
    struct row row;
    struct ref object;
    struct str norm;         /* key of the norm that the level is of             */
    struct str test;         /* SHA-256 of the table that was used, hex          */
    struct str answers;      /* key=value;key=value, by level_answers_text       */
    struct maybe level;      /* that follows from them; absent when outside      */
    bool outside;            /* the norm's levels do not cover this              */
    struct maybe chosen;     /* another level, by who decides                    */
    struct str chosen_why;
    struct ref prepared_by;
    struct ref decided_by;   /* none: prepared, and does not count yet           */
    struct day decided_on;
};
extern const struct noun level_result_noun;

/* level_result_counts: the level that it gives the object; 0: none, so that everything is
 * asked of it. */
int level_result_counts(const struct level_result *it);

#endif
