#include "facts.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

void eq(long long wanted, long long got, const char *what, const char *row, int line)
{
    if (wanted != got)
        fail_msg("line %d, %s: %s is %lld, not %lld", line, row, what, got, wanted);
}

struct day day_at(const char *iso)
{
    struct day day = {0};

    assert_true(iso == NULL || iso[0] == 0 || day_of_text(str_of(iso), &day));
    return day;
}

struct day today(void)
{
    return day_at("2026-06-30");
}

bool stops(void (*act)(const void *), const void *with)
{
    int how = 0;
    pid_t child = fork();

    if (child == 0) {
        /* What stops a child is no news: silence it. */
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(1);
        signal(SIGABRT, SIG_DFL);
        act(with);
        _exit(0);
    }
    assert_int_equal(child, waitpid(child, &how, 0));
    return WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT;
}

struct arena *fresh(void)
{
    static struct arena *mem;

    if (mem == NULL)
        mem = arena_new(64u << 20);
    arena_reset(mem);
    return mem;
}

struct evidence_fact good_piece(void)
{
    return (struct evidence_fact){
        .covers = {true, true, true}, .from = day_at("2025-07-01"), .to = day_at("2025-12-31"),
        .known_on = day_at("2026-01-15"), .fit = true, .submitter = SUBMITTER, .judge = JUDGE};
}

static enum verdict verdict_of(char letter)
{
    static const char letters[] = "-ndj";

    return (enum verdict)(strchr(letters, letter) - letters);
}

static struct str review_of(char support)
{
    return support == 't' || support == 'y' ? S("Audit 12") : S("");
}

static void give_piece(struct small *small, int aspect, char support)
{
    struct evidence_fact piece = good_piece();

    if (strchr("bxehg", support) == NULL)
        return;
    memset(piece.covers, 0, sizeof piece.covers);
    piece.covers[aspect] = true;
    piece.no_event = support == 'g';
    if (support == 'x') {
        piece.from = day_at("2025-01-01");
        piece.to = day_at("2025-06-29");
    }
    if (support == 'h')
        piece.from = piece.to;
    small->pieces[small->n_pieces++] = piece;
}

struct small small_said(const char *verdicts, const char *support)
{
    struct small small = {
        .item = {.kind = ITEM_CONTROL, .parent = ITEM_NONE, .moved_to = ITEM_NONE,
                 .assessed = true},
        .on = today(),
        .it = {.owner = {OWNER}, .executor = {EXECUTOR}},
    };
    struct assessment *it = &small.it;
    struct day on[ASPECT_COUNT];

    for (int a = 0; a < ASPECT_COUNT; a++) {
        on[a] = support[a] == 'y' ? day_at("2025-06-29") : day_at("2026-03-01");
        give_piece(&small, a, support[a]);
    }
    it->design = verdict_of(verdicts[0]);
    it->existence = verdict_of(verdicts[1]);
    it->operation = verdict_of(verdicts[2]);
    it->design_on = on[0];
    it->existence_on = on[1];
    it->operation_on = on[2];
    it->design_by = it->existence_by = (struct ref){EXECUTOR};
    it->operation_by = (struct ref){support[2] == 'e' ? EXECUTOR : ASSESSOR};
    it->design_review = review_of(support[0]);
    it->existence_review = review_of(support[1]);
    it->operation_review = review_of(support[2]);
    return small;
}

struct item_state small_judge(const struct small *small)
{
    static const int zero[1];
    struct norm norm = {.items = &small->item, .n_items = 1};
    struct status_input input = {
        .norm = &norm, .on = small->on, .known = small->known, .assessments = &small->it,
        .assessment_items = zero, .n_assessments = 1, .evidence = small->pieces,
        .n_evidence = small->n_pieces, .lines = &small->line, .line_items = zero, .n_lines = 1,
        .test_months = small->test_months};

    return status_judge(fresh(), &input)[0];
}

struct letters weighed(const struct item_state *state)
{
    struct letters letters = {{0}};

    for (int a = 0; a < ASPECT_COUNT; a++)
        letters.at[a] = "-ndj"[state->aspect[a].weighs];
    return letters;
}

int strength_of(enum verdict verdict)
{
    return verdict == VERDICT_NO ? 0 : verdict == VERDICT_EMPTY ? 1 : verdict == VERDICT_PARTLY ? 2
                                                                                                : 3;
}
