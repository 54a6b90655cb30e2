#include <stdio.h>
#include <stdlib.h>

#include "store/sqlite.h"
#include "store/token.h"

struct sqlite_query {
    struct query q;
    sqlite3_stmt *stmt;
    int places[]; /* SQLite's number of each $n, at n - 1 */
};

static struct sqlite_query *ours(struct query *q)
{
    return (struct sqlite_query *)q;
}

static sqlite3 *handle_of(struct db *db)
{
    return ((struct sqlite_db *)db)->handle;
}

bool sqlite_exec(struct db *db, struct str text)
{
    sqlite3_stmt *stmt = NULL;
    int rc;

    MUST(text.len <= INT32_MAX);
    rc = sqlite3_prepare_v2(handle_of(db), text.at, (int)text.len, &stmt, NULL);
    if (rc == SQLITE_OK && stmt != NULL)
        while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
            ;
    if (rc != SQLITE_OK && rc != SQLITE_DONE)
        sqlite_fail(db, rc, "schema");
    sqlite3_finalize(stmt);
    return db->failed == DONE;
}

/* SQLite numbers $1, $2 in the order in which they first stand. */
static void find_places(struct sqlite_query *it, int n)
{
    for (int i = 0; i < n; i++) {
        char name[16];

        snprintf(name, sizeof name, "$%d", i + 1);
        it->places[i] = sqlite3_bind_parameter_index(it->stmt, name);
        MUST(it->places[i] > 0);
    }
}

struct query *sqlite_prepare(struct db *db, const struct statement *statement)
{
    struct str text = token_unlocked(str_of(statement->text));
    struct sqlite_query *it =
        calloc(1, sizeof *it + (size_t)statement->n_params * sizeof it->places[0]);
    int rc;

    if (it == NULL) {
        db_fail(db, BROKEN, "no memory for %s", statement->name);
        return NULL;
    }
    rc = sqlite3_prepare_v3(handle_of(db), text.at, (int)text.len, SQLITE_PREPARE_PERSISTENT,
                            &it->stmt, NULL);
    if (rc != SQLITE_OK) {
        sqlite_fail(db, rc, statement->name);
        free(it);
        return NULL;
    }
    MUST(sqlite3_column_count(it->stmt) == statement->n_columns);
    MUST(sqlite3_bind_parameter_count(it->stmt) == statement->n_params);
    find_places(it, statement->n_params);
    return &it->q;
}

void sqlite_forget(struct query *q)
{
    sqlite3_finalize(ours(q)->stmt);
    free(q);
}

void sqlite_bind_int(struct query *q, int place, int64_t value)
{
    int rc = sqlite3_bind_int64(ours(q)->stmt, ours(q)->places[place - 1], value);

    MUST(rc == SQLITE_OK);
}

/* Static: the caller keeps it where it is until query_end. */
void sqlite_bind_view(struct query *q, int place, struct str value)
{
    struct sqlite_query *it = ours(q);
    int at = it->places[place - 1];
    int rc;

    if (value.at == NULL)
        rc = sqlite3_bind_null(it->stmt, at);
    else if (q->statement->params[place - 1] == SQL_BYTES)
        rc = sqlite3_bind_blob64(it->stmt, at, value.at, value.len, SQLITE_STATIC);
    else
        rc = sqlite3_bind_text64(it->stmt, at, value.at, value.len, SQLITE_STATIC, SQLITE_UTF8);
    if (rc == SQLITE_TOOBIG)
        db_fail(q->db, REFUSED, "%s: $%d is too long", q->statement->name, place);
    else
        MUST(rc == SQLITE_OK);
}

bool sqlite_next(struct query *q)
{
    sqlite3_stmt *stmt = ours(q)->stmt;
    int rc = sqlite3_step(stmt);

    if (rc == SQLITE_ROW)
        return true;
    q->done = true;
    if (rc != SQLITE_DONE)
        sqlite_fail(q->db, rc, q->statement->name);
    else if (!sqlite3_stmt_readonly(stmt)) {
        MUST(q->db->state == DB_WRITING); /* else it went around the lock */
        q->changed = sqlite3_changes64(handle_of(q->db));
    }
    return false;
}

int64_t sqlite_get_int(struct query *q, int column)
{
    return sqlite3_column_int64(ours(q)->stmt, column);
}

/* SQLite gives no address for bytes of length nought, as it does for null. */
struct str sqlite_get_view(struct query *q, int column)
{
    sqlite3_stmt *stmt = ours(q)->stmt;
    const char *at = q->statement->columns[column] == SQL_BYTES
                         ? sqlite3_column_blob(stmt, column)
                         : (const char *)sqlite3_column_text(stmt, column);

    if (at == NULL && sqlite3_column_type(stmt, column) != SQLITE_NULL)
        at = "";
    return (struct str){at, (size_t)sqlite3_column_bytes(stmt, column)};
}

bool sqlite_get_null(struct query *q, int column)
{
    return sqlite3_column_type(ours(q)->stmt, column) == SQLITE_NULL;
}

void sqlite_reset(struct query *q)
{
    sqlite3_reset(ours(q)->stmt);
    sqlite3_clear_bindings(ours(q)->stmt);
}
