/* The register of Gemeente Voorbeeldstad: what it does, with which systems, and how heavy
 * those are. Whether they are in the scope of the ISMS nobody has said yet. */
#include "acts/objects.h"
#include "base/bug.h"
#include "cli/demo.h"

struct demo_object {
    enum demo_who owner;
    const char *name;
    const char *kind;
    const char *description;
    const char *availability, *integrity, *confidentiality;
    int serves[2];       /* places here of the processes that a system works for, or -1 */
    const char *answers; /* of the level test, or NULL                                  */
    enum demo_who tester; /* an owner decides at once, another prepares                 */
};

#define NONE {-1, -1}

static const struct demo_object objects[] = {
    {JOOST, "Burgerzaken", "proces", "Paspoorten, rijbewijzen, verhuizingen en verkiezingen.",
     "midden", "hoog", "hoog", NONE, NULL, NOBODY},
    {MARLOES, "Sociaal domein", "proces", "Wmo, jeugdhulp, participatie en schuldhulp.",
     "midden", "midden", "hoog", NONE, NULL, NOBODY},
    {PETER, "Beheer openbare ruimte", "proces", "Wegen, bruggen, gemalen en verkeerslichten.",
     "hoog", "hoog", "laag", NONE, NULL, NOBODY},
    {JOOST, "Basisregistratie personen", "systeem", "Afgenomen als dienst.",
     "midden", "hoog", "hoog", {0, -1},
     "vertrouwelijke_informatie=ja;openbaarheid_derden_onzeker=nee;persoonsgegevens=ja;"
     "bestuurlijke_onrust=ja;ketenafhankelijkheid=ja;max_uitval_werkuren=16;"
     "schade_integriteit=midden;schade_vertrouwelijkheid=midden", JOOST},
    {MARLOES, "Regiesysteem sociaal domein", "systeem", "Dossiers van Wmo, jeugd en participatie.",
     "midden", "midden", "hoog", {1, -1},
     "vertrouwelijke_informatie=ja;persoonsgegevens=ja;bijzondere_persoonsgegevens=ja;"
     "bestuurlijke_onrust=ja;ketenafhankelijkheid=nee", SAMIRA},
    {RUBEN, "Zaaksysteem", "systeem", "Zaken en documenten van alle afdelingen.",
     "midden", "midden", "midden", {0, 1}, NULL, NOBODY},
    {PETER, "Bediening van bruggen", "ot", "Bruggen en gemalen op afstand, in een eigen zone.",
     "hoog", "hoog", "laag", {2, -1}, NULL, NOBODY},
    {RUBEN, "Website", "systeem", "Openbare informatie en formulieren.",
     "laag", "midden", "geen", {0, -1},
     "vertrouwelijke_informatie=nee;openbaarheid_derden_onzeker=nee;bestuurlijke_onrust=nee;"
     "ketenafhankelijkheid=nee", RUBEN},
};

static enum outcome look(struct demo *demo, struct objects **ret)
{
    enum outcome o = db_read(demo->job.db);

    return o == DONE ? act_objects(&demo->job, ret) : o;
}

static int64_t number_of(struct demo *demo, const struct objects *all, int place)
{
    const struct object_line *line =
        objects_find(all, &demo->job, str_of(objects[place].name));

    MUST(line != NULL);
    return line->object.row.id;
}

static enum outcome add(struct demo *demo, const struct step *step)
{
    const struct demo_object *it = &objects[step->n];
    struct given given = {.noun = &object_noun};
    int64_t id;

    demo_give(&given, "name", str_of(it->name));
    demo_give(&given, "kind", str_of(it->kind));
    demo_give(&given, "owner",
              arena_text(demo->mem, "%lld", (long long)demo->person[it->owner]));
    demo_give(&given, "description", str_of(it->description));
    demo_give(&given, "availability", str_of(it->availability));
    demo_give(&given, "integrity", str_of(it->integrity));
    demo_give(&given, "confidentiality", str_of(it->confidentiality));
    return act_object_add(&demo->job, &given, &id);
}

static enum outcome serve(struct demo *demo, const struct step *step)
{
    const struct demo_object *it = &objects[step->n];
    struct objects *all;
    int64_t processes[2];
    size_t n = 0;
    enum outcome o = look(demo, &all);

    if (o != DONE)
        return o;
    for (; n < 2 && it->serves[n] >= 0; n++)
        processes[n] = number_of(demo, all, it->serves[n]);
    return act_object_serve(&demo->job, number_of(demo, all, step->n), processes, n);
}

static enum outcome test_level(struct demo *demo, const struct step *step)
{
    struct objects *all;
    struct maybe *answers;
    int64_t id;
    enum outcome o = look(demo, &all);

    if (o != DONE)
        return o;
    answers = NEW_ARRAY(demo->mem, (size_t)all->test->n_questions, struct maybe);
    level_answers_read(all->test, str_of(objects[step->n].answers), answers);
    return act_level_test(&demo->job, number_of(demo, all, step->n),
                          &(struct level_said){.answers = answers}, &id);
}

/* The last that was done: the story of the measures knows nothing of it. */
static void lay_out(struct demo *demo, int place, enum demo_who who,
                    enum outcome (*act)(struct demo *, const struct step *))
{
    struct step *step = demo_step(demo, 0, who, act);

    step->at = demo->cli->now;
    step->n = place;
}

void demo_plan_objects(struct demo *demo)
{
    for (int i = 0; i < (int)(sizeof objects / sizeof *objects); i++) {
        lay_out(demo, i, SAMIRA, add);
        if (objects[i].serves[0] >= 0)
            lay_out(demo, i, SAMIRA, serve);
        if (objects[i].answers != NULL)
            lay_out(demo, i, objects[i].tester, test_level);
    }
}
