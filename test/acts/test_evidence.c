/* Evidence: what is taken in, who judges it, and what comes back. */
#include "town.h"

#include <stdarg.h>

#include "acts/admit.h"
#include "acts/erase.h"
#include "acts/evidence_old.h"
#include "acts/evidence_scan.h"
#include "acts/file.h"
#include "acts/objects.h"
#include "acts/organisation.h"
#include "acts/password.h"
#include "clamd.h"

#define PIECE "title", "Verslag", "kind", "document", "design", "1", "period_to", "2026-01-05"

static enum outcome add(struct town *t, struct given given, struct str name, struct str bytes,
                        const char *label, int64_t *ret_id)
{
    struct evidence_file file = {name, bytes};
    struct str items[1] = {item(t, label)};

    return TRY(t, act_evidence_add(t->job, &given, bytes.at == NULL ? NULL : &file, 0, items, 1,
                                   ret_id));
}

/* Ruben, who is the owner of these measures by now. */
static void as_owner(struct town *t, ...)
{
    const char *ruben = arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at;
    const char *label;
    va_list labels;

    town_as(t, SAMIRA);
    va_start(labels, t);
    while ((label = va_arg(labels, const char *)) != NULL)
        ASSESS(t, label, "owner", ruben);
    va_end(labels);
    town_as(t, RUBEN);
}

static struct evidence_line get(struct town *t, int64_t id)
{
    struct evidence_line line;

    DO(t, act_evidence_get(t->job, id, &line));
    return line;
}

TEST(the_kind_of_a_file_is_told_by_its_bytes_and_its_name_together)
{
    static const struct { const char *name; struct str bytes; const char *type; } rows[] = {
        {"a.pdf", STR_INIT("%PDF-1.4\n"), "application/pdf"},
        {"A.PDF", STR_INIT("%PDF-1.4\n"), "application/pdf"},
        {"a.b.pdf", STR_INIT("%PDF-"), "application/pdf"},
        {"a.odt", STR_INIT("PK\x03\x04xx"), "application/vnd.oasis.opendocument.text"},
        {"a.ods", STR_INIT("PK\x03\x04xx"), "application/vnd.oasis.opendocument.spreadsheet"},
        {"a.docx", STR_INIT("PK\x03\x04xx"),
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"a.xlsx", STR_INIT("PK\x03\x04xx"),
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"a.png", STR_INIT("\x89PNG\r\n\x1a\nxx"), "image/png"},
        {"a.jpg", STR_INIT("\xff\xd8\xff\xe0"), "image/jpeg"},
        {"a.jpeg", STR_INIT("\xff\xd8\xff\xe0"), "image/jpeg"},
        {"a.csv", STR_INIT("a;b\n\xc3\xa9;2\n"), "text/csv"},
        {"a.txt", STR_INIT("tekst"), "text/plain"},
        {"a.pdf", STR_INIT("MZ\x90"), NULL},
        {"a.pdf", STR_INIT("%PDF"), NULL},
        {"a.pdf", STR_INIT("PK\x03\x04"), NULL},
        {"a.png", STR_INIT("\xff\xd8\xff\xe0"), NULL},
        {"a.csv", STR_INIT("\xff\xfe" "a"), NULL},
        {"a.txt", STR_INIT("a\0b"), NULL},
        {"a.exe", STR_INIT("MZ"), NULL},
        {"a.html", STR_INIT("<p>"), NULL},
        {"a.svg", STR_INIT("<svg/>"), NULL},
        {"a.pdf.exe", STR_INIT("%PDF-"), NULL},
        {"pdf", STR_INIT("%PDF-"), NULL},
        {"", STR_INIT("%PDF-"), NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str type = {0};
        bool is = file_kind(str_of(rows[i].name), rows[i].bytes, &type);

        if (is != (rows[i].type != NULL))
            fail_msg("row %zu, %s: %s", i, rows[i].name, is ? "taken" : "refused");
        if (is)
            text_eq(type, rows[i].type);
    }
}

ON_TOWN(a_file_comes_back_byte_for_byte_and_lies_there_once)
{
    static const enum sql_type types[] = {SQL_BIGINT};
    static const char *const names[] = {"n"};
    static const struct statement parts = {"parts", "select count(*) from file_part", TEST_NUMBER,
                                           0, NULL, 1, types, names};
    struct str bytes = pdf(t, (2u << 20) + 17, 'x');
    struct evidence it;
    struct str back;
    struct day gone;
    int64_t one = 0;
    int64_t two = 0;

    as_owner(t, "5.37", "5.03", NULL);
    EQ(add(t, GIVEN(evidence, PIECE), S("map\\ver\"sl\u202eag.pdf"), bytes, "5.37", &one), DONE);
    EQ(rows_of(t->db, &parts), 3);
    EQ(add(t, GIVEN(evidence, PIECE), S("anders.pdf"), bytes, "5.03", &two), DONE);
    EQ(rows_of(t->db, &parts), 3);
    DO(t, act_evidence_file(t->job, one, &it, &back, &gone));
    assert_true(str_eq(back, bytes));
    text_eq(it.file_name, "verslag.pdf");
    text_eq(it.file_type, "application/pdf");
    EQ(it.file_bytes.n, (int64_t)bytes.len);
    EQ(it.file_hash.len, 64);
    EQ(it.submitter.id, t->person[RUBEN]);
    EQ(it.submitted_on.n, t->job->today.n);
    DO(t, act_evidence_file(t->job, two, &it, &back, &gone));
    assert_true(str_eq(back, bytes));
    EQ(add(t, GIVEN(evidence, PIECE), S("telling.csv"), S("a;\xc3\xa9\n"), "5.37", &one), DONE);
    DO(t, act_evidence_file(t->job, one, &it, &back, &gone));
    text_eq(it.file_type, "text/csv; charset=utf-8");
    EQ(TRY(t, act_evidence_file(t->job, 9999, &it, &back, &gone)), NOT_THERE);
}

/* What lies there must be what was brought, or it is not given. */
static void broken_at(struct arena *mem, struct str where)
{
    static struct town town;
    struct town *t = &town;
    struct verify_result result;
    struct evidence it;
    struct str back;
    struct day gone;
    int64_t id = 0;

    town_open(t, mem, where);
    as_owner(t, "5.37", NULL);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("zoals gebracht"), "5.37", &id), DONE);
    run_sql(t->db, db_kind(t->db) == DB_SQLITE
                       ? "update file_part set bytes = cast('anders gezegd' as blob)"
                       : "update file_part set bytes = 'anders gezegd'");
    EQ(TRY(t, act_evidence_file(t->job, id, &it, &back, &gone)), BROKEN);
    result = town_verify(t);
    assert_false(result.sound);
    text_eq(result.key, "verify.file");
    run_sql(t->db, "delete from file_part");
    EQ(TRY(t, act_evidence_file(t->job, id, &it, &back, &gone)), BROKEN);
    db_rollback(t->db);
    db_close(t->db);
}
TEST(bytes_that_do_not_have_their_hash_are_not_given) { on_both(broken_at); }

ON_TOWN(a_piece_is_a_file_or_a_link_and_not_too_large)
{
    struct str items[1] = {S("bio2-99.99")};
    struct evidence it;
    struct str large = pdf(t, EVIDENCE_FILE_LIMIT_BYTES + 1, ' ');
    struct str back;
    struct day gone;
    int64_t id = 0;
    int64_t before;

    town_as(t, SAMIRA);
    before = entries(t);
#define REFUSE(field, key, name, bytes, ...)                                                    \
    town_is_refused(t, add(t, GIVEN(evidence, __VA_ARGS__), S(name), bytes, "5.37", &id),       \
                    S(field), S(key))
    REFUSE("file", "evidence.neither", "", ((struct str){0}), PIECE);
    REFUSE("link", "evidence.both", "a.txt", S("x"), PIECE, "link", "https://x.example/");
    REFUSE("file", "evidence.file_empty", "a.txt", S(""), PIECE);
    REFUSE("file", "evidence.file_kind", "a.exe", S("MZ"), PIECE);
    REFUSE("file", "evidence.file_kind", "a\xff.txt", S("x"), PIECE);
    REFUSE("file", "evidence.file_large", "a.pdf", large, PIECE);
    REFUSE("link", "fault.link", "", ((struct str){0}), PIECE, "link", "javascript:alert(1)");
    REFUSE("title", "value.required", "a.txt", S("x"), PIECE, "title", "");
    REFUSE("design", "fault.evidence_covers", "a.txt", S("x"), PIECE, "design", "0");
    REFUSE("period_to", "value.required", "a.txt", S("x"), PIECE, "period_to", "");
    REFUSE("file_hash", "given.forbidden", "a.txt", S("x"), PIECE, "file_hash", "00");
    REFUSE("fitness", "given.forbidden", "a.txt", S("x"), PIECE, "fitness", "geschikt");
#undef REFUSE
    {
        struct given given = GIVEN(evidence, PIECE, "link", "https://x.example/");

        IS_REFUSED(t, "items", "evidence.item",
                   act_evidence_add(t->job, &given, NULL, 0, items, 1, &id));
        items[0] = item(t, "5.04.02");
        IS_REFUSED(t, "items", "evidence.item",
                   act_evidence_add(t->job, &given, NULL, 0, items, 1, &id));
    }
    EQ(entries(t), before);
    EQ(add(t, GIVEN(evidence, PIECE, "link", "https://x.example/"), S(""), (struct str){0}, "5.37",
           &id), DONE);
    EQ(TRY(t, act_evidence_file(t->job, id, &it, &back, &gone)), NOT_THERE);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.pdf"), str_sub(large, 0, EVIDENCE_FILE_LIMIT_BYTES),
           "5.37", &id), DONE);
    town_as(t, EVA);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("x"), "5.37", &id), FORBIDDEN);
}

ON_TOWN(the_name_of_a_file_counts_in_characters)
{
    char room[2 * EVIDENCE_NAME_CHARS + 8];
    struct str name = {room, 0};
    int64_t id = 0;

    for (int i = 0; i < EVIDENCE_NAME_CHARS + 1 - 4; i++) {
        memcpy(room + name.len, "\xc3\xa9", 2);
        name.len += 2;
    }
    memcpy(room + name.len, ".txt", 4);
    name.len += 4;
    town_as(t, SAMIRA);
    town_is_refused(t, add(t, GIVEN(evidence, PIECE), name, S("x"), "5.37", &id), S("file"),
                    S("evidence.file_name"));
    name = str_sub(name, 2, name.len);
    EQ(add(t, GIVEN(evidence, PIECE), name, S("x"), "5.37", &id), DONE);
    assert_true(str_eq(get(t, id).evidence.file_name, name));
}

ON_TOWN(evidence_is_judged_by_another_than_who_brought_it)
{
    struct row seen;
    int64_t id = 0;

    town_as(t, SAMIRA);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("x"), "5.37", &id), DONE);
    seen = get(t, id).evidence.row;
    EQ(TRY(t, act_evidence_judge(t->job, seen, FITNESS_FIT, S(""))), FORBIDDEN);
    text_eq(t->job->faults.at[0].key, "leave.two_persons");
    town_as(t, RUBEN);
    EQ(TRY(t, act_evidence_judge(t->job, seen, FITNESS_FIT, S(""))), FORBIDDEN);
    town_as(t, KARIM);
    IS_REFUSED(t, "fitness", "value.required",
               act_evidence_judge(t->job, seen, FITNESS_NONE, S("")));
    IS_REFUSED(t, "fitness_why", "evidence.unfit_why",
               act_evidence_judge(t->job, seen, FITNESS_UNFIT, S("  ")));
    DO(t, act_evidence_judge(t->job, seen, FITNESS_UNFIT, S("Te oud")));
    EQ(TRY(t, act_evidence_judge(t->job, seen, FITNESS_FIT, S(""))), CLASHED);
    seen = get(t, id).evidence.row;
    DO(t, act_evidence_judge(t->job, seen, FITNESS_FIT, S("")));
    EQ(get(t, id).evidence.fitness, FITNESS_FIT);
    EQ(get(t, id).evidence.fitness_by.id, t->person[KARIM]);
    EQ(get(t, id).evidence.fitness_on.n, t->job->today.n);
    EQ(get(t, id).evidence.fitness_why.len, 0);
}

ON_TOWN(a_said_yes_becomes_a_shown_one_by_evidence_that_is_fit)
{
    struct item_state now;
    int64_t id = 0;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja");
    now = state_of(t, "5.37");
    EQ(now.aspect[ASPECT_DESIGN].weighs, VERDICT_PARTLY);
    EQ(now.aspect[ASPECT_DESIGN].hardness, HARDNESS_SAID);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("x"), "5.37", &id), DONE);
    EQ(state_of(t, "5.37").aspect[ASPECT_DESIGN].weighs, VERDICT_PARTLY);
    EQ(state_of(t, "5.37").n_unjudged, 1);
    town_as(t, KARIM);
    DO(t, act_evidence_judge(t->job, get(t, id).evidence.row, FITNESS_FIT, S("")));
    now = state_of(t, "5.37");
    EQ(now.aspect[ASPECT_DESIGN].weighs, VERDICT_YES);
    EQ(now.aspect[ASPECT_DESIGN].hardness, HARDNESS_SHOWN);
    /* Its shelf life runs from the period that it covers: to 2027-01-05 and no longer. */
    EQ(now.aspect[ASPECT_DESIGN].expires.n, town_day("2027-01-05").n);
    town_later(t, 358); /* 2027-01-05 */
    EQ(state_of(t, "5.37").aspect[ASPECT_DESIGN].weighs, VERDICT_YES);
    town_later(t, 1);
    now = state_of(t, "5.37");
    EQ(now.aspect[ASPECT_DESIGN].weighs, VERDICT_PARTLY);
    assert_true((now.aspect[ASPECT_DESIGN].marks & MARK_EXPIRED) != 0);
    assert_true(now.expired);
}

ON_TOWN(a_piece_is_used_at_more_items_and_taken_away_again)
{
    struct str more[2] = {item(t, "5.03"), S("5.06")};
    struct evidence_line line;
    int64_t id = 0;
    int64_t use;

    as_owner(t, "5.37", "5.03", "5.06", NULL);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("x"), "5.37", &id), DONE);
    DO(t, act_evidence_use(t->job, id, 0, more, 2));
    DO(t, act_evidence_use(t->job, id, 0, more, 2));
    line = get(t, id);
    EQ(line.n_places, 3);
    use = line.places[1].use;
    town_as(t, INEKE); /* not hers */
    EQ(TRY(t, act_evidence_use(t->job, id, 0, more, 1)), FORBIDDEN);
    EQ(TRY(t, act_evidence_end(t->job, use)), FORBIDDEN);
    town_as(t, RUBEN);
    DO(t, act_evidence_end(t->job, use));
    EQ(get(t, id).n_places, 2);
    DO(t, act_evidence_use(t->job, id, 0, more, 2)); /* and there again, by the same use */
    line = get(t, id);
    EQ(line.n_places, 3);
    EQ(line.places[1].use, use);
    EQ(TRY(t, act_evidence_end(t->job, 9999)), NOT_THERE);
}

/* [R9] Item ids of any norm; where it is used says of which. */
ON_TOWN(a_piece_is_used_at_an_item_of_another_norm_too)
{
    struct str there[1] = {S("csf2-GV.OC-01")};
    struct str nowhere[1] = {S("csf2-GV.OC-99")};
    struct evidence_line line;
    struct measure *of = NULL;
    int64_t fresh = 0;
    int64_t id = 0;
    bool moved;

    town_as(t, SAMIRA);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("x"), "5.37", &id), DONE);
    IS_REFUSED(t, "items", "evidence.item", act_evidence_use(t->job, id, 0, nowhere, 1));
    DO(t, act_evidence_use(t->job, id, 0, there, 1));
    line = get(t, id);
    EQ(line.n_places, 2);
    text_eq(line.places[1].item->label, "GV.OC-01");
    text_eq(line.places[1].norm->key, "nist-csf-2.0@2.0");
    DO(t, act_measure_in(t->job, S("nist-csf-2.0"), S("GV.OC-01"), &of, &moved));
    EQ(of->n_evidence, 1);
    EQ(of->evidence[0].n_items, 2);
    EQ(of->picture->states[of->item].n_evidence, 1);
    EQ(state_of(t, "5.37").n_evidence, 1); /* the own norm counts its own */
    EQ(add(t, GIVEN(evidence, PIECE), S("b.txt"), S("nieuw"), "5.06", &fresh), DONE);
    DO(t, act_evidence_replace(t->job, get(t, id).evidence.row, fresh));
    EQ(get(t, fresh).n_places, 3);
}

ON_TOWN(an_owner_shows_what_is_theirs_and_nothing_else)
{
    const char *ruben = arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at;
    struct given piece = GIVEN(evidence, PIECE, "link", "https://voorbeeld.example/stuk");
    struct str items[1] = {item(t, "5.37")};
    struct str other[1] = {item(t, "5.06")};
    struct given given;
    int64_t object = 0;
    int64_t foreign = 0;
    int64_t id = 0;

    town_as(t, SAMIRA);
    given = GIVEN(object, "name", "Zaken", "kind", "proces", "owner", ruben);
    DO(t, act_object_add(t->job, &given, &object));
    given = GIVEN(object, "name", "Belastingen", "kind", "proces");
    DO(t, act_object_add(t->job, &given, &foreign));
    town_as(t, RUBEN);
    EQ(TRY(t, act_evidence_add(t->job, &piece, NULL, 0, items, 1, &id)), FORBIDDEN);
    text_eq(t->job->faults.at[0].field, "items");
    text_eq(t->job->faults.at[0].key, "evidence.not_yours");
    text_eq(t->job->faults.at[0].arg, "5.37");
    EQ(TRY(t, act_evidence_add(t->job, &piece, NULL, foreign, items, 1, &id)), FORBIDDEN);
    DO(t, act_evidence_add(t->job, &piece, NULL, object, items, 1, &id));
    EQ(TRY(t, act_evidence_use(t->job, id, 0, other, 1)), FORBIDDEN);
    town_as(t, SAMIRA);
    ASSESS(t, "5.06", "executor", ruben);
    DO(t, act_evidence_use(t->job, id, 0, items, 1)); /* she may anywhere */
    town_as(t, RUBEN);
    DO(t, act_evidence_use(t->job, id, 0, other, 1));
}

static bool in_list(struct town *t, int64_t id)
{
    struct evidence_line *lines;
    size_t n;

    DO(t, act_evidence_list(t->job, &lines, &n));
    for (size_t i = 0; i < n; i++)
        if (lines[i].evidence.row.id == id)
            return true;
    return false;
}

/* To who is not admitted it is not there, whatever their role, by every way to it. */
static void not_there(struct town *t, enum town_who who, int64_t id)
{
    struct evidence_line line;
    struct evidence it;
    struct measure *measure;
    struct str bytes;
    struct str items[1] = {item(t, "5.37")};
    struct ref *admitted;
    struct day gone;
    bool moved;
    size_t n;

    town_as(t, who);
    assert_false(in_list(t, id));
    EQ(TRY(t, act_evidence_get(t->job, id, &line)), NOT_THERE);
    EQ(TRY(t, act_evidence_file(t->job, id, &it, &bytes, &gone)), NOT_THERE);
    EQ(TRY(t, act_evidence_admitted(t->job, id, &admitted, &n)), NOT_THERE);
    DO(t, act_measure(t->job, S("5.37"), &measure, &moved));
    EQ(measure->n_evidence, 0);
    if (who == KARIM || who == SAMIRA)
        EQ(TRY(t, act_evidence_judge(t->job, (struct row){id, 1, 0}, FITNESS_FIT, S(""))),
           NOT_THERE);
    if (who == SAMIRA) {
        EQ(TRY(t, act_evidence_use(t->job, id, 0, items, 1)), NOT_THERE);
        EQ(TRY(t, act_evidence_admit(t->job, id, t->person[SAMIRA], false)), NOT_THERE);
        EQ(TRY(t, act_evidence_mark(t->job, (struct row){.id = id}, MARKING_PUBLIC)), NOT_THERE);
    }
}

static enum status status_by(struct town *t, enum town_who who)
{
    town_as(t, who);
    return state_of(t, "5.37").status;
}

ON_TOWN(confidential_evidence_is_there_only_for_who_is_admitted)
{
    struct given piece = GIVEN(evidence, PIECE, "marking", "vertrouwelijk");
    struct ledger_change *changes;
    const struct leave *leave;
    struct evidence_line line;
    struct ref *admitted;
    size_t n;
    int64_t id = 0;

    as_owner(t, "5.37", NULL);
    EQ(add(t, piece, S("a.txt"), S("geheim"), "5.37", &id), DONE);
    assert_true(in_list(t, id));
    not_there(t, SAMIRA, id);
    not_there(t, KARIM, id);
    not_there(t, EVA, id);
    EQ(status_by(t, RUBEN), status_by(t, EVA));
    EQ(state_of(t, "5.37").status, status_by(t, RUBEN));
    /* In the logbook stands that something was done, and not what. */
    town_as(t, KARIM);
    town_begin(t);
    EQ(leave_ask(t->job, MAY_LEDGER, &organisation_noun, 0, &leave), DONE);
    EQ(ledger_show(t->job, leave, 1, 1000, &changes, &n), DONE);
    for (size_t i = 0; i < n; i++)
        if ((changes[i].noun == &evidence_noun && changes[i].id == id) ||
            changes[i].noun == &evidence_use_noun) {
            assert_null(changes[i].field);
            EQ(changes[i].to.len, 0);
        }
    town_as(t, RUBEN);
    DO(t, act_evidence_admit(t->job, id, t->person[SAMIRA], false));
    IS_REFUSED(t, "person", "fault.choice", act_evidence_admit(t->job, id, 9999, false));
    town_as(t, SAMIRA);
    DO(t, act_evidence_get(t->job, id, &line));
    DO(t, act_evidence_admitted(t->job, id, &admitted, &n));
    EQ(n, 1);
    EQ(admitted[0].id, t->person[SAMIRA]);
    DO(t, act_evidence_admit(t->job, id, t->person[KARIM], false));
    not_there(t, EVA, id);
    town_as(t, KARIM);
    DO(t, act_evidence_judge(t->job, line.evidence.row, FITNESS_FIT, S("")));
    town_as(t, RUBEN);
    DO(t, act_evidence_admit(t->job, id, t->person[SAMIRA], true));
    not_there(t, SAMIRA, id);
    town_as(t, RUBEN);
    EQ(TRY(t, act_evidence_admit(t->job, id, t->person[HANS], true)), NOT_THERE);
    DO(t, act_evidence_mark(t->job, get(t, id).evidence.row, MARKING_INTERNAL));
    town_as(t, EVA);
    assert_true(in_list(t, id));
}

ON_TOWN(where_a_confidential_piece_is_used_answers_others_as_what_is_not_there)
{
    struct given piece = GIVEN(evidence, PIECE, "marking", "vertrouwelijk");
    int64_t id = 0;
    int64_t use;

    as_owner(t, "5.37", NULL);
    EQ(add(t, piece, S("a.txt"), S("geheim"), "5.37", &id), DONE);
    use = get(t, id).places[0].use;
    for (enum town_who who = INEKE; who <= SEM; who++) {
        enum outcome none;

        town_as(t, who);
        none = TRY(t, act_evidence_end(t->job, 9999));
        EQ(none, NOT_THERE);
        /* whose role lets nobody add evidence is stopped at the door, whatever the number */
        EQ(TRY(t, act_evidence_end(t->job, use)), leave_may(t->job, MAY_EVIDENCE) ? none : FORBIDDEN);
        EQ(TRY(t, act_evidence_get(t->job, id, &(struct evidence_line){.places = NULL})),
           TRY(t, act_evidence_get(t->job, 9999, &(struct evidence_line){.places = NULL})));
    }
    town_as(t, RUBEN);
    DO(t, act_evidence_end(t->job, use));
}

static size_t shut_of(struct town *t, struct shut *ret_first)
{
    struct shut *all;
    size_t n;

    DO(t, act_evidence_shut(t->job, &all, &n));
    if (n > 0)
        *ret_first = all[0];
    return n;
}

ON_TOWN(two_persons_open_a_piece_that_nobody_can_open_any_more)
{
    struct given piece = GIVEN(evidence, PIECE, "marking", "vertrouwelijk");
    struct shut first = {0};
    struct shut *all;
    size_t n;
    int64_t id = 0;

    as_owner(t, "5.37", NULL);
    EQ(add(t, piece, S("a.txt"), S("geheim"), "5.37", &id), DONE);
    town_as(t, SAMIRA);
    EQ(shut_of(t, &first), 0);
    t->job->why = S("voor de audit");
    IS_REFUSED(t, "evidence", "shut.is_not", act_evidence_reopen_ask(t->job, id));
    town_as(t, NADIA);
    DO(t, act_role_end(t->job, t->person[RUBEN], ROLE_OWNER));
    town_later(t, 1);
    town_as(t, KARIM);
    EQ(TRY(t, act_evidence_shut(t->job, &all, &n)), FORBIDDEN);
    EQ(TRY(t, act_evidence_reopen_ask(t->job, id)), FORBIDDEN);
    t->job->why = S("");
    town_as(t, LOTTE);
    EQ(shut_of(t, &first), 1);
    EQ(first.evidence, id);
    EQ(first.asked, 0);
    EQ(TRY(t, act_evidence_reopen(t->job, first.asked)), REFUSED);
    town_as(t, SAMIRA);
    IS_REFUSED(t, "reden", "value.required", act_evidence_reopen_ask(t->job, id));
    t->job->why = S("voor de audit");
    DO(t, act_evidence_reopen_ask(t->job, id));
    t->job->why = S("nog eens");
    IS_REFUSED(t, "evidence", "shut.asked_before", act_evidence_reopen_ask(t->job, id));
    assert_false(in_list(t, id));
    EQ(shut_of(t, &first), 1);
    text_eq(first.why, "voor de audit");
    EQ(first.by.id, t->person[SAMIRA]);
    EQ(TRY(t, act_evidence_reopen(t->job, first.asked)), FORBIDDEN);
    t->job->roles |= ROLE(EXECUTIVE);
    EQ(TRY(t, act_evidence_reopen(t->job, first.asked)), FORBIDDEN);
    town_as(t, LOTTE);
    DO(t, act_evidence_reopen(t->job, first.asked));
    assert_false(in_list(t, id));
    EQ(shut_of(t, &first), 0);
    EQ(TRY(t, act_evidence_reopen(t->job, first.asked)), REFUSED);
    town_as(t, SAMIRA);
    assert_true(in_list(t, id));
}

ON_TOWN(who_makes_the_evidence_of_another_confidential_still_sees_it)
{
    int64_t id = 0;
    struct evidence_line line;

    as_owner(t, "5.37", NULL);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("x"), "5.37", &id), DONE);
    town_as(t, SAMIRA);
    line = get(t, id);
    IS_REFUSED(t, "marking", "value.required",
               act_evidence_mark(t->job, line.evidence.row, MARKING_NONE));
    DO(t, act_evidence_mark(t->job, line.evidence.row, MARKING_CONFIDENTIAL));
    EQ(TRY(t, act_evidence_mark(t->job, line.evidence.row, MARKING_PUBLIC)), CLASHED);
    line = get(t, id);
    not_there(t, KARIM, id);
    town_as(t, SAMIRA); /* marking is no making: she may still judge it */
    DO(t, act_evidence_judge(t->job, line.evidence.row, FITNESS_FIT, S("")));
    town_as(t, RUBEN);
    assert_true(in_list(t, id));
    t->job->person = 0; /* the machine itself */
    t->job->roles = ~UINT32_C(0);
    assert_true(in_list(t, id));
}

ON_TOWN(a_newer_piece_takes_the_place_of_an_older_one_everywhere)
{
    struct str more[1] = {item(t, "5.03")};
    int64_t old = 0;
    int64_t fresh = 0;
    int64_t third = 0;

    as_owner(t, "5.37", "5.03", "5.06", NULL);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("oud"), "5.37", &old), DONE);
    DO(t, act_evidence_use(t->job, old, 0, more, 1));
    EQ(add(t, GIVEN(evidence, PIECE), S("b.txt"), S("nieuw"), "5.06", &fresh), DONE);
    IS_REFUSED(t, "replaced_by", "evidence.itself",
               act_evidence_replace(t->job, get(t, old).evidence.row, old));
    IS_REFUSED(t, "replaced_by", "fault.choice",
               act_evidence_replace(t->job, get(t, old).evidence.row, 9999));
    DO(t, act_evidence_replace(t->job, get(t, old).evidence.row, fresh));
    EQ(get(t, old).evidence.replaced_by.id, fresh);
    EQ(get(t, fresh).n_places, 3);
    EQ(add(t, GIVEN(evidence, PIECE), S("c.txt"), S("nog een"), "5.37", &third), DONE);
    IS_REFUSED(t, "replaced_by", "evidence.replaced",
               act_evidence_replace(t->job, get(t, third).evidence.row, old));
    EQ(state_of(t, "5.37").n_evidence, 2); /* the newer one and the third */
}

ON_TOWN(the_list_has_the_newest_first_and_what_each_may_see)
{
    struct evidence_line *lines;
    int64_t ids[3];
    size_t n = 0;

    as_owner(t, "5.37", NULL);
    for (int i = 0; i < 3; i++)
        EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), arena_text(t->mem, "x%d", i), "5.37", &ids[i]),
           DONE);
    DO(t, act_evidence_list(t->job, &lines, &n));
    EQ(n, 3);
    for (size_t i = 0; i < n; i++)
        EQ(lines[i].evidence.row.id, ids[2 - i]);
    town_as(t, EVA);
    DO(t, act_evidence_list(t->job, &lines, &n));
    EQ(n, 3);
    town_as(t, SEM); /* a member sees only their own */
    DO(t, act_evidence_list(t->job, &lines, &n));
    EQ(n, 0);
    EQ(TRY(t, act_evidence_get(t->job, ids[0], &lines[0])), FORBIDDEN);
}

/* How many may go for somebody, and the first of them. */
static size_t may_go(struct town *t, enum town_who who, struct evidence_old *ret)
{
    struct evidence_old *all;
    size_t n;

    town_as(t, who);
    DO(t, act_evidence_old(t->job, &all, &n));
    if (n > 0)
        *ret = all[0];
    return n;
}

static void at_day(struct town *t, const char *day)
{
    town_later(t, town_day(day).n - t->job->today.n);
}

ON_TOWN(a_file_may_go_when_its_term_is_over_and_goes_only_when_two_agree)
{
    struct given term = GIVEN(organisation, "keep_evidence", "36");
    struct erasure plan = {.kind = ERASURE_FILE, .why = S("over zijn termijn")};
    struct evidence_old old;
    int64_t id, asked;

    as_owner(t, "5.37", NULL);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("oud"), "5.37", &id), DONE);
    at_day(t, "2034-01-05"); /* it counted until 2027-01-05, and 84 months */
    EQ(may_go(t, RUBEN, &old), 0);
    at_day(t, "2034-01-06");
    EQ(may_go(t, RUBEN, &old), 1);
    EQ(old.line->evidence.row.id, id);
    EQ(old.ended.n, town_day("2027-01-05").n);
    EQ(old.since.n, town_day("2034-01-06").n);
    EQ(old.months, 84);
    assert_false(old.asked);
    t->job->why = S("De selectielijst");
    town_as(t, NADIA);
    DO(t, act_organisation_set(t->job, (struct row){0}, &term));
    EQ(may_go(t, RUBEN, &old), 1);
    EQ(old.since.n, town_day("2030-01-06").n);
    plan.record = (struct maybe){true, id};
    town_as(t, SAMIRA);
    DO(t, act_erase_ask(t->job, &plan, &asked));
    EQ(may_go(t, RUBEN, &old), 1);
    assert_true(old.asked);
    town_as(t, NADIA);
    DO(t, act_erase_do(t->job, asked));
    EQ(may_go(t, RUBEN, &old), 0);
}

ON_TOWN(a_replaced_piece_counts_from_the_day_on_which_it_was)
{
    struct evidence_old old;
    int64_t id, newer;

    as_owner(t, "5.37", NULL);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("oud"), "5.37", &id), DONE);
    at_day(t, "2026-03-10");
    EQ(add(t, GIVEN(evidence, PIECE, "until", "2060-01-01"), S("b.txt"), S("nieuw"), "5.37",
           &newer), DONE);
    DO(t, act_evidence_replace(t->job, (struct row){id, 1}, newer));
    at_day(t, "2033-03-10");
    EQ(may_go(t, RUBEN, &old), 0);
    at_day(t, "2033-03-11");
    EQ(may_go(t, RUBEN, &old), 1);
    EQ(old.line->evidence.row.id, id);
    EQ(old.ended.n, town_day("2026-03-10").n);
}

ON_TOWN(a_file_that_another_piece_still_needs_may_not_go)
{
    struct evidence_old old;
    int64_t id, other;

    as_owner(t, "5.37", NULL);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("oud"), "5.37", &id), DONE);
    at_day(t, "2034-01-10");
    EQ(may_go(t, RUBEN, &old), 1);
    EQ(add(t, GIVEN(evidence, "title", "Weer", "kind", "document", "design", "1", "period_to",
                    "2034-01-09"), S("b.txt"), S("oud"), "5.37", &other), DONE);
    EQ(may_go(t, RUBEN, &old), 0);
    at_day(t, "2042-01-11");
    EQ(may_go(t, RUBEN, &old), 2);
}

ON_TOWN(a_member_sees_the_measure_that_is_theirs_and_no_evidence_of_others)
{
    struct measure *of = NULL;
    bool moved;
    int64_t id = 0;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "owner", arena_text(t->mem, "%lld", (long long)t->person[SEM]).at);
    ASSESS(t, "5.03", "design", "ja");
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("x"), "5.37", &id), DONE);
    EQ(add(t, GIVEN(evidence, PIECE), S("a.txt"), S("x"), "5.03", &id), DONE);
    town_as(t, SEM);
    DO(t, act_measure(t->job, S("5.37"), &of, &moved));
    assert_true(of->assessment.row.id != 0);
    EQ(of->n_evidence, 0);
    DO(t, act_measure(t->job, S("5.03"), &of, &moved));
    EQ(of->assessment.row.id, 0);
    EQ(of->n_evidence, 0);
    EQ(of->picture->states[of->item].n_evidence, 0);
    DO(t, act_measure(t->job, S("5.04.02"), &of, &moved));
    assert_true(moved);
    text_eq(t->norm->items[of->item].label, "5.10.02");
    EQ(TRY(t, act_measure(t->job, S("99.99"), &of, &moved)), NOT_THERE);
}

static enum outcome add_text(struct town *t, const char *text, int64_t *ret_id)
{
    return add(t, GIVEN(evidence, PIECE), S("a.txt"), str_of(text), "5.37", ret_id);
}

/* This one first: without a scanner nobody says anything. */
ON_TOWN(without_a_virus_scanner_nothing_is_said_of_a_file)
{
    int64_t id = 0;

    as_owner(t, "5.37", NULL);
    EQ(add_text(t, "EICAR zonder scanner", &id), DONE);
    EQ(get(t, id).scan.is, SCAN_NONE);
}

ON_TOWN(a_file_with_a_virus_is_not_kept_and_one_that_was_not_scanned_says_so)
{
    static const enum sql_type types[] = {SQL_BIGINT};
    static const char *const names[] = {"n"};
    static const struct statement parts = {"parts", "select count(*) from file_part", TEST_NUMBER,
                                           0, NULL, 1, types, names};
    static const struct statement scans = {"scans", "select count(*) from file_scan",
                                           TEST_NUMBER + 1, 0, NULL, 1, types, names};
    int64_t before;
    int64_t id = 0;
    struct evidence it;
    struct str back;
    struct day gone;
    struct file_scan_counts n = {0};

    assert_true(scanner_at(str_of(clamd_start())));
    as_owner(t, "5.37", NULL);
    before = entries(t);
    IS_REFUSED(t, "file", "evidence.file_virus", add_text(t, "EICAR", &id));
    text_eq(t->job->faults.at[0].arg, "Eicar-Test-Signature");
    EQ(entries(t), before);
    EQ(rows_of(t->db, &parts), 0);
    EQ(add_text(t, "gewoon", &id), DONE);
    EQ(get(t, id).scan.is, SCAN_CLEAN);
    EQ(get(t, id).scan.at.ms, t->job->now.ms);
    EQ(add_text(t, "CUT", &id), DONE);
    EQ(get(t, id).scan.is, SCAN_UNSCANNED);
    EQ(TRY(t, file_scan_count(t->job, &n)), DONE);
    EQ(n.clean, 1);
    EQ(n.unscanned, 1);
    /* It is kept, and given. */
    DO(t, act_evidence_file(t->job, id, &it, &back, &gone));
    text_eq(back, "CUT");
    /* The same bytes once more say it once more, in its place. */
    town_minutes(t, 5);
    EQ(add_text(t, "gewoon", &id), DONE);
    EQ(get(t, id).scan.at.ms, t->job->now.ms);
    EQ(rows_of(t->db, &scans), 2);
    /* What is erased takes along what was said of it. */
    db_rollback(t->db);
    EQ(db_write(t->db), DONE);
    EQ(file_drop(t->job, token_hash(t->job, S("gewoon"))), DONE);
    EQ(file_scan_count(t->job, &n), DONE);
    EQ(n.clean, 0);
    db_rollback(t->db);
    aide_stop();
    clamd_stop();
    assert_true(scanner_at(S("")));
}

static void scan_all(struct town *t, const char *scans)
{
    struct evidence_scans it = {0};

    DO(t, act_evidence_scan(t->job, NULL, &it));
    text_eq(arena_text(t->mem, "%lld clean, %lld unscanned, %lld found, %zu odd",
                       (long long)it.clean, (long long)it.unscanned, (long long)it.found, it.odd_n),
            scans);
}

ON_TOWN(what_came_in_unscanned_is_looked_at_later_and_what_is_found_is_given_to_nobody)
{
    struct file_scan_counts n = {0};
    struct evidence it;
    struct str back;
    struct day gone;
    int64_t odd = 0, same = 0, plain = 0, cut = 0, before;

    as_owner(t, "5.37", NULL);
    EQ(add_text(t, "EICAR van toen", &odd), DONE);
    EQ(add_text(t, "EICAR van toen", &same), DONE);
    EQ(add_text(t, "gewoon", &plain), DONE);
    EQ(add_text(t, "CUT", &cut), DONE);
    before = entries(t);
    assert_true(scanner_at(str_of(clamd_start())));
    scan_all(t, "1 clean, 1 unscanned, 1 found, 3 odd");
    EQ(get(t, odd).scan.is, SCAN_FOUND);
    text_eq(get(t, odd).scan.found, "Eicar-Test-Signature");
    EQ(get(t, same).scan.is, SCAN_FOUND);
    EQ(get(t, plain).scan.is, SCAN_CLEAN);
    EQ(get(t, cut).scan.is, SCAN_UNSCANNED);
    EQ(TRY(t, file_scan_count(t->job, &n)), DONE);
    EQ(n.clean * 100 + n.unscanned * 10 + n.found, 111);
    IS_REFUSED(t, "file", "evidence.file_found",
               act_evidence_file(t->job, same, &it, &back, &gone));
    DO(t, act_evidence_file(t->job, cut, &it, &back, &gone));
    EQ(entries(t), before);
    aide_stop();
    clamd_stop();
    assert_true(scanner_at(S("")));
}

ON_TOWN(a_scan_that_did_not_happen_takes_no_answer_away_and_a_clean_one_opens_the_file)
{
    struct file_scan_counts n = {0};
    struct evidence it;
    struct str hash, back;
    struct day gone;
    int64_t id = 0;

    as_owner(t, "5.37", NULL);
    EQ(add_text(t, "loos alarm", &id), DONE);
    hash = get(t, id).evidence.file_hash;
    db_rollback(t->db);
    EQ(db_write(t->db), DONE);
    EQ(file_scan_keep(t->job, hash, (struct scan){SCAN_FOUND, S("Loos.Alarm")}), DONE);
    EQ(file_scan_keep(t->job, hash, (struct scan){SCAN_UNSCANNED, S("away")}), DONE);
    EQ(db_commit(t->db), DONE);
    EQ(TRY(t, file_scan_count(t->job, &n)), DONE);
    EQ(n.found, 1);
    assert_true(scanner_at(str_of(clamd_start())));
    scan_all(t, "1 clean, 0 unscanned, 0 found, 0 odd");
    DO(t, act_evidence_file(t->job, id, &it, &back, &gone));
    text_eq(back, "loos alarm");
    aide_stop();
    clamd_stop();
    assert_true(scanner_at(S("")));
}

/* The bytes of what two persons erased are not there to be looked at. */
ON_TOWN(of_a_file_that_was_erased_nothing_is_said)
{
    struct erasure plan = {.kind = ERASURE_FILE, .why = S("een virus")};
    int64_t id = 0, asked = 0;

    as_owner(t, "5.37", NULL);
    EQ(add_text(t, "EICAR weg", &id), DONE);
    plan.record = (struct maybe){true, id};
    town_as(t, SAMIRA);
    DO(t, act_erase_ask(t->job, &plan, &asked));
    town_as(t, NADIA);
    DO(t, act_erase_do(t->job, asked));
    assert_true(scanner_at(str_of(clamd_start())));
    scan_all(t, "0 clean, 0 unscanned, 0 found, 0 odd");
    aide_stop();
    clamd_stop();
    assert_true(scanner_at(S("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kind_of_a_file_is_told_by_its_bytes_and_its_name_together),
        cmocka_unit_test(a_file_comes_back_byte_for_byte_and_lies_there_once),
        cmocka_unit_test(bytes_that_do_not_have_their_hash_are_not_given),
        cmocka_unit_test(a_piece_is_a_file_or_a_link_and_not_too_large),
        cmocka_unit_test(the_name_of_a_file_counts_in_characters),
        cmocka_unit_test(evidence_is_judged_by_another_than_who_brought_it),
        cmocka_unit_test(a_said_yes_becomes_a_shown_one_by_evidence_that_is_fit),
        cmocka_unit_test(a_piece_is_used_at_more_items_and_taken_away_again),
        cmocka_unit_test(a_piece_is_used_at_an_item_of_another_norm_too),
        cmocka_unit_test(an_owner_shows_what_is_theirs_and_nothing_else),
        cmocka_unit_test(two_persons_open_a_piece_that_nobody_can_open_any_more),
        cmocka_unit_test(confidential_evidence_is_there_only_for_who_is_admitted),
        cmocka_unit_test(where_a_confidential_piece_is_used_answers_others_as_what_is_not_there),
        cmocka_unit_test(who_makes_the_evidence_of_another_confidential_still_sees_it),
        cmocka_unit_test(a_newer_piece_takes_the_place_of_an_older_one_everywhere),
        cmocka_unit_test(the_list_has_the_newest_first_and_what_each_may_see),
        cmocka_unit_test(a_file_may_go_when_its_term_is_over_and_goes_only_when_two_agree),
        cmocka_unit_test(a_replaced_piece_counts_from_the_day_on_which_it_was),
        cmocka_unit_test(a_file_that_another_piece_still_needs_may_not_go),
        cmocka_unit_test(a_member_sees_the_measure_that_is_theirs_and_no_evidence_of_others),
        cmocka_unit_test(without_a_virus_scanner_nothing_is_said_of_a_file),
        cmocka_unit_test(a_file_with_a_virus_is_not_kept_and_one_that_was_not_scanned_says_so),
        cmocka_unit_test(what_came_in_unscanned_is_looked_at_later_and_what_is_found_is_given_to_nobody),
        cmocka_unit_test(a_scan_that_did_not_happen_takes_no_answer_away_and_a_clean_one_opens_the_file),
        cmocka_unit_test(of_a_file_that_was_erased_nothing_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
