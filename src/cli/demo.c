#include "cli/demo.h"

#include <stdlib.h>
#include <unistd.h>

#include "acts/keys.h"
#include "acts/norms.h"
#include "base/bug.h"
#include "cli/parts.h"
#include "store/backup.h"

enum { STEP_LIMIT_BYTES = 128 * 1024 * 1024, DAY_FROM = 510, DAY_MINUTES = 540 };

/* Splitmix64: small, and the same everywhere. */
unsigned demo_below(struct demo *demo, unsigned n)
{
    uint64_t z = demo->seed += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((z ^ z >> 31) % n);
}

struct day demo_day(const struct demo *demo, int back)
{
    struct day day = {demo->today.n - back};
    int weekday = day_weekday(day);

    return (struct day){weekday > 4 ? day.n - (weekday - 4) : day.n};
}

struct step *demo_step(struct demo *demo, int back, enum demo_who who,
                       enum outcome (*act)(struct demo *, const struct step *))
{
    int64_t minute = DAY_FROM + (int64_t)demo_below(demo, DAY_MINUTES);
    struct step *step;

    if (demo->n == demo->room) {
        struct step *more = NEW_ARRAY(demo->cli->mem, (size_t)demo->room * 2, struct step);

        memcpy(more, demo->steps, (size_t)demo->n * sizeof *more);
        demo->steps = more;
        demo->room *= 2;
    }
    step = &demo->steps[demo->n];
    *step = (struct step){.nth = demo->n++, .who = who, .act = act, .item = ITEM_NONE,
                          .verdict = {-1, -1, -1}};
    step->at.ms = day_begins(demo_day(demo, back)).ms + minute * 60000 +
                  demo_below(demo, 60000);
    return step;
}

static int by_time(const void *a, const void *b)
{
    const struct step *x = a;
    const struct step *y = b;

    if (x->at.ms != y->at.ms)
        return x->at.ms < y->at.ms ? -1 : 1;
    return x->nth - y->nth;
}

/* One act, by one person, at its own moment: a job as any door makes it. */
static enum outcome play(struct demo *demo, const struct step *step)
{
    struct moment at = step->at.ms < demo->cli->now.ms ? step->at : demo->cli->now;

    arena_reset(demo->mem);
    job_start(&demo->job, demo->mem, demo->cli->db, at);
    demo->job.door = DOOR_DEMO;
    demo->job.lang = LANG_NL;
    demo->job.org = demo->org;
    demo->job.person = demo->person[step->who];
    demo->job.roles = demo->roles[step->who];
    return step->act(demo, step);
}

static enum outcome play_key(struct demo *demo, const struct step *step)
{
    struct signed_head head;
    enum outcome o = act_key_make(&demo->job);

    (void)step;
    return o == DONE ? act_head_sign(&demo->job, &head) : o;
}

static enum outcome play_all(struct demo *demo)
{
    enum outcome o = DONE;

    qsort(demo->steps, (size_t)demo->n, sizeof *demo->steps, by_time);
    for (int i = 0; o == DONE && i < demo->n; i++) {
        o = play(demo, &demo->steps[i]);
        cli_progress(i + 1, demo->n);
    }
    /* What went wrong is said by the command; the arena of the step stays for it. */
    demo->cli->job.faults = demo->job.faults;
    demo->cli->job.broke = demo->job.broke;
    return o;
}

/* The key is made today: what was before it is in the first head that it signs. */
static enum outcome make_key(struct demo *demo)
{
    const struct step now = {.at = demo->cli->now, .who = NADIA, .act = play_key};
    enum outcome o = play(demo, &now);

    demo->cli->job.faults = demo->job.faults;
    demo->cli->job.broke = demo->job.broke;
    return o;
}

static enum outcome make(struct cli *cli)
{
    struct demo *demo = NEW(cli->mem, struct demo);
    size_t n_items;
    enum outcome o;

    demo->cli = cli;
    demo->norm = norms_at(&cli->job, 0);
    MUST(demo->norm != NULL);
    demo->mem = arena_new(STEP_LIMIT_BYTES);
    MUST(demo->mem != NULL);
    demo->today = cli->job.today;
    demo->seed = 2025;
    demo->room = 2048;
    demo->steps = NEW_ARRAY(cli->mem, (size_t)demo->room, struct step);
    n_items = (size_t)demo->norm->n_items;
    demo->owner = NEW_ARRAY(cli->mem, n_items, enum demo_who);
    demo->version = NEW_ARRAY(cli->mem, n_items, int64_t);
    demo_plan_people(demo);
    demo_plan_measures(demo);
    demo_plan_soa(demo);
    demo_plan_objects(demo);
    demo_plan_old(demo);
    o = play_all(demo);
    if (o == DONE)
        o = make_key(demo);
    if (o == DONE)
        arena_free(demo->mem);
    return o;
}

static void tell(struct cli *cli)
{
    for (int who = 0; who < DEMO_PEOPLE; who++)
        printf("%s@voorbeeldstad.example  %s, %s\n", demo_people[who].email,
               demo_people[who].name, demo_people[who].job_title);
    cli_says(cli, WORD_cli_demo_made, WARG(cli_where(cli)), WARG(S(DEMO_PASSWORD)));
    cli_says(cli, WORD_cli_demo_next, WARG(cli_where(cli)), WORD_NO_ARG);
}

/* A thousand acts are a thousand times waiting for the disk. So a new file is made in
 * memory and lands whole, as a back-up does; where that cannot be, act by act. */
static enum outcome make_aside(struct cli *cli)
{
    char folder[] = "/dev/shm/waarborg-XXXXXX";
    struct str data = cli->data;
    enum outcome o;

    if (mkdtemp(folder) == NULL) {
        o = cli_open_empty(cli);
        if (o == DONE)
            o = make(cli);
        if (o != DONE)
            cli_forget(cli);
        return o;
    }
    cli->data = arena_text(cli->mem, "%s/demo.db", folder);
    o = cli_open_empty(cli);
    if (o == DONE && (o = make(cli)) == DONE) {
        db_rollback(cli->db);
        o = backup_make(cli->db, cli->mem, data, &cli->job.broke);
        o = o == REFUSED ? BROKEN : o; /* no fault in what was asked: something came between */
    }
    cli_forget(cli);
    rmdir(folder);
    cli->data = data;
    return o;
}

int cli_demo(struct cli *cli)
{
    struct str sector = {NULL, 0};
    const struct cli_option options[] = {{"--sector", &sector, NULL}};
    enum outcome o = cli_options(cli, options, 1);

    if (o == DONE && sector.at != NULL)
        o = job_refuse(&cli->job, S("--sector"), S("cli.demo_sector"));
    if (o == DONE)
        o = cli_no_more(cli);
    if (o == DONE && cli_is_fresh(cli) && (o = cli_key(cli)) == DONE)
        o = make_aside(cli);
    else if (o == DONE && (o = cli_open_empty(cli)) == DONE && (o = cli_key(cli)) == DONE)
        o = make(cli);
    if (o == DONE)
        tell(cli);
    return cli_answer(cli, o);
}
