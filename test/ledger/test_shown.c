/* S21: what is confidential, and what speaks of it, is not there for who is not admitted. */
#include "house.h"

#include "model/admitted.h"

#include <stdlib.h>

static struct evidence mark(struct house *it, struct str title)
{
    struct evidence proof = house_evidence(it, title);

    proof.marking = MARKING_CONFIDENTIAL;
    house_save(it, S("record.mark"), &evidence_noun, &proof);
    return proof;
}

/* What a leave of the one who asks lets through of two pieces and a use of the first. */
static void reaches(struct house *it, const struct evidence *hidden, const struct evidence *open,
                    bool shown)
{
    const struct leave *leave = NULL;
    const struct evidence_use use = {.row = {.id = 99}, .evidence = {hidden->row.id}};
    const struct evidence_use other = {.row = {.id = 98}, .evidence = {open->row.id}};

    house_read(it);
    house_ok(it, leave_ask(&it->job, MAY_READ, &evidence_noun, 0, &leave));
    assert_int_equal(leave_shows(leave, &evidence_noun, hidden->row.id), shown);
    assert_true(leave_shows(leave, &evidence_noun, open->row.id));
    assert_true(leave_shows(leave, &object_noun, hidden->row.id)); /* numbers are of all nouns */
    assert_int_equal(leave_reaches(leave, &evidence_noun, hidden), shown);
    assert_true(leave_reaches(leave, &evidence_noun, open));
    assert_int_equal(leave_reaches(leave, &evidence_use_noun, &use), shown);
    assert_true(leave_reaches(leave, &evidence_use_noun, &other));
    assert_int_equal(leave_covers(leave, &evidence_noun, hidden->row.id), shown);
    house_read(it);
    assert_int_equal(leave_ask(&it->job, MAY_READ, &evidence_noun, hidden->row.id, &leave),
                     shown ? DONE : NOT_THERE);
}

/* A piece that is used, no longer used there, and admits somebody no longer; and a request to open
 * it, which is told to who decides on it. */
struct around {
    struct evidence piece;
    struct evidence_use use;
    struct admitted bob, asked;
};

static struct around put_around(struct house *it, struct evidence piece, int64_t person)
{
    struct around to = {.piece = piece};

    to.use = (struct evidence_use){.evidence = {piece.row.id}, .object = {it->object},
                                   .item = S("5.01")};
    house_new(it, &evidence_use_noun, &to.use);
    to.use.ended = true;
    house_save(it, S("evidence.end"), &evidence_use_noun, &to.use);
    to.bob = (struct admitted){.noun = S("evidence"), .record = {true, piece.row.id},
                               .person = {person}};
    to.asked = to.bob;
    to.asked.noun = S("evidence.asked");
    house_new(it, &admitted_noun, &to.bob);
    to.bob.ended = true;
    house_save(it, S("record.admit"), &admitted_noun, &to.bob);
    house_new(it, &admitted_noun, &to.asked);
    return to;
}

static void around_is(struct house *it, const struct around *to, bool shown)
{
    const struct leave *leave = NULL;
    struct ledger_change *all = NULL;
    size_t n = 0;

    house_read(it);
    house_ok(it, leave_ask(&it->job, MAY_LEDGER, &organisation_noun, 0, &leave));
    assert_int_equal(leave_shows(leave, &evidence_use_noun, to->use.row.id), shown);
    assert_int_equal(leave_shows(leave, &admitted_noun, to->bob.row.id), shown);
    assert_true(leave_shows(leave, &admitted_noun, to->asked.row.id));
    assert_true(leave_shows(leave, &object_noun, to->use.row.id));
    house_ok(it, ledger_show(&it->job, leave, to->piece.row.since, 1000, &all, &n));
    for (size_t i = 0; i < n; i++) {
        bool of = (all[i].noun == &evidence_use_noun && all[i].id == to->use.row.id) ||
                  (all[i].noun == &admitted_noun && all[i].id == to->bob.row.id);

        if (of)
            assert_int_equal(all[i].field != NULL, shown);
        if (of && !shown)
            assert_int_equal(all[i].from.len + all[i].to.len, 0);
    }
    house_read(it);
    assert_int_equal(leave_ask(&it->job, MAY_READ, &evidence_use_noun, to->use.row.id, &leave),
                     shown ? DONE : NOT_THERE);
}

static void try_around(struct arena *mem, struct str where)
{
    struct house it;
    struct around hidden, open;

    house_open(&it, mem, where);
    hidden = put_around(&it, mark(&it, S("Sleutelplan")), BOB);
    open = put_around(&it, house_evidence(&it, S("Bewijs")), BOB);
    around_is(&it, &hidden, true);
    house_as(&it, BOB, ROLE(CISO) | ROLE(ADMIN) | ROLE(AUDITOR));
    around_is(&it, &hidden, false);
    around_is(&it, &open, true);
    house_as(&it, 0, ROLE(AUDITOR));
    around_is(&it, &hidden, true);
    house_close(&it);
}

TEST(where_a_hidden_piece_is_or_was_used_and_who_is_let_in_is_hidden_with_it)
{
    on_both(try_around);
}

/* That it is another's would tell that it is there. */
static void try_order(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence hidden, open;
    const struct leave *leave = NULL;
    size_t said;

    house_open(&it, mem, where);
    hidden = mark(&it, S("Sleutelplan"));
    open = house_evidence(&it, S("Bewijs"));
    house_as(&it, BOB, ROLE(OWNER));
    house_ask(&it, MAY_EVIDENCE, &evidence_noun, open.row.id, "leave.own");
    house_read(&it);
    said = it.job.faults.n;
    assert_int_equal(leave_ask(&it.job, MAY_EVIDENCE, &evidence_noun, hidden.row.id, &leave),
                     NOT_THERE);
    assert_int_equal(leave_ask(&it.job, MAY_EVIDENCE, &evidence_noun, hidden.row.id + 999, &leave),
                     NOT_THERE);
    assert_int_equal(it.job.faults.n, said);
    house_close(&it);
}

TEST(a_hidden_piece_of_another_answers_as_one_that_is_not_there)
{
    on_both(try_order);
}

static void try_hidden(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence hidden, open;
    struct admitted bob;

    house_open(&it, mem, where);
    hidden = mark(&it, S("Sleutelplan"));
    open = house_evidence(&it, S("Bewijs"));
    reaches(&it, &hidden, &open, true); /* Ada submitted it */
    house_as(&it, BOB, ROLE(CISO) | ROLE(ADMIN) | ROLE(AUDITOR));
    reaches(&it, &hidden, &open, false);
    house_ask(&it, MAY_JUDGE, &evidence_noun, open.row.id, NULL);
    house_as(&it, ADA, ROLE(CISO));
    bob = (struct admitted){.noun = S("evidence"), .record = {true, hidden.row.id},
                            .person = {BOB}};
    house_new(&it, &admitted_noun, &bob);
    house_as(&it, BOB, ROLE(READER));
    reaches(&it, &hidden, &open, true);
    bob.ended = true;
    house_save(&it, S("record.admit"), &admitted_noun, &bob);
    reaches(&it, &hidden, &open, false);
    /* Nobody's person is the machine itself. */
    house_as(&it, 0, ROLE(READER));
    reaches(&it, &hidden, &open, true);
    house_as(&it, 0, ROLE(AUDITOR));
    house_ask(&it, MAY_JUDGE, &evidence_noun, hidden.row.id, NULL);
    house_as(&it, ADA, ROLE(AUDITOR));
    house_ask(&it, MAY_JUDGE, &evidence_noun, hidden.row.id, "leave.two_persons");
    house_ask(&it, MAY_JUDGE, &object_noun, it.object, NULL); /* the rule is about evidence */
    house_close(&it);
}

TEST(what_is_confidential_is_there_for_its_submitter_and_who_is_admitted)
{
    on_both(try_hidden);
}

/* A noun as it is, with its members in a block of just their size, and a row of it. */
struct exact {
    struct noun noun;
    struct field *fields;
    void *row;
};

static struct exact exact_of(const struct noun *noun)
{
    size_t bytes = (size_t)noun->n_fields * sizeof *noun->fields;
    struct exact it = {*noun, malloc(bytes), calloc(1, noun->size)};

    assert_non_null(it.fields);
    assert_non_null(it.row);
    memcpy(it.fields, noun->fields, bytes);
    it.noun.fields = it.fields;
    return it;
}

static void try_names(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence hidden;
    const struct leave *leave;
    int naming = 0;

    house_open(&it, mem, where);
    hidden = mark(&it, S("Sleutelplan"));
    house_as(&it, BOB, ROLE(READER));
    house_read(&it);
    house_ok(&it, leave_ask(&it.job, MAY_READ, &evidence_noun, 0, &leave));
    for (int i = 0; i < TABLE_COUNT; i++) {
        struct exact row = exact_of(table_all[i].noun);

        assert_true(leave_reaches(leave, &row.noun, row.row));
        for (int k = 0; k < row.noun.n_fields; k++) {
            struct ref ref = {row.fields[k].kind == KIND_REF ? hidden.row.id : 0};
            bool names = row.fields[k].to == &evidence_noun;

            if (ref.id == 0)
                continue;
            memcpy((char *)row.row + row.fields[k].offset, &ref, sizeof ref);
            assert_int_equal(leave_reaches(leave, &row.noun, row.row), !names);
            naming += names;
            memset((char *)row.row + row.fields[k].offset, 0, sizeof ref);
        }
        free(row.fields);
        free(row.row);
    }
    assert_true(naming > 0);
    house_close(&it);
}

TEST(of_every_noun_what_names_a_hidden_piece_is_hidden_and_nothing_else)
{
    on_both(try_names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_confidential_is_there_for_its_submitter_and_who_is_admitted),
        cmocka_unit_test(where_a_hidden_piece_is_or_was_used_and_who_is_let_in_is_hidden_with_it),
        cmocka_unit_test(a_hidden_piece_of_another_answers_as_one_that_is_not_there),
        cmocka_unit_test(of_every_noun_what_names_a_hidden_piece_is_hidden_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
