/* trust DATA PAGE|-: what a page or a saved verdict costs, in microseconds of processor
 * and of the clock. Built twice: as the program is, and with bench/trusting.c, which asks nobody
 * for leave and writes no ledger. What lies between the two is what rights and ledger cost.
 *
 * PAGE is an address; it is answered by the door of the web for somebody who signed in, without
 * the transport. With - a verdict is saved. Each line on standard input asks for one round of
 * three hundredths of a second; prints what it took: processor, clock.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "acts/sign.h"
#include "trial.h"
#include "web/door.h"

enum { REQUEST_BYTES = 96 * 1024 * 1024 };

static double cpu_us(void)
{
    struct timespec at;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static void log_nothing(struct str line)
{
    (void)line;
}

struct page {
    struct web *web;
    struct arena *mem;
    struct http_request request;
};

static enum outcome sign_in(struct job *job, void *cookie)
{
    struct session session = {{0}};
    enum outcome o = act_sign_in(job, S("samira@voorbeeldstad.example"),
                                 S("vier paarse fietsen in de mist"), S("bench"), &session);

    *(struct str *)cookie = session.cookie;
    return o;
}

/* The session lasts in memory of our own: the job's goes. */
static void page_open(struct page *it, struct trial *trial, const char *data, const char *address)
{
    static struct web_settings settings;
    struct str cookie = S("");
    struct job job;
    void *web;

    job_start(&job, trial->mem, trial->db, trial_now());
    if (sign_in(&job, &cookie) != DONE)
        trial_stop("act_sign_in", S("refused"));
    cookie = arena_text(trial->names, "waarborg=%" STR_FMT, STR_ARG(cookie));
    settings = (struct web_settings){.data = str_of(data), .version = S("bench"),
                                     .clock = trial_now, .log = log_nothing};
    if (web_open(&settings, &web) != DONE)
        trial_stop("web_open", str_of(data));
    *it = (struct page){.web = web, .mem = arena_new(REQUEST_BYTES)};
    it->request = (struct http_request){
        .method = HTTP_GET, .path = str_of(address), .peer = S("127.0.0.1"), .n_headers = 3,
        .headers = {{S("host"), S("127.0.0.1")}, {S("cookie"), cookie},
                    {S("accept-language"), S("nl")}}};
}

static void page_once(struct page *it)
{
    struct http_reply reply = {0};

    arena_reset(it->mem);
    buf_init(&reply.headers, it->mem, 8 * 1024);
    buf_init(&reply.body, it->mem, 512 * 1024);
    web_answer(it->web, it->mem, &it->request, &reply);
    if (reply.status != 200)
        trial_stop("web_answer", arena_text(it->mem, "%d", reply.status));
}

static void verdict_once(struct trial *it, int n)
{
    static const enum verdict verdicts[] = {VERDICT_YES, VERDICT_PARTLY, VERDICT_NO};

    trial_assess(it, n % it->n_items, verdicts[(n / it->n_items + n) % 3], trial_now());
}

int main(int argc, char **argv)
{
    const double ROUND_SECONDS = 0.03;
    struct trial trial;
    struct page page;
    char line[16];
    bool saves;
    int n = 0;

    if (argc != 3)
        trial_stop("usage", S("trust DATA PAGE|-"));
    saves = strcmp(argv[2], "-") == 0;
    trial_open(&trial, argv[1], saves);
    if (!saves)
        page_open(&page, &trial, argv[1], argv[2]);
    while (fgets(line, sizeof line, stdin) != NULL) {
        double begun = trial_seconds();
        double cpu = cpu_us();
        double clock;
        int from = n;

        while (trial_seconds() - begun < ROUND_SECONDS) {
            if (saves)
                verdict_once(&trial, n);
            else
                page_once(&page);
            n++;
        }
        clock = (trial_seconds() - begun) * 1e6 / (n - from);
        cpu = (cpu_us() - cpu) / (n - from);
        printf("%.1f %.1f\n", cpu, clock);
        fflush(stdout);
    }
    db_close(trial.db);
    return 0;
}
