/* Who read what is confidential: what is noted of it, for how long, and who is told. */
#include "town.h"

#include "acts/admit.h"
#include "acts/personal.h"
#include "acts/reading.h"
#include "acts/retention.h"

/* A piece of Ruben's, which Karim is admitted to when it is confidential. */
static int64_t piece(struct town *t, const char *marking)
{
    struct given given = GIVEN(evidence, "title", "Verslag", "kind", "document", "design", "1",
                               "period_to", "2026-01-05", "link", "https://voorbeeld.example/",
                               "marking", marking);
    struct str items[1] = {item(t, "5.37")};
    int64_t id = 0;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "owner", arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at);
    town_as(t, RUBEN);
    DO(t, act_evidence_add(t->job, &given, NULL, 0, items, 1, &id));
    DO(t, act_evidence_admit(t->job, id, t->person[KARIM], false));
    return id;
}

static void read_it(struct town *t, enum town_who who, enum job_door door, int64_t id,
                    enum reading_kind what)
{
    struct readings_of of = {&id, 1, what};

    town_as(t, who);
    t->job->door = door;
    DO(t, reading_note(t->job, &of));
}

static size_t told(struct town *t, enum town_who who, int64_t id, struct reading **ret)
{
    size_t n = 99;

    town_as(t, who);
    DO(t, act_evidence_readings(t->job, id, ret, &n));
    return n;
}

ON_TOWN(reading_counts_once_an_hour_and_each_download_by_itself)
{
    int64_t id = piece(t, "vertrouwelijk");
    int64_t before = entries(t);
    struct reading *all;

    EQ(told(t, RUBEN, id, &all), 0);
    read_it(t, KARIM, DOOR_WEB, id, READING_SHOWN);
    town_minutes(t, 59);
    read_it(t, KARIM, DOOR_WEB, id, READING_SHOWN);
    EQ(told(t, RUBEN, id, &all), 1);
    read_it(t, KARIM, DOOR_API, id, READING_SENT);
    read_it(t, RUBEN, DOOR_WEB, id, READING_SHOWN);
    EQ(told(t, RUBEN, id, &all), 3);
    town_minutes(t, 1);
    read_it(t, KARIM, DOOR_WEB, id, READING_SHOWN);
    EQ(told(t, RUBEN, id, &all), 4);
    for (int i = 0; i < 3; i++) {
        town_minutes(t, 1);
        read_it(t, KARIM, DOOR_WEB, id, READING_DOWNLOADED);
    }
    EQ(told(t, KARIM, id, &all), 7);
    EQ(all[0].what, READING_DOWNLOADED);
    EQ(all[0].at.ms, t->job->now.ms);
    EQ(all[3].what, READING_SHOWN);
    EQ(all[3].person.id, t->person[KARIM]);
    EQ(all[3].door, DOOR_WEB);
    EQ(entries(t), before);
}

ON_TOWN(several_at_once_are_noted_as_each_by_itself)
{
    int64_t ids[] = {piece(t, "vertrouwelijk"), piece(t, "intern"), piece(t, "vertrouwelijk")};
    struct readings_of of = {ids, 3, READING_SENT};
    struct readings_of none = {ids, 0, READING_SENT};
    struct reading *all;

    read_it(t, KARIM, DOOR_API, ids[0], READING_SENT);
    town_minutes(t, 1);
    for (int again = 0; again < 2; again++) {
        town_as(t, KARIM);
        t->job->door = DOOR_API;
        DO(t, reading_note(t->job, &none));
        DO(t, reading_note(t->job, &of));
    }
    EQ(told(t, RUBEN, ids[0], &all), 1);
    EQ(told(t, RUBEN, ids[1], &all), 0);
    EQ(told(t, RUBEN, ids[2], &all), 1);
    EQ(all[0].what, READING_SENT);
    EQ(all[0].person.id, t->person[KARIM]);
    EQ(all[0].door, DOOR_API);
}

ON_TOWN(the_last_hundred_are_told_newest_first)
{
    int64_t id = piece(t, "vertrouwelijk");
    struct reading *all;

    for (int i = 0; i < READINGS_SHOWN + 3; i++) {
        town_minutes(t, 1);
        read_it(t, KARIM, DOOR_WEB, id, READING_DOWNLOADED);
    }
    EQ(told(t, RUBEN, id, &all), READINGS_SHOWN);
    EQ(all[0].at.ms, t->job->now.ms);
    EQ(all[READINGS_SHOWN - 1].at.ms, t->job->now.ms - (READINGS_SHOWN - 1) * INT64_C(60000));
}

ON_TOWN(of_what_is_not_confidential_nothing_is_noted_and_nobody_is_told)
{
    int64_t id = piece(t, "intern");
    struct evidence_line line;
    struct reading *all;

    read_it(t, EVA, DOOR_WEB, id, READING_SHOWN);
    town_as(t, RUBEN);
    DO(t, act_evidence_mark(t->job, (struct row){.id = id}, MARKING_CONFIDENTIAL));
    EQ(told(t, RUBEN, id, &all), 0);
    read_it(t, RUBEN, DOOR_WEB, id, READING_SHOWN);
    EQ(told(t, RUBEN, id, &all), 1);
    DO(t, act_evidence_get(t->job, id, &line));
    DO(t, act_evidence_mark(t->job, line.evidence.row, MARKING_INTERNAL));
    EQ(told(t, EVA, id, &all), 0);
}

ON_TOWN(who_is_not_admitted_is_told_of_no_reading)
{
    int64_t id = piece(t, "vertrouwelijk");
    struct reading *all;
    size_t n;

    read_it(t, KARIM, DOOR_WEB, id, READING_SHOWN);
    for (enum town_who who = SAMIRA; who < TOWN_PEOPLE; who++) {
        town_as(t, who);
        if (who != RUBEN && who != KARIM)
            EQ(TRY(t, act_evidence_readings(t->job, id, &all, &n)), NOT_THERE);
    }
    town_as(t, KARIM);
    EQ(TRY(t, act_evidence_readings(t->job, id + 999, &all, &n)), NOT_THERE);
}

ON_TOWN(a_reading_goes_after_eighteen_months_and_is_told_to_who_read_until_then)
{
    int64_t id = piece(t, "vertrouwelijk");
    int64_t n[RETENTION_COUNT];
    struct paper *paper;
    struct reading *all;
    struct buf out;

    read_it(t, KARIM, DOOR_WEB, id, READING_DOWNLOADED);
    DO(t, personal_paper(t->job, t->person[KARIM], &paper));
    buf_init(&out, t->mem, 16 * 1024);
    paper_json(&out, paper);
    assert_true(str_find(buf_str(&out), S("\"wat\":\"downloaded\""), 0) >= 0);
    town_later(t, 540);
    DO(t, act_tidy(t->job, n));
    EQ(told(t, RUBEN, id, &all), 1);
    town_later(t, 10);
    DO(t, act_tidy(t->job, n));
    EQ(told(t, RUBEN, id, &all), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_counts_once_an_hour_and_each_download_by_itself),
        cmocka_unit_test(several_at_once_are_noted_as_each_by_itself),
        cmocka_unit_test(the_last_hundred_are_told_newest_first),
        cmocka_unit_test(of_what_is_not_confidential_nothing_is_noted_and_nobody_is_told),
        cmocka_unit_test(who_is_not_admitted_is_told_of_no_reading),
        cmocka_unit_test(a_reading_goes_after_eighteen_months_and_is_told_to_who_read_until_then),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
