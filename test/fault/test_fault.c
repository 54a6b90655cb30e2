/* [plan R02 R03 R04 R05] Whatever fails, once or from then on: one clear outcome, nothing half.
 *
 * Each step of the main journey is taken in a child on a copy of the data, with the n-th call
 * failing. DONE must be kept; BROKEN must have kept nothing, and the same again in the same
 * process goes; when it is not certain, or the process ended itself, it is there whole or not
 * at all. A deep verify follows each. WAARBORG_FAULTS=all takes every n, WAARBORG_FAULTS=500
 * some five hundred of each step, else some fifty.
 */
#include "town.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "disk.h"
#include "turn.h"
#include "store/vault.h"

#define PASSWORD "vier paarse fietsen in de mist"
#define FORM "form-0123456789abcdef0123456789ab"

struct scene {
    struct town town;
    const char *folder;
    struct str base, data;    /* as it is before the step, and the copy of one try */
    struct str item;
    struct str bytes;
    struct row line, soa;
    struct given given;
    int64_t seq;              /* of the ledger before the step */
};

static struct scene scene;

struct step {
    const char *name;
    bool founded;             /* one person with an account, not the whole town */
    void (*before)(struct scene *it);
    enum outcome (*act)(struct scene *it, struct job *job);
    int entries;
    bool (*left)(struct scene *it, bool done); /* outside the data; NULL: nothing */
};

/* ---- the steps ---- */

static enum outcome sign_in(struct scene *it, struct job *job)
{
    struct session session;

    (void)it;
    return act_sign_in(job, S("samira@voorbeeld.example"), S(PASSWORD), S("test"), &session);
}

static void before_assess(struct scene *it)
{
    it->item = item(&it->town, "5.01");
    it->given = GIVEN(assessment, "design", "ja", "note", "gezien");
}

static enum outcome assess(struct scene *it, struct job *job)
{
    struct assessment now;

    return act_assess(job, it->item, (struct row){.id = 0}, &it->given, &now);
}

static void before_evidence(struct scene *it)
{
    it->item = item(&it->town, "5.01");
    it->bytes = pdf(&it->town, 300000, 'x');
    it->given = GIVEN(evidence, "title", "Verslag", "kind", "document", "design", "1", "period_to",
                      "2026-01-05");
}

static enum outcome add_evidence(struct scene *it, struct job *job)
{
    struct evidence_file file = {S("verslag.pdf"), it->bytes};
    int64_t id;

    return act_evidence_add(job, &it->given, &file, 0, &it->item, 1, &id);
}

static struct soa_view *view(struct scene *it)
{
    struct soa_view *ret = NULL;

    DO(&it->town, act_soa(it->town.job, 0, &ret));
    return ret;
}

static void before_line(struct scene *it)
{
    struct soa_view *all;
    int filled;

    DO(&it->town, act_soa_fill(it->town.job, &filled));
    it->item = item(&it->town, "8.34");
    all = view(it);
    for (int i = 0; i < all->n_lines; i++)
        if (all->lines[i].item == index_of(&it->town, "8.34"))
            it->line = all->lines[i].line.row;
    it->given = GIVEN(applicability, "applies", "nee", "ground", "kan_niet", "why", "Niet hier");
}

static enum outcome set_line(struct scene *it, struct job *job)
{
    struct applicability now;

    return act_soa_line(job, it->item, it->line, &it->given, &now);
}

static void before_adopt(struct scene *it)
{
    int filled;

    DO(&it->town, act_soa_fill(it->town.job, &filled));
    DO(&it->town, act_soa_complete(it->town.job, view(it)->soa.row));
    it->soa = view(it)->soa.row;
    it->given = GIVEN(decision, "body", "directie", "on", "2026-01-12", "number", "2026-17",
                      "subject", "VvT");
    town_as(&it->town, LOTTE);
}

static enum outcome adopt(struct scene *it, struct job *job)
{
    int64_t id;

    return act_soa_adopt(job, it->soa, &it->given, &id);
}

/* ---- saving and putting back ---- */

static struct vault_key to_key, with_key;

static const char *in(struct scene *it, const char *name)
{
    return arena_text(it->town.mem, "%s/%s", it->folder, name).at;
}

static enum outcome back_up(struct scene *it, struct job *job)
{
    return backup_close(job->db, job->mem, arena_text(job->mem, "%s/saved.wb", it->folder), &to_key,
                        &job->broke);
}

/* Under its name stands a whole one or none, and nothing plain or half lies about. */
static bool saved(struct scene *it, bool done)
{
    int from = open(in(it, "saved.wb"), O_RDONLY);
    int to = open(in(it, "opened.db"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    bool fits = from >= 0 ? vault_open(from, to, &with_key) == VAULT_FINE : !done;

    close(from);
    close(to);
    unlink(in(it, "saved.wb"));
    unlink(in(it, "opened.db"));
    return fits;
}

static enum outcome put_back(struct scene *it, struct job *job)
{
    struct str kept;
    struct str fresh = arena_text(job->mem, "%s/fresh.db", it->folder);
    enum outcome o = DONE;

    if (access(fresh.at, F_OK) != 0)
        o = backup_make(job->db, job->mem, fresh, &job->broke);
    db_rollback(job->db);
    return o == DONE ? backup_swap(job->mem, fresh, it->data, S("20260112093000"), &kept,
                                   &job->broke) : o;
}

/* Either the old one or the new one: the parent's verify opens what is there. When it stopped
 * between the two the old one is kept whole beside it. */
static bool swapped(struct scene *it, bool done)
{
    struct str kept = arena_text(it->town.mem, "%" STR_FMT ".before-20260112093000",
                                 STR_ARG(it->data));

    if (access(it->data.at, F_OK) != 0) {
        if (done || rename(kept.at, it->data.at) != 0)
            return false;
        rename(arena_text(it->town.mem, "%s-wal", kept.at).at,
               arena_text(it->town.mem, "%s-wal", it->data.at).at);
    }
    unlink(kept.at);
    unlink(arena_text(it->town.mem, "%s-wal", kept.at).at);
    unlink(in(it, "fresh.db"));
    return true;
}

static enum outcome verify(struct scene *it, struct job *job)
{
    struct verify_result result;
    enum outcome o = ledger_verify(job, true, NULL, &result);

    (void)it;
    return o == DONE && !result.sound ? CLASHED : o; /* a false alarm is no clear outcome */
}

static const struct step steps[] = {
    {"sign in", true, NULL, sign_in, 0, NULL},
    {"set a verdict", false, before_assess, assess, 1, NULL},
    {"add evidence", false, before_evidence, add_evidence, 1, NULL},
    {"set a line", false, before_line, set_line, 1, NULL},
    {"adopt", false, before_adopt, adopt, 1, NULL},
    {"back up", false, NULL, back_up, 0, saved},
    {"put back", false, NULL, put_back, 0, swapped},
    {"verify", false, NULL, verify, 0, NULL},
};
enum { STEPS = sizeof steps / sizeof *steps, ARENA_BYTES = 96 << 20 };

/* ---- one try ---- */

/* What the child tells, in memory that both see. */
struct told {
    enum outcome first, again;
    bool unknown;
    int64_t failed, calls;
    bool came;                /* to its end */
    int64_t acknowledged;     /* acts that said DONE */
};

static struct told *told;

struct call {
    struct scene *scene;
    const struct step *step;
};

static enum outcome work(struct job *job, void *arg)
{
    struct call *it = arg;

    return db_read(job->db) == DONE ? it->step->act(it->scene, job) : job_broke(job);
}

static enum outcome take(struct scene *it, const struct step *step, bool *ret_unknown)
{
    struct job *job = it->town.job;
    struct call call = {it, step};
    struct str why;
    enum outcome o = db_open(it->town.mem, it->data, false, &it->town.db, &why);

    *ret_unknown = false;
    if (o != DONE)
        return BROKEN;
    job->db = it->town.db;
    job->faults.n = 0;
    job->later_n = 0;
    job->form_number = step->entries > 0 ? S(FORM) : S("");
    job->norms = NULL;
    o = job_run(job, work, &call);
    *ret_unknown = db_unknown(job->db);
    db_close(job->db);
    return o;
}

static void (*arm)(int64_t n, bool for_ever);

static _Noreturn void child(struct scene *it, const struct step *step, int64_t n, bool for_ever)
{
    arm(n, for_ever);
    told->first = take(it, step, &told->unknown);
    told->failed = turn.failed + disk.failed;
    told->calls = turn.seen + disk.seen;
    turn_calm();
    disk_calm();
    told->came = true;
    if (told->first == BROKEN && !told->unknown) {
        bool unknown;

        told->again = take(it, step, &unknown);
    }
    _exit(0);
}

static void copy_file(struct scene *it)
{
    int from = open(it->base.at, O_RDONLY);
    int to = open(it->data.at, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    struct stat st;

    EQ(fstat(from, &st), 0);
    EQ(copy_file_range(from, NULL, to, NULL, (size_t)st.st_size, 0), st.st_size);
    close(from);
    close(to);
    unlink(in(it, "data.db-wal"));
    unlink(in(it, "data.db-shm"));
}

struct tally {
    int tries, broken, unknown, ended;
};

static void check(struct scene *it, const struct step *step, int64_t n, int status,
                  struct tally *tally)
{
    bool ended = !told->came;
    bool done = !ended && (told->first == DONE || (told->first == BROKEN && !told->unknown));
    int64_t seq;

    if (ended && !(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT) &&
        !(WIFEXITED(status) && WEXITSTATUS(status) == DISK_CUT_STATUS))
        fail_msg("%s, %lld: the process crashed (%d)", step->name, (long long)n, status);
    if (!ended && told->first != DONE && told->first != BROKEN &&
        !(told->first == REFUSED && step->left != NULL)) /* a back-up that cannot be read */
        fail_msg("%s, %lld: outcome %d", step->name, (long long)n, (int)told->first);
    if (!ended && told->first == BROKEN && !told->unknown && told->again != DONE &&
        !(told->again == REFUSED && step->left != NULL))
        fail_msg("%s, %lld: again gave %d", step->name, (long long)n, (int)told->again);
    if (step->left != NULL && !step->left(it, done && told->again != REFUSED))
        fail_msg("%s, %lld: something half is left", step->name, (long long)n);
    it->town.db = it->town.job->db = opened(it->town.mem, it->data);
    it->town.job->form_number = S("");
    seq = entries(&it->town);
    if (done ? seq != it->seq + step->entries : seq != it->seq && seq != it->seq + step->entries)
        fail_msg("%s, %lld: entry %lld, it was %lld", step->name, (long long)n, (long long)seq,
                 (long long)it->seq);
    if (!town_verify(&it->town).sound)
        fail_msg("%s, %lld: the ledger is at fault", step->name, (long long)n);
    db_close(it->town.db);
    tally->tries++;
    tally->broken += !ended && told->first == BROKEN && !told->unknown;
    tally->unknown += !ended && told->unknown;
    tally->ended += ended;
}

static void use_memory(struct scene *it, struct arena *mem)
{
    it->town.mem = it->town.job->mem = it->town.job->faults.mem = mem;
}

/* Was anything refused in this try? When not, the step is through. */
static bool one(struct scene *it, const struct step *step, int64_t n, bool for_ever,
                struct tally *tally)
{
    struct arena *of_step = it->town.mem;
    struct arena *mem = arena_new(ARENA_BYTES);
    int status;
    pid_t pid;

    use_memory(it, mem);
    copy_file(it);
    memset(told, 0, sizeof *told);
    fflush(NULL);
    if ((pid = fork()) == 0)
        child(it, step, n, for_ever);
    EQ(waitpid(pid, &status, 0), pid);
    check(it, step, n, status, tally);
    use_memory(it, of_step);
    it->town.job->norms = NULL;
    arena_free(mem);
    return !told->came || told->failed > 0;
}

/* ---- a step, with each n ---- */

static void stage(const struct step *step, struct arena *mem, const char *folder)
{
    struct scene *it = &scene;
    struct str why;

    memset(it, 0, sizeof *it);
    it->folder = folder;
    it->base = arena_text(mem, "%s/base.db", folder);
    it->data = arena_text(mem, "%s/data.db", folder);
    if (step->founded)
        town_found(&it->town, mem, it->base, S(PASSWORD));
    else
        town_open(&it->town, mem, it->base);
    town_as(&it->town, SAMIRA);
    if (step->before != NULL)
        step->before(it);
    it->seq = entries(&it->town);
    db_rollback(it->town.db);
    EQ(backup_make(it->town.db, mem, arena_text(mem, "%s/one.db", folder), &why), DONE);
    db_close(it->town.db);
    EQ(rename(in(it, "one.db"), it->base.at), 0);
    unlink(in(it, "base.db-wal"));
    unlink(in(it, "base.db-shm"));
}

/* How many there are to fail: a try in which none does. */
static int64_t count(const struct step *step)
{
    struct tally none = {0};

    one(&scene, step, -1, false, &none);
    if (!told->came || told->first != DONE)
        fail_msg("%s does not go by itself: %d", step->name, (int)told->first);
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

static void in_turn(const char *folder, bool for_ever)
{
    struct tally tally = {0};
    int64_t all = 0;

    for (int i = 0; i < STEPS; i++) {
        struct arena *mem = arena_new(ARENA_BYTES);
        int64_t n;
        int64_t calls;

        stage(&steps[i], mem, folder);
        calls = count(&steps[i]);
        all += calls;
        for (n = 0; n < calls; n += stride_of(&steps[i], calls))
            if (!one(&scene, &steps[i], n, for_ever, &tally))
                break;
        unlink(scene.base.at);
        unlink(scene.data.at);
        arena_free(mem);
    }
    printf("  %d tries of %lld calls in %d steps: %d broken, %d not certain, %d processes ended\n",
           tally.tries, (long long)all, STEPS, tally.broken, tally.unknown, tally.ended);
    assert_true(tally.broken > 0);
    EQ(tally.ended, 0);
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

    use_memory(it, mem);
    copy_file(it);
    memset(told, 0, sizeof *told);
    fflush(NULL);
    if ((pid = fork()) == 0)
        child_until_the_power_goes(it, n, how);
    EQ(waitpid(pid, &status, 0), pid);
    EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, told->came ? 0 : DISK_CUT_STATUS);
    unlink(in(it, "data.db-shm")); /* memory is gone too */
    it->town.db = it->town.job->db = opened(mem, it->data);
    it->town.job->form_number = S("");
    seq = entries(&it->town) - it->seq;
    if (seq < told->acknowledged || seq > told->acknowledged + 1)
        fail_msg("sync %lld: %lld acknowledged, %lld there", (long long)n,
                 (long long)told->acknowledged, (long long)seq);
    if (!town_verify(&it->town).sound)
        fail_msg("sync %lld: the ledger is at fault", (long long)n);
    db_close(it->town.db);
    use_memory(it, of_step);
    it->town.job->norms = NULL;
    arena_free(mem);
    return !told->came;
}

static const struct step many = {"many acts", false, before_evidence, NULL, 0, NULL};

static void power(const char *folder, enum disk_cut how)
{
    struct arena *mem = arena_new(ARENA_BYTES);
    int64_t n = 0;

    stage(&many, mem, folder);
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
    in_turn(at, for_ever);
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

int main(void)
{
    char public[VAULT_TEXT_BYTES];
    char secret[VAULT_TEXT_BYTES];
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

    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    turn_stand();
    disk_stand();
    vault_pair(public, secret);
    if (told == MAP_FAILED || !vault_public(str_of(public), &to_key) ||
        !vault_secret(str_of(secret), &with_key))
        return 2;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
