/* The right of access: what is held about one person, and nothing of another. */
#include "town.h"

#include "acts/personal.h"
#include "acts/retention.h"
#include "acts/token.h"

static struct str paper_of(struct town *t, enum town_who who, int64_t person)
{
    struct paper *paper = NULL;
    struct buf out;

    town_as(t, who);
    town_begin(t);
    town_ok(t, personal_paper(t->job, person, &paper));
    buf_init(&out, t->mem, 64 * 1024);
    paper_json(&out, paper);
    db_rollback(t->db);
    return buf_str(&out);
}

static bool has(struct str paper, const char *text)
{
    return str_find(paper, str_of(text), 0) >= 0;
}

static void take_in(struct town *t, const char *name, const char *email, int64_t *ret)
{
    struct person_plan plan = {.name = str_of(name), .job_title = S("Adviseur"),
                               .email = str_of(email),
                               .password = S("vier paarse fietsen in de mist")};
    struct str made;

    town_as(t, NADIA);
    DO(t, act_person_add(t->job, &plan, ret, &made));
}

ON_TOWN(everything_that_bears_a_persons_number_is_in_it_and_nothing_of_another)
{
    int64_t piet = 0, mies = 0;
    struct str secret, paper;

    take_in(t, "Piet Pieters", "piet@voorbeeldstad.example", &piet);
    take_in(t, "Mies Mulder", "mies@voorbeeldstad.example", &mies);
    DO(t, act_token_make(t->job, piet, S("maandcijfers"), (struct day){0}, &secret));
    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "owner", arena_text(t->mem, "%lld", (long long)piet).at, "note",
           "Een vrije tekst");
    paper = paper_of(t, NADIA, piet);
    assert_true(has(paper, "Piet Pieters") && has(paper, "piet@voorbeeldstad.example"));
    assert_true(has(paper, "maandcijfers") && has(paper, "\"als\":\"eigenaar\""));
    assert_false(has(paper, "Mies") || has(paper, "mies@") || has(paper, "Samira"));
    assert_false(has(paper, "Een vrije tekst") || has(paper, secret.at));
}

ON_TOWN(what_somebody_did_is_told_by_the_entries_that_bear_their_number)
{
    int64_t before = entries(t);
    const char *line = arena_text(t->mem, "\"regel\":%lld,", (long long)before + 1).at;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja");
    assert_true(has(paper_of(t, SAMIRA, t->person[SAMIRA]), line));
    assert_false(has(paper_of(t, KARIM, t->person[KARIM]), line));
}

ON_TOWN(everybody_may_see_their_own_and_few_another_s)
{
    struct paper *paper;

    for (int who = 0; who < TOWN_PEOPLE; who++) {
        town_as(t, (enum town_who)who);
        DO(t, personal_paper(t->job, t->person[who], &paper));
        EQ(TRY(t, personal_paper(t->job, t->person[(who + 1) % TOWN_PEOPLE], &paper)),
           who == NADIA || who == SAMIRA ? DONE : FORBIDDEN);
    }
    town_as(t, NADIA);
    EQ(TRY(t, personal_paper(t->job, 9999, &paper)), NOT_THERE);
}

static int64_t kept_of(struct town *t, enum word what)
{
    int64_t n[RETENTION_COUNT] = {0};

    DO(t, act_tidy(t->job, n));
    for (int i = 0; i < RETENTION_COUNT; i++)
        if (retention_all[i].what == what)
            return n[i];
    return -1;
}

ON_TOWN(what_is_past_its_term_goes_and_what_is_not_stays)
{
    int64_t piet = 0;
    int64_t before;
    struct str secret;

    take_in(t, "Piet Pieters", "piet@voorbeeldstad.example", &piet);
    DO(t, act_token_make(t->job, piet, S("kort"), town_day("2026-01-20"), &secret));
    run_sql(t->db, arena_text(t->mem,
        "insert into session (token, account, org, form, made, seen, agent) select 'x', account,"
        " org, 'f', '2026-01-12T08:00:00.000Z', '', 'Mozilla' from person where id = %lld",
        (long long)piet).at);
    before = entries(t);
    EQ(kept_of(t, WORD_retention_sessions), 0);
    EQ(kept_of(t, WORD_retention_tokens), 0);
    town_later(t, 2);
    EQ(kept_of(t, WORD_retention_sessions), 1);
    EQ(kept_of(t, WORD_retention_sessions), 0); /* once */
    town_later(t, 548);
    EQ(kept_of(t, WORD_retention_tokens), 0); /* it worked until the twentieth */
    town_later(t, 7);
    EQ(kept_of(t, WORD_retention_tokens), 1);
    EQ(entries(t), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_bears_a_persons_number_is_in_it_and_nothing_of_another),
        cmocka_unit_test(what_somebody_did_is_told_by_the_entries_that_bear_their_number),
        cmocka_unit_test(what_is_past_its_term_goes_and_what_is_not_stays),
        cmocka_unit_test(everybody_may_see_their_own_and_few_another_s),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
