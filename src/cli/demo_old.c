/* What the sample municipality took along from before: old files whose term is over. */
#include "acts/organisation.h"
#include "base/bug.h"
#include "cli/demo.h"

static enum outcome choose_term(struct demo *demo, const struct step *step)
{
    struct given given = {.noun = &organisation_noun};

    (void)step;
    demo_give(&given, "keep_evidence", S("36"));
    demo->job.why = S("De selectielijst vraagt drie jaar voor stukken bij een controle");
    return act_organisation_set(&demo->job, (struct row){0}, &given);
}

/* They are used nowhere any more, so they change no figure. */
static void plan_piece(struct demo *demo, const char *title, enum evidence_kind kind, int months)
{
    struct piece *piece = NEW(demo->cli->mem, struct piece);

    piece->title = str_of(title);
    piece->kind = kind;
    piece->covers[ASPECT_OPERATION] = true;
    piece->from = day_add_months(demo->today, -months - 12);
    piece->to = day_add_months(demo->today, -months);
    piece->until = piece->to;
    piece->origin = "vorig systeem";
    demo_step(demo, 20, FATIMA, demo_hand_in)->piece = piece;
}

void demo_plan_old(struct demo *demo)
{
    (void)demo_step(demo, 30, NADIA, choose_term);
    plan_piece(demo, "Verslag penetratietest van de vorige website", EVIDENCE_REPORT, 62);
    plan_piece(demo, "Uitdraai toegangsrechten van het oude zaaksysteem", EVIDENCE_EXPORT, 41);
    plan_piece(demo, "Verslag calamiteitenoefening oude serverruimte", EVIDENCE_REPORT, 20);
}
