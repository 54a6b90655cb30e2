#include "databases.h"

#include <libpq-fe.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/backend.h"

enum { ARENA_BYTES = 64 << 20 };

static struct arena *arena_for_test(void)
{
    struct arena *mem = arena_new(ARENA_BYTES);

    assert_non_null(mem);
    return mem;
}

void on_sqlite(void (*test)(struct arena *mem, struct str where, const char *folder))
{
    struct arena *mem = arena_for_test();
    const char *temporary = getenv("TMPDIR");
    char *folder = arena_alloc(mem, PATH_MAX);

    (void)snprintf(folder, PATH_MAX, "%s/waarborg-test.XXXXXX",
                   temporary == NULL ? "/tmp" : temporary);
    assert_non_null(mkdtemp(folder));
    test(mem, arena_text(mem, "%s/data.db", folder), folder);
    assert_int_equal(system(arena_text(mem, "rm -rf %s", folder).at), 0);
    arena_free(mem);
}

static void (*both_test)(struct arena *mem, struct str where);

static void without_folder(struct arena *mem, struct str where, const char *folder)
{
    (void)folder;
    both_test(mem, where);
}

static void say(PGconn *line, struct str text)
{
    PGresult *answer = PQexec(line, text.at);

    if (PQresultStatus(answer) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", text.at, PQerrorMessage(line));
    PQclear(answer);
}

static void on_postgres(void (*test)(struct arena *mem, struct str where), const char *server)
{
    static int n;
    struct arena *mem = arena_for_test();
    struct str name = arena_text(mem, "test_%ld_%d", (long)getpid(), ++n);
    struct str whole = str_of(server);
    ptrdiff_t at = str_find(whole, S("/postgres?"), 0);
    PGconn *line = PQconnectdb(server);

    assert_true(at >= 0);
    if (PQstatus(line) != CONNECTION_OK)
        fail_msg("%s", PQerrorMessage(line));
    say(line, arena_text(mem, "create database %s template template0", name.at));
    test(mem, arena_text(mem, "%" STR_FMT "/%s?%" STR_FMT, STR_ARG(str_sub(whole, 0, (size_t)at)),
                         name.at, STR_ARG(str_sub(whole, (size_t)at + 10, SIZE_MAX))));
    say(line, arena_text(mem, "drop database %s with (force)", name.at));
    PQfinish(line);
    arena_free(mem);
}

void on_both(void (*test)(struct arena *mem, struct str where))
{
    static bool told;
    const char *server = getenv("WAARBORG_TEST_PG");

    both_test = test;
    on_sqlite(without_folder);
    if (server != NULL)
        on_postgres(test, server);
    else if (!told)
        print_message("SQLite alone: run under test/store/with-postgres for both\n");
    told = true;
}

struct db *opened(struct arena *mem, struct str where)
{
    struct db *db = NULL;
    struct str why = {0};

    if (db_open(mem, where, true, &db, &why) != DONE)
        fail_msg("%" STR_FMT, STR_ARG(why));
    return db;
}

static void copy(struct arena *mem, const char *from, const char *to)
{
    assert_int_equal(system(arena_text(mem, "cp '%s' '%s'", from, to).at), 0);
}

/* Not of the file alone: what was written is in the log beside it. And whole at once, for another
 * may look. */
static void keep(struct arena *mem, struct db *db, const char *base)
{
    struct str part = arena_text(mem, "%s.%d", base, (int)getpid());
    struct str why = {0};

    assert_int_equal(backup_make(db, mem, part, &why), DONE);
    assert_int_equal(rename(part.at, base), 0);
}

struct db *opened_migrated(struct arena *mem, struct str where)
{
    const char *base = str_find(where, S("postgres"), 0) < 0 ? getenv("WAARBORG_TEST_BASE") : NULL;
    bool there = base != NULL && access(base, R_OK) == 0;
    struct str why = {0};
    struct db *db;

    if (there)
        copy(mem, base, where.at);
    db = opened(mem, where);
    done(migrate_run(db, mem, &why), db);
    if (base != NULL && !there)
        keep(mem, db, base);
    return db;
}

void done(enum outcome o, struct db *db)
{
    if (o != DONE)
        fail_msg("outcome %d: %" STR_FMT, (int)o, STR_ARG(db_why(db)));
}

void run_sql(struct db *db, const char *text)
{
    done(db_write(db), db);
    done(db_exec(db, str_of(text)), db);
    done(db_commit(db), db);
}

int64_t rows_of(struct db *db, const struct statement *statement)
{
    struct query *q;
    int64_t n;

    done(db_read(db), db);
    q = query_of(db, statement);
    assert_true(query_next(q));
    n = query_get_int(q, 0);
    done(query_end(q), db);
    db_rollback(db);
    return n;
}

static const enum sql_type two_names[] = {SQL_TEXT, SQL_TEXT};
static const char *const name_names[] = {"table", "column"};
static const struct statement columns_of[] = {
    [DB_SQLITE] = {"columns", "select m.name, c.name from sqlite_master m, "
                              "pragma_table_xinfo(m.name) c where m.type = 'table' and "
                              "m.name not like '%\\_past' escape '\\' order by 1, c.cid",
                   TEST_COLUMNS, 0, NULL, 2, two_names, name_names},
    [DB_POSTGRES] = {"columns", "select cast(c.table_name as text), cast(c.column_name as text) "
                                "from information_schema.columns c join "
                                "information_schema.tables t on t.table_schema = c.table_schema "
                                "and t.table_name = c.table_name where t.table_type = "
                                "'BASE TABLE' and c.table_schema = current_schema() and "
                                "c.table_name not like '%\\_past' "
                                "order by 1, c.ordinal_position",
                     TEST_COLUMNS, 0, NULL, 2, two_names, name_names}};

void each_column(struct db *db, struct arena *mem,
                 void (*each)(struct str table, struct str column, void *arg), void *arg)
{
    struct query *q;

    done(db_read(db), db);
    q = query_of(db, &columns_of[db_kind(db)]);
    while (query_next(q))
        each(arena_str(mem, query_get_text(q, 0)), arena_str(mem, query_get_text(q, 1)), arg);
    done(query_end(q), db);
    db_rollback(db);
}

void text_eq(struct str is, const char *ought)
{
    if (!str_eq(is, str_of(ought)))
        fail_msg("\"%" STR_FMT "\" ought to be \"%s\"", STR_ARG(is), ought);
}
