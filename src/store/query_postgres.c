#include <endian.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/postgres.h"

/* Numbers that PostgreSQL gives its types (pg_type.dat); they never change. */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_NAME = 19,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_BPCHAR = 1042,
    OID_VARCHAR = 1043
};

struct postgres_query {
    struct query q;
    char name[16];
    PGresult *rows; /* NULL until the first query_next */
    int row;        /* the one being read              */
    bool checked;   /* the types of its columns        */
    const char **values;
    int *lengths;
    int *formats;
    union {
        uint64_t big;
        uint32_t small;
    } *numbers; /* in the order of the network */
};

static struct postgres_query *ours(struct query *q)
{
    return (struct postgres_query *)q;
}

static PGconn *line_of(struct db *db)
{
    return ((struct postgres_db *)db)->line;
}

static Oid oid_of(enum sql_type type)
{
    switch (type) {
    case SQL_BIGINT: return OID_INT8;
    case SQL_INTEGER: return OID_INT4;
    case SQL_TEXT: return OID_TEXT;
    case SQL_BYTES: return OID_BYTEA;
    }
    MUST(false);
    return 0;
}

void postgres_forget(struct query *q)
{
    struct postgres_query *it = ours(q);

    PQclear(it->rows);
    free(it->values);
    free(it->lengths);
    free(it->formats);
    free(it->numbers);
    free(it);
}

static struct postgres_query *query_new(const struct statement *statement)
{
    size_t n = (size_t)statement->n_params + 1;
    struct postgres_query *it = calloc(1, sizeof *it);

    if (it == NULL)
        return NULL;
    it->values = calloc(n, sizeof *it->values);
    it->lengths = calloc(n, sizeof *it->lengths);
    it->formats = calloc(n, sizeof *it->formats);
    it->numbers = calloc(n, sizeof *it->numbers);
    snprintf(it->name, sizeof it->name, "s%d", statement->number);
    if (it->values != NULL && it->lengths != NULL && it->formats != NULL && it->numbers != NULL)
        return it;
    postgres_forget(&it->q);
    return NULL;
}

struct query *postgres_prepare(struct db *db, const struct statement *statement)
{
    struct postgres_query *it = query_new(statement);
    Oid types[SQL_PARAMS_MAX];
    PGresult *answer;

    if (it == NULL) {
        db_fail(db, BROKEN, "no memory for %s", statement->name);
        return NULL;
    }
    for (int i = 0; i < statement->n_params; i++) {
        types[i] = oid_of(statement->params[i]);
        it->formats[i] = 1;
    }
    answer = PQprepare(line_of(db), it->name, statement->text, statement->n_params, types);
    if (PQresultStatus(answer) != PGRES_COMMAND_OK) {
        postgres_fail(db, answer, statement->name);
        postgres_forget(&it->q);
        it = NULL;
    }
    PQclear(answer);
    return it == NULL ? NULL : &it->q;
}

void postgres_bind_int(struct query *q, int place, int64_t value)
{
    struct postgres_query *it = ours(q);
    int i = place - 1;

    if (q->statement->params[i] == SQL_BIGINT) {
        it->numbers[i].big = htobe64((uint64_t)value);
        it->lengths[i] = 8;
    } else {
        it->numbers[i].small = htobe32((uint32_t)value);
        it->lengths[i] = 4;
    }
    it->values[i] = (const char *)&it->numbers[i];
}

void postgres_bind_view(struct query *q, int place, struct str value)
{
    if (value.len > INT_MAX) {
        db_fail(q->db, REFUSED, "%s: $%d is too long", q->statement->name, place);
        return;
    }
    ours(q)->values[place - 1] = value.at;
    ours(q)->lengths[place - 1] = (int)value.len;
}

/* A column that is not of its declared type would be misread, since it comes
 * as bytes: sum() of bigint for one is numeric, and wants a cast. */
static bool fits(Oid given, enum sql_type declared)
{
    switch (declared) {
    case SQL_BIGINT:
    case SQL_INTEGER:
        return given == OID_INT8 || given == OID_INT4 || given == OID_INT2 || given == OID_BOOL;
    case SQL_TEXT:
        return given == OID_TEXT || given == OID_VARCHAR || given == OID_BPCHAR ||
               given == OID_NAME;
    case SQL_BYTES:
        return given == OID_BYTEA;
    }
    return false;
}

static void check_columns(struct query *q, const PGresult *rows)
{
    const struct statement *statement = q->statement;

    MUST(PQnfields(rows) == statement->n_columns);
    for (int i = 0; i < statement->n_columns; i++)
        if (!fits(PQftype(rows, i), statement->columns[i]))
            db_fail(q->db, BROKEN, "%s: column %d (%s) has type %u in the database",
                    statement->name, i, statement->column_names[i], PQftype(rows, i));
    ours(q)->checked = true;
}

/* Whose rows the statement is about: the weaver saw to it that $1 is the organisation, or
 * that its head says that it is about all. */
static int64_t org_of(const struct query *q, const struct postgres_query *it)
{
    int64_t org;

    if (!query_own(q->statement))
        return POSTGRES_ALL_ORGS;
    org = it->values[0] == NULL ? 0 : (int64_t)be64toh(it->numbers[0].big);
    return org == POSTGRES_ALL_ORGS ? POSTGRES_NO_ORG : org; /* nobody's, and not everybody's */
}

static void run(struct query *q)
{
    struct postgres_query *it = ours(q);
    ExecStatusType status;

    it->row = -1;
    if (!postgres_org(q->db, org_of(q, it)))
        return;
    it->rows = PQexecPrepared(line_of(q->db), it->name, q->statement->n_params, it->values,
                              it->lengths, it->formats, 1);
    status = PQresultStatus(it->rows);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        postgres_fail(q->db, it->rows, q->statement->name);
        return;
    }
    if (!it->checked)
        check_columns(q, it->rows);
    q->changed = strtoll(PQcmdTuples(it->rows), NULL, 10);
}

bool postgres_next(struct query *q)
{
    struct postgres_query *it = ours(q);

    if (it->rows == NULL)
        run(q);
    if (q->db->failed == DONE && ++it->row < PQntuples(it->rows))
        return true;
    q->done = true;
    return false;
}

int64_t postgres_get_int(struct query *q, int column)
{
    struct postgres_query *it = ours(q);
    const char *at = PQgetvalue(it->rows, it->row, column);
    int len = PQgetisnull(it->rows, it->row, column) ? 0 : PQgetlength(it->rows, it->row, column);
    uint64_t n = 0;

    if (len == 0)
        return 0;
    if (len > 1 && at[0] < 0)
        n = UINT64_MAX; /* the sign fills what the number does not */
    for (int i = 0; i < len; i++)
        n = n << 8 | (unsigned char)at[i];
    return (int64_t)n;
}

struct str postgres_get_view(struct query *q, int column)
{
    struct postgres_query *it = ours(q);

    if (PQgetisnull(it->rows, it->row, column))
        return (struct str){NULL, 0};
    return (struct str){PQgetvalue(it->rows, it->row, column),
                        (size_t)PQgetlength(it->rows, it->row, column)};
}

bool postgres_get_null(struct query *q, int column)
{
    return PQgetisnull(ours(q)->rows, ours(q)->row, column) != 0;
}

void postgres_reset(struct query *q)
{
    struct postgres_query *it = ours(q);

    PQclear(it->rows);
    it->rows = NULL;
    for (int i = 0; i < q->statement->n_params; i++)
        it->values[i] = NULL;
}
