/* A text is erased: it is nowhere any more, and everything else is as it was. */
#include "town.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "acts/admit.h"
#include "acts/erase.h"
#include "acts/token.h"
#include "markup/words.h"
#include "records/record.h"
#include "store/backend.h"

#define WHICH(...) (&(struct erase_which){__VA_ARGS__})
#define NOTE(n) WHICH(.seq = (n), .field = S("note"))

static enum outcome ask_as(struct town *t, enum town_who who, const struct erase_which *which,
                           const char *why, int64_t *ret_id)
{
    struct erasure plan = {.kind = ERASURE_TEXT, .entry = {true, which->seq},
                           .field = which->field, .record = {which->id != 0, which->id},
                           .why = str_of(why)};

    town_as(t, who);
    return TRY(t, act_erase_ask(t->job, &plan, ret_id));
}

static enum outcome do_as(struct town *t, enum town_who who, int64_t id)
{
    town_as(t, who);
    return TRY(t, act_erase_do(t->job, id));
}

/* The CISO asks, the administrator does it. */
static void erase(struct town *t, const struct erase_which *which)
{
    int64_t id = 0;

    town_ok(t, ask_as(t, SAMIRA, which, "verzoek van de betrokkene", &id));
    town_ok(t, do_as(t, NADIA, id));
}

static void look_at(struct town *t, const char *day)
{
    town_as(t, KARIM);
    db_rollback(t->db);
    t->job->faults.n = 0;
    if (day == NULL)
        town_begin(t);
    else
        town_ok(t, picture_open(t->job, town_day(day), (struct day){0}));
}

/* The assessment of 5.37 as it was known on a day; NULL: now. */
static struct assessment whole_on(struct town *t, const char *day)
{
    struct measure *measure = NULL;
    bool moved;

    look_at(t, day);
    town_ok(t, act_measure(t->job, S("5.37"), &measure, &moved));
    db_rollback(t->db);
    return measure->assessment;
}

static struct str soa_on(struct town *t, const char *day)
{
    struct soa_view *view = NULL;
    struct paper *paper = NULL;
    struct buf out;

    look_at(t, day);
    town_ok(t, act_soa(t->job, 0, &view));
    town_ok(t, paper_soa(t->job, view, &paper));
    buf_init(&out, t->mem, 256 * 1024);
    paper_json(&out, paper);
    db_rollback(t->db);
    return buf_str(&out);
}

/* Two notes, a month apart: the entries that wrote them. */
static void write_notes(struct town *t, int64_t *first, int64_t *second)
{
    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja", "note", "Gevraagd aan Piet");
    *first = entries(t);
    town_later(t, 30); /* 11 February */
    ASSESS(t, "5.37", "note", "Gevraagd aan de afdeling");
    *second = entries(t);
    town_later(t, 30); /* 13 March */
}

ON_TOWN(a_text_of_the_past_is_gone_from_every_version_and_says_when)
{
    int64_t first, second;
    struct verify_result before;

    write_notes(t, &first, &second);
    before = town_verify(t);
    assert_true(before.sound);
    text_eq(whole_on(t, "2026-01-31").note, "Gevraagd aan Piet");
    erase(t, NOTE(first));
    text_eq(whole_on(t, "2026-01-31").note, "gewist op 13 maart 2026");
    text_eq(whole_on(t, "2026-02-20").note, "Gevraagd aan de afdeling");
    text_eq(whole_on(t, NULL).note, "Gevraagd aan de afdeling");
    EQ(whole_on(t, NULL).row.version, 2);
    EQ(entries(t), before.entries + 2);
    t->job->lang = LANG_EN;
    text_eq(whole_on(t, "2026-01-31").note, "erased on 13 March 2026");
    t->job->lang = LANG_NL;
    town_later(t, 1);
    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "note", "Nog iets"); /* the row goes on as any other */
}

ON_TOWN(a_text_that_still_stands_is_replaced_by_when_it_was_erased)
{
    int64_t first, second;

    write_notes(t, &first, &second);
    erase(t, NOTE(second));
    text_eq(whole_on(t, NULL).note, "gewist op 13 maart 2026");
    EQ(whole_on(t, NULL).row.version, 3);
    EQ(whole_on(t, NULL).design, VERDICT_YES);
    text_eq(whole_on(t, "2026-02-20").note, "gewist op 13 maart 2026");
    text_eq(whole_on(t, "2026-01-31").note, "Gevraagd aan Piet");
}

ON_TOWN(a_text_that_somebody_took_away_is_erased_by_that_entry_too)
{
    int64_t first, second;

    write_notes(t, &first, &second);
    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "note", "");
    erase(t, NOTE(entries(t)));
    text_eq(whole_on(t, "2026-02-20").note, "gewist op 13 maart 2026");
    text_eq(whole_on(t, "2026-01-31").note, "Gevraagd aan Piet");
    assert_null(whole_on(t, NULL).note.at);
}

ON_TOWN(a_name_is_erased_wherever_it_stands)
{
    struct person_name *who = NULL;
    struct picture *now = NULL;
    int64_t seq = 0;

    town_as(t, NADIA);
    DO(t, act_person_add(t->job, &(struct person_plan){.name = S("Piet Pieters")}, &seq,
                         &(struct str){0}));
    seq = entries(t);
    town_later(t, 30);
    erase(t, WHICH(.seq = seq, .field = S("name")));
    for (int i = 0; i < 2; i++) {
        look_at(t, i == 0 ? "2026-01-31" : NULL);
        town_ok(t, picture_load(t->job, &now));
        db_rollback(t->db);
        who = &now->persons[now->n_persons - 1];
        text_eq(who->name, arena_text(t->mem, "gewist persoon (p%lld)", (long long)who->id).at);
    }
}

static const struct item_state *states_on(struct town *t, const char *day)
{
    struct picture *now = NULL;

    look_at(t, day);
    town_ok(t, picture_load(t->job, &now));
    db_rollback(t->db);
    return now->states;
}

ON_TOWN(the_figures_of_a_past_day_do_not_move_when_a_text_is_erased)
{
    const struct item_state *before;
    const struct item_state *after;
    int64_t seq;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja");
    ASSESS(t, "5.01", "risk_analysis", "RA van Piet", "suffices", "deels", "suffices_why", "Piet");
    town_as(t, KARIM);
    ASSESS(t, "5.37", "design_review", "Toets door Piet");
    seq = entries(t);
    town_later(t, 30);
    before = states_on(t, "2026-01-31");
    EQ(before[index_of(t, "5.37")].aspect[0].hardness, HARDNESS_TESTED);
    erase(t, WHICH(.seq = seq, .field = S("design_review")));
    erase(t, WHICH(.seq = seq - 1, .field = S("risk_analysis")));
    erase(t, WHICH(.seq = seq - 1, .field = S("suffices_why")));
    after = states_on(t, "2026-01-31");
    assert_memory_equal(before, after, (size_t)t->norm->n_items * sizeof *before);
    after = states_on(t, NULL);
    EQ(after[index_of(t, "5.37")].aspect[0].hardness, HARDNESS_TESTED);
}

ON_TOWN(a_paper_of_a_past_day_says_it_too_and_the_same_every_time)
{
    struct given line = GIVEN(applicability, "applies", "ja", "from_norm", "1", "why",
                              "Piet wil het");
    struct applicability saved;
    struct str paper;
    int64_t seq;

    town_as(t, SAMIRA);
    DO(t, act_soa_line(t->job, item(t, "5.37"), (struct row){0}, &line, &saved));
    seq = entries(t);
    town_later(t, 30);
    assert_true(str_find(soa_on(t, "2026-01-31"), S("Piet wil het"), 0) > 0);
    erase(t, WHICH(.seq = seq, .field = S("why")));
    paper = soa_on(t, "2026-01-31");
    assert_true(str_find(paper, S("Piet"), 0) < 0);
    assert_true(str_find(paper, S("gewist op 11 februari 2026"), 0) > 0);
    assert_true(str_eq(soa_on(t, "2026-01-31"), paper));
    town_later(t, 30);
    assert_true(str_eq(soa_on(t, "2026-01-31"), paper));
}

ON_TOWN(the_reason_of_an_entry_is_erased_and_the_entry_stays)
{
    struct ledger_change *all;
    const struct leave *leave;
    int64_t seq;
    size_t n;

    town_as(t, SAMIRA);
    t->job->why = S("Piet zei het");
    ASSESS(t, "5.37", "design", "ja");
    t->job->why = S("");
    seq = entries(t);
    erase(t, WHICH(.seq = seq));
    town_as(t, KARIM);
    town_begin(t);
    town_ok(t, leave_ask(t->job, MAY_LEDGER, &organisation_noun, 0, &leave));
    town_ok(t, ledger_show(t->job, leave, seq, 3, &all, &n));
    db_rollback(t->db);
    assert_true(all[0].why_gone);
    EQ(all[0].why_day.n, t->job->today.n);
    text_eq(all[n - 1].act, "text.erase");
    EQ(all[n - 1].id, seq);
    assert_null(all[n - 1].noun);
    assert_true(all[n - 1].from_gone);
    EQ(all[n - 1].from_day.n, t->job->today.n);
}

ON_TOWN(the_ledger_says_of_either_side_of_a_change_when_it_was_erased)
{
    struct ledger_change *all;
    const struct leave *leave;
    int64_t first, second;
    size_t n;

    write_notes(t, &first, &second);
    erase(t, NOTE(first));
    town_as(t, KARIM);
    town_begin(t);
    town_ok(t, leave_ask(t->job, MAY_LEDGER, &organisation_noun, 0, &leave));
    town_ok(t, ledger_show(t->job, leave, second, 1, &all, &n));
    EQ(n, 1);
    assert_true(all[0].from_gone);
    EQ(all[0].from_day.n, t->job->today.n);
    assert_false(all[0].to_gone);
    town_ok(t, ledger_show(t->job, leave, first, 1, &all, &n));
    db_rollback(t->db);
    for (size_t i = 0; i < n; i++)
        if (str_eq(str_of(all[i].field->name), S("note")))
            EQ(all[i].to_day.n, t->job->today.n);
}

ON_TOWN(who_asks_says_why_and_names_a_text_that_is_there)
{
    int64_t first, second, id;
    int64_t before;

    write_notes(t, &first, &second);
    before = entries(t);
    for (int who = 0; who < TOWN_PEOPLE; who++)
        if (who != NADIA && who != SAMIRA)
            EQ(ask_as(t, (enum town_who)who, NOTE(first), "x", &id), FORBIDDEN);
    town_is_refused(t, ask_as(t, SAMIRA, NOTE(first), " ", &id), S("why"), S("erase.why"));
    town_is_refused(t, ask_as(t, SAMIRA, NOTE(before - 3), "x", &id), S("field"),
                    S("erase.none"));
    town_is_refused(t, ask_as(t, SAMIRA, WHICH(.seq = first, .field = S("design")), "x", &id),
                    S("field"), S("erase.none"));
    town_is_refused(t, ask_as(t, SAMIRA, WHICH(.seq = first), "x", &id), S("field"),
                    S("erase.none"));
    town_is_refused(t, ask_as(t, SAMIRA, WHICH(.seq = first, .field = S("note"), .id = 9999),
                              "x", &id), S("field"), S("erase.none"));
    EQ(ask_as(t, SAMIRA, NOTE(9999), "x", &id), NOT_THERE);
    EQ(ask_as(t, SAMIRA, NOTE(0), "x", &id), NOT_THERE);
    EQ(entries(t), before);
    town_ok(t, ask_as(t, SAMIRA, NOTE(first), "x", &id));
    town_is_refused(t, ask_as(t, NADIA, NOTE(first), "y", &id), S(""), S("erase.asked"));
    town_ok(t, do_as(t, NADIA, id));
    town_is_refused(t, do_as(t, NADIA, id), S(""), S("erase.decided"));
    town_is_refused(t, ask_as(t, SAMIRA, NOTE(first), "x", &id), S("field"), S("erase.gone"));
}

ON_TOWN(nobody_erases_what_they_asked_themselves)
{
    int64_t first, second, id;
    int64_t before;

    write_notes(t, &first, &second);
    town_ok(t, ask_as(t, NADIA, NOTE(first), "x", &id));
    before = entries(t);
    for (int who = 0; who < TOWN_PEOPLE; who++)
        EQ(do_as(t, (enum town_who)who, id), FORBIDDEN); /* another administrator is needed */
    EQ(entries(t), before);
    text_eq(whole_on(t, "2026-01-31").note, "Gevraagd aan Piet");
    town_as(t, NADIA);
    DO(t, act_erase_drop(t->job, id));
    IS_REFUSED(t, "", "erase.decided", act_erase_drop(t->job, id));
    town_ok(t, ask_as(t, SAMIRA, NOTE(first), "x", &id)); /* another asks it anew */
    town_as(t, KARIM);
    EQ(TRY(t, act_erase_drop(t->job, id)), FORBIDDEN);
    town_ok(t, do_as(t, NADIA, id));
}

static enum outcome ask_plan(struct town *t, struct erasure plan, int64_t *ret_id)
{
    plan.why = S("op verzoek");
    town_as(t, SAMIRA);
    return TRY(t, act_erase_ask(t->job, &plan, ret_id));
}

/* A row of Piet's account in every table that hangs on one. */
static void plant_on_account(struct town *t, int64_t piet)
{
    static const char *const rows[] = {
        "insert into passkey select account, 1, 'c', 'h', 'rp', -7, 'k', 0, 'sleutel', 'm', '', ''"
        " from person where id = ",
        "insert into account_event select account, 1, 'm', 'password' from person where id = ",
        "insert into totp select account, 's', 1, 0, 'm' from person where id = ",
        "insert into recovery_code select 'h', account from person where id = ",
        "insert into sso_account select org, 'i', 's', account, 'm' from person where id = ",
        "insert into session (token, account, org, form, made, seen, agent)"
        " select 'x', account, org, 'f', 'm', 'm', 'Mozilla' from person where id = ",
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run_sql(t->db, arena_text(t->mem, "%s%lld", rows[i], (long long)piet).at);
}

ON_TOWN(a_person_goes_and_a_number_stays_in_every_version)
{
    struct person_plan plan = {.name = S("Piet Pieters"), .job_title = S("Adviseur"),
                               .email = S("piet@voorbeeldstad.example"),
                               .password = S("vier paarse fietsen in de mist")};
    struct erasure erasure = {.kind = ERASURE_PERSON};
    struct picture *now = NULL;
    struct session session;
    struct str secret, nobody, made = S("");
    int64_t piet = 0, id;

    town_as(t, NADIA);
    DO(t, act_person_add(t->job, &plan, &piet, &made));
    town_later(t, 1);
    town_as(t, NADIA);
    DO(t, act_role_give(t->job, piet, ROLE_READER, (struct day){0}, (struct day){0}));
    DO(t, act_token_make(t->job, piet, S("rapport"), (struct day){0}, &secret));
    erasure.record = (struct maybe){true, piet};
    town_is_refused(t, ask_plan(t, erasure, &id), S(""), S("erase.holds"));
    town_later(t, 30);
    town_as(t, NADIA);
    DO(t, act_role_end(t->job, piet, ROLE_READER));
    town_later(t, 30);
    plant_on_account(t, piet);
    town_ok(t, ask_plan(t, erasure, &id));
    town_ok(t, do_as(t, NADIA, id));
    assert_true(town_verify(t).sound);
    nobody = arena_text(t->mem, "gewist persoon (p%lld)", (long long)piet);
    for (int i = 0; i < 2; i++) {
        look_at(t, i == 0 ? "2026-01-31" : NULL);
        town_ok(t, picture_load(t->job, &now));
        db_rollback(t->db);
        assert_true(str_eq(picture_person(now, (struct ref){piet})->name, nobody));
    }
    assert_null(picture_person(now, (struct ref){piet})->job_title.at);
    town_is_refused(t, TRY(t, act_sign_in(t->job, plan.email, plan.password, S(""), &session)),
                    S("email"), S("sign.wrong"));
    EQ(TRY(t, token_find(t->job, secret)), NOT_THERE);
}

ON_TOWN(who_owns_something_is_not_erased_before_it_is_handed_over)
{
    struct erasure plan = {.kind = ERASURE_PERSON, .record = {true, t->person[RUBEN]}};
    struct erase_what what = {0};
    int64_t id;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "owner", arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at);
    town_is_refused(t, ask_plan(t, plan, &id), S(""), S("erase.holds"));
    town_is_refused(t, TRY(t, act_erase_look(t->job, &plan, &what)), S(""), S("erase.holds"));
    EQ(what.holds.measures, 1);
    EQ(what.holds.roles, 1);
}

ON_TOWN(the_bytes_of_a_file_go_and_its_hash_stays)
{
    struct given given = GIVEN(evidence, "title", "Notulen", "kind", "document", "design", "1",
                               "period_to", "2026-01-10");
    struct evidence_file file = {S("notulen.pdf"), pdf(t, 3000, 'x')};
    struct str where = item(t, "5.37");
    struct evidence it;
    struct str back;
    struct day gone;
    struct erasure plan = {.kind = ERASURE_FILE};
    struct erase_what what = {0};
    int64_t piece = 0, other = 0, id;

    town_as(t, SAMIRA);
    DO(t, act_evidence_add(t->job, &given, &file, 0, &where, 1, &piece));
    plan.record = (struct maybe){true, piece};
    DO(t, act_erase_look(t->job, &plan, &what));
    EQ(what.file_others, 0);
    DO(t, act_evidence_add(t->job, &given, &file, 0, &where, 1, &other));
    DO(t, act_erase_look(t->job, &plan, &what));
    EQ(what.file_others, 1);
    town_ok(t, ask_plan(t, plan, &id));
    DO(t, act_evidence_file(t->job, piece, &it, &back, &gone));
    town_ok(t, do_as(t, NADIA, id));
    town_as(t, SAMIRA);
    EQ(TRY(t, act_evidence_file(t->job, other, &it, &back, &gone)), NOT_THERE);
    EQ(TRY(t, act_evidence_file(t->job, piece, &it, &back, &gone)), NOT_THERE);
    EQ(gone.n, t->job->today.n);
    EQ(it.file_hash.len, 64);
    assert_true(town_verify(t).sound);
    town_is_refused(t, ask_plan(t, (struct erasure){.kind = ERASURE_FILE,
                                                    .record = {true, piece}}, &id),
                    S(""), S("erase.gone"));
}

/* Asked by one who is admitted, or at the keyboard, where all is seen: then an administrator who is
 * not admitted hears why, and what is asked stays. */
ON_TOWN(who_is_not_admitted_hears_why_a_request_is_not_theirs_to_do)
{
    struct given given = GIVEN(evidence, "title", "Verslag", "kind", "document", "design", "1",
                               "period_to", "2026-01-10", "deviations", "Een meldde zich ziek",
                               "marking", "vertrouwelijk");
    struct evidence_file file = {S("verslag.pdf"), pdf(t, 3000, 'x')};
    struct str where = item(t, "5.37");
    struct erasure plans[2] = {{.kind = ERASURE_TEXT, .field = S("deviations")},
                               {.kind = ERASURE_FILE}};
    struct erase_what what = {0};
    int64_t piece = 0, id, before;
    struct evidence_line line;
    struct erasure row;

    town_as(t, SAMIRA);
    DO(t, act_evidence_add(t->job, &given, &file, 0, &where, 1, &piece));
    plans[0].entry = (struct maybe){true, entries(t)};
    plans[1].record = (struct maybe){true, piece};
    for (int i = 0; i < 2; i++) {
        town_as(t, NADIA); /* a plan of one's own tells nothing */
        EQ(TRY(t, act_erase_look(t->job, &plans[i], &what)), NOT_THERE);
        town_ok(t, ask_plan(t, plans[i], &id));
        before = entries(t);
        town_is_refused(t, do_as(t, NADIA, id), S(""), S("erase.hidden"));
        EQ(entries(t), before);
        DO(t, act_erase_get(t->job, id, &row));
        EQ(row.state, ERASURE_ASKED);
        what = (struct erase_what){0};
        town_is_refused(t, TRY(t, act_erase_look(t->job, &row, &what)), S(""), S("erase.hidden"));
        EQ(what.file.row.id, 0);
        town_as(t, SAMIRA);
        DO(t, act_erase_look(t->job, &row, &what));
        DO(t, act_evidence_admit(t->job, piece, t->person[NADIA], false));
        town_ok(t, do_as(t, NADIA, id));
        town_as(t, SAMIRA);
        DO(t, act_evidence_admit(t->job, piece, t->person[NADIA], true));
        DO(t, act_evidence_get(t->job, piece, &line));
    }
    assert_true(town_verify(t).sound);
}

/* ---- S20: nowhere in the file, its log or a back-up ---- */

static bool file_has(const char *path, const char *text)
{
    FILE *file = fopen(path, "rb");
    static char bytes[64 << 20];
    size_t n;

    if (file == NULL)
        return false;
    n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_true(n < sizeof bytes);
    return memmem(bytes, n, text, strlen(text)) != NULL;
}

static void erase_plan(struct town *t, struct erasure plan)
{
    int64_t id = 0;

    town_ok(t, ask_plan(t, plan, &id));
    town_ok(t, do_as(t, NADIA, id));
}

static void erase_field(struct town *t, int64_t seq, const char *field)
{
    erase_plan(t, (struct erasure){.kind = ERASURE_TEXT, .entry = {true, seq},
                                   .field = str_of(field)});
}

static const char *const secrets[] = {"GEHEIM-notitie", "GEHEIM-later", "GEHEIM-reden",
                                      "GEHEIM-naam", "GEHEIM-ambt", "GEHEIM-titel",
                                      "GEHEIM-bron", "geheim-post@", "GEHEIM-bestand"};

static void plant_and_erase(struct town *t)
{
    struct person_plan plan = {.name = S("GEHEIM-naam"), .job_title = S("GEHEIM-ambt"),
                               .email = S("geheim-post@voorbeeldstad.example")};
    struct given given = GIVEN(evidence, "title", "GEHEIM-titel", "kind", "document", "design",
                               "1", "period_to", "2026-01-10", "origin", "GEHEIM-bron");
    struct evidence_file file = {S("notulen.pdf"), pdf(t, 3000, 'x')};
    struct str where = item(t, "5.37");
    struct str made = S("");
    int64_t piet = 0, piece = 0, seq;

    memcpy((char *)(uintptr_t)file.bytes.at + 100, "GEHEIM-bestand", 14);
    town_as(t, NADIA);
    DO(t, act_person_add(t->job, &plan, &piet, &made));
    town_as(t, SAMIRA);
    t->job->why = S("GEHEIM-reden");
    ASSESS(t, "5.37", "note", "GEHEIM-notitie");
    t->job->why = S("");
    ASSESS(t, "5.37", "note", "GEHEIM-later");
    DO(t, act_evidence_add(t->job, &given, &file, 0, &where, 1, &piece));
    seq = entries(t);
    erase_field(t, seq - 2, "note");
    erase_field(t, seq - 2, "");
    erase_field(t, seq - 1, "note");
    erase_field(t, seq, "title");
    erase_field(t, seq, "origin");
    erase_plan(t, (struct erasure){.kind = ERASURE_PERSON, .record = {true, piet}});
    erase_plan(t, (struct erasure){.kind = ERASURE_FILE, .record = {true, piece}});
}

static void nowhere(struct arena *mem, struct str where, const char *folder)
{
    static struct town town;
    const char *copy = arena_text(mem, "%s/kopie.db", folder).at;
    struct str why;

    town_open(&town, mem, where);
    plant_and_erase(&town);
    if (backup_make(town.db, mem, str_of(copy), &why) != DONE)
        fail_msg("no back-up");
    town_close(&town);
    EQ(system(arena_text(mem, "sqlite3 %" STR_FMT " 'pragma wal_checkpoint(truncate)' > /dev/null",
                         STR_ARG(where)).at), 0);
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        const char *log = arena_text(mem, "%" STR_FMT "-wal", STR_ARG(where)).at;

        if (file_has(where.at, secrets[i]) || file_has(log, secrets[i]) ||
            file_has(copy, secrets[i]))
            fail_msg("%s is still there: data %d, log %d, back-up %d", secrets[i],
                     file_has(where.at, secrets[i]), file_has(log, secrets[i]),
                     file_has(copy, secrets[i]));
    }
    assert_true(file_has(where.at, "op verzoek"));
    assert_true(file_has(copy, "op verzoek"));
}

TEST(what_was_erased_is_in_no_table_no_log_and_no_new_back_up)
{
    on_sqlite(nowhere);
}

/* As text, and as PostgreSQL writes bytes. */
static bool dump_has(struct arena *mem, const char *path, const char *text)
{
    struct buf hex;

    buf_init(&hex, mem, 64);
    for (const char *at = text; *at != '\0'; at++)
        buf_text(&hex, "%02x", (unsigned)(unsigned char)*at);
    buf_char(&hex, '\0');
    return file_has(path, text) || file_has(path, hex.at);
}

static void dump(struct arena *mem, struct str where, const char *path)
{
    EQ(system(arena_text(mem, "PGOPTIONS='-c waarborg.org=0' pg_dump --enable-row-security "
                              "--dbname='%" STR_FMT "' --file='%s'", STR_ARG(where), path).at), 0);
}

static void nowhere_in_dump(struct arena *mem, struct str where)
{
    static struct town town;
    char path[] = "/tmp/waarborg-test-dump.XXXXXX";

    if (!str_starts(where, S("postgres")))
        return; /* its file is looked at above */
    close(mkstemp(path));
    town_open(&town, mem, where);
    plant_and_erase(&town);
    town_close(&town);
    dump(mem, where, path);
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (dump_has(mem, path, secrets[i]))
            fail_msg("%s is still in the dump", secrets[i]);
    assert_true(dump_has(mem, path, "op verzoek"));
    unlink(path);
}

TEST(what_was_erased_is_in_no_table_and_no_dump_of_postgresql)
{
    on_both(nowhere_in_dump);
}

/* The words of the page of the ledger; those of every act are counted by words.sh. */
TEST(every_field_of_every_noun_has_a_name_for_people)
{
    struct arena *mem = arena_new(1 << 20);

    for (int i = 0; i < noun_all_n; i++)
        for (int f = 0; f < noun_all[i]->n_fields; f++) {
            struct str key = arena_text(mem, "field.%s.%s", noun_all[i]->name,
                                        noun_all[i]->fields[f].name);
            enum word word;

            if (!word_find(key, &word))
                fail_msg("%" STR_FMT " has no word", STR_ARG(key));
        }
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_of_the_past_is_gone_from_every_version_and_says_when),
        cmocka_unit_test(a_text_that_still_stands_is_replaced_by_when_it_was_erased),
        cmocka_unit_test(a_text_that_somebody_took_away_is_erased_by_that_entry_too),
        cmocka_unit_test(a_name_is_erased_wherever_it_stands),
        cmocka_unit_test(the_figures_of_a_past_day_do_not_move_when_a_text_is_erased),
        cmocka_unit_test(a_paper_of_a_past_day_says_it_too_and_the_same_every_time),
        cmocka_unit_test(the_reason_of_an_entry_is_erased_and_the_entry_stays),
        cmocka_unit_test(the_ledger_says_of_either_side_of_a_change_when_it_was_erased),
        cmocka_unit_test(who_asks_says_why_and_names_a_text_that_is_there),
        cmocka_unit_test(nobody_erases_what_they_asked_themselves),
        cmocka_unit_test(a_person_goes_and_a_number_stays_in_every_version),
        cmocka_unit_test(who_owns_something_is_not_erased_before_it_is_handed_over),
        cmocka_unit_test(the_bytes_of_a_file_go_and_its_hash_stays),
        cmocka_unit_test(who_is_not_admitted_hears_why_a_request_is_not_theirs_to_do),
        cmocka_unit_test(what_was_erased_is_in_no_table_no_log_and_no_new_back_up),
        cmocka_unit_test(what_was_erased_is_in_no_table_and_no_dump_of_postgresql),
        cmocka_unit_test(every_field_of_every_noun_has_a_name_for_people),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
