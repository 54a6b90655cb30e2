/* Fourteen months of measures: first written down, then there, then shown to work. */
#include "base/bug.h"
#include "cli/demo.h"

enum { OLDEST = 392, RENEW_AFTER = 290, SHELF_DAYS = 366 };

/* What a piece covers besides the aspect that its title is about. */
static struct piece *hand_in(struct demo *demo, int item, enum aspect aspect, int back,
                             enum demo_who who)
{
    static const enum evidence_kind kinds[ASPECT_COUNT] = {EVIDENCE_DOCUMENT, EVIDENCE_SCREENSHOT,
                                                           EVIDENCE_REPORT};
    struct piece *piece = NEW(demo->cli->mem, struct piece);

    piece->title = demo_title(demo->cli->mem, &demo->norm->items[item], aspect);
    piece->kind = str_starts(piece->title, S("Export")) ? EVIDENCE_EXPORT : kinds[aspect];
    if (str_starts(piece->title, S("Geen ")))
        piece->kind = EVIDENCE_NO_EVENT;
    piece->covers[aspect] = true;
    piece->to = (struct day){demo_day(demo, back).n - 2};
    if (aspect == ASPECT_OPERATION) {
        piece->covers[ASPECT_EXISTENCE] = true;
        piece->from = (struct day){piece->to.n - 95 - (int)demo_below(demo, 30)};
        piece->sample = str_starts(piece->title, S("Steekproef"));
        piece->executions = piece->kind == EVIDENCE_NO_EVENT ? 0
                                                             : 3 + (int)demo_below(demo, 10);
    }
    piece->link = piece->kind == EVIDENCE_DOCUMENT && demo_below(demo, 4) == 0;
    piece->origin = who == TOM ? "ENSIA" : who == FATIMA ? "leverancier" : "eigen";
    piece->items[piece->n_items++] = item;
    demo->n_pieces++;
    demo_step(demo, back, who, demo_hand_in)->piece = piece;
    return piece;
}

/* By somebody else than who handed it in [R1]. */
static void judge(struct demo *demo, struct piece *piece, enum demo_who submitter, int back,
                  const char *unfit)
{
    enum demo_who who = submitter == SAMIRA || demo_below(demo, 4) == 0 ? KARIM : SAMIRA;
    struct step *step = demo_step(demo, back, who, demo_judge);

    step->piece = piece;
    step->text = unfit;
}

/* The owner looks after an item; where the owner has no say in it the ciso does. */
static enum demo_who assessor(const struct demo *demo, int item)
{
    enum demo_who owner = demo->owner[item];

    return owner != NOBODY && (demo_people[owner].roles & UINT32_C(1) << ROLE_OWNER) != 0
        ? owner : SAMIRA;
}

static enum demo_who submitter(struct demo *demo, int item)
{
    return demo_below(demo, 9) == 0 ? TOM : assessor(demo, item);
}

static void say(struct demo *demo, int item, enum aspect aspect, enum verdict verdict, int back,
                enum demo_who who)
{
    struct step *step = demo_step(demo, back, who, demo_say);

    step->item = item;
    step->verdict[aspect] = (int)verdict;
    step->n = (int)aspect;
    if (verdict != VERDICT_YES)
        step->more = demo_shortfall(demo_below(demo, 100));
    else if (demo_below(demo, 6) == 0)
        step->text = demo_note(demo_below(demo, 100));
}

/* Shown: said to be so, with a piece that another finds fit. */
static struct piece *show(struct demo *demo, int item, enum aspect aspect, int back)
{
    enum demo_who who = submitter(demo, item);
    struct piece *piece = hand_in(demo, item, aspect, back, who);

    judge(demo, piece, who, back - 3 - (int)demo_below(demo, 6), NULL);
    /* Werking said by who carries it out is no more than said [R1]. */
    say(demo, item, aspect, VERDICT_YES, back - 2,
        aspect == ASPECT_OPERATION ? SAMIRA : assessor(demo, item));
    return piece;
}

/* A newer piece in the place of one that is about to run out. */
static void renew(struct demo *demo, int item, enum aspect aspect, struct piece *old, int back)
{
    enum demo_who who = assessor(demo, item);
    struct piece *newer = hand_in(demo, item, aspect, back, who);
    struct step *step;

    newer->title = arena_text(demo->cli->mem, "%" STR_FMT " (herzien)", STR_ARG(old->title));
    judge(demo, newer, who, back - 4, NULL);
    step = demo_step(demo, back - 7, SAMIRA, demo_replace);
    step->piece = old;
    step->newer = newer;
}

/* A document for one measure is often there for the next one of its control too, when it is
 * of the same owner. */
static void share(struct demo *demo, struct piece *piece, int item)
{
    const struct item *items = demo->norm->items;
    int next = item + 1;
    enum demo_fate fate;

    if (next >= demo->norm->n_items || !items[next].assessed || items[item].parent == ITEM_NONE ||
        items[next].parent != items[item].parent || demo->owner[next] != demo->owner[item])
        return;
    fate = demo_fate_of(items[next].label);
    if (fate == FATE_DESIGN || fate == FATE_EXISTENCE)
        piece->items[piece->n_items++] = next;
}

static void show_design(struct demo *demo, int item, int back, bool renewed)
{
    struct piece *piece = show(demo, item, ASPECT_DESIGN, back);

    share(demo, piece, item);
    if (renewed && back > RENEW_AFTER)
        renew(demo, item, ASPECT_DESIGN, piece, 12 + (int)demo_below(demo, 60));
}

/* How it stood when the work began: little. */
static void first_look(struct demo *demo, int item, int before)
{
    int back = 365 + (int)demo_below(demo, 27);
    struct step *step;

    if (back < before + 20 || demo_below(demo, 10) > 6)
        return;
    step = demo_step(demo, back, assessor(demo, item), demo_say);
    step->item = item;
    step->verdict[ASPECT_DESIGN] = demo_below(demo, 2) == 0 ? VERDICT_NO : VERDICT_PARTLY;
    step->verdict[ASPECT_EXISTENCE] = VERDICT_NO;
    step->text = demo_note(demo_below(demo, 100));
}

static void target(struct demo *demo, int item, int back, struct day day)
{
    struct step *step = demo_step(demo, back, SAMIRA, demo_target);

    step->item = item;
    step->day = day;
}

static void review(struct demo *demo, int item, int back, enum aspect upto)
{
    struct step *step = demo_step(demo, back, KARIM, demo_review);

    step->item = item;
    step->text = "Interne audit toegang en beheer, waarneming en steekproef";
    for (int a = 0; a <= (int)upto; a++)
        step->verdict[a] = VERDICT_YES;
}

static int up_to(int n, int most)
{
    return n < most ? n : most;
}

static void plan_meets(struct demo *demo, int item)
{
    static const char expiring[] = "5.10.03 5.17.03 6.08.01 7.04 7.11 8.07.03 5.14.02";
    static const char tested[] = "5.16.01 5.17.01 8.13.03 7.05";
    struct str label = demo->norm->items[item].label;
    bool runs_out = demo_is_one_of(expiring, label);
    int third = 15 + (int)demo_below(demo, 235);
    int second = third + 30 + (int)demo_below(demo, 50);
    int first = up_to(second + 30 + (int)demo_below(demo, 80), OLDEST);

    if (runs_out)
        first = SHELF_DAYS - 8 - (int)demo_below(demo, 45);
    first_look(demo, item, first);
    show_design(demo, item, first, !runs_out);
    show(demo, item, ASPECT_EXISTENCE, second);
    show(demo, item, ASPECT_OPERATION, third);
    target(demo, item, up_to(third + 100, OLDEST),
           (struct day){demo->today.n - third + (int)demo_below(demo, 30)});
    /* What the ciso sees to herself only another can test. */
    if (demo->owner[item] == SAMIRA || demo_is_one_of(tested, label))
        review(demo, item, third > 30 ? 12 + (int)demo_below(demo, 15) : 3, ASPECT_OPERATION);
}

static void plan_expired(struct demo *demo, int item)
{
    int months = status_shelf_months(&demo->norm->items[item], (struct maybe){false, 0});
    int first = months * 61 / 2 + 4 + (int)demo_below(demo, 20);
    int gap = months < 12 ? 4 : 120;

    first_look(demo, item, first);
    show_design(demo, item, first, false);
    show(demo, item, ASPECT_EXISTENCE, first - gap);
    show(demo, item, ASPECT_OPERATION, first - 2 * gap);
}

/* To be done later; now and then that day has passed. */
static void plan_target(struct demo *demo, int item)
{
    unsigned luck = demo_below(demo, 100);

    if (luck < 11)
        target(demo, item, 150, (struct day){demo->today.n - 3 - (int)demo_below(demo, 45)});
    else if (luck < 78)
        target(demo, item, 40 + (int)demo_below(demo, 250),
               (struct day){demo->today.n + 12 + (int)demo_below(demo, 270)});
}

static void plan_existence(struct demo *demo, int item)
{
    int second = 24 + (int)demo_below(demo, 256);
    int first = up_to(second + 25 + (int)demo_below(demo, 80), OLDEST);
    unsigned luck = demo_below(demo, 10);

    first_look(demo, item, first);
    show_design(demo, item, first, true);
    show(demo, item, ASPECT_EXISTENCE, second);
    if (luck < 3)
        say(demo, item, ASPECT_OPERATION, VERDICT_PARTLY, second / 2, assessor(demo, item));
    else if (luck < 5)
        say(demo, item, ASPECT_OPERATION, VERDICT_YES, second / 2, assessor(demo, item));
    else if (luck < 8) /* handed in, and waiting for somebody to look at it */
        hand_in(demo, item, ASPECT_OPERATION, 2 + (int)demo_below(demo, 16),
                assessor(demo, item));
    if (demo_is_one_of("5.12.01 8.15.01 8.20.01", demo->norm->items[item].label))
        review(demo, item, up_to(second - 6, 40), ASPECT_EXISTENCE);
    plan_target(demo, item);
}

static void plan_design(struct demo *demo, int item)
{
    int first = 26 + (int)demo_below(demo, 320);
    unsigned luck = demo_below(demo, 10);

    first_look(demo, item, first);
    show_design(demo, item, first, true);
    if (luck < 6)
        say(demo, item, ASPECT_EXISTENCE, luck < 4 ? VERDICT_PARTLY : VERDICT_NO, first - 12,
            assessor(demo, item));
    plan_target(demo, item);
}

static void plan_own_word(struct demo *demo, int item)
{
    int back = 30 + (int)demo_below(demo, 300);
    struct step *step = demo_step(demo, back, assessor(demo, item), demo_say);
    enum demo_who who = assessor(demo, item);
    unsigned luck = demo_below(demo, 10);

    step->item = item;
    for (int a = 0; a < ASPECT_COUNT; a++)
        step->verdict[a] = VERDICT_YES;
    if (luck < 3)
        judge(demo, hand_in(demo, item, ASPECT_OPERATION, back - 4, who), who, back - 9,
              demo_unfit(demo_below(demo, 100)));
    else if (luck < 5)
        hand_in(demo, item, ASPECT_DESIGN, 1 + (int)demo_below(demo, 12), who);
    plan_target(demo, item);
}

static void plan_not(struct demo *demo, int item)
{
    struct step *step = demo_step(demo, 50 + (int)demo_below(demo, 300), assessor(demo, item),
                                  demo_say);

    step->item = item;
    for (int a = 0; a < ASPECT_COUNT; a++)
        step->verdict[a] = VERDICT_NO;
    step->text = demo_note(demo_below(demo, 100));
    plan_target(demo, item);
}

static void plan_measure(struct demo *demo, int item)
{
    static void (*const plans[])(struct demo *, int) = {
        [FATE_MEETS] = plan_meets, [FATE_EXPIRED] = plan_expired,
        [FATE_EXISTENCE] = plan_existence, [FATE_DESIGN] = plan_design,
        [FATE_OWN_WORD] = plan_own_word, [FATE_NOT] = plan_not, [FATE_UNKNOWN] = NULL,
        [FATE_NOT_APPLICABLE] = NULL,
    };
    enum demo_fate fate = demo_fate_of(demo->norm->items[item].label);

    if (plans[fate] != NULL)
        plans[fate](demo, item);
}

/* The measures are the least; on a risk analysis it is said whether they will do [R6]. */
static void plan_conclusions(struct demo *demo)
{
    static const struct {
        const char *label;
        enum verdict verdict;
        const char *why;
    } said[] = {
        {"5.01", VERDICT_YES, ""}, {"5.02", VERDICT_YES, ""}, {"5.05", VERDICT_YES, ""},
        {"5.28", VERDICT_YES, ""}, {"6.01", VERDICT_YES, ""}, {"6.02", VERDICT_YES, ""},
        {"6.08", VERDICT_YES, "Daarnaast elk kwartaal een nagebootste phishingmail."},
        {"7.01", VERDICT_YES, ""}, {"7.02", VERDICT_YES, ""}, {"7.07", VERDICT_YES, ""},
        {"5.16", VERDICT_YES, "Daarnaast wekelijkse vergelijking met de HR-uitdraai."},
        {"8.13", VERDICT_PARTLY, "Voor de kernsystemen ook een kopie die niet te wijzigen is. Voor "
            "de rest volgt dat."},
        {"8.07", VERDICT_PARTLY, "Ook filtering van webverkeer. Servers van Facilitair nog niet."},
        {"5.24", VERDICT_PARTLY, "Ook een wachtdienst buiten kantoortijd. Nog niet geoefend."},
        {"8.20", VERDICT_NO, "Voor de besturing van gemalen en bruggen is meer nodig."},
    };

    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        int item = norm_label(demo->norm, str_of(said[i].label));
        struct step *step;

        if (item == ITEM_NONE)
            continue;
        step = demo_step(demo, 14 + (int)demo_below(demo, 70), SAMIRA, demo_conclude);
        step->item = item;
        step->n = (int)said[i].verdict;
        step->text = said[i].why;
        step->more = i % 2 == 0 ? "RA-2025-03 Dienstverlening" : "RA-2025-07 Bedrijfsvoering";
    }
}

void demo_plan_measures(struct demo *demo)
{
    int first = demo->today.n - day_add_months(demo->today, -14).n;

    for (int i = 0; i < demo->norm->n_items; i++)
        demo->owner[i] = demo->norm->items[i].assessed ? demo_owner_of(&demo->norm->items[i])
                                                       : NOBODY;
    for (int who = 0; who < DEMO_PEOPLE; who++)
        for (int i = 0; i < demo->norm->n_items; i++)
            if ((int)demo->owner[i] == who) {
                demo_step(demo, first - 12, SAMIRA, demo_assign)->n = who;
                break;
            }
    for (int i = 0; i < demo->norm->n_items; i++)
        if (demo->norm->items[i].assessed)
            plan_measure(demo, i);
    plan_conclusions(demo);
}
