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

static PGconn *line_to(const char *server)
{
    PGconn *line = PQconnectdb(server);

    if (PQstatus(line) != CONNECTION_OK)
        fail_msg("%s", PQerrorMessage(line));
    return line;
}

static void on_postgres(void (*test)(struct arena *mem, struct str where), const char *server)
{
    static int n;
    struct arena *mem = arena_for_test();
    struct str name = arena_text(mem, "test_%ld_%d", (long)getpid(), ++n);
    struct str whole = str_of(server);
    ptrdiff_t at = str_find(whole, S("/postgres?"), 0);
    PGconn *line = line_to(server);

    assert_true(at >= 0);
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

static struct db *migrated(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};

    done(migrate_run(db, mem, &why), db);
    return db;
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

static struct db *sqlite_from(struct arena *mem, struct str where, const char *base)
{
    struct db *db;

    if (access(base, R_OK) == 0) {
        assert_int_equal(system(arena_text(mem, "cp '%s' '%s'", base, where.at).at), 0);
        return migrated(mem, where);
    }
    db = migrated(mem, where);
    keep(mem, db, base);
    return db;
}

/* Two that come first at once both make their tables, and those of one are kept: the other is not
 * renamed, goes, and begins with a copy too. */
static struct db *postgres_from(struct arena *mem, struct str where, const char *server)
{
    ptrdiff_t from = str_find(where, S("/test_"), 0) + 1;
    ptrdiff_t to = str_find(where, S("?"), 0);
    struct str name = arena_str(mem, str_sub(where, (size_t)from, (size_t)to));
    PGconn *line = line_to(server);
    PGresult *there = PQexec(line, "select 1 from pg_database where datname = 'base'");
    bool first = PQntuples(there) == 0;

    PQclear(there);
    if (first) {
        db_close(migrated(mem, where));
        PQclear(PQexec(line, arena_text(mem, "alter database %s rename to base", name.at).at));
    }
    say(line, arena_text(mem, "drop database if exists %s", name.at));
    say(line, arena_text(mem, "create database %s template base", name.at));
    PQfinish(line);
    return migrated(mem, where);
}

struct db *opened_migrated(struct arena *mem, struct str where)
{
    const char *base = getenv("WAARBORG_TEST_BASE");

    if (base == NULL)
        return migrated(mem, where);
    return str_find(where, S("postgres"), 0) < 0
               ? sqlite_from(mem, where, base)
               : postgres_from(mem, where, getenv("WAARBORG_TEST_PG"));
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
