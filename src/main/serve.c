#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include "acts/breached.h"
#include "acts/keys.h"
#include "acts/organisation.h"
#include "acts/sso.h"
#include "aide/courier.h"
#include "aide/scanner.h"
#include "aide/sealer.h"
#include "api/api.h"
#include "base/bug.h"
#include "cage/drop.h"
#include "cli/parts.h"
#include "cli/proof.h"
#include "http/clock.h"
#include "http/server.h"
#include "main/confine.h"
#include "main/main.h"
#include "main/saving.h"
#include "main/version.h"
#include "press/sifter.h"
#include "store/backup.h"
#include "store/bar.h"
#include "store/left.h"
#include "store/migrate.h"
#include "web/door.h"
#include "web/route.h"
#include "web/site.h"

enum { REQUEST_LIMIT_BYTES = 96 * 1024 * 1024, HOUSE_BYTES = 8 * 1024 * 1024, WORKERS_MOST = 64,
       REQUESTS_MOST = 60000 };

/* What every process of this server knows. */
struct serving {
    struct web_settings web;
    struct api_settings api;
    struct saving saving;
    struct cli *cli;
    struct str listen;
    struct str reach;    /* hosts of the providers, for the courier */
    struct str breached; /* a list of passwords that leaked, if any */
    bool quiet;
};

static struct serving serving;

/* A worker's own state: both doors on one connection. */
struct worker {
    struct web *web;
    struct api *api;
    bool shut; /* it opened while nothing could be written: it reads, and no more */
};

static void log_nothing(struct str line)
{
    (void)line;
}

static void log_line(struct str line)
{
    fprintf(stderr, "%" STR_FMT "\n", STR_ARG(line));
}

/* The start saw to it that the data could be written (settle_data). A disk that became
 * read-only since still lets people read. */
static bool may_read_on(const struct serving *it, const char *slots, int error)
{
    bool may = error == EROFS && !str_starts(it->web.data, S("postgres"));

    web_tell(&it->web, it->cli->mem, may ? S("data.shut") : S("data.refused"),
             arena_text(it->cli->mem, "%s-lock: %s", slots, strerror(error)));
    return may;
}

static enum outcome worker_open(void *config, void **ret_state)
{
    const struct serving *it = config;
    const char *slots = it->web.data.at;
    struct worker *worker;
    void *web;
    bool shut;
    enum outcome o;

    /* The slots for hashing lie beside the data file, or among the machine's own. */
    if (str_starts(it->web.data, S("postgres")))
        slots = "/tmp/waarborg-sign";

    if ((shut = !sign_slots(slots)) && !may_read_on(it, slots, errno))
        return BROKEN;
    /* Before the cage, in which no file is opened any more. It was well at the start: for a
     * list that went since, nobody is kept out. */
    if (cli_breached(it->cli, it->breached) != DONE)
        it->web.log(S("{\"event\":\"no_breached_list\"}"));
    if ((o = web_open((void *)(uintptr_t)&it->web, &web)) != DONE)
        return o;
    worker = malloc(sizeof *worker);
    MUST(worker != NULL);
    worker->web = web;
    worker->shut = shut;
    worker->api = api_open(worker->web->db, &it->api);
    *ret_state = worker;
    return confine_worker(it->web.data, it->web.log);
}

static void worker_close(void *state)
{
    struct worker *worker = state;

    api_close(worker->api);
    web_close(worker->web);
    free(worker);
}

static void answer(void *state, struct arena *mem, const struct http_request *request,
                   struct http_reply *reply)
{
    struct worker *worker = state;

    if (api_is(request->path))
        api_answer(worker->api, mem, request, reply);
    else
        web_answer(worker->web, mem, request, reply);
}

static enum outcome sign_heads(struct job *job, void *n)
{
    return act_heads_due(job, n);
}

/* Once a day, after the first answer of each worker: the last state of the ledger of a
 * day before is signed, by whichever worker comes first. */
static void keep_house(struct worker *worker)
{
    static struct day done;
    struct arena *mem;
    struct job job;
    int minute, n = 0;

    if (moment_amsterdam(clock_now(), &minute).n == done.n || (mem = arena_new(HOUSE_BYTES)) == NULL)
        return;
    job_start(&job, mem, worker->web->db, clock_now());
    done = job.today;
    if (job_run(&job, sign_heads, &n) != DONE)
        serving.web.log(arena_text(mem, "{\"event\":\"not_signed\",\"why\":\"%" STR_FMT "\"}",
                                   STR_ARG(job.broke)));
    else if (n > 0)
        serving.web.log(S("{\"event\":\"signed\"}"));
    arena_free(mem);
}

/* What was opened for reading alone stays so. */
static bool is_open_again(const struct worker *worker)
{
    struct str path;

    arena_reset(worker->web->spare);
    return bar_of_db(worker->web->db, worker->web->spare, &path) == BAR_NONE;
}

/* After a commit whose sync failed nobody knows what the data holds, and in its cage a
 * worker makes no new connection: it ends after its reply and another opens the data
 * afresh. */
static bool must_end(void *state)
{
    struct worker *worker = state;

    if (web_must_end(worker->web) || api_must_end(worker->api) || db_lost(worker->web->db) ||
        (worker->shut && is_open_again(worker)))
        return true;
    keep_house(worker);
    return false;
}

static struct http_weight weigh(enum http_method method, struct str path)
{
    return api_is(path) ? api_weigh(method, path) : web_weigh(method, path);
}

static bool claims(struct str path, struct str cookie, struct str authorization)
{
    return api_is(path) ? api_claims(authorization) : web_claims(cookie);
}

static void refuse(void *config, struct arena *mem, const struct http_request *request,
                   enum http_refusal why, size_t limit_bytes, struct http_reply *reply)
{
    (void)config;
    if (api_is(request->path))
        api_refuse(mem, request, why, limit_bytes, reply);
    else
        web_refuse(mem, request, why, limit_bytes, reply);
}

/* A worker asks the aides; the porter does not even that. */
static void forked(bool porter)
{
    aide_let_go(!porter);
}

static void ended(pid_t child)
{
    if (aide_ended(child))
        serving.web.log(arena_text(serving.cli->mem,
                                   "{\"event\":\"died\",\"role\":\"aide\",\"pid\":%d}",
                                   (int)child));
}

static void ready(void *config)
{
    const struct serving *it = config;

    struct str where = it->listen;

    if (!str_starts(where, S("unix:")) && !str_eq(where, S("systemd")))
        where = arena_text(it->cli->mem, "http://%" STR_FMT "/", STR_ARG(where));
    if (!it->quiet)
        cli_says(it->cli, WORD_serve_ready, WARG(where), WORD_NO_ARG);
    if (!it->quiet && drop_is_root())
        cli_says(it->cli, WORD_serve_as_root, WORD_NO_ARG, WORD_NO_ARG);
}

static struct str name_before(struct cli *cli)
{
    return arena_text(cli->mem, "%" STR_FMT ".before-%d", STR_ARG(cli->data), migrate_count());
}

/* Each start of data that do not come up would lay another copy on the disk. Nobody worked on
 * them between the first step and a sound verify, and where not even that step was done the file
 * itself says whether it is still what was copied. */
static bool has_copy(struct cli *cli, struct str name, bool owed, struct str *ret)
{
    glob_t found = {.gl_pathc = 0};
    bool has = owed && access(name.at, F_OK) == 0;

    if (has)
        *ret = name;
    else if (glob(arena_text(cli->mem, "%s*", name.at).at, GLOB_NOSORT, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc && !has; i++)
            if ((has = backup_is_of(cli->db, str_of(found.gl_pathv[i]))))
                *ret = arena_str(cli->mem, str_of(found.gl_pathv[i]));
    globfree(&found);
    return has;
}

/* The copy of an attempt that stopped half-way stays: that one is as it was before. */
static enum outcome copy_before(struct cli *cli, bool owed, struct str *ret_kept,
                                struct str *ret_why)
{
    char text[MOMENT_TEXT_BYTES];
    const char *t = moment_text(cli->now, text).at;
    struct str name = name_before(cli);

    if (has_copy(cli, name, owed, ret_kept))
        return DONE;
    if (access(name.at, F_OK) == 0)
        name = arena_text(cli->mem, "%" STR_FMT "-%.4s%.2s%.2s%.2s%.2s%.2s", STR_ARG(name), t,
                          t + 5, t + 8, t + 11, t + 14, t + 17);
    *ret_kept = name;
    return backup_make(cli->db, cli->mem, name, ret_why);
}

static enum outcome verify_work(struct job *job, void *arg)
{
    struct verify_result *ret = arg;
    int64_t *orgs;
    size_t n;
    enum outcome o = db_read(job->db) == DONE ? organisation_all(job, &orgs, &n) : job_broke(job);

    *ret = (struct verify_result){.sound = true};
    for (size_t i = 0; o == DONE && ret->sound && i < n; i++) {
        job->org = orgs[i];
        o = ledger_verify(job, true, cli_progress, ret);
    }
    return o;
}

/* What was brought up says what the ledger says, or nobody works on it. */
static enum outcome verify_after(struct cli *cli, struct str kept, struct str *ret_why)
{
    struct verify_result result;
    struct job job;
    enum outcome o;

    job_start(&job, cli->mem, cli->db, cli->now);
    o = job_run(&job, verify_work, &result);
    if (o == DONE && !result.sound) {
        cli_says(cli, WORD_serve_unsound, WARG(proof_line(cli, &result)), WARG(kept));
        return BROKEN;
    }
    *ret_why = job.broke;
    return o == DONE ? migrate_settled(cli->db, cli->mem, ret_why) : o;
}

/* Where a start before this one brought them up and could not prove them, this one is no wiser:
 * it verifies too. */
static enum outcome bring_up(struct cli *cli, bool older, struct str *ret_why)
{
    bool is_file = db_kind(cli->db) == DB_SQLITE;
    struct str kept = is_file ? name_before(cli) : S("pg_restore");
    bool owed = false;
    enum outcome o = migrate_owed(cli->db, cli->mem, &owed, ret_why);

    if (o != DONE || (!older && !owed))
        return o;
    if (older && is_file)
        o = copy_before(cli, owed, &kept, ret_why);
    if (o == DONE && older)
        o = migrate_run(cli->db, cli->mem, ret_why);
    return o == DONE ? verify_after(cli, kept, ret_why) : o;
}

/* What a worker says later of where to go counts only within this. */
static enum outcome read_reach(struct job *job, void *arg)
{
    return db_read(job->db) == DONE ? sso_reach(job, arg) : job_broke(job);
}

/* By what the back-ups of this installation are told from those of another: its first ledger. */
static enum outcome read_own(struct job *job, void *arg)
{
    struct ledger_head head;
    struct str *ret = arg;
    int64_t *orgs;
    size_t n;
    enum outcome o = db_read(job->db) == DONE ? organisation_all(job, &orgs, &n) : job_broke(job);

    if (o != DONE || n == 0)
        return o;
    job->org = orgs[0];
    if ((o = ledger_head(job, &head)) == DONE)
        *ret = str_sub(head.uuid, 0, SAVING_OWN_CHARS);
    return o;
}

static enum outcome find_reach(struct cli *cli, struct str *ret_why)
{
    struct job job;
    enum outcome o;

    job_start(&job, cli->mem, cli->db, cli->now);
    o = job_run(&job, read_reach, &serving.reach);
    if (o == DONE)
        o = job_run(&job, read_own, &serving.saving.own);
    *ret_why = job.broke;
    return o;
}

/* An older file is copied first, then brought up and verified; anything else stops the start. */
static enum outcome settle_data(struct cli *cli)
{
    enum migrate_state state = MIGRATE_EMPTY;
    struct str why = S("");
    struct str bar;
    enum outcome o;

    if (!str_starts(cli->data, S("postgres")))
        left_clear(cli->mem, cli->data);
    o = db_open(cli->mem, cli->data, false, &cli->db, &why);
    if (o == NOT_THERE) {
        cli_says(cli, WORD_cli_no_file, WARG(cli->data), WARG(why));
        return o;
    }
    if ((bar = cli_bar(cli)).len > 0) { /* no worker could do its work */
        db_close(cli->db);
        cli->db = NULL;
        cli_line(cli, bar);
        return BROKEN;
    }
    if (o == DONE)
        o = migrate_look(cli->db, cli->mem, &state, &why);
    if (o == DONE && state == MIGRATE_EMPTY) {
        cli_says(cli, WORD_cli_empty, WARG(cli->data), WARG(S("")));
        return NOT_THERE;
    }
    if (o == DONE && (state == MIGRATE_OLDER || state == MIGRATE_CURRENT))
        o = bring_up(cli, state == MIGRATE_OLDER, &why);
    else if (o == DONE)
        o = REFUSED;
    if (o == DONE)
        o = find_reach(cli, &why);
    if (o == DONE)
        db_reserve(cli->db);
    db_close(cli->db);
    cli->db = NULL;
    if (o != DONE && why.len > 0)
        cli_says(cli, cli_unfit(state), WARG(cli->data), WARG(why));
    return o;
}

/* It need not be there yet: what comes in meanwhile is kept and said to be unscanned. */
static void greet_scanner(struct cli *cli)
{
    struct scan there = scanner_there(cli->mem);

    if (there.is != SCAN_NONE)
        serving.web.log(arena_text(cli->mem, "{\"event\":\"scanner\",\"answers\":%s}",
                                   there.is == SCAN_CLEAN ? "true" : "false"));
}

static void do_chores(void *config)
{
    const struct serving *it = config;

    saving_do(&it->saving);
}

static enum outcome read_workers(struct cli *cli, struct str text, int *ret)
{
    int64_t n;

    if (text.at == NULL)
        return DONE;
    if (!str_int(text, &n) || n < 1 || n > WORKERS_MOST)
        return job_refuse_with(&cli->job, S("--workers"), S("serve.workers"), text);
    *ret = (int)n;
    return DONE;
}

/* Who is told of a weakness: what the option says, or WAARBORG_CONTACT. */
static enum outcome read_contact(struct cli *cli, struct str *contact)
{
    struct str from = contact->at != NULL ? S("--contact") : S("WAARBORG_CONTACT");

    if (contact->at == NULL)
        *contact = str_of(getenv("WAARBORG_CONTACT"));
    if ((contact->len == 0 && !str_eq(from, S("--contact"))) || site_takes_contact(*contact))
        return DONE;
    return job_refuse(&cli->job, from, S("serve.contact"));
}

/* Before the workers are there, for they share it. */
static enum outcome read_requests(struct cli *cli, struct str text, struct web_settings *ret)
{
    int64_t n = PACE_MINUTE;

    if (text.at != NULL && (!str_int(text, &n) || n < 0 || n > REQUESTS_MOST ||
                            (n > 0 && n < PACE_COSTLY_PART)))
        return job_refuse_with(&cli->job, S("--requests"), S("serve.requests"), text);
    ret->pace = n == 0 ? NULL : pace_new((int)n);
    ret->places = n == 0 ? NULL : pace_new(PACE_PLACE_MINUTE);
    return DONE;
}

static int not_listening(struct cli *cli, enum outcome o, struct str why)
{
    cli_says(cli, WORD_serve_failed, WARG(serving.listen),
             WARG(word_of(cli->lang, S("serve_why."), why)));
    return o == REFUSED ? 2 : 6;
}

/* What the doors, the saving and the keeper go by, now that the options are judged. */
static void equip(struct cli *cli, struct http_settings *settings, struct http_service *service)
{
    settings->listen = serving.listen;
    settings->log = serving.quiet ? log_nothing : log_line;
    serving.web.data = arena_str(cli->mem, cli->data);
    serving.web.version = S(WAARBORG_VERSION);
    serving.web.clock = serving.saving.clock = clock_now;
    serving.web.clock_lead_ms = clock_lead_ms();
    serving.web.log = serving.saving.log = settings->log;
    if (serving.saving.folder.len > 0) {
        service->chore = do_chores;
        service->chore_ms = saving_look_ms(&serving.saving);
        serving.web.backup_late_ms = 2 * serving.saving.every_ms;
        serving.web.backup_kept_ms = serving.saving.keep * serving.saving.every_ms;
    }
    serving.api = (struct api_settings){serving.web.version, serving.web.proxy, serving.web.pace,
                                         clock_now, serving.web.log};
}

static bool start_aides(struct cli *cli)
{
    if (sealer_start() && courier_start(serving.reach) && scanner_start() && sifter_start())
        return true;
    cli_says(cli, WORD_serve_failed, WARG(serving.listen),
             WARG(cli_word(cli, WORD_serve_why_no_fork)));
    return false;
}

int serve(struct cli *cli)
{
    struct str workers = {NULL, 0};
    struct str requests = {NULL, 0};
    struct saving_options saving = {.folder = {NULL, 0}};
    struct str why = S("");
    struct http_settings settings = {
        .workers = 2, .costly_workers = 1, .arena_limit_bytes = REQUEST_LIMIT_BYTES,
        .ready = ready, .forked = forked, .ended = ended, .log = log_line,
    };
    struct http_service service = {
        .open = worker_open, .answer = answer, .close = worker_close, .must_end = must_end,
        .weigh = weigh, .claims = claims, .refuse = refuse, .config = &serving,
        .assets = web_assets, .n_assets = web_assets_n, .common_headers = web_headers,
    };
    struct str user = {NULL, 0};
    struct str clamd = {NULL, 0};
    bool whole = false;
    bool upgrade = false;
    const struct cli_option options[] = {
        {"--upgrade", NULL, &upgrade},
        {"--user", &user, NULL}, {"--require-sandbox", NULL, &whole},
        {"--listen", &serving.listen, NULL}, {"--workers", &workers, NULL},
        {"--requests", &requests, NULL},
        {"--proxy", NULL, &serving.web.proxy}, {"--contact", &serving.web.contact, NULL},
        {"--origin", &serving.web.origin, NULL}, {"--quiet", NULL, &serving.quiet},
        {"--backup", &saving.folder, NULL}, {"--backup-every", &saving.every, NULL},
        {"--backup-keep", &saving.keep, NULL}, {"--backup-to", &saving.to, NULL},
        {"--breached", &serving.breached, NULL},
        {"--clamd", &clamd, NULL},
    };
    enum outcome o;

    serving.listen = S("127.0.0.1:8642");
    serving.breached = (struct str){NULL, 0};
    serving.cli = cli;
    if ((o = cli_options(cli, options, (int)(sizeof options / sizeof *options))) != DONE ||
        (o = cli_no_more(cli)) != DONE ||
        (o = read_workers(cli, workers, &settings.workers)) != DONE ||
        (o = read_requests(cli, requests, &serving.web)) != DONE ||
        (o = read_contact(cli, &serving.web.contact)) != DONE ||
        (o = cli_clamd(cli, clamd)) != DONE ||
        (o = confine_start(cli, user, serving.listen, whole)) != DONE ||
        (o = cli_breached(cli, serving.breached)) != DONE ||
        (o = saving_read(cli, &saving, &serving.saving)) != DONE)
        return cli_answer(cli, o);
    breached_close(); /* it was well; each worker opens its own */
    /* First the port: where another server runs, the data are not ours to bring up. */
    if ((o = http_try(serving.listen, &why)) != DONE)
        return not_listening(cli, o, why);
    if ((o = confine_open(cli, serving.listen, serving.web.proxy)) != DONE)
        return cli_answer(cli, o);
    if ((o = settle_data(cli)) != DONE)
        return o == NOT_THERE ? 4 : 6;
    if (upgrade) {
        cli_says(cli, WORD_serve_upgraded, WARG(migrate_count()), WORD_NO_ARG);
        return 0;
    }
    if ((o = cli_key_owed(cli)) != DONE || (o = cli_key(cli)) != DONE)
        return cli_answer(cli, o);
    equip(cli, &settings, &service);
    /* Before the aides: a keeper in its cage signals its children only when they too are in it. */
    if ((o = confine_keeper(cli, serving.listen, serving.saving.folder, settings.log)) != DONE)
        return cli_answer(cli, o);
    if (!start_aides(cli))
        return 6;
    greet_scanner(cli);
    confine_warn(cli, serving.web.origin, serving.web.proxy);
    o = http_serve(&settings, &service, &why);
    return o == DONE ? 0 : not_listening(cli, o, why);
}
