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
        cmocka_unit_test(of_every_noun_what_names_a_hidden_piece_is_hidden_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
