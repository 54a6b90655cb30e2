/* [plan R02 R03 R04 R05] Whatever fails, once or from then on: one clear outcome, nothing half.
 *
 * Each step of the main journey is taken in a child on data of its own, with the n-th call
 * failing. DONE must be kept; BROKEN must have kept nothing, and the same again in the same
 * process goes; when it is not certain, or the process ended itself, it is there whole or not
 * at all. A deep verify follows. WAARBORG_FAULTS=all takes every n, WAARBORG_FAULTS=500 some
 * five hundred of each step, else some fifty.
 *
 * The calls for memory are tens of thousands, so where all that a step writes is the data it is
 * not begun anew for each: it is taken once with the data in memory, and at each n a child
 * splits off in which that one fails. Opening the data is a step of its own, and the others find
 * them open. Half of the tries go in one process and half in another, at the same time.
 */
#include "town.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "disk.h"
#include "own.h"
#include "scene.h"
#include "turn.h"

enum { LANES = 2, EIGHTH = 8 };

/* What a child tells, in memory that all see. */
struct told {
    enum outcome first, again;
    bool unknown;
    int64_t failed, calls, wrote;
    bool came;                /* to its end */
    int64_t acknowledged;     /* acts that said DONE */
};

struct tally {
    int tries, broken, unknown, ended;
};

struct lane {
    struct told told;
    struct tally tally;
};

static struct lane *lanes;
static struct told *told;
static struct tally *tally;

/* What all tries of a step have in common. */
struct course {
    const struct step *step;
    const char *folder;
    bool for_ever, splits;    /* a child at each call, or each from the beginning */
    int64_t calls, stride;
    int lane;
};

static struct course course;

/* Not as cmocka does it, which would go on with the other tests in a child as well. */
static _Noreturn void bad(int64_t n, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "%s, %lld: ", course.step->name, (long long)n);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    _exit(1);
}

/* ---- one try ---- */

static void (*arm)(int64_t n, bool for_ever);

static enum outcome work(struct job *job, void *arg)
{
    (void)arg;
    return db_read(job->db) == DONE ? course.step->act(&scene, job) : job_broke(job);
}

static enum outcome open_data(void)
{
    struct str why;
    enum outcome o = db_open(scene.town.mem, scene.data, false, &scene.town.db, &why);

    if (o != DONE)
        scene.town.job->broke = why;
    return o;
}

static void close_data(void)
{
    if (scene.town.db != NULL)
        db_close(scene.town.db);
    scene.town.db = NULL;
}

/* As a worker does it: it keeps the connection for as long as that is of use. */
static enum outcome take(bool *ret_unknown)
{
    struct job *job = scene.town.job;
    enum outcome o;

    *ret_unknown = false;
    if (scene.town.db != NULL && db_lost(scene.town.db))
        close_data();
    if (scene.town.db == NULL && open_data() != DONE)
        return BROKEN;
    job->db = scene.town.db;
    job->faults.n = 0;
    job->later_n = 0;
    job->form_number = course.step->entries > 0 ? S(FORM) : S("");
    job->norms = NULL;
    o = job_run(job, work, NULL);
    *ret_unknown = db_unknown(job->db);
    return o;
}

static void tell(void)
{
    bool unknown;

    told->first = take(&told->unknown);
    told->failed = turn.failed + disk.failed;
    told->calls = turn.seen + disk.seen;
    told->wrote = own_writes();
    turn_calm();
    disk_calm();
    told->came = true;
    if (told->first != BROKEN || told->unknown)
        return;
    told->again = take(&unknown);
    /* The file was replaced before the call that failed: who sees that ends, another opens it. */
    if (told->again == BROKEN && db_lost(scene.town.db))
        told->again = take(&unknown);
}

static _Noreturn void child(int64_t n, bool for_ever)
{
    if (!course.step->opens && open_data() != DONE)
        bad(n, "it does not open");
    arm(n, for_ever);
    tell();
    close_data();
    _exit(0);
}

static void check_outcome(int64_t n, int status)
{
    bool outside = course.step->left != NULL; /* a back-up that cannot be read is REFUSED */

    if (!told->came && !(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT) &&
        !(WIFEXITED(status) && WEXITSTATUS(status) == DISK_CUT_STATUS))
        bad(n, "the process crashed (%d)", status);
    if (told->came && told->first != DONE && told->first != BROKEN &&
        !(told->first == REFUSED && outside))
        bad(n, "outcome %d", (int)told->first);
    if (told->came && told->first == BROKEN && !told->unknown && told->again != DONE &&
        !(told->again == REFUSED && outside))
        bad(n, "again gave %d: %" STR_FMT, (int)told->again, STR_ARG(scene.town.job->broke));
}

/* The ledger from its first entry on, by a connection that saw nothing of the try. */
static void check_deeply(int64_t n)
{
    struct scene *it = &scene;

    close_data();
    it->town.db = it->town.job->db = opened(it->town.mem, it->data);
    if (!town_verify(&it->town).sound)
        bad(n, "the ledger is at fault");
}

static void check_entries(int64_t n, bool done)
{
    int64_t was = scene.seq;
    int64_t more = course.step->entries;
    int64_t seq;

    scene.town.job->form_number = S("");
    seq = entries(&scene.town);
    if (done ? seq != was + more : seq != was && seq != was + more)
        bad(n, "entry %lld, it was %lld", (long long)seq, (long long)was);
}

static void check(int64_t n, int status, bool deeply)
{
    const struct step *step = course.step;
    bool done = told->came && (told->first == DONE || (told->first == BROKEN && !told->unknown));

    check_outcome(n, status);
    if (step->left != NULL && !step->left(&scene, done && told->again != REFUSED))
        bad(n, "something half is left");
    if (deeply)
        check_deeply(n);
    check_entries(n, done);
    tally->tries++;
    tally->broken += told->came && told->first == BROKEN && !told->unknown;
    tally->unknown += told->came && told->unknown;
    tally->ended += !told->came;
}

/* Was anything refused in this try? When not, the step is through. */
static bool one(int64_t n, bool for_ever)
{
    struct scene *it = &scene;
    struct arena *of_step = it->town.mem;
    struct arena *mem = arena_new(ARENA_BYTES);
    int status;
    pid_t pid;

    scene_use(it, mem);
    scene_copy(it);
    it->town.db = NULL;
    memset(told, 0, sizeof *told);
    fflush(NULL);
    if ((pid = fork()) == 0)
        child(n, for_ever);
    EQ(waitpid(pid, &status, 0), pid);
    check(n, status, true);
    close_data();
    scene_use(it, of_step);
    it->town.job->norms = NULL;
    arena_free(mem);
    return !told->came || told->failed > 0;
}

/* ---- a step, with each n ---- */

static bool is_mine(int64_t n)
{
    return n % course.stride == 0 && n / course.stride % LANES == course.lane;
}

static void each_anew(void)
{
    for (int64_t n = 0; n < course.calls; n++)
        if (is_mine(n) && !one(n, course.for_ever))
            break;
}

/* Asked at each call: this process goes on, in the child it fails. */
static bool split(void)
{
    int64_t n = turn.seen - 1;
    int status;
    pid_t pid;

    if (!is_mine(n))
        return false;
    fflush(NULL);
    if ((pid = fork()) == 0) {
        memset(told, 0, sizeof *told);
        return true;
    }
    if (waitpid(pid, &status, 0) != pid || status != 0)
        bad(n, "a child ended with %d", status);
    return false;
}

/* What wrote nothing left nothing half, so that of those only some are verified. */
static void each_split(void)
{
    scene_copy(&scene);
    own_stand();
    scene.town.db = NULL;
    if (!course.step->opens && open_data() != DONE)
        bad(-1, "it does not open");
    own_mark();
    turn_arm(TURN_MEMORY, -1, course.for_ever);
    turn.splits = split;
    tell();
    if (turn.failed > 0) {
        check(told->calls, 0, told->wrote > 0 || told->unknown || told->calls % EIGHTH == 0);
        _exit(0);
    }
    if (told->first != DONE)
        bad(told->calls, "it does not go by itself: %d", (int)told->first);
}

static _Noreturn void in_lane(int i)
{
    course.lane = i;
    told = &lanes[i].told;
    tally = &lanes[i].tally;
    scene.folder = arena_text(scene.town.mem, "%s/%d", course.folder, i).at;
    scene.data = arena_text(scene.town.mem, "%s/data.db", scene.folder);
    mkdir(scene.folder, 0700);
    if (course.splits)
        each_split();
    else
        each_anew();
    _exit(0);
}

/* How many there are to fail: a try in which none does. */
static int64_t count(void)
{
    told = &lanes[0].told;
    tally = &lanes[0].tally;
    one(-1, false);
    if (!told->came || told->first != DONE)
        bad(-1, "it does not go by itself: %d", (int)told->first);
    return told->calls;
}

enum { SOME = 48, SOME_SLOW = 8 };

static int64_t stride_of(const struct step *step, int64_t n)
{
    const char *asked = getenv("WAARBORG_FAULTS");
    int64_t some = step->founded ? SOME_SLOW : SOME;

    if (asked != NULL && strcmp(asked, "all") == 0)
        return 1;
    if (asked != NULL && atoi(asked) > 0)
        some = atoi(asked);
    return n > some ? n / some : 1;
}

static void step_in_turn(struct tally *all)
{
    memset(lanes, 0, LANES * sizeof *lanes);
    course.calls = count();
    course.stride = stride_of(course.step, course.calls);
    memset(lanes, 0, LANES * sizeof *lanes);
    for (int i = 0; i < LANES; i++)
        if (fork() == 0)
            in_lane(i);
    for (int i = 0; i < LANES; i++) {
        int status;

        assert_true(wait(&status) > 0);
        EQ(status, 0);
    }
    if (course.splits) { /* some fewer: nothing is asked for a lock or a name */
        course.calls = lanes[0].told.calls;
        EQ(course.calls, lanes[1].told.calls);
    }
    for (int i = 0; i < LANES; i++) {
        all->tries += lanes[i].tally.tries;
        all->broken += lanes[i].tally.broken;
        all->unknown += lanes[i].tally.unknown;
        all->ended += lanes[i].tally.ended;
    }
}

static void in_turn(const char *folder, bool memory, bool for_ever)
{
    struct tally all = {0};
    int64_t calls = 0;

    for (int i = 0; i < STEPS; i++) {
        const struct step *step = &scene_steps[i];
        struct arena *mem = arena_new(ARENA_BYTES);

        scene_stage(step, mem, folder);
        course = (struct course){.step = step, .folder = folder, .for_ever = for_ever,
                                 .splits = memory && step->left == NULL};
        step_in_turn(&all);
        calls += course.calls;
        unlink(scene.base.at);
        unlink(scene.data.at);
        arena_free(mem);
    }
    printf("  %d tries of %lld calls in %d steps: %d broken, %d not certain, %d processes ended\n",
           all.tries, (long long)calls, STEPS, all.broken, all.unknown, all.ended);
    assert_true(all.broken > 0);
    EQ(all.ended, 0);
}

/* ---- what is made to fail ---- */

static void arm_memory(int64_t n, bool for_ever) { turn_arm(TURN_MEMORY, n, for_ever); }
static void arm_statement(int64_t n, bool for_ever) { turn_arm(TURN_STATEMENT, n, for_ever); }
static void arm_call(int64_t n, bool for_ever) { turn_arm(TURN_CALL, n, for_ever); }

static void arm_disk(int64_t n, bool for_ever)
{
    disk = (struct disk){.kinds = DISK_ALL, .left = n, .for_ever = for_ever, .cut_left = -1};
}

static void arm_full(int64_t n, bool for_ever)
{
    disk = (struct disk){.kinds = DISK_WRITES, .left = n, .for_ever = for_ever, .full = true,
                         .cut_left = -1};
}

/* ---- the power ---- */

enum { ACTS = 20, LARGE_BYTES = 2500000 };

/* Verdicts, and large files between them, so that the log goes into the file meanwhile. */
static enum outcome act_of_many(struct job *job, void *arg)
{
    static struct row seen;
    struct evidence_file file = {S("groot.pdf"), scene.bytes};
    struct given given = {.noun = &assessment_noun};
    struct assessment now = {.row = {0}};
    int i = *(int *)arg;
    int64_t id;
    enum outcome o;

    if (db_read(job->db) != DONE)
        return job_broke(job);
    if (i % 5 == 4)
        return act_evidence_add(job, &scene.given, &file, 0, &scene.item, 1, &id);
    given = GIVEN(assessment, "note", arena_text(job->mem, "voor de %de keer", i).at);
    o = act_assess(job, scene.item, seen, &given, &now);
    seen = now.row;
    return o;
}

static _Noreturn void child_until_the_power_goes(struct scene *it, int64_t n, enum disk_cut cut)
{
    struct job *job = it->town.job;
    struct str why;

    disk = (struct disk){.left = -1, .cut = cut, .cut_left = n, .seed = (unsigned)n + 1};
    if (db_open(it->town.mem, it->data, false, &it->town.db, &why) != DONE)
        _exit(3);
    job->db = it->town.db;
    for (int i = 0; i < ACTS; i++) {
        char form[40];

        snprintf(form, sizeof form, "form-0123456789abcdef-%d", i);
        job->form_number = str_of(form);
        it->bytes.at = memset((char *)(uintptr_t)it->bytes.at, 'a' + i, it->bytes.len);
        memcpy((char *)(uintptr_t)it->bytes.at, "%PDF-1.7\n", 9);
        if (job_run(job, act_of_many, &i) != DONE)
            _exit(4);
        told->acknowledged++;
    }
    told->came = true;
    _exit(0);
}

static bool cut(struct scene *it, int64_t n, enum disk_cut how)
{
    struct arena *of_step = it->town.mem;
    struct arena *mem = arena_new(ARENA_BYTES);
    int64_t seq;
    int status;
    pid_t pid;

    scene_use(it, mem);
    scene_copy(it);
    memset(told, 0, sizeof *told);
    fflush(NULL);
    if ((pid = fork()) == 0)
        child_until_the_power_goes(it, n, how);
    EQ(waitpid(pid, &status, 0), pid);
    EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, told->came ? 0 : DISK_CUT_STATUS);
    unlink(scene_in(it, "data.db-shm")); /* memory is gone too */
    it->town.db = it->town.job->db = opened(mem, it->data);
    it->town.job->form_number = S("");
    seq = entries(&it->town) - it->seq;
    if (seq < told->acknowledged || seq > told->acknowledged + 1)
        fail_msg("sync %lld: %lld acknowledged, %lld there", (long long)n,
                 (long long)told->acknowledged, (long long)seq);
    if (!town_verify(&it->town).sound)
        fail_msg("sync %lld: the ledger is at fault", (long long)n);
    db_close(it->town.db);
    scene_use(it, of_step);
    it->town.job->norms = NULL;
    arena_free(mem);
    return !told->came;
}

static const struct step many = {"many acts", false, scene_before_evidence, NULL, 0, NULL, false};

static void power(const char *folder, enum disk_cut how)
{
    struct arena *mem = arena_new(ARENA_BYTES);
    int64_t n = 0;

    scene_stage(&many, mem, folder);
    scene.bytes = pdf(&scene.town, LARGE_BYTES, 'x');
    while (cut(&scene, n, how))
        n++;
    printf("  %lld syncs of %d acts, the power gone at each: 0 lost\n", (long long)n, ACTS);
    assert_true(n >= ACTS);
    EQ(told->acknowledged, ACTS);
    arena_free(mem);
}

static void drops(struct arena *mem, struct str where, const char *folder)
{
    (void)mem;
    (void)where;
    power(folder, DISK_DROPS);
}

static void halves(struct arena *mem, struct str where, const char *folder)
{
    (void)mem;
    (void)where;
    power(folder, DISK_HALVES);
}

static void reorders(struct arena *mem, struct str where, const char *folder)
{
    (void)mem;
    (void)where;
    power(folder, DISK_REORDERS);
}

/* In memory where that can be: the power does not go here, and there are many tries. */
static void in_a_folder(void (*armed)(int64_t n, bool for_ever), bool for_ever)
{
    char folder[] = "/dev/shm/waarborg-fault.XXXXXX";
    char elsewhere[] = "/tmp/waarborg-fault.XXXXXX";
    const char *at = mkdtemp(folder) != NULL ? folder : mkdtemp(elsewhere);
    char command[64];

    assert_non_null(at);
    arm = armed;
    in_turn(at, arm == arm_memory, for_ever);
    snprintf(command, sizeof command, "rm -rf '%s'", at);
    EQ(system(command), 0);
}

TEST(whichever_call_for_memory_fails_nothing_is_half) { in_a_folder(arm_memory, false); }
TEST(when_memory_is_gone_for_good_nothing_is_half) { in_a_folder(arm_memory, true); }
TEST(whichever_statement_fails_nothing_is_half) { in_a_folder(arm_statement, false); }
TEST(whichever_call_to_the_machine_fails_nothing_is_half) { in_a_folder(arm_call, false); }

TEST(whichever_write_sync_or_open_fails_nothing_is_half) { in_a_folder(arm_disk, false); }
TEST(when_the_disk_is_gone_for_good_nothing_is_half) { in_a_folder(arm_disk, true); }
TEST(when_the_disk_is_full_nothing_is_half) { in_a_folder(arm_full, true); }
TEST(wherever_the_power_goes_what_was_acknowledged_is_there) { on_sqlite(drops); }
TEST(half_of_what_was_not_synced_is_nothing_or_all) { on_sqlite(halves); }
TEST(the_order_in_which_a_disk_writes_does_not_matter) { on_sqlite(reorders); }

/* test_fault [NAME]: with a name, as `*memory*`, those tests only. */
int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whichever_statement_fails_nothing_is_half),
        cmocka_unit_test(whichever_call_to_the_machine_fails_nothing_is_half),
        cmocka_unit_test(whichever_write_sync_or_open_fails_nothing_is_half),
        cmocka_unit_test(when_the_disk_is_gone_for_good_nothing_is_half),
        cmocka_unit_test(when_the_disk_is_full_nothing_is_half),
        cmocka_unit_test(wherever_the_power_goes_what_was_acknowledged_is_there),
        cmocka_unit_test(half_of_what_was_not_synced_is_nothing_or_all),
        cmocka_unit_test(the_order_in_which_a_disk_writes_does_not_matter),
        cmocka_unit_test(whichever_call_for_memory_fails_nothing_is_half),
        cmocka_unit_test(when_memory_is_gone_for_good_nothing_is_half),
    };

    lanes = mmap(NULL, LANES * sizeof *lanes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                 -1, 0);
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    turn_stand();
    disk_stand();
    if (lanes == MAP_FAILED || !scene_keys())
        return 2;
    told = &lanes[0].told;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
