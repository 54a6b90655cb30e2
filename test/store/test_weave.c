/* What weave-sql refuses, with which words; argv[1] is the program. */
#include "databases.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *weaver;

static void write_text(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static struct str read_text(struct arena *mem, const char *name)
{
    char *text = arena_alloc(mem, 100000);
    FILE *file = fopen(name, "r");
    size_t n;

    assert_non_null(file);
    n = fread(text, 1, 99999, file);
    fclose(file);
    return (struct str){text, n};
}

static int weave(struct arena *mem, const char *folder, const char *files, struct str *ret_said)
{
    int rc = system(arena_text(mem, "cd %s && %s out.h out.c %s 2>said", folder, weaver, files).at);

    *ret_said = read_text(mem, arena_text(mem, "%s/said", folder).at);
    return rc;
}

static const struct { const char *text; const char *why; } bad_queries[] = {
    {"select id from a where org = $1;", "q.sql:1: a statement without declaration"},
    {"-- a: of something else\n\nselect id from a where org = $1;", "q.sql:3: a statement without"},
    {"-- no name here\nselect id from a where org = $1;", "q.sql:2: a statement without"},
    {"-- a:\nselect 1;", "a statement without declaration"},
    {"-- a: x.\n-- $1 org bigint gives id bigint\nselect id from a where org = $1 and b = $2;",
     "q.sql:3: a uses $2, which is not declared"},
    {"-- a: x.\n-- $1 org bigint $2 b text gives id bigint\nselect id from a where org = $1;",
     "q.sql:3: a declares $2 and does not use it"},
    {"-- a: x.\n-- $1 org bigint $2 b text gives id bigint\n"
     "select id from a where org = $1 and b = '$2';", "a declares $2 and does not use it"},
    {"-- a: x.\n-- $1 org bigint $3 b text gives id bigint\nselect id from a where org = $1;",
     "q.sql:2: $3 is declared where $2 is due"},
    {"-- a: x.\n-- $1 org bigint gives id int\nselect id from a where org = $1;",
     "q.sql:2: id has the unknown type int (bigint integer text bytea)"},
    {"-- a: x.\n-- $1 org bigint gives id\nselect id from a where org = $1;",
     "expected `name type`"},
    {"-- a: x.\n-- $1 org bigint, and more gives id bigint\nselect id from a where org = $1;",
     "q.sql:2: \"and\" does not belong in a declaration"},
    {"-- a: x.\n-- $1 org bigint\nselect id from a where org = $1;",
     "gives columns and declares none"},
    {"-- a: x.\n-- $1 org bigint\ndelete from a where org = $1 returning id;",
     "gives columns and declares none"},
    {"-- a: x.\n-- $1 org bigint gives id bigint\ndelete from a where org = $1;",
     "declares columns and gives none"},
    {"-- a: x.\n-- $1 org bigint gives\nselect id from a where org = $1;", "names no column"},
    {"-- a: x.\n-- $1 id bigint gives id bigint\nselect id from a where id = $1;",
     "does not start from an organisation"},
    {"-- a: x.\n-- gives id bigint\nselect id from a;", "does not start from an organisation"},
    {"-- a: x.\n-- gives id bigint\nselect id from a where b = 'org = $1';",
     "does not start from an organisation"},
    {"-- a: x.\n-- $1 org bigint $2 id bigint\ninsert into a (id, org) values ($2, $1);",
     "does not start from an organisation"},
    {"-- a: x.\n-- $1 org bigint $2 id bigint\ninsert into a (org, id) values ($2, $1);",
     "does not start from an organisation"},
    {"-- a: x.\n-- $1 id bigint gives id bigint\nselect id from a where org = $1;",
     "$1 must be declared as org bigint"},
    {"-- a: x. (all organisations)\ndelete from a;\n\n-- a: y. (all organisations)\ndelete from b;",
     "q.sql:5: the name a is already taken"},
    {"-- a: x. (all organisations)\ndelete from a", "q.sql:2: a statement without ; at its end"},
    {"-- a: x.\n-- $1 org bigint gives id bigint\nselect id::text from a where org = $1;",
     "only one of the databases knows ? and ::"},
    {"-- a: x.\n-- $1 org bigint gives id bigint\nselect id from a where org = $1 and b = ?;",
     "only one of the databases knows ? and ::"},
    {"-- a: x. (all organisations)\ndrop table a;", "no select, insert, update or delete"},
    {"-- a: \xff. (all organisations)\ndelete from a;", "is not UTF-8"},
};

static void refuse_queries(struct arena *mem, struct str where, const char *folder)
{
    (void)where;
    for (size_t i = 0; i < sizeof bad_queries / sizeof bad_queries[0]; i++) {
        struct str said;

        write_text(arena_text(mem, "%s/q.sql", folder).at, bad_queries[i].text);
        assert_int_not_equal(weave(mem, folder, "-- q.sql", &said), 0);
        if (str_find(said, str_of(bad_queries[i].why), 0) < 0)
            fail_msg("%s\nsaid: %" STR_FMT "instead of: %s", bad_queries[i].text, STR_ARG(said),
                     bad_queries[i].why);
        assert_true(str_find(said, S("\n"), 0) == (ptrdiff_t)said.len - 1); /* one line */
        assert_int_not_equal(access(arena_text(mem, "%s/out.c", folder).at, F_OK), 0);
    }
}

static const struct { const char *name; const char *text; const char *why; } bad_migrations[] = {
    {"0002_a.sql", "-- ledgered\n", "migration 2 stands where 1 is due"},
    {"a.sql", "-- ledgered\n", "a migration is named NNNN_name.sql"},
    {"000x_a.sql", "-- ledgered\n", "a migration is named NNNN_name.sql"},
    {"0001_a.sql", "-- 0001 a: this and that\ncreate table a (b text);\n-- ledgered\n",
     "0001_a.sql:1: no line of the opening comment says"},
    {"0001_a.sql", "-- 0001 a\n-- passing:\n", "0001_a.sql:2: `passing:` gives no reason"},
};

static void refuse_migrations(struct arena *mem, struct str where, const char *folder)
{
    (void)where;
    for (size_t i = 0; i < sizeof bad_migrations / sizeof bad_migrations[0]; i++) {
        struct str said;

        write_text(arena_text(mem, "%s/%s", folder, bad_migrations[i].name).at,
                   bad_migrations[i].text);
        assert_int_not_equal(weave(mem, folder, bad_migrations[i].name, &said), 0);
        if (str_find(said, str_of(bad_migrations[i].why), 0) < 0)
            fail_msg("%s: %" STR_FMT, bad_migrations[i].why, STR_ARG(said));
    }
}

/* SHA-256 of the migration's text is that of sha256sum(1). */
static void weave_well(struct arena *mem, struct str where, const char *folder)
{
    struct str said;
    struct str out;
    struct str hash;

    (void)where;
    write_text(arena_text(mem, "%s/0001_a.sql", folder).at,
               "-- 0001 a\n-- ledgered\ncreate table a (b text default '\"\\?\?/');\n");
    write_text(arena_text(mem, "%s/q.sql", folder).at,
               "-- about the file, and not a statement\n\n"
               "-- a_add: one more, with what\n-- it gives besides.\n"
               "--   $1 org bigint   $2 b text (a note, of two words)\n--   gives id bigint,\n"
               "--   gives b text\ninsert into \"a\" (org, b) -- aside; $9\nvalues ($1, $2)\n"
               "  returning id,   b;\n");
    assert_int_equal(weave(mem, folder, "0001_a.sql -- q.sql", &said), 0);
    assert_int_equal(said.len, 0);
    out = read_text(mem, arena_text(mem, "%s/out.c", folder).at);
    assert_true(str_find(out, S("\"insert into \\\"a\\\" (org, b) "
                               "values ($1, $2) returning id, b\""),
                         0) > 0);
    assert_true(str_find(out, S("p_a_add[] = {SQL_BIGINT, SQL_TEXT, }"), 0) > 0);
    assert_true(str_find(out, S("n_a_add[] = {\"id\", \"b\", }"), 0) > 0);
    assert_int_equal(system(arena_text(mem, "cd %s && sha256sum <0001_a.sql >hash",
                                       folder).at), 0);
    hash = str_sub(read_text(mem, arena_text(mem, "%s/hash", folder).at), 0, 64);
    assert_true(str_find(out, hash, 0) > 0);
    out = read_text(mem, arena_text(mem, "%s/out.h", folder).at);
    assert_true(str_find(out, S("extern const struct statement sql_a_add;"), 0) > 0);
    assert_true(str_find(out, S("SQL_ALL_N = 1 "), 0) > 0);
}

TEST(a_faulty_statement_is_refused_with_place_and_reason) { on_sqlite(refuse_queries); }
TEST(a_faulty_migration_is_refused_with_place_and_reason) { on_sqlite(refuse_migrations); }
TEST(a_declared_statement_becomes_c_and_a_migration_has_its_hash) { on_sqlite(weave_well); }

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_faulty_statement_is_refused_with_place_and_reason),
        cmocka_unit_test(a_faulty_migration_is_refused_with_place_and_reason),
        cmocka_unit_test(a_declared_statement_becomes_c_and_a_migration_has_its_hash),
    };

    if (argc < 2 || (weaver = realpath(argv[1], NULL)) == NULL)
        return 2;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
