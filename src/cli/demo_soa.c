/* The Statement of Applicability: a first version that the college adopted, a second
 * one in the making, and two exceptions: one is allowed, the other waits for advice. */
#include "acts/soa.h"
#include "base/bug.h"
#include "cli/demo.h"

enum { FILLED = 386, ADOPTED = 339, NEXT = 34 };

static enum outcome fill(struct demo *demo, const struct step *step)
{
    int filled;

    (void)step;
    return act_soa_fill(&demo->job, &filled);
}

/* The version of a line, as a page would have shown it. */
static enum outcome line_seen(struct demo *demo, int item, struct soa_view **ret, struct row *seen)
{
    enum outcome o = db_read(demo->job.db);

    if (o != DONE || (o = act_soa(&demo->job, 0, ret)) != DONE)
        return o;
    for (int i = 0; i < (*ret)->n_lines; i++)
        if ((*ret)->lines[i].item == item)
            *seen = (*ret)->lines[i].line.row;
    return DONE;
}

/* What a line says, by field; a pair without a name ends it. */
struct line_story {
    int back;
    const char *label;
    struct {
        const char *field;
        const char *text;
    } said[7];
};

static const struct line_story stories[] = {
    {FILLED - 9, "8.28", {{"applies", "nee"}, {"ground", "risicoanalyse"},
        {"why", "De gemeente maakt zelf geen programma's. Alle toepassingen worden gekocht of "
            "afgenomen als dienst."},
        {"risk_analysis", "RA-2025-04 Eigen software"}, {"from_norm", "0"}, {"from_law", "0"}}},
    {FILLED - 9, "8.04", {{"applies", "nee"}, {"ground", "risicoanalyse"},
        {"why", "Er is geen eigen broncode. Leveranciers beheren die onder hun eigen verklaring."},
        {"risk_analysis", "RA-2025-04 Eigen software"}, {"from_norm", "0"}, {"from_law", "0"}}},
    {FILLED - 10, "7.10.03", {{"applies", "nee"}, {"ground", "kan_niet"},
        {"why", "De gemeente verzendt geen gerubriceerde informatie op dragers. Dat is in 2024 "
            "technisch onmogelijk gemaakt."},
        {"from_norm", "0"}, {"from_law", "0"}}},
    {FILLED - 14, "8.22.01", {{"why", "Kantoor volgens de norm; bruggen en gemalen volgens de "
        "CSIR."},
        {"alternative", "CSIR"}, {"alternative_item", "Zonering van de besturing"},
        {"alternative_why", "De CSIR vraagt voor besturing dezelfde scheiding in zones, met een "
            "beheerst doorgeefpunt. Getoetst door Facilitair en ICT-beheer."}}},
    {FILLED - 20, "5.07", {{"why", "Nodig om op tijd te weten wat andere gemeenten treft."},
        {"from_risk", "1"}, {"risk_analysis", "RA-2025-03 Dienstverlening"}}},
    {FILLED - 20, "5.11", {{"why", "Wie vertrekt, levert alles in."}, {"from_risk", "1"},
        {"risk_analysis", "RA-2025-07 Bedrijfsvoering"}}},
    {FILLED - 21, "5.29", {{"why", "Uitwijk van de balie mag de beveiliging niet verlagen."},
        {"from_risk", "1"}, {"risk_analysis", "RA-2025-03 Dienstverlening"}}},
    {FILLED - 22, "5.34", {{"why", "Persoonsgegevens van alle inwoners."}, {"from_law", "1"}}},
    {FILLED - 23, "6.06", {{"why", "Ook voor inhuur en vrijwilligers."}, {"from_contract", "1"}}},
    {FILLED - 23, "7.05", {{"why", "De serverruimte ligt naast de archiefkelder."},
        {"from_risk", "1"}, {"risk_analysis", "RA-2025-05 Gebouwen"}}},
    {FILLED - 26, "8.11", {{"why", "Voor leveren van gegevens aan onderzoekers."},
        {"from_law", "1"}}},
    {FILLED - 26, "8.14", {{"why", "De balie kan hoogstens een halve dag zonder."},
        {"from_risk", "1"}, {"risk_analysis", "RA-2025-03 Dienstverlening"}}},
    {FILLED - 27, "8.23", {{"why", "Beperkt het openen van bekende kwade sites."},
        {"from_risk", "1"}, {"risk_analysis", "RA-2025-07 Bedrijfsvoering"}}},
    {NEXT - 4, "8.33", {{"applies", "nee"}, {"ground", "risicoanalyse"},
        {"why", "Voorstel: leveranciers testen met eigen gegevens. Nog te besluiten."},
        {"risk_analysis", "RA-2026-01 Testgegevens"}, {"from_norm", "0"}, {"from_law", "0"}}},
    {NEXT - 5, "5.23.01", {{"why", "Nieuwe toepassingen komen uit de cloud, tenzij dat niet kan."},
        {"from_risk", "1"}, {"risk_analysis", "RA-2026-02 Clouddiensten"}}},
    {NEXT - 9, "8.22.01", {{"alternative_why", "De CSIR vraagt voor besturing dezelfde scheiding "
        "in zones, met een beheerst doorgeefpunt. Opnieuw getoetst na de vervanging van de "
        "gemalen."}}},
    {NEXT - 10, "8.26", {{"why", "Geldt nu ook voor de nieuwe burgerportalen."},
        {"from_contract", "1"}}},
};

static enum outcome tell_line(struct demo *demo, const struct step *step)
{
    const struct line_story *story = &stories[step->n];
    struct given given = {.noun = &applicability_noun};
    struct applicability it;
    struct soa_view *view;
    struct row seen = {0};
    enum outcome o = line_seen(demo, step->item, &view, &seen);

    for (size_t i = 0; i < sizeof story->said / sizeof *story->said; i++)
        if (story->said[i].field != NULL)
            demo_give(&given, story->said[i].field, str_of(story->said[i].text));
    if (o != DONE)
        return o;
    return act_soa_line(&demo->job, demo->norm->items[step->item].id, seen, &given, &it);
}

static enum outcome complete(struct demo *demo, const struct step *step)
{
    struct soa_view *view;
    struct row seen;
    enum outcome o = line_seen(demo, step->item, &view, &seen);

    return o == DONE ? act_soa_complete(&demo->job, view->soa.row) : o;
}

static struct str day_of(struct demo *demo, struct day day)
{
    char *text = arena_alloc(demo->mem, DAY_TEXT_BYTES);

    return day_text(day, text);
}

/* The number that a body gives to a decision, with the year of its day. */
static struct str number_of(struct demo *demo, struct day on, int n)
{
    int year;
    int month;
    int dayofmonth;

    day_parts(on, &year, &month, &dayofmonth);
    return arena_text(demo->mem, "%d-%d", year, n);
}

static enum outcome adopt(struct demo *demo, const struct step *step)
{
    struct given given = {.noun = &decision_noun};
    struct day on = {demo->job.today.n - 2};
    struct soa_view *view;
    struct row seen;
    int64_t decision;
    enum outcome o = line_seen(demo, step->item, &view, &seen);

    demo_give(&given, "body", S("bestuur"));
    demo_give(&given, "on", day_of(demo, on));
    demo_give(&given, "number", number_of(demo, on, 118));
    demo_give(&given, "subject", S("Vaststelling Verklaring van toepasselijkheid, versie 1"));
    demo_give(&given, "document", S("https://intranet.voorbeeldstad.example/besluiten/118"));
    return o == DONE ? act_soa_adopt(&demo->job, view->soa.row, &given, &decision) : o;
}

static enum outcome next(struct demo *demo, const struct step *step)
{
    int64_t number;

    (void)step;
    return act_soa_next(&demo->job, &number);
}

static enum outcome ask_plan(struct demo *demo, const struct step *step)
{
    struct given given = {.noun = &exception_noun};

    demo_give(&given, "kind", S("plan"));
    demo_give(&given, "reason", S("De netwerkcomponenten in het oude stadhuis hebben geen aparte "
        "beheerpoort. Vervanging staat in het jaarplan."));
    demo_give(&given, "risk_analysis", S("RA-2025-09 Netwerk oude stadhuis"));
    demo_give(&given, "compensating", S("Beheer alleen vanaf twee vaste werkplekken, met MFA en "
        "logging."));
    demo_give(&given, "until", day_of(demo, (struct day){demo->today.n + 150}));
    return act_exception_ask(&demo->job, demo->norm->items[step->item].id, &given,
                             &demo->exception);
}

static enum outcome advise_plan(struct demo *demo, const struct step *step)
{
    (void)step;
    return act_exception_advise(&demo->job, (struct row){demo->exception, 1, 0},
                                S("Akkoord voor de duur van de vervanging, mits de logging "
                                  "wekelijks wordt bekeken."));
}

static enum outcome allow_plan(struct demo *demo, const struct step *step)
{
    struct given given = {.noun = &decision_noun};

    (void)step;
    demo_give(&given, "body", S("directie"));
    demo_give(&given, "on", day_of(demo, demo->job.today));
    demo_give(&given, "number", number_of(demo, demo->job.today, 41));
    demo_give(&given, "subject", S("Uitzondering beheernetwerk oude stadhuis"));
    return act_exception_decide(&demo->job, (struct row){demo->exception, 2, 0}, true, &given);
}

static enum outcome ask_second(struct demo *demo, const struct step *step)
{
    struct given given = {.noun = &exception_noun};
    int64_t id;

    demo_give(&given, "kind", S("plan"));
    demo_give(&given, "reason", S("De wachtwoordmanager werkt nog niet op de balies. De "
        "leverancier levert een nieuwe versie."));
    demo_give(&given, "risk_analysis", S("RA-2026-03 Balies"));
    demo_give(&given, "compensating", S("Aanmelden op de balies gaat met pas en pincode."));
    demo_give(&given, "until", day_of(demo, (struct day){demo->today.n + 200}));
    return act_exception_ask(&demo->job, demo->norm->items[step->item].id, &given, &id);
}

static void plan_at(struct demo *demo, int back, enum demo_who who, const char *label,
                    enum outcome (*act)(struct demo *, const struct step *))
{
    int item = norm_label(demo->norm, str_of(label));

    if (item != ITEM_NONE)
        demo_step(demo, back, who, act)->item = item;
}

void demo_plan_soa(struct demo *demo)
{
    demo_step(demo, FILLED, SAMIRA, fill);
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        int item = norm_label(demo->norm, str_of(stories[i].label));
        struct step *step;

        if (item == ITEM_NONE)
            continue;
        step = demo_step(demo, stories[i].back, SAMIRA, tell_line);
        step->item = item;
        step->n = (int)i;
    }
    demo_step(demo, ADOPTED + 12, SAMIRA, complete);
    demo_step(demo, ADOPTED, LOTTE, adopt);
    demo_step(demo, NEXT, SAMIRA, next);
    plan_at(demo, 180, RUBEN, "8.20.02", ask_plan); /* both are his */
    plan_at(demo, 166, HANS, "8.20.02", allow_plan);
    plan_at(demo, 11, RUBEN, "5.17.02", ask_second);
    plan_at(demo, 173, SAMIRA, "8.20.02", advise_plan);
}
