/* Questions to a process beside this one, and what becomes of them when it fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aide/aide.h"
#include "aide/packet.h"

static struct arena *mem;

/* What a hand of these tests does: say it again, say a lot, die, die once, be slow, tell. */
static struct str answer(struct arena *room, struct str question, int file)
{
    char text[256];

    if (str_eq(question, S("die")))
        raise(SIGKILL);
    if (str_starts(question, S("once "))) {
        struct str path = arena_str(room, str_sub(question, 5, question.len));

        if (unlink(path.at) == 0)
            raise(SIGKILL);
        return S("second");
    }
    if (str_eq(question, S("slow")))
        usleep(700 * 1000);
    if (str_eq(question, S("hang")))
        for (;;)
            pause();
    if (str_eq(question, S("pid")))
        return arena_text(room, "%d", (int)getpid());
    if (str_eq(question, S("open"))) {
        int n = 0;

        for (int i = 4; i < 256; i++)
            n += fcntl(i, F_GETFD) >= 0 && i != file;
        return arena_text(room, "%d", n);
    }
    if (str_eq(question, S("core"))) {
        struct rlimit limit;

        getrlimit(RLIMIT_CORE, &limit);
        return arena_text(room, "%d %d", prctl(PR_GET_DUMPABLE), (int)limit.rlim_max);
    }
    if (str_eq(question, S("much")))
        return (struct str){arena_alloc(room, AIDE_ANSWER_BYTES), AIDE_ANSWER_BYTES};
    if (str_eq(question, S("file")))
        return arena_str(room, (struct str){text, (size_t)pread(file, text, sizeof text, 0)});
    return arena_str(room, question);
}

static struct aide aide;

static int begin(void **state)
{
    (void)state;
    mem = arena_new((size_t)64 << 20);
    aide = (struct aide){.name = "hand", .hands = 1, .limit_s = 1,
                         .arena_limit_bytes = (size_t)16 << 20, .answer = answer};
    return 0;
}

static int end(void **state)
{
    (void)state;
    aide_stop();
    arena_free(mem);
    return 0;
}

static enum outcome ask(struct str question, int limit_ms, bool again, struct str *ret)
{
    struct str why = S("");
    enum outcome o;

    *ret = S("");
    o = aide_ask(&aide, mem, question, -1, limit_ms, again, ret, &why);
    if (o != DONE)
        *ret = why;
    return o;
}

static void an_answer_is_that_of_the_question(void **state)
{
    struct str got;

    (void)state;
    for (int i = 0; i < 100; i++) {
        struct str question = arena_text(mem, "question %d", i);

        assert_int_equal(ask(question, 2000, false, &got), DONE);
        assert_true(str_eq(got, question));
    }
    assert_int_equal(ask(S("much"), 5000, false, &got), DONE);
    assert_int_equal(got.len, AIDE_ANSWER_BYTES);
}

static void what_is_too_long_is_refused_and_ends_nobody(void **state)
{
    size_t room = AIDE_QUESTION_BYTES + 1;
    char *at = arena_alloc(mem, room);
    struct str got;

    (void)state;
    memset(at, 'x', room);
    assert_int_equal(ask((struct str){at, room}, 2000, false, &got), REFUSED);
    assert_true(got.len > 0);
    assert_int_equal(ask(S(""), 2000, false, &got), REFUSED);
    assert_int_equal(ask((struct str){at, room - 1}, 2000, false, &got), DONE);
    assert_int_equal(got.len, room - 1);
}

static void a_file_goes_along(void **state)
{
    int file = memfd_create("test", MFD_CLOEXEC);
    struct str got, why;

    (void)state;
    assert_int_equal(write(file, "what it holds", 13), 13);
    assert_int_equal(aide_ask(&aide, mem, S("file"), file, 2000, false, &got, &why), DONE);
    assert_true(str_eq(got, S("what it holds")));
    close(file);
}

static void a_hand_has_nothing_of_who_started_it(void **state)
{
    struct str got;
    int file = open("/dev/null", O_RDONLY);

    (void)state;
    assert_int_equal(dup2(file, 77), 77);
    assert_int_equal(ask(S("open"), 2000, false, &got), DONE);
    assert_true(str_eq(got, S("1"))); /* the place for the answer */
    assert_int_equal(ask(S("core"), 2000, false, &got), DONE);
    assert_true(str_eq(got, S("0 0")));
    close(77);
    close(file);
}

static void who_asks_of_one_that_dies_is_told_so(void **state)
{
    struct str got;

    (void)state;
    assert_int_equal(ask(S("die"), 5000, false, &got), BROKEN);
    assert_true(str_eq(got, S("hand: it ended before it answered")));
    assert_int_equal(ask(S("and after"), 5000, false, &got), DONE);
}

static void what_may_be_done_twice_is_asked_again_of_the_next(void **state)
{
    char path[] = "/tmp/waarborg-aide-XXXXXX";
    struct str got;

    (void)state;
    close(mkstemp(path));
    assert_int_equal(ask(arena_text(mem, "once %s", path), 5000, true, &got), DONE);
    assert_true(str_eq(got, S("second")));
}

static void one_that_is_slow_costs_no_more_than_its_time(void **state)
{
    int64_t before = packet_clock_ms();
    struct str got;

    (void)state;
    assert_int_equal(ask(S("slow"), 200, true, &got), BROKEN);
    assert_true(str_eq(got, S("hand: it did not answer in time")));
    assert_true(packet_clock_ms() - before < 600);
    assert_int_equal(ask(S("after it"), 5000, false, &got), DONE);
    assert_true(str_eq(got, S("after it"))); /* and not the late answer */
}

static void one_that_hangs_is_followed_by_another(void **state)
{
    struct str got;

    (void)state;
    assert_int_equal(ask(S("hang"), 5000, false, &got), BROKEN);
    assert_true(str_eq(got, S("hand: it ended before it answered")));
    assert_int_equal(ask(S("x"), 5000, false, &got), DONE);
}

/* As in a server: the keeper restarts, a worker only asks. */
static void a_worker_is_served_by_the_one_that_the_keeper_starts(void **state)
{
    int status, got_status = 0;
    bool restarted = false;
    pid_t worker, ended;

    (void)state;
    assert_true(aide_start(&aide));
    worker = fork();
    if (worker == 0) {
        struct str got;
        bool fine;

        aide_let_go(true);
        fine = ask(S("die"), 5000, false, &got) == BROKEN &&
               ask(S("waits for the next"), 5000, false, &got) == DONE &&
               str_eq(got, S("waits for the next"));
        _exit(fine ? 0 : 1);
    }
    for (int i = 0; i < 2; i++) {
        ended = waitpid(-1, &status, 0);
        if (ended == worker)
            got_status = status;
        else
            restarted = aide_ended(ended);
    }
    assert_true(restarted);
    assert_int_equal(got_status, 0);
    assert_false(aide_ended(worker));
}

static void two_who_ask_at_once_each_get_their_own(void **state)
{
    enum { ASKERS = 4, TIMES = 200 };
    pid_t askers[ASKERS];

    (void)state;
    aide.hands = 2;
    assert_true(aide_start(&aide));
    for (int i = 0; i < ASKERS; i++) {
        askers[i] = fork();
        if (askers[i] != 0)
            continue;
        aide_let_go(true);
        for (int k = 0; k < TIMES; k++) {
            struct str got;
            struct str question = arena_text(mem, "%d of %d", k, i);

            if (ask(question, 5000, false, &got) != DONE || !str_eq(got, question))
                _exit(1);
        }
        _exit(0);
    }
    for (int i = 0; i < ASKERS; i++) {
        int status;

        assert_int_equal(waitpid(askers[i], &status, 0), askers[i]);
        assert_int_equal(status, 0);
    }
}

static void hands_take_turns_so_a_slow_one_holds_up_no_other(void **state)
{
    int64_t before;
    struct str got;
    pid_t asker;

    (void)state;
    aide.hands = 2;
    assert_true(aide_start(&aide));
    asker = fork();
    if (asker == 0) {
        aide_let_go(true);
        _exit(ask(S("slow"), 5000, false, &got) == DONE ? 0 : 1);
    }
    usleep(100 * 1000);
    before = packet_clock_ms();
    assert_int_equal(ask(S("quick"), 5000, false, &got), DONE);
    assert_true(packet_clock_ms() - before < 400);
    waitpid(asker, NULL, 0);
}

static void a_hand_ends_with_who_started_it(void **state)
{
    int pipes[2];
    pid_t hand = 0, starter;

    (void)state;
    assert_int_equal(pipe(pipes), 0);
    starter = fork();
    if (starter == 0) {
        struct str got;
        int64_t pid = 0;

        if (ask(S("pid"), 5000, false, &got) != DONE || !str_int(got, &pid))
            _exit(1);
        hand = (pid_t)pid;
        if (write(pipes[1], &hand, sizeof hand) != sizeof hand)
            _exit(1);
        raise(SIGKILL);
    }
    assert_int_equal(read(pipes[0], &hand, sizeof hand), sizeof hand);
    waitpid(starter, NULL, 0);
    for (int i = 0; i < 50 && kill(hand, 0) == 0; i++) {
        char path[64], line[256] = "";
        FILE *file;

        /* Whoever adopts it may leave it lying; a zombie has ended. */
        snprintf(path, sizeof path, "/proc/%d/stat", (int)hand);
        file = fopen(path, "r");
        if (file == NULL || fgets(line, sizeof line, file) == NULL || strstr(line, ") Z ") != NULL)
            hand = 0;
        if (file != NULL)
            fclose(file);
        if (hand == 0)
            break;
        usleep(20 * 1000);
    }
    assert_true(hand == 0 || kill(hand, 0) != 0);
    close(pipes[0]);
    close(pipes[1]);
}

#define WITH_AIDE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_AIDE(an_answer_is_that_of_the_question),
        WITH_AIDE(what_is_too_long_is_refused_and_ends_nobody),
        WITH_AIDE(a_file_goes_along),
        WITH_AIDE(a_hand_has_nothing_of_who_started_it),
        WITH_AIDE(who_asks_of_one_that_dies_is_told_so),
        WITH_AIDE(what_may_be_done_twice_is_asked_again_of_the_next),
        WITH_AIDE(one_that_is_slow_costs_no_more_than_its_time),
        WITH_AIDE(one_that_hangs_is_followed_by_another),
        WITH_AIDE(a_worker_is_served_by_the_one_that_the_keeper_starts),
        WITH_AIDE(two_who_ask_at_once_each_get_their_own),
        WITH_AIDE(hands_take_turns_so_a_slow_one_holds_up_no_other),
        WITH_AIDE(a_hand_ends_with_who_started_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
