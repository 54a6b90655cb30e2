#include "store/fence.h"

#include "base/buf.h"
#include "store/sql.h"
#include "store/token.h"

/* Past the numbers of schema.c. */
enum { NUMBER_FENCE = SQL_ALL_N + 2 };

/* What is fenced: the tables of ours with an organisation. The setting is read once for each
 * statement and not for each row, which is what the select around it is for. */
#define TABLES                                                                                     \
    "select c.oid, c.relname, c.relkind, c.relrowsecurity and c.relforcerowsecurity and exists "   \
    "(select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'own_org') as fenced, "   \
    "exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org' "         \
    "and a.attnum > 0 and not a.attisdropped) as has_org, "                                        \
    "coalesce('security_invoker=true' = any(c.reloptions), false) as invoker, "                    \
    "exists (select 1 from pg_roles r where r.rolname = 'waarborg_program' and not r.rolsuper "    \
    "and not pg_has_role(r.oid, c.relowner, 'usage')) as granted "                                 \
    "from pg_class c join pg_namespace s on s.oid = c.relnamespace "                               \
    "where s.nspname = current_schema() and c.relkind in ('r', 'p', 'v') "                         \
    "and not exists (select 1 from pg_depend d where d.objid = c.oid "                             \
    "and d.classid = 'pg_class'::regclass and d.deptype = 'e')"

#define RULE                                                                                       \
    "(select cast(nullif(current_setting(''waarborg.org'', true), '''') as bigint)) in (org, 0)"

/* Views of a server before 15 look with the eyes of their owner, whom the fence holds too. */
#define INVOKES "current_setting('server_version_num')::integer >= 150000"

#define MAY(verb) "has_table_privilege('waarborg_program', t.oid, '" verb "')"
#define OUGHT(verb) "t.relname || ' " verb "' = any(string_to_array($1, ','))"

static const enum sql_type ints[] = {SQL_BIGINT};
static const enum sql_type texts[] = {SQL_TEXT};
static const char *const names[] = {"n"};
static const struct statement unfenced = {
    "fence_unfenced",
    "select count(*) from (" TABLES ") t where (t.has_org and t.relkind <> 'v' and not t.fenced) "
    "or (t.relkind = 'v' and not t.invoker and " INVOKES ") or case when t.granted "
    "then not " MAY("select") " or " MAY("insert") " <> (" OUGHT("insert") ") or " MAY("update")
    " <> (" OUGHT("update") ") or " MAY("delete") " <> (" OUGHT("delete") ") else false end",
    NUMBER_FENCE, 1, texts, 1, ints, names};

static const struct statement power = {
    "fence_power",
    "select cast(case when r.rolsuper or r.rolbypassrls then 3 when has_schema_privilege("
    "current_user, current_schema(), 'create') or exists (select 1 from (" TABLES ") t "
    "join pg_class o on o.oid = t.oid where pg_has_role(current_user, o.relowner, 'usage')) "
    "then 2 else 1 end as bigint) from pg_roles r where r.rolname = current_user",
    NUMBER_FENCE + 1, 0, NULL, 1, ints, names};

enum outcome migrate_power(struct db *db, enum migrate_power *ret_power)
{
    struct query *q;
    int64_t n = POWER_ABOVE;
    enum outcome o;

    if (db->kind == DB_SQLITE) {
        *ret_power = POWER_FILE;
        return DONE;
    }
    q = query_of(db, &power);
    if (query_next(q))
        n = query_get_int(q, 0);
    o = query_end(q);
    if (o == DONE)
        *ret_power = (enum migrate_power)n;
    return o;
}

static void add(struct buf *out, struct token table, const char *verb)
{
    struct str name = table.text;

    if (table.is == TOKEN_STRING)
        name = str_sub(name, 1, name.len - 1);
    buf_text(out, "%s%" STR_FMT " %s", out->len > 0 ? "," : "", STR_ARG(name), verb);
}

/* One statement: its verb, its table, and an update that an insert may turn into or that a
 * lock on a row counts as. */
static void add_powers(struct buf *out, struct str text)
{
    struct token table = {0};
    struct token before = {0};
    struct token now;
    bool inserts = false;
    bool selects = false;

    for (; (now = token_solid(&text)).is != TOKEN_END; before = now) {
        selects = selects || token_is(now, S("select"));
        if (token_is(before, S("into")) || (token_is(before, S("update")) && table.text.len == 0 &&
                                            !selects)) {
            inserts = token_is(before, S("into"));
            table = now;
            add(out, table, inserts ? "insert" : "update");
        } else if (token_is(before, S("from")) && table.text.len == 0) {
            table = now;
            if (!selects)
                add(out, table, "delete");
        } else if (token_is(now, S("update")) &&
                   (token_is(before, S("do")) || token_is(before, S("for")))) {
            add(out, table, "update");
        }
    }
}

struct str fence_powers(struct arena *mem)
{
    struct buf out;

    buf_init(&out, mem, 4096);
    for (int i = 0; i < sql_all_n; i++)
        add_powers(&out, str_of(sql_all[i]->text));
    return buf_str(&out);
}

enum outcome fence_whole(struct db *db, struct arena *mem, bool *ret_whole)
{
    struct str powers = fence_powers(mem);
    struct query *q = query_of(db, &unfenced);
    int64_t n = 1;
    enum outcome o;

    query_text(q, 1, powers);
    if (query_next(q))
        n = query_get_int(q, 0);
    o = query_end(q);
    if (o == DONE)
        *ret_whole = n == 0;
    return o;
}

enum outcome fence_make(struct db *db, struct arena *mem)
{
    static const char before[] =
        "do $fence$ declare t record; verb text; powers text[] := string_to_array('";
    static const char after[] =
        "', ','); begin for t in " TABLES " loop "
        "if t.relkind <> 'v' and t.has_org and not t.fenced then "
        "execute format('alter table %I enable row level security', t.relname); "
        "execute format('alter table %I force row level security', t.relname); "
        "execute format('drop policy if exists own_org on %I', t.relname); "
        "execute format('create policy own_org on %I using (" RULE ")', t.relname); end if; "
        "if t.relkind = 'v' and " INVOKES " then "
        "execute format('alter view %I set (security_invoker = true)', t.relname); end if; "
        "if t.granted then "
        "execute format('revoke all on %I from waarborg_program', t.relname); "
        "execute format('grant select on %I to waarborg_program', t.relname); "
        "foreach verb in array array['insert', 'update', 'delete'] loop "
        "if t.relname || ' ' || verb = any(powers) then "
        "execute format('grant %s on %I to waarborg_program', verb, t.relname); "
        "end if; end loop; end if; end loop; end $fence$";

    return db_exec(db, arena_text(mem, "%s%" STR_FMT "%s", before, STR_ARG(fence_powers(mem)),
                                  after));
}
