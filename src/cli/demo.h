/* cli/demo.h - what the files of the sample municipality share.
 *
 * Fourteen months are laid out as steps, each an act by a person at a moment, and
 * then played in order. Nothing is written but by acts, so the ledger of the demo
 * is a ledger like any other.
 *
 * Units    `back` counts days before today; a step in a weekend falls on its Friday.
 * Sources  [choice: demo] the same day gives the same picture: chance is seeded.
 */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include "acts/evidence.h"
#include "cli/command.h"
#include "model/norm.h"
#include "model/person.h"

enum demo_who {
    SAMIRA, HANS, INEKE, RUBEN, JOOST, FATIMA, MARLOES, PETER, LOTTE, KARIM, PETRA, TOM, NADIA,
    SEM, EVA, DEMO_PEOPLE,
    NOBODY = -1
};

struct demo_person {
    const char *name;
    const char *email; /* before the @ */
    const char *job_title;
    uint32_t roles; /* bits 1 << role */
};
extern const struct demo_person demo_people[DEMO_PEOPLE];
#define DEMO_PASSWORD "vier paarse fietsen in de mist"

/* What becomes of a measure in fourteen months. */
enum demo_fate {
    FATE_DESIGN,    /* opzet shown, bestaan not yet  */
    FATE_MEETS,
    FATE_EXPIRED,   /* did once                      */
    FATE_EXISTENCE, /* opzet and bestaan shown       */
    FATE_OWN_WORD,  /* said, not shown               */
    FATE_NOT,
    FATE_UNKNOWN,
    FATE_NOT_APPLICABLE
};

/* What the measures of the story are like, by the number of the measure. */
enum demo_fate demo_fate_of(struct str label);
enum demo_who demo_owner_of(const struct item *item);
bool demo_is_one_of(const char *labels, struct str label); /* a list with blanks */

/* Titles of the evidence for opzet, bestaan and werking; in mem where made. */
struct str demo_title(struct arena *mem, const struct item *item, enum aspect aspect);
/* The n-th of some texts, endlessly. */
const char *demo_note(unsigned n);
const char *demo_shortfall(unsigned n);
const char *demo_unfit(unsigned n);

/* A file made in code, of the kind that its name says. */
struct evidence_file demo_file(struct arena *mem, struct str title, struct day from, struct day to,
                               unsigned nth);

/* A piece of evidence, from before it is handed in until it is replaced. */
struct piece {
    struct str title;
    enum evidence_kind kind;
    bool covers[ASPECT_COUNT];
    struct day from, to, until;
    int executions; /* 0: not said */
    bool sample;
    bool link;
    const char *origin;
    int items[2];
    int n_items;
    struct row row; /* once it is there */
};

struct demo;

struct step {
    struct moment at;
    int nth; /* as they were laid out, for what falls together */
    enum demo_who who;
    enum outcome (*act)(struct demo *, const struct step *);
    int item;
    struct piece *piece;
    struct piece *newer;
    int verdict[ASPECT_COUNT]; /* -1: not touched */
    struct day day;
    const char *text;
    const char *more;
    int n;
};

struct demo {
    struct cli *cli;
    struct arena *mem; /* of one step */
    struct job job;    /* of one step */
    const struct norm *norm;
    struct day today;
    uint64_t seed;
    int64_t org;
    int64_t person[DEMO_PEOPLE];
    uint32_t roles[DEMO_PEOPLE];
    enum demo_who *owner; /* by item                                    */
    int64_t *version;     /* of the assessment, by item; 0: none yet    */
    struct step *steps;
    int n;
    int room;
    int n_pieces;
    int64_t exception; /* the one that is decided on */
};

/* demo_below: a number from 0 up to but not including n. */
unsigned demo_below(struct demo *demo, unsigned n);

/* demo_step: a step so many days back, at some minute of the working day. */
struct step *demo_step(struct demo *demo, int back, enum demo_who who,
                       enum outcome (*act)(struct demo *, const struct step *));

/* demo_day: the working day so many days back. */
struct day demo_day(const struct demo *demo, int back);

/* Each lays out a part of the story. */
void demo_plan_people(struct demo *demo);
void demo_plan_measures(struct demo *demo);
void demo_plan_soa(struct demo *demo);
void demo_plan_objects(struct demo *demo);
void demo_plan_old(struct demo *demo);

/* Acts of steps. */
enum outcome demo_say(struct demo *demo, const struct step *step);
enum outcome demo_review(struct demo *demo, const struct step *step);
enum outcome demo_conclude(struct demo *demo, const struct step *step);
enum outcome demo_target(struct demo *demo, const struct step *step);
enum outcome demo_hand_in(struct demo *demo, const struct step *step);
enum outcome demo_judge(struct demo *demo, const struct step *step);
enum outcome demo_replace(struct demo *demo, const struct step *step);
enum outcome demo_assign(struct demo *demo, const struct step *step);

/* demo_give: one value among what is given. */
void demo_give(struct given *given, const char *field, struct str text);

#endif
