#include "store/layout.h"

#include "store/migrate.h"
#include "store/schema.h"
#include "store/sql.h"
#include "store/token.h"

/* Past the numbers of migrate.c. */
enum { NUMBER_ALL = SQL_ALL_N + 5, NUMBER_PLAIN, NUMBER_VIEW, NUMBER_STRAY };

static const enum sql_type texts[] = {SQL_TEXT, SQL_TEXT, SQL_TEXT};

/* ---- SQLite: against a database that was made just now ---- */

static const char *const all_names[] = {"kind", "name", "sql"};
static const struct statement all = {
    "layout_all",
    "select type, name, coalesce(sql, '') from sqlite_schema "
    "where name not like 'sqlite\\_stat%' escape '\\' and name <> '" MIGRATE_OWED "' "
    "order by type, name",
    NUMBER_ALL, 0, NULL, 3, texts, all_names};

struct thing {
    struct str kind, name, sql;
};

/* What the migrations make: made once by a process, for they do not change below it. */
enum { MOULD_BYTES = 4 << 20, MOULD_THINGS = 512 };
struct mould {
    struct arena *mem; /* NULL: not made yet */
    struct thing at[MOULD_THINGS];
    size_t n;
};
static struct mould mould;

/* False at the end. Its texts stand until the next one. */
static bool next(struct query *q, struct thing *ret)
{
    if (!query_next(q))
        return false;
    *ret = (struct thing){query_get_text(q, 0), query_get_text(q, 1), query_get_text(q, 2)};
    return true;
}

static enum outcome read_mould(struct db *made, struct arena *mem)
{
    struct query *q = query_of(made, &all);
    struct thing one;

    mould.n = 0;
    while (next(q, &one)) {
        MUST(mould.n < MOULD_THINGS);
        mould.at[mould.n++] = (struct thing){arena_str(mem, one.kind), arena_str(mem, one.name),
                                             arena_str(mem, one.sql)};
    }
    return query_end(q);
}

static enum outcome make_mould(struct db *db)
{
    struct str why = S("no memory");
    struct arena *mem = arena_new(MOULD_BYTES);
    struct db *made = NULL;
    enum outcome o = mem == NULL ? BROKEN : sqlite_memory(&made);

    if (o == DONE && (o = migrate_run(made, mem, &why)) == DONE && (o = db_read(made)) == DONE)
        o = read_mould(made, mem);
    if (o != DONE)
        db_fail(db, BROKEN, "an empty database to compare with: %" STR_FMT, STR_ARG(why));
    db_close(made);
    if (o == DONE)
        mould.mem = mem;
    else if (mem != NULL)
        arena_free(mem);
    return o == DONE ? DONE : BROKEN;
}

/* Which of two comes first; one that is not there comes after all. */
static int order(const struct thing *a, const struct thing *b)
{
    int by_kind;

    if (a == NULL || b == NULL)
        return (int)(b != NULL) - (int)(a != NULL);
    by_kind = str_cmp(a->kind, b->kind);
    return by_kind != 0 ? by_kind : str_cmp(a->name, b->name);
}

static size_t past_quotes(struct str text, size_t at)
{
    while (at < text.len && text.at[at] == '"')
        at++;
    return at;
}

/* Word by word, save for the quotes that SQLite puts around a name when a table is renamed. */
static bool same_words(struct str a, struct str b)
{
    size_t i = past_quotes(a, 0);
    size_t k = past_quotes(b, 0);

    while (i < a.len && k < b.len && a.at[i] == b.at[k]) {
        i = past_quotes(a, i + 1);
        k = past_quotes(b, k + 1);
    }
    return i == a.len && k == b.len;
}

/* One side of what `it` names may be "-": not there. */
static void differs(struct arena *mem, struct layout *ret, const struct thing *it,
                    struct str ought, struct str is)
{
    *ret = (struct layout){.seen = true,
                           .kind = arena_str(mem, it->kind),
                           .name = arena_str(mem, it->name),
                           .ought = arena_str(mem, ought),
                           .is = arena_str(mem, is)};
}

static enum outcome look_sqlite(struct db *db, struct arena *mem, struct layout *ret)
{
    struct query *q;
    struct thing held;
    const struct thing *is;
    size_t i = 0;

    if (mould.mem == NULL && make_mould(db) != DONE)
        return BROKEN;
    *ret = (struct layout){.seen = true, .fits = true};
    q = query_of(db, &all);
    do {
        const struct thing *ought = i < mould.n ? &mould.at[i++] : NULL;
        int n;

        is = next(q, &held) ? &held : NULL;
        n = order(ought, is);
        if (n < 0)
            differs(mem, ret, ought, ought->sql, S("-"));
        else if (n > 0)
            differs(mem, ret, is, S("-"), is->sql);
        else if (is != NULL && !same_words(is->sql, ought->sql))
            differs(mem, ret, is, ought->sql, is->sql);
    } while (ret->fits && is != NULL);
    return query_end(q);
}

/* ---- PostgreSQL: what it says of its views ---- */

#define HERE(name) "c.relnamespace = current_schema()::regnamespace and c.relname = " name
#define COLUMNS(of) "string_agg(" of " || quote_ident(a.attname), ', ' order by a.attnum)"
#define BODY(now, past)                                                                            \
    "' SELECT ' || " COLUMNS(now) " || ', ''9223372036854775807''::bigint AS upto FROM ' || "      \
    "quote_ident($1) || ' UNION ALL SELECT ' || " COLUMNS(past) " || ', ' || " past                \
    " || 'upto FROM ' || quote_ident($1 || '_past') || ';'"

/* The words of make_view as the server gives them back, with the table before each column or,
 * where it may be left out, without. */
static const char *const view_names[] = {"is", "ought", "bare"};
static const struct statement view = {
    "layout_view",
    "select coalesce((select regexp_replace(pg_get_viewdef(c.oid), '\\s+', ' ', 'g') "
    "from pg_class c where " HERE("$1 || '_at'") " and c.relkind = 'v'), '-'), "
    BODY("quote_ident($1) || '.'", "quote_ident($1 || '_past') || '.'") ", "
    BODY("''", "''") " from pg_class c join pg_attribute a on a.attrelid = c.oid "
    "where " HERE("$1") " and a.attnum > 0 and not a.attisdropped",
    NUMBER_VIEW, 1, texts, 3, texts, view_names};

static const char *const plain_names[] = {"set"};
static const struct statement plain = {
    "layout_plain", "select set_config('quote_all_identifiers', 'off', true)",
    NUMBER_PLAIN, 0, NULL, 1, texts, plain_names};

static const char *const stray_names[] = {"kind", "name"};
static const struct statement stray = {
    "layout_stray",
    "select it.kind, c.relname || ' ' || it.name from ("
    "select 'trigger' as kind, tgrelid as oid, tgname as name from pg_trigger "
    "where not tgisinternal union all "
    "select 'rule', ev_class, rulename from pg_rewrite where rulename <> '_RETURN' union all "
    "select 'policy', polrelid, polname from pg_policy where polname <> 'own_org') it "
    "join pg_class c on c.oid = it.oid where c.relnamespace = current_schema()::regnamespace "
    "and not exists (select 1 from pg_depend d where d.objid = c.oid "
    "and d.classid = 'pg_class'::regclass and d.deptype = 'e') order by 1, 2 limit 1",
    NUMBER_STRAY, 0, NULL, 2, texts, stray_names};

/* Whatever somebody set for the database; until the transaction ends. */
static enum outcome write_plainly(struct db *db)
{
    struct query *q = query_of(db, &plain);

    while (query_next(q)) {
    }
    return query_end(q);
}

static enum outcome look_at_view(struct db *db, struct arena *mem, struct str table,
                                 struct layout *ret)
{
    struct query *q = query_of(db, &view);

    query_text(q, 1, table);
    if (query_next(q)) {
        struct str is = query_get_text(q, 0);
        bool fits = str_eq(is, query_get_text(q, 1)) || str_eq(is, query_get_text(q, 2));

        ret->seen = ret->seen || fits;
        if (!fits && ret->fits) {
            struct thing one = {S("view"), arena_text(mem, "%" STR_FMT "_at", STR_ARG(table)), is};
            bool seen = ret->seen;

            differs(mem, ret, &one, query_get_text(q, 1), is);
            ret->seen = seen;
        }
    }
    return query_end(q);
}

/* Every table that a ledgered migration makes. One that fits shows that the words are known. */
static enum outcome look_at_views(struct db *db, struct arena *mem, struct layout *ret)
{
    enum outcome o = DONE;

    for (int i = 0; o == DONE && i < migrations_n; i++) {
        struct str rest = str_of(migrations[i].text);
        struct str statement;
        struct str table;

        while (o == DONE && migrations[i].ledgered && token_statement(&rest, &statement))
            if (str_starts(statement, S("create")) && token_table(statement, &table))
                o = look_at_view(db, mem, table, ret);
    }
    return o;
}

static enum outcome look_postgres(struct db *db, struct arena *mem, struct layout *ret)
{
    struct query *q;
    enum outcome o;

    *ret = (struct layout){.fits = true};
    if ((o = write_plainly(db)) != DONE || (o = look_at_views(db, mem, ret)) != DONE ||
        (ret->seen && !ret->fits))
        return o;
    q = query_of(db, &stray);
    if (query_next(q)) {
        struct thing one = {query_get_text(q, 0), query_get_text(q, 1), S("")};

        differs(mem, ret, &one, S("-"), one.sql);
    }
    return query_end(q);
}

enum outcome layout_look(struct db *db, struct arena *mem, struct layout *ret)
{
    return db->kind == DB_SQLITE ? look_sqlite(db, mem, ret) : look_postgres(db, mem, ret);
}
