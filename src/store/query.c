#include "store/query.h"

#include <stdlib.h>

#include "store/backend.h"
#include "store/sql.h"

/* Statements of tests have numbers past those that were woven in. */
static bool place_for(struct db *db, int number)
{
    int n = number < SQL_ALL_N ? SQL_ALL_N : number + 16;
    struct query **grown;

    MUST(number >= 0);
    if (number < db->queries_n)
        return true;
    grown = realloc(db->queries, (size_t)n * sizeof *grown);
    if (grown == NULL) {
        db_fail(db, BROKEN, "no memory for statements");
        return false;
    }
    memset(grown + db->queries_n, 0, (size_t)(n - db->queries_n) * sizeof *grown);
    db->queries = grown;
    db->queries_n = n;
    return true;
}

bool query_own(const struct statement *statement)
{
    return statement->number < SQL_ALL_N && sql_own[statement->number];
}

static struct query *prepared(struct db *db, const struct statement *statement)
{
    struct query *q;

    if (db->failed != DONE || !place_for(db, statement->number))
        return NULL;
    q = db->queries[statement->number];
    if (q != NULL)
        return q;
    MUST(statement->n_params <= SQL_PARAMS_MAX && statement->n_columns <= SQL_COLUMNS_MAX);
    q = db->backend->prepare(db, statement);
    if (q != NULL) {
        q->db = db;
        q->statement = statement;
        db->queries[statement->number] = q;
    }
    return q;
}

enum outcome query_prepare(struct db *db, const struct statement *statement)
{
    MUST(db->state != DB_IDLE || db->failed != DONE);
    if (prepared(db, statement) == NULL)
        MUST(db->failed != DONE);
    return db->failed;
}

struct query *query_of(struct db *db, const struct statement *statement)
{
    struct query *q;

    MUST(db->state != DB_IDLE || db->failed != DONE);
    q = prepared(db, statement);
    if (q == NULL)
        return &db->dead;
    MUST(q->statement == statement);
    MUST(!q->open);
    q->open = true;
    q->done = false;
    q->changed = 0;
    db->open_n++;
    return q;
}

/* The query that gives nothing takes any binding. */
static bool binds(const struct query *q, int place)
{
    if (q->statement == NULL)
        return false;
    MUST(q->open && place >= 1 && place <= q->statement->n_params);
    return true;
}

/* Who is nowhere asks of organisation 0, which has no rows. */
static bool strays(const struct query *q, int place, int64_t value)
{
    return place == 1 && value != 0 && q->db->held != 0 && value != q->db->held &&
           query_own(q->statement);
}

void query_int(struct query *q, int place, int64_t value)
{
    enum sql_type type;

    if (!binds(q, place))
        return;
    if (strays(q, place, value)) {
        db_fail(q->db, BROKEN, "%s: asks of organisation %lld in a job of %lld",
                q->statement->name, (long long)value, (long long)q->db->held);
        return;
    }
    type = q->statement->params[place - 1];
    MUST(type == SQL_BIGINT || type == SQL_INTEGER);
    if (type == SQL_INTEGER && (value < INT32_MIN || value > INT32_MAX))
        db_fail(q->db, REFUSED, "%s: $%d does not fit an integer", q->statement->name, place);
    else
        q->db->backend->bind_int(q, place, value);
}

void query_text(struct query *q, int place, struct str value)
{
    if (!binds(q, place))
        return;
    MUST(q->statement->params[place - 1] == SQL_TEXT);
    q->db->backend->bind_view(q, place, value);
}

void query_bytes(struct query *q, int place, struct str value)
{
    if (!binds(q, place))
        return;
    MUST(q->statement->params[place - 1] == SQL_BYTES);
    q->db->backend->bind_view(q, place, value);
}

void query_null(struct query *q, int place)
{
    if (binds(q, place))
        q->db->backend->bind_view(q, place, (struct str){NULL, 0});
}

bool query_next(struct query *q)
{
    if (q->statement == NULL || q->done || q->db->failed != DONE)
        return false;
    MUST(q->open);
    return q->db->backend->next(q);
}

static enum sql_type column_type(const struct query *q, int column)
{
    MUST(q->statement != NULL && q->open);
    MUST(column >= 0 && column < q->statement->n_columns);
    return q->statement->columns[column];
}

int64_t query_get_int(struct query *q, int column)
{
    MUST(column_type(q, column) <= SQL_INTEGER);
    return q->db->backend->get_int(q, column);
}

struct str query_get_text(struct query *q, int column)
{
    MUST(column_type(q, column) >= SQL_TEXT);
    return q->db->backend->get_view(q, column);
}

bool query_get_null(struct query *q, int column)
{
    column_type(q, column);
    return q->db->backend->get_null(q, column);
}

enum outcome query_end(struct query *q)
{
    struct db *db = q->db;

    if (q->statement == NULL)
        return db->failed;
    MUST(q->open);
    db->backend->reset(q);
    q->open = false;
    db->open_n--;
    return db->failed;
}

enum outcome query_run(struct query *q, int64_t *ret_changed)
{
    enum outcome o;

    while (query_next(q))
        ;
    o = query_end(q);
    if (o == DONE && ret_changed != NULL)
        *ret_changed = q->changed;
    return o;
}
