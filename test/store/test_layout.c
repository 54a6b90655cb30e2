/* Tables, views and what hangs on them: what somebody altered by hand is named. */
#include "databases.h"

#include "store/layout.h"
#include "store/migrate.h"

static struct layout look(struct db *db, struct arena *mem)
{
    struct layout is = {.seen = false};

    done(db_read(db), db);
    done(layout_look(db, mem, &is), db);
    db_rollback(db);
    assert_true(is.seen);
    return is;
}

static void found(struct db *db, struct arena *mem, const char *kind, const char *name)
{
    struct layout is = look(db, mem);

    assert_false(is.fits);
    text_eq(is.kind, kind);
    text_eq(is.name, name);
}

static void try_views(struct arena *mem, struct str where)
{
    struct db *db = opened_migrated(mem, where);

    assert_true(look(db, mem).fits);
    run_sql(db, "drop view role_held_at");
    found(db, mem, "view", "role_held_at");
    text_eq(look(db, mem).is, "-");
    run_sql(db, "create view role_held_at as select org, id, version, since, person, "
                "case role when 'eigenaar' then 'beheerder' else role end as role, "
                "\"from\", until, upto from role_held_past");
    found(db, mem, "view", "role_held_at");
    assert_false(str_eq(look(db, mem).is, look(db, mem).ought));
    db_close(db);
}

TEST(a_view_that_is_gone_or_reads_otherwise_is_named)
{
    on_both(try_views);
}

static void try_stray(struct arena *mem, struct str where)
{
    struct db *db = opened_migrated(mem, where);

    if (db_kind(db) == DB_SQLITE) {
        run_sql(db, "create trigger later after insert on person begin delete from decision; end");
        found(db, mem, "trigger", "later");
        run_sql(db, "drop trigger later");
        run_sql(db, "create table later (id integer)");
        found(db, mem, "table", "later");
        run_sql(db, "drop table later");
        run_sql(db, "drop index assessment_past_upto");
        found(db, mem, "index", "assessment_past_upto");
        run_sql(db, "create index assessment_past_upto on assessment_past (org, id)");
        found(db, mem, "index", "assessment_past_upto"); /* in other words */
        db_close(db);
        return;
    }
    run_sql(db, "create rule later as on insert to person do also delete from decision");
    found(db, mem, "rule", "person later");
    run_sql(db, "drop rule later on person");
    run_sql(db, "create policy later on person using (true)");
    found(db, mem, "policy", "person later");
    run_sql(db, "drop policy later on person");
    run_sql(db, "create trigger later before update on person for each row "
                "execute function suppress_redundant_updates_trigger()");
    found(db, mem, "trigger", "person later");
    run_sql(db, "drop trigger later on person");
    run_sql(db, "set quote_all_identifiers = on");
    assert_true(look(db, mem).fits);
    db_close(db);
}

TEST(what_hangs_on_a_table_and_was_never_made_by_us_is_named)
{
    on_both(try_stray);
}

/* The planner's own notes are no part of it, nor is the mark of data that were brought up. */
static void try_notes(struct arena *mem, struct str where, const char *folder)
{
    struct db *db = opened_migrated(mem, where);

    (void)folder;
    run_sql(db, "analyze");
    run_sql(db, "create table " MIGRATE_OWED " (since text)");
    assert_true(look(db, mem).fits);
    db_close(db);
}

TEST(what_a_program_leaves_there_itself_is_no_difference)
{
    on_sqlite(try_notes);
}

static void try_tables(struct arena *mem, struct str where, const char *folder)
{
    struct db *db = opened_migrated(mem, where);

    (void)folder;
    run_sql(db, "alter table admitted rename to away");
    found(db, mem, "index", "admitted_once");
    run_sql(db, "alter table away rename to admitted");
    assert_true(look(db, mem).fits); /* SQLite has put its name in quotes now */
    run_sql(db, "alter table admitted add column more text");
    found(db, mem, "table", "admitted");
    db_close(db);
}

TEST(a_table_is_what_it_was_save_for_quotes)
{
    on_sqlite(try_tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_that_is_gone_or_reads_otherwise_is_named),
        cmocka_unit_test(what_hangs_on_a_table_and_was_never_made_by_us_is_named),
        cmocka_unit_test(what_a_program_leaves_there_itself_is_no_difference),
        cmocka_unit_test(a_table_is_what_it_was_save_for_quotes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
