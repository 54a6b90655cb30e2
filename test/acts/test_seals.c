/* All that lies sealed: does it open, and is it closed anew as a whole or not at all? */
#include "town.h"

#include <stdlib.h>
#include <unistd.h>

#include "acts/keys.h"
#include "acts/seals.h"
#include "acts/sso.h"
#include "acts/totp.h"
#include "aide/master.h"
#include "aide/sealer.h"
#include "base/bug.h"

static char path[] = "/tmp/waarborg-test-seals.XXXXXX";

/* A key that signs and an app for codes, with Samira signed in. */
static void seal_some(struct town *t)
{
    struct session session;
    struct totp_begun begun;
    struct str seal, why;

    DO(t, act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), &session));
    DO(t, act_totp_begin(t->job, S("waarborg"), &begun));
    DO(t, act_key_make(t->job));
    town_begin(t);
    town_ok(t, sealer_close(t->mem, S("token"), arena_text(t->mem, "sso_hint/sealed/%lld/%lld",
        (long long)t->job->org, (long long)t->job->account), &seal, &why));
    db_rollback(t->db);
    run_sql(t->db, arena_text(t->mem, "update session set sso_hint = '%" STR_FMT "'",
                              STR_ARG(seal)).at);
}

static void start(struct town *t, struct arena *mem, struct str where)
{
    struct str why;

    unlink(path);
    MUST(master_make(path, &why) == DONE);
    sealer_at(str_of(path));
    town_found(t, mem, where, RIGHT);
    seal_some(t);
}

static void end(struct town *t)
{
    town_close(t);
    aide_stop();
    unlink(path);
}

#define ON_SEALS(name)                                                                          \
    static void name##_in(struct town *t);                                                      \
    static void name##_at(struct arena *mem, struct str where)                                  \
    {                                                                                           \
        static struct town town;                                                                \
        start(&town, mem, where);                                                               \
        name##_in(&town);                                                                       \
        end(&town);                                                                             \
    }                                                                                           \
    TEST(name) { on_both(name##_at); }                                                          \
    static void name##_in(struct town *t)

static struct seals look(struct town *t)
{
    struct seals seals = {.n = -1};

    town_begin(t);
    town_ok(t, seals_look(t->job, &seals));
    db_rollback(t->db);
    return seals;
}

static void add_key(void)
{
    struct str why;

    MUST(master_add(path, &why) == DONE);
}

/* Keeps the last key alone, as who starts afterwards finds it. */
static void drop_keys(struct town *t)
{
    struct str kept, why;

    MUST(master_drop(t->mem, path, &kept, &why) == DONE);
    unlink(kept.at);
    aide_stop();
}

ON_SEALS(what_was_closed_anew_opens_by_the_new_key_alone)
{
    struct seals done;
    struct signed_head head;

    EQ(look(t).n, 3);
    EQ(look(t).closed, 0);
    add_key();
    DO(t, act_seals_renew(t->job, &done));
    EQ(done.renewed, 3);
    DO(t, act_seals_renew(t->job, &done));
    EQ(done.renewed, 0); /* they are by the newest already */
    drop_keys(t);
    EQ(look(t).n, 3);
    EQ(look(t).closed, 0);
    DO(t, act_head_sign(t->job, &head)); /* it is the same key that signs */
}

ON_SEALS(without_being_closed_anew_it_opens_no_more)
{
    struct seals seals;

    add_key();
    drop_keys(t);
    seals = look(t);
    EQ(seals.closed, 3);
    EQ(seals.key.len, MASTER_NUMBER_CHARS);
}

/* The key that signs is closed anew before the app is: that undoes both. */
ON_SEALS(an_attempt_that_is_cut_short_leaves_everything_open)
{
    struct seals done;

    add_key();
    if (db_kind(t->db) == DB_SQLITE)
        run_sql(t->db, "create trigger stop before update on totp begin"
                       " select raise(abort, 'cut short'); end");
    else
        run_sql(t->db, "alter table totp add constraint stop check (secret like '"
                       "00000000%') not valid");
    EQ(TRY(t, act_seals_renew(t->job, &done)), BROKEN);
    EQ(look(t).closed, 0);
    run_sql(t->db, db_kind(t->db) == DB_SQLITE ? "drop trigger stop"
                                               : "alter table totp drop constraint stop");
    DO(t, act_seals_renew(t->job, &done));
    EQ(done.renewed, 3);
    drop_keys(t);
    EQ(look(t).closed, 0);
}

ON_SEALS(what_was_altered_is_counted_and_left_as_it_is)
{
    struct seals done;

    run_sql(t->db, "update totp set secret = secret || 'A'");
    EQ(look(t).closed, 1);
    add_key();
    DO(t, act_seals_renew(t->job, &done));
    EQ(done.renewed, 2);
    EQ(done.closed, 1);
    EQ(done.key.len, 0); /* no key is missing */
}

/* As they were closed once: for the organisation in which they were made. */
ON_SEALS(an_app_that_was_closed_for_an_organisation_is_closed_for_its_account)
{
    struct seals done;
    struct str seal, why;

    town_begin(t);
    town_ok(t, sealer_close(t->mem, S("twenty bytes of it.."), S("totp/secret/1/1"), &seal, &why));
    db_rollback(t->db);
    run_sql(t->db, arena_text(t->mem, "update totp set secret = '%" STR_FMT "'",
                              STR_ARG(seal)).at);
    EQ(look(t).closed, 0);
    DO(t, act_seals_renew(t->job, &done));
    EQ(done.renewed, 1);
    EQ(done.closed, 0);
    DO(t, act_seals_renew(t->job, &done));
    EQ(done.renewed, 0);
}

#define ONES "1111111111111111111111111111111111111111111111111111111111111111"

static void refused_as_other(struct town *t)
{
    struct signed_head head;

    EQ(TRY(t, act_head_sign(t->job, &head)), CLASHED);
    EQ(t->job->faults.n, 1);
    text_eq(t->job->faults.at[0].key, "keys.other");
    t->job->faults.n = 0;
}

/* Whoever rewrote the data, the heads that were signed before do not go along. */
ON_SEALS(a_ledger_that_is_not_the_one_that_was_signed_is_not_signed)
{
    struct signed_head head, again;

    DO(t, act_head_sign(t->job, &head));
    DO(t, act_head_sign(t->job, &again));
    EQ(again.seq, head.seq);
    run_sql(t->db, "update ledger set hash = '" ONES "' where seq = (select seq from ledger_head)");
    refused_as_other(t);
    /* A head that was altered to fit lacks its signature. */
    run_sql(t->db, "update signed_head set hash = '" ONES "'");
    refused_as_other(t);
    run_sql(t->db, "update ledger set hash = (select hash from ledger_head) "
                   "where seq = (select seq from ledger_head)");
    run_sql(t->db, "delete from signed_head");
    DO(t, act_head_sign(t->job, &head));
}

static void must_be_named(struct str table, struct str column, void *found)
{
    bool named = false;

    if (!str_eq(column, S("seal")) && !str_eq(column, S("sealed")))
        return;
    for (size_t i = 0; i < seal_places_n; i++)
        named = named ||
                (str_eq(seal_places[i].table, table) && str_eq(seal_places[i].column, column));
    if (!named)
        fail_msg("%.*s.%.*s is no place of seals", STR_ARG(table), STR_ARG(column));
    ++*(size_t *)found;
}

/* A column that is called as those are, in a table that nobody named, would be passed by. */
ON_SEALS(every_column_of_seals_is_named)
{
    size_t found = 0;

    each_column(t->db, t->mem, must_be_named, &found);
    EQ(found, seal_places_n - 2); /* an app's is called secret, a session's sso_hint */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_closed_anew_opens_by_the_new_key_alone),
        cmocka_unit_test(without_being_closed_anew_it_opens_no_more),
        cmocka_unit_test(an_attempt_that_is_cut_short_leaves_everything_open),
        cmocka_unit_test(what_was_altered_is_counted_and_left_as_it_is),
        cmocka_unit_test(an_app_that_was_closed_for_an_organisation_is_closed_for_its_account),
        cmocka_unit_test(a_ledger_that_is_not_the_one_that_was_signed_is_not_signed),
        cmocka_unit_test(every_column_of_seals_is_named),
    };

    close(mkstemp(path));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
