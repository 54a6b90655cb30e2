#include "store/schema.h"

#include "base/buf.h"
#include "store/sql.h"
#include "store/token.h"

/* The only statements that are not the same for both; numbered past the woven. */
enum { NUMBER_TABLES = SQL_ALL_N, NUMBER_COLUMNS };

static const enum sql_type one_int[] = {SQL_BIGINT};
static const enum sql_type texts[] = {SQL_TEXT, SQL_TEXT, SQL_TEXT};
static const char *const count_name[] = {"n"};
static const char *const column_names[] = {"name", "type", "fallback"};

static const struct statement tables_of[] = {
    [DB_SQLITE] = {"schema_tables",
                   "select count(*) from sqlite_schema where type in ('table', 'view') "
                   "and name not like 'sqlite\\_%' escape '\\'",
                   NUMBER_TABLES, 0, NULL, 1, one_int, count_name},
    [DB_POSTGRES] = {"schema_tables",
                     "select count(*) from pg_class c "
                     "join pg_namespace s on s.oid = c.relnamespace "
                     "where s.nspname = current_schema() "
                     "and c.relkind in ('r', 'p', 'v', 'm', 'f') "
                     "and not exists (select 1 from pg_depend d where d.objid = c.oid "
                     "and d.classid = 'pg_class'::regclass and d.deptype = 'e')",
                     NUMBER_TABLES, 0, NULL, 1, one_int, count_name},
};

static const struct statement columns_of[] = {
    [DB_SQLITE] = {"schema_columns",
                   "select name, lower(type), dflt_value from pragma_table_xinfo($1) order by cid",
                   NUMBER_COLUMNS, 1, texts, 3, texts, column_names},
    [DB_POSTGRES] = {"schema_columns",
                     "select cast(column_name as text), cast(data_type as text), "
                     "cast(column_default as text) from information_schema.columns "
                     "where table_schema = current_schema() and table_name = $1 "
                     "order by ordinal_position",
                     NUMBER_COLUMNS, 1, texts, 3, texts, column_names},
};

enum outcome schema_tables(struct db *db, int64_t *ret_n)
{
    struct query *q = query_of(db, &tables_of[db->kind]);
    int64_t n = query_next(q) ? query_get_int(q, 0) : 0;
    enum outcome o = query_end(q);

    if (o == DONE)
        *ret_n = n;
    return o;
}

enum outcome schema_columns(struct db *db, struct arena *mem, struct str table,
                            struct columns *ret_columns)
{
    struct query *q = query_of(db, &columns_of[db->kind]);
    struct columns found = {.n = 0};
    enum outcome o;

    query_text(q, 1, table);
    while (query_next(q)) {
        struct column *column = &found.at[found.n];

        if (found.n == SQL_COLUMNS_MAX) {
            db_fail(db, BROKEN, "%" STR_FMT " has more than %d columns", STR_ARG(table),
                    SQL_COLUMNS_MAX);
            break;
        }
        column->name = arena_str(mem, query_get_text(q, 0));
        column->type = arena_str(mem, query_get_text(q, 1));
        if (!query_get_null(q, 2))
            column->fallback = arena_str(mem, query_get_text(q, 2));
        found.n++;
    }
    o = query_end(q);
    if (o == DONE)
        *ret_columns = found;
    return o;
}

static const struct column *column_named(const struct columns *columns, struct str name)
{
    for (int i = 0; i < columns->n; i++)
        if (str_eq(columns->at[i].name, name))
            return &columns->at[i];
    return NULL;
}

enum outcome schema_run(struct db *db, struct arena *mem, struct str statement)
{
    return db_exec(db, db->kind == DB_SQLITE ? token_sqlite(mem, statement)
                                             : arena_str(mem, token_postgres(statement)));
}

static enum outcome make_past(struct db *db, struct arena *mem, struct str table,
                              const struct columns *columns)
{
    struct buf sql;
    enum outcome o;

    buf_init(&sql, mem, 1024);
    buf_text(&sql, "create table \"%" STR_FMT "_past\" (", STR_ARG(table));
    for (int i = 0; i < columns->n; i++) {
        struct str name = columns->at[i].name;
        bool key = str_eq(name, S("org")) || str_eq(name, S("id")) || str_eq(name, S("since"));

        buf_text(&sql, "\"%" STR_FMT "\" %" STR_FMT "%s, ", STR_ARG(name),
                 STR_ARG(columns->at[i].type), key ? " not null" : "");
    }
    buf_put(&sql, S("upto bigint not null, primary key (org, id, since))"));
    o = schema_run(db, mem, buf_str(&sql));
    if (o != DONE)
        return o;
    return schema_run(db, mem,
                      arena_text(mem, "create index \"%" STR_FMT "_past_upto\" on \"%" STR_FMT
                                 "_past\" (org, upto)", STR_ARG(table), STR_ARG(table)));
}

/* A new column has a constant default or is null, in the past as in the present:
 * the fold of the ledger takes it so where entries are silent. */
static enum outcome widen_past(struct db *db, struct arena *mem, struct str table,
                               const struct columns *columns, const struct columns *past)
{
    enum outcome o = DONE;

    for (int i = 0; o == DONE && i < columns->n; i++) {
        const struct column *new = &columns->at[i];

        if (column_named(past, new->name) != NULL)
            continue;
        o = schema_run(db, mem,
                       arena_text(mem, "alter table \"%" STR_FMT "_past\" add column \"%" STR_FMT
                                  "\" %" STR_FMT "%s%" STR_FMT,
                                  STR_ARG(table), STR_ARG(new->name), STR_ARG(new->type),
                                  new->fallback.at == NULL ? "" : " default ",
                                  STR_ARG(new->fallback)));
    }
    if (o != DONE)
        return o;
    return db_exec(db, arena_text(mem, "drop view \"%" STR_FMT "_at\"", STR_ARG(table)));
}

/* The cast gives both halves of upto one type: only then does SQLite take a reader's
 * statement into the view, instead of making every column of every row first. */
static enum outcome make_view(struct db *db, struct arena *mem, struct str table,
                              const struct columns *columns)
{
    struct buf names;

    buf_init(&names, mem, 512);
    for (int i = 0; i < columns->n; i++)
        buf_text(&names, "\"%" STR_FMT "\", ", STR_ARG(columns->at[i].name));
    return db_exec(db, arena_text(mem, "create view \"%" STR_FMT "_at\" as select %" STR_FMT
                                  "cast(9223372036854775807 as bigint) as upto from \"%" STR_FMT
                                  "\" union all select %" STR_FMT "upto from \"%" STR_FMT
                                  "_past\"",
                                  STR_ARG(table), STR_ARG(buf_str(&names)), STR_ARG(table),
                                  STR_ARG(buf_str(&names)), STR_ARG(table)));
}

enum outcome schema_twin(struct db *db, struct arena *mem, struct str table)
{
    struct columns columns;
    struct columns past;
    enum outcome o = schema_columns(db, mem, table, &columns);

    if (o == DONE)
        o = schema_columns(db, mem, arena_text(mem, "%" STR_FMT "_past", STR_ARG(table)), &past);
    if (o != DONE)
        return o;
    if (column_named(&columns, S("org")) == NULL || column_named(&columns, S("id")) == NULL ||
        column_named(&columns, S("since")) == NULL) {
        db_fail(db, BROKEN, "table %" STR_FMT " is ledgered and lacks org, id or since",
                STR_ARG(table));
        return BROKEN;
    }
    o = past.n == 0 ? make_past(db, mem, table, &columns)
                    : widen_past(db, mem, table, &columns, &past);
    return o == DONE ? make_view(db, mem, table, &columns) : o;
}
