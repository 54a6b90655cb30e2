/* Who works at Gemeente Voorbeeldstad, and how they come in. */
#include "acts/organisation.h"
#include "acts/people.h"
#include "base/bug.h"
#include "cli/demo.h"

#define IS(role) (UINT32_C(1) << (role))

const struct demo_person demo_people[DEMO_PEOPLE] = {
    [SAMIRA] = {"Samira Haddad", "samira", "CISO", IS(ROLE_CISO)},
    [HANS] = {"Hans Vermeer", "hans", "Gemeentesecretaris", IS(ROLE_MANAGEMENT)},
    [INEKE] = {"Ineke van Dam", "ineke", "Teammanager HR", IS(ROLE_OWNER)},
    [RUBEN] = {"Ruben Kok", "ruben", "Teammanager ICT-beheer", IS(ROLE_OWNER)},
    [JOOST] = {"Joost de Wit", "joost", "Teammanager Burgerzaken", IS(ROLE_OWNER)},
    [FATIMA] = {"Fatima Yilmaz", "fatima", "Inkoopadviseur", IS(ROLE_OWNER)},
    [MARLOES] = {"Marloes Prins", "marloes", "Teammanager Sociaal domein", IS(ROLE_OWNER)},
    [PETER] = {"Peter Bos", "peter", "Coördinator Facilitair", IS(ROLE_OWNER)},
    [LOTTE] = {"Lotte Jansen", "lotte", "Wethouder Bedrijfsvoering", IS(ROLE_EXECUTIVE)},
    [KARIM] = {"Karim el Amrani", "karim", "Auditor", IS(ROLE_AUDITOR)},
    [PETRA] = {"Petra de Boer", "petra", "Functionaris gegevensbescherming", IS(ROLE_PRIVACY)},
    [TOM] = {"Tom Visser", "tom", "ENSIA-coördinator", IS(ROLE_COORDINATOR)},
    [NADIA] = {"Nadia Bakker", "nadia", "Functioneel beheerder", IS(ROLE_ADMIN)},
    [SEM] = {"Sem Mulder", "sem", "Medewerker Burgerzaken", IS(ROLE_MEMBER)},
    [EVA] = {"Eva Smit", "eva", "Raadsgriffie", IS(ROLE_READER)},
};

static struct str address_of(struct demo *demo, enum demo_who who)
{
    return arena_text(demo->mem, "%s@voorbeeldstad.example", demo_people[who].email);
}

/* The first one is admin and ciso, until there is an admin. */
static enum outcome make_organisation(struct demo *demo, const struct step *step)
{
    const struct organisation_plan plan = {
        .name = S("Gemeente Voorbeeldstad"),
        .type = S("gemeente"),
        .hours = S("8"),
        .admin_name = str_of(demo_people[step->who].name),
        .admin_title = str_of(demo_people[step->who].job_title),
        .email = address_of(demo, step->who),
        .password = S(DEMO_PASSWORD),
        .uuid = S("5a3b0c0ffee04e1d8b1a0123456789ab"),
    };
    enum outcome o;

    demo->job.org = 0;
    o = act_organisation_make(&demo->job, &plan);
    demo->org = demo->job.org;
    demo->person[step->who] = demo->job.person;
    demo->roles[step->who] = IS(ROLE_ADMIN) | IS(ROLE_CISO);
    return o;
}

static enum outcome add_person(struct demo *demo, const struct step *step)
{
    enum demo_who who = (enum demo_who)step->n;
    const struct person_plan plan = {
        .name = str_of(demo_people[who].name),
        .job_title = str_of(demo_people[who].job_title),
        .email = address_of(demo, who),
        .password = S(DEMO_PASSWORD),
        .roles = demo_people[who].roles,
        .from = {demo->job.today.n + (who != NADIA)}, /* of whom she takes in from tomorrow on */
    };
    struct str made;

    demo->roles[who] = plan.roles;
    return act_person_add(&demo->job, &plan, &demo->person[who], &made);
}

/* Whoever judges evidence does not hand out rights as well. */
static enum outcome end_admin(struct demo *demo, const struct step *step)
{
    demo->roles[SAMIRA] = demo_people[SAMIRA].roles;
    (void)step;
    return act_role_end(&demo->job, demo->person[SAMIRA], ROLE_ADMIN);
}

void demo_plan_people(struct demo *demo)
{
    int first = demo->today.n - day_add_months(demo->today, -14).n;

    demo_step(demo, first, SAMIRA, make_organisation)->at =
        (struct moment){day_begins(demo_day(demo, first)).ms + 510 * INT64_C(60000)};
    demo_step(demo, first - 3, SAMIRA, add_person)->n = NADIA;
    for (int who = HANS; who < DEMO_PEOPLE; who++)
        if (who != NADIA)
            demo_step(demo, first - 6, NADIA, add_person)->n = who;
    demo_step(demo, first - 9, NADIA, end_admin);
}
