/* Makes a token as the machine's own administrator: token DATA PERSON. For test/api/run. */
#include <stdio.h>
#include <time.h>

#include "acts/sign.h"
#include "acts/token.h"
#include "base/bug.h"

static int64_t person;
static struct str secret;

static enum outcome work(struct job *job, void *arg)
{
    enum outcome o;

    (void)arg;
    if (db_read(job->db) != DONE)
        return job_broke(job);
    if ((o = job_identify(job, 0)) != DONE)
        return o;
    job->roles = UINT32_MAX;
    return act_token_make(job, person, S("test"), (struct day){0}, &secret);
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_new(16 * 1024 * 1024);
    struct str why = S("");
    struct db *db;
    struct job job;
    enum outcome o;

    MUST(argc == 3 && mem != NULL && str_int(str_of(argv[2]), &person));
    if (db_open(mem, str_of(argv[1]), false, &db, &why) != DONE)
        return 6;
    job_start(&job, mem, db, (struct moment){(int64_t)time(NULL) * 1000});
    o = job_run(&job, work, NULL);
    if (o == DONE)
        printf("%.*s\n", STR_ARG(secret));
    else
        fprintf(stderr, "%d %.*s\n", (int)o, STR_ARG(job.broke));
    db_close(db);
    arena_free(mem);
    return o == DONE ? 0 : (int)o + 1;
}
