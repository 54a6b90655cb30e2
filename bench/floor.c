/* floor PORT DATA FOLDER ITEM: what a page costs when a program does nothing but its share.
 *
 * One epoll thread of libmicrohttpd. For each page: one prepared statement that reads the
 * rows that the real page reads, from the tables themselves, every column of every row;
 * and then the bytes that the real program wrote, from FOLDER/NAME.body and .head. No
 * rights, no rules, no words, no ledger, no past. ITEM is the id of the measure shown on
 * its own page. Stops when its standard input ends.
 */
#include <microhttpd.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Rows of several tables in one statement: as many columns as the widest, 22; before them
 * stands how many are the row's own, so that the rest is not read. */
#define N1 ",null"
#define N2 N1 N1
#define N8 N2 N2 N2 N2
#define PICTURE                                                                                  \
    "select 9,g.name,g.type,g.hours,g.norm,g.outside_law,g.test_months,g.version,b.id,s.id"      \
    N8 N2 N2 N1 " from organisation g, object b, isms_scope s"                                   \
    " where g.org=1 and b.org=1 and b.kind='organisatie' and s.org=1"                            \
    " union all select 22,id,version,item,owner,executor,target,rhythm_months,design,design_on," \
    "design_by,design_review,existence,existence_on,existence_by,existence_review,operation,"    \
    "operation_on,operation_by,operation_review,suffices,suffices_why is not null,"              \
    "risk_analysis is not null from assessment where org=1"                                      \
    " union all select 14,id,kind,design,existence,operation,period_from,period_to,until,"       \
    "executions,sample_size,population is not null,submitter,fitness,fitness_by" N8              \
    " from evidence where org=1 and replaced_by is null"                                         \
    " union all select 2,evidence,item" N8 N8 N2 N2                                              \
    " from evidence_use where org=1 and ended=0"                                                 \
    " union all select 6,id,version,item,applies,ground,decision" N8 N8                          \
    " from applicability where org=1"                                                            \
    " union all select 4,id,name,job_title,until" N8 N8 N2 " from person where org=1"

/* What a measure shows besides: itself, its evidence, the exceptions and its last entries. */
#define MEASURE                                                                                  \
    " union all select 14,id,version,item,owner,design_note,design_review,existence_note,"       \
    "existence_review,operation_note,operation_review,note,suffices_why,risk_analysis,target"    \
    N8 " from assessment where org=1 and item=?1"                                                \
    " union all select 22,e.id,title,kind,period_from,period_to,e.until,executions,population,"  \
    "sample_way,sample_size,deviations,origin,link,file_hash,file_name,file_type,file_bytes,"    \
    "submitter,submitted_on,fitness,fitness_on,fitness_why from evidence_use u"                  \
    " join evidence e on e.org=1 and e.id=u.evidence"                                            \
    " where u.org=1 and u.item=?1 and u.ended=0"                                                 \
    EXCEPTIONS                                                                                   \
    " union all select 10,l.seq,prev,time,actor,door,act,reason,form_number,parts,hash"          \
    N8 N2 N2 " from (select seq from ledger_row where org=1 and noun='assessment'"               \
    " and id=(select id from assessment where org=1 and item=?1) order by seq desc limit 30) r"  \
    " join ledger l on l.org=1 and l.seq=r.seq"

#define EXCEPTIONS                                                                               \
    " union all select 12,id,version,item,kind,reason,risk_analysis,compensating,advice,until,"  \
    "state,submitter,decision" N8 N2 " from \"exception\" where org=1"

#define DASHBOARD                                                                                \
    " union all select 3,\"on\",kind,n" N8 N8 N2 N1 " from figure where org=1"                   \
    " union all select 4,id,title,submitter,submitted_on" N8 N8 N2                               \
    " from evidence where org=1 and fitness is null and replaced_by is null"

#define SOA                                                                                      \
    " union all select 14,id,version,item,applies,ground,why,from_norm,from_law,from_contract,"  \
    "from_risk,risk_analysis,decision,alternative,alternative_item" N8                           \
    " from applicability where org=1"                                                            \
    " union all select 12,id,version,number,state,title,prepared_by,previous,decision,"          \
    "adopted_by,adopted_on,at_seq,frozen" N8 N2 " from soa where org=1"                          \
    EXCEPTIONS                                                                                   \
    " union all select 9,id,version,body,\"on\",number,subject,document,mandate,frozen"          \
    N8 N2 N2 N1 " from decision where org=1"

struct page {
    const char *path;
    const char *name;
    const char *sql;
    sqlite3_stmt *statement;
    char *body;
    size_t body_bytes;
    char *head; /* name, value, name, value …, each ended by a zero; then a zero */
};

static struct page pages[] = {
    {.path = "/maatregelen", .name = "list", .sql = PICTURE},
    {.path = "/", .name = "dashboard", .sql = PICTURE DASHBOARD},
    {.path = "/maatregelen/5.01.01", .name = "measure", .sql = PICTURE MEASURE},
    {.path = "/vvt", .name = "soa", .sql = PICTURE SOA},
};

static const char *item;
static volatile size_t touched; /* so that reading is not left out */

static void stop(const char *what, const char *why)
{
    fprintf(stderr, "floor: %s: %s\n", what, why);
    exit(1);
}

static char *read_file(const char *folder, const char *name, const char *end, size_t *ret_n)
{
    char path[512];
    char *bytes = NULL;
    size_t room;
    FILE *file;

    snprintf(path, sizeof path, "%s/%s.%s", folder, name, end);
    file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    for (room = *ret_n = 0; !feof(file) && !ferror(file);) {
        if (room - *ret_n < 2)
            bytes = realloc(bytes, room = room * 2 + 65536);
        if (bytes == NULL)
            stop(path, "no memory");
        *ret_n += fread(bytes + *ret_n, 1, room - *ret_n - 1, file);
    }
    fclose(file);
    bytes[*ret_n] = '\0';
    return bytes;
}

/* "Name: value" lines become names and values. */
static void split_head(char *head)
{
    char *to = head;

    for (char *line = strtok(head, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char *value = strstr(line, ": ");
        size_t n = strlen(line);

        if (value == NULL)
            continue;
        value[0] = '\0';
        memmove(to, line, (size_t)(value - line) + 1);
        to += value - line + 1;
        memmove(to, value + 2, n - (size_t)(value - line) - 1);
        to += strlen(to) + 1;
    }
    *to = '\0';
}

static void prepare(sqlite3 *db, struct page *page, const char *folder)
{
    size_t n;

    page->body = read_file(folder, page->name, "body", &page->body_bytes);
    page->head = read_file(folder, page->name, "head", &n);
    if (page->body == NULL || page->head == NULL) {
        page->path = "-"; /* not captured: not served */
        return;
    }
    split_head(page->head);
    if (sqlite3_prepare_v3(db, page->sql, -1, SQLITE_PREPARE_PERSISTENT, &page->statement,
                           NULL) != SQLITE_OK)
        stop(page->name, sqlite3_errmsg(db));
}

static void read_rows(sqlite3 *db, struct page *page)
{
    sqlite3_stmt *it = page->statement;
    int rc;

    if (sqlite3_bind_parameter_count(it) > 0)
        sqlite3_bind_text(it, 1, item, -1, SQLITE_STATIC);
    while ((rc = sqlite3_step(it)) == SQLITE_ROW)
        for (int i = sqlite3_column_int(it, 0); i > 0; i--)
            if (sqlite3_column_type(it, i) == SQLITE_TEXT)
                touched += (size_t)sqlite3_column_text(it, i)[0];
            else
                touched += (size_t)sqlite3_column_int64(it, i);
    if (rc != SQLITE_DONE)
        stop(page->name, sqlite3_errmsg(db));
    sqlite3_reset(it);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_bytes, void **context)
{
    struct MHD_Response *response;
    enum MHD_Result queued;
    size_t i = 0;

    (void)method, (void)version, (void)upload, (void)upload_bytes;
    if (*context == NULL) { /* the headers came; asked again when all of it is there */
        *context = pages;
        return MHD_YES;
    }
    while (i < sizeof pages / sizeof *pages && strcmp(url, pages[i].path) != 0)
        i++;
    if (i == sizeof pages / sizeof *pages)
        return MHD_NO;
    read_rows(cls, &pages[i]);
    response = MHD_create_response_from_buffer(pages[i].body_bytes, pages[i].body,
                                               MHD_RESPMEM_MUST_COPY);
    for (const char *name = pages[i].head; *name != '\0';) {
        const char *value = name + strlen(name) + 1;

        MHD_add_response_header(response, name, value);
        name = value + strlen(value) + 1;
    }
    queued = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return queued;
}

int main(int argc, char **argv)
{
    struct MHD_Daemon *daemon;
    sqlite3 *db;
    char end;

    if (argc != 5)
        stop("usage", "floor PORT DATA FOLDER ITEM");
    item = argv[4];
    if (sqlite3_open_v2(argv[2], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        stop(argv[2], sqlite3_errmsg(db));
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        prepare(db, &pages[i], argv[3]);
    daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)atoi(argv[1]), NULL, NULL,
                              on_request, db, MHD_OPTION_END);
    if (daemon == NULL)
        stop(argv[1], "cannot listen");
    puts("ready");
    fflush(stdout);
    while (read(STDIN_FILENO, &end, 1) > 0)
        ;
    MHD_stop_daemon(daemon);
    return 0;
}
