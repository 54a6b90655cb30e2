#include <stdio.h>
#include <stdlib.h>

#include "store/postgres.h"

static struct postgres_db *ours(struct db *db)
{
    return (struct postgres_db *)db;
}

/* Class 23 is a key or a check, 22 a value that no column takes, 54 a row too
 * large for its index; 53100 a full disk, 25006 one that is only read. */
static enum outcome outcome_of(struct db *db, const char *state)
{
    if (strncmp(state, "23", 2) == 0 || strncmp(state, "22", 2) == 0 ||
        strncmp(state, "54", 2) == 0)
        return REFUSED;
    if (db->failed == DONE)
        db->full = strcmp(state, "53100") == 0 || strcmp(state, "25006") == 0;
    return BROKEN;
}

void postgres_fail(struct db *db, const PGresult *answer, const char *doing)
{
    const char *state = answer == NULL ? NULL : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const char *said = answer == NULL ? NULL : PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);

    if (PQstatus(ours(db)->line) == CONNECTION_BAD) {
        db->lost = true;
        db_fail(db, BROKEN, "%s: the connection to PostgreSQL was lost", doing);
        return;
    }
    db_fail(db, outcome_of(db, state == NULL ? "" : state), "%s: %s (%s)", doing,
            said == NULL ? "no answer" : said, state == NULL ? "-" : state);
}

bool postgres_say(struct db *db, const char *text, const char *tag)
{
    PGresult *answer = PQexec(ours(db)->line, text);
    ExecStatusType status = PQresultStatus(answer);
    bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

    if (!ok)
        postgres_fail(db, answer, tag == NULL ? "schema" : text);
    else if (tag != NULL && strcmp(PQcmdStatus(answer), tag) != 0) {
        db_fail(db, BROKEN, "%s: PostgreSQL answered %s", text, PQcmdStatus(answer));
        ok = false;
    }
    PQclear(answer);
    return ok;
}

bool postgres_org(struct db *db, int64_t org)
{
    char text[64];

    if (ours(db)->org == org)
        return true;
    snprintf(text, sizeof text, "set local waarborg.org = '%lld'", (long long)org);
    if (!postgres_say(db, text, "SET"))
        return false;
    ours(db)->org = org;
    return true;
}

static bool begin(struct db *db, bool write)
{
    ours(db)->org = POSTGRES_NO_ORG;
    return postgres_say(db, write ? "begin" : "begin transaction isolation level repeatable read, "
                                              "read only", "BEGIN");
}

/* No answer to a commit leaves it open whether it held. */
static bool commit(struct db *db)
{
    bool ok = postgres_say(db, "commit", "COMMIT");

    if (!ok && db->lost)
        db->unknown = db->state == DB_WRITING;
    return ok;
}

static void rollback(struct db *db)
{
    PGTransactionStatusType now = PQtransactionStatus(ours(db)->line);

    if (db->lost || now == PQTRANS_IDLE)
        return;
    PQclear(PQexec(ours(db)->line, "rollback"));
    if (PQtransactionStatus(ours(db)->line) != PQTRANS_IDLE)
        db->lost = true;
}

static bool exec(struct db *db, struct str text)
{
    char *copy = strndup(text.at, text.len);
    bool ok = copy != NULL && postgres_org(db, POSTGRES_ALL_ORGS) && postgres_say(db, copy, NULL);

    if (copy == NULL)
        db_fail(db, BROKEN, "no memory");
    free(copy);
    return ok;
}

static void close_all(struct db *db)
{
    PQfinish(ours(db)->line);
    free(db);
}

static int64_t size_bytes(struct db *db)
{
    PGresult *answer =
        PQexec(ours(db)->line, "select pg_database_size(current_database())");
    int64_t n = 0;

    if (PQresultStatus(answer) == PGRES_TUPLES_OK)
        n = strtoll(PQgetvalue(answer, 0, 0), NULL, 10);
    PQclear(answer);
    return n;
}

static struct str version(struct db *db, struct arena *mem)
{
    const char *full = PQparameterStatus(ours(db)->line, "server_version");
    struct str rest;

    return arena_text(mem, "PostgreSQL %" STR_FMT, STR_ARG(str_cut(str_of(full), ' ', &rest)));
}

static const struct backend postgres_backend = {
    .close = close_all,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .exec = exec,
    .prepare = postgres_prepare,
    .forget = postgres_forget,
    .bind_int = postgres_bind_int,
    .bind_view = postgres_bind_view,
    .next = postgres_next,
    .get_int = postgres_get_int,
    .get_view = postgres_get_view,
    .get_null = postgres_get_null,
    .reset = postgres_reset,
    .size_bytes = size_bytes,
    .version = version,
};

static void be_quiet(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

/* What libpq says about a line that failed, unless a secret would come with it. */
static struct str failed_line(struct arena *mem, PGconn *line)
{
    struct str said = str_trim(str_of(PQerrorMessage(line)));
    struct str password = str_of(PQpass(line));
    struct str text;

    if (password.len > 0 && str_find(said, password, 0) >= 0)
        return S("PostgreSQL: no connection");
    text = arena_text(mem, "PostgreSQL: %" STR_FMT, STR_ARG(said));
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '\n')
            ((char *)text.at)[i] = ' ';
    return text;
}

/* The order of texts must be that of their bytes, as it is in SQLite; an answer
 * to a commit must mean that it is on disk, and whole there. */
static const char ask[] =
    "select pg_encoding_to_char(encoding) = 'UTF8', datcollate = 'C' and 'Z' < 'a' and '~' < "
    "U&'\\00e9', set_config('synchronous_commit', case when current_setting('synchronous_commit') "
    "= 'off' then 'on' else current_setting('synchronous_commit') end, false), "
    "set_config('statement_timeout', '30s', false), set_config('lock_timeout', '5s', false), "
    "set_config('timezone', 'UTC', false), set_config('standard_conforming_strings', 'on', false), "
    "current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' "
    "from pg_database where datname = current_database()";

static const char *not_fit(PGconn *line)
{
    PGresult *answer = PQexec(line, ask);
    const char *why = NULL;

    if (PQresultStatus(answer) != PGRES_TUPLES_OK || PQntuples(answer) != 1)
        why = "PostgreSQL: does not answer what it is";
    else if (PQgetvalue(answer, 0, 0)[0] != 't')
        why = "PostgreSQL: the database must have encoding UTF8";
    else if (PQgetvalue(answer, 0, 1)[0] != 't')
        why = "PostgreSQL: the database must have collation C (createdb --template=template0 "
              "--locale=C --encoding=UTF8)";
    else if (PQgetvalue(answer, 0, 7)[0] != 't')
        why = "PostgreSQL: fsync or full_page_writes is off, so what was kept may be gone after a "
              "power cut; set both to on in postgresql.conf and reload the server";
    PQclear(answer);
    return why;
}

static PGconn *connect_line(const char *address)
{
    const char *keywords[] = {"fallback_application_name", "connect_timeout", "dbname",
                              "client_encoding", NULL};
    const char *values[] = {"waarborg", "10", address, "UTF8", NULL};

    return PQconnectdbParams(keywords, values, 1);
}

/* libpq repeats a faulty address, with the password in it. */
static bool is_well_formed(const char *address)
{
    PQconninfoOption *parts = PQconninfoParse(address, NULL);

    PQconninfoFree(parts);
    return parts != NULL;
}

enum outcome postgres_open(struct arena *mem, struct str where, struct db **ret_db,
                           struct str *ret_why)
{
    const char *address = arena_str(mem, where).at;
    struct postgres_db *it;
    const char *why;

    if (!is_well_formed(address)) {
        *ret_why = S("PostgreSQL: the address is not of the form postgresql://user@host/database");
        return BROKEN;
    }
    if (!postgres_is_guarded(address)) {
        *ret_why = S("PostgreSQL: on another machine only over TLS: the address must say "
                     "sslmode=verify-full, and sslrootcert where its authority lies");
        return BROKEN;
    }
    it = calloc(1, sizeof *it);
    if (it == NULL || (it->line = connect_line(address)) == NULL) {
        free(it);
        *ret_why = S("no memory");
        return BROKEN;
    }
    it->db.backend = &postgres_backend;
    it->db.kind = DB_POSTGRES;
    PQsetNoticeProcessor(it->line, be_quiet, NULL);
    why = PQstatus(it->line) == CONNECTION_OK ? not_fit(it->line)
                                              : failed_line(mem, it->line).at;
    if (why != NULL) {
        *ret_why = arena_str(mem, str_of(why));
        close_all(&it->db);
        return BROKEN;
    }
    *ret_db = &it->db;
    return DONE;
}
