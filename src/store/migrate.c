#include "store/migrate.h"

#include <stdio.h>
#include <time.h>

#include "base/day.h"
#include "store/fence.h"
#include "store/schema.h"
#include "store/sql.h"
#include "store/token.h"

/* Past the numbers of fence.c. Not among the woven statements, for what those do the program's
 * own role may do, and only who owns the tables brings them up. */
static const enum sql_type four[] = {SQL_INTEGER, SQL_TEXT, SQL_TEXT, SQL_TEXT};
static const struct statement add = {
    "migration_add", "insert into migration (number, name, hash, at) values ($1, $2, $3, $4)",
    SQL_ALL_N + 4, 4, four, 0, NULL, NULL};

struct list { /* the migrations that are known */
    const struct migration *at;
    int n;
};

static bool is_ours(const struct columns *columns)
{
    static const char *const names[] = {"number", "name", "hash", "at"};

    if (columns->n != 4)
        return false;
    for (int i = 0; i < 4; i++)
        if (!str_eq(columns->at[i].name, str_of(names[i])))
            return false;
    return true;
}

/* Is the migration that was done as number `n` the one that is known here? */
static bool fits(struct arena *mem, struct list known, int n, struct query *q,
                 struct str *ret_why)
{
    int64_t number = query_get_int(q, 0);
    struct str name = query_get_text(q, 1);
    struct str hash = query_get_text(q, 2);

    if (number != n || n > known.n) {
        *ret_why = arena_text(mem, "migration %lld (%" STR_FMT ") was done here; this program "
                              "knows 1 to %d", (long long)number, STR_ARG(name), known.n);
        return false;
    }
    if (!str_eq(hash, str_of(known.at[n - 1].hash))) {
        *ret_why = arena_text(mem, "migration %d (%" STR_FMT ") was done here as %" STR_FMT
                              " and is %s (%s) in this program", n, STR_ARG(name),
                              STR_ARG(hash), known.at[n - 1].hash, known.at[n - 1].name);
        return false;
    }
    return true;
}

/* Which state, and how many migrations were done; within a transaction. */
static enum outcome look(struct db *db, struct arena *mem, struct list known,
                         enum migrate_state *ret_state, int *ret_done, struct str *ret_why)
{
    struct columns columns;
    struct str why = {0};
    int64_t tables = 0;
    int done = 0;
    bool fit = true;
    bool whole = true;
    enum outcome o = schema_tables(db, &tables);
    struct query *q;

    if (o == DONE)
        o = schema_columns(db, mem, S("migration"), &columns);
    if (o != DONE)
        return o;
    *ret_done = 0;
    if (tables == 0 || !is_ours(&columns)) {
        *ret_state = tables == 0 ? MIGRATE_EMPTY : MIGRATE_FOREIGN;
        if (tables > 0)
            *ret_why = arena_text(mem, "%lld tables stand here and no list of migrations of "
                                  "ours; this program knows 1 to %d", (long long)tables, known.n);
        return DONE;
    }
    q = query_of(db, &sql_migration_names);
    while (fit && query_next(q))
        fit = fits(mem, known, ++done, q, &why);
    o = query_end(q);
    if (o != DONE)
        return o;
    if (fit && done == known.n && db->kind == DB_POSTGRES &&
        (o = fence_whole(db, mem, &whole)) != DONE)
        return o;
    *ret_done = done;
    *ret_state = !fit ? MIGRATE_NEWER : done < known.n || !whole ? MIGRATE_OLDER
                                                                : MIGRATE_CURRENT;
    if (!fit)
        *ret_why = why;
    return DONE;
}

static struct str why_of(struct db *db, struct arena *mem)
{
    return arena_str(mem, db_why(db));
}

enum outcome migrate_look_list(struct db *db, struct arena *mem, const struct migration *list,
                               int n, enum migrate_state *ret_state, struct str *ret_why)
{
    int done;
    enum outcome o = db_read(db);

    if (o == DONE)
        o = look(db, mem, (struct list){list, n}, ret_state, &done, ret_why);
    if (o != DONE)
        *ret_why = why_of(db, mem);
    db_rollback(db);
    return o;
}

static int line_of(struct str text, struct str statement)
{
    int line = 1;

    for (const char *p = text.at; p < statement.at; p++)
        line += *p == '\n';
    return line;
}

static enum outcome run_text(struct db *db, struct arena *mem, const struct migration *it,
                             struct str *ret_why)
{
    struct str text = str_of(it->text);
    struct str rest = text;
    struct str statement;
    struct str table;
    enum outcome o = DONE;

    while (o == DONE && token_statement(&rest, &statement)) {
        o = schema_run(db, mem, statement);
        if (o == DONE && it->ledgered && token_table(statement, &table))
            o = schema_twin(db, mem, table);
    }
    if (o != DONE)
        *ret_why = arena_text(mem, "migration %d (%s), line %d: %" STR_FMT, it->number, it->name,
                              line_of(text, statement), STR_ARG(db_why(db)));
    return o;
}

static enum outcome note(struct db *db, const struct migration *it)
{
    char at[MOMENT_TEXT_BYTES];
    struct timespec now;
    struct query *q = query_of(db, &add);

    clock_gettime(CLOCK_REALTIME, &now);
    query_int(q, 1, it->number);
    query_text(q, 2, str_of(it->name));
    query_text(q, 3, str_of(it->hash));
    query_text(q, 4, moment_text((struct moment){now.tv_sec * 1000 + now.tv_nsec / 1000000}, at));
    return query_run(q, NULL);
}

/* Two programs that start at once do it one after the other. SQLite has its
 * write lock for that; the number is any that nobody else uses. */
static enum outcome begin(struct db *db)
{
    enum outcome o = db_write(db);

    if (o == DONE && db->kind == DB_POSTGRES)
        o = db_exec(db, S("set local statement_timeout = 0"));
    if (o == DONE && db->kind == DB_POSTGRES)
        o = db_exec(db, S("set local lock_timeout = 0"));
    if (o == DONE && db->kind == DB_POSTGRES)
        o = db_exec(db, S("do 'begin perform pg_advisory_xact_lock(1463964231); end'"));
    return o;
}

static enum outcome do_one(struct db *db, struct arena *mem, const struct migration *it,
                           bool first, struct str *ret_why)
{
    enum outcome o = DONE;

    if (first)
        o = schema_run(db, mem, S("create table migration (number integer not null primary key, "
                                  "name text not null, hash text not null, at text not null)"));
    if (o == DONE)
        o = run_text(db, mem, it, ret_why);
    if (o == DONE)
        o = note(db, it);
    if (o == DONE && db->kind == DB_SQLITE)
        o = db_exec(db, arena_text(mem, "pragma user_version = %d", it->number));
    return o == DONE ? db_commit(db) : o;
}

/* What only who owns the tables may do was tried by another. */
static struct str refused_of(struct db *db, struct arena *mem, struct str why)
{
    if (db->kind != DB_POSTGRES || str_find(why, S("(42501)"), 0) < 0)
        return why;
    return arena_text(mem, "%" STR_FMT "; this is for the role that owns the tables: waarborg serve "
                      "--upgrade, with its address (docs/admin.md)", STR_ARG(why));
}

/* Within a transaction. */
static enum outcome owes(struct db *db, struct arena *mem, bool *ret_owed)
{
    struct columns columns;
    enum outcome o = schema_columns(db, mem, S(MIGRATE_OWED), &columns);

    if (o == DONE)
        *ret_owed = columns.n > 0;
    return o;
}

/* A table of its own and no migration: it stands before the first one is done. */
static enum outcome mark_owed(struct db *db, struct arena *mem)
{
    bool owed = false;
    enum outcome o = owes(db, mem, &owed);

    return o != DONE || owed ? o : schema_run(db, mem, S("create table " MIGRATE_OWED
                                                          " (since text)"));
}

/* One migration, or none when there is none left: then *ret_more is false, and what was made
 * has its fence. */
static enum outcome step(struct db *db, struct arena *mem, struct list known, bool mark,
                         bool *ret_more, struct str *ret_why)
{
    enum migrate_state state = MIGRATE_EMPTY;
    int done = 0;
    enum outcome o = begin(db);

    *ret_why = (struct str){0};
    if (o == DONE)
        o = look(db, mem, known, &state, &done, ret_why);
    if (o == DONE && (state == MIGRATE_NEWER || state == MIGRATE_FOREIGN))
        return REFUSED;
    *ret_more = done < known.n;
    if (o == DONE && mark && state == MIGRATE_OLDER)
        o = mark_owed(db, mem);
    if (o == DONE && *ret_more)
        o = do_one(db, mem, &known.at[done], state == MIGRATE_EMPTY, ret_why);
    else if (o == DONE && state == MIGRATE_OLDER && (o = fence_make(db, mem)) == DONE)
        o = db_commit(db);
    if (o == DONE)
        return DONE;
    *ret_why = refused_of(db, mem, ret_why->len == 0 ? why_of(db, mem) : *ret_why);
    return BROKEN;
}

enum outcome migrate_run_list(struct db *db, struct arena *mem, const struct migration *list,
                              int n, struct str *ret_why)
{
    enum outcome o = DONE;
    bool first = true;
    bool more = true;

    for (; o == DONE && more; first = false) {
        o = step(db, mem, (struct list){list, n}, first, &more, ret_why);
        db_rollback(db);
    }
    return o;
}

enum outcome migrate_owed(struct db *db, struct arena *mem, bool *ret_owed, struct str *ret_why)
{
    enum outcome o = db_read(db);

    if (o == DONE)
        o = owes(db, mem, ret_owed);
    if (o != DONE)
        *ret_why = why_of(db, mem);
    db_rollback(db);
    return o;
}

enum outcome migrate_settled(struct db *db, struct arena *mem, struct str *ret_why)
{
    enum migrate_power power = POWER_FILE;
    enum outcome o;

    db_rollback(db);
    o = begin(db);
    if (o == DONE)
        o = migrate_power(db, &power);
    if (o == DONE && power != POWER_LEAST)
        o = db_exec(db, S("drop table if exists " MIGRATE_OWED));
    if (o == DONE)
        o = db_commit(db);
    if (o != DONE)
        *ret_why = why_of(db, mem);
    db_rollback(db);
    return o;
}

enum outcome migrate_look(struct db *db, struct arena *mem, enum migrate_state *ret_state,
                          struct str *ret_why)
{
    return migrate_look_list(db, mem, migrations, migrations_n, ret_state, ret_why);
}

enum outcome migrate_run(struct db *db, struct arena *mem, struct str *ret_why)
{
    return migrate_run_list(db, mem, migrations, migrations_n, ret_why);
}

int migrate_count(void)
{
    return migrations_n;
}
