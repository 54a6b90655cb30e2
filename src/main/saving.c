#include "main/saving.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "acts/care.h"
#include "acts/sign.h"
#include "store/left.h"

enum {
    KEEP = 14, KEEP_MOST = 1000, LOOK_MS = 60 * 1000, FILES_MOST = 4096, STAMP_BYTES = 16,
    ARENA_BYTES = 256 * 1024 * 1024
};
#define HOUR_MS INT64_C(3600000)
#define FILE_BEGIN "waarborg-"

/* ---- what the options say ---- */

/* 30m, 24h, 7d; seconds are there for who tries it out. */
static bool read_span(struct str text, int64_t *ret_ms)
{
    static const struct { char unit; int64_t ms; } units[] = {
        {'s', 1000}, {'m', 60000}, {'h', HOUR_MS}, {'d', 24 * HOUR_MS},
    };
    int64_t n;

    if (text.len < 2 || text.len > 6 || !str_int(str_sub(text, 0, text.len - 1), &n) || n < 1)
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (text.at[text.len - 1] == units[i].unit) {
            *ret_ms = n * units[i].ms;
            return true;
        }
    return false;
}

static bool is_folder(struct cli *cli, struct str folder)
{
    const char *path = arena_str(cli->mem, folder).at;
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode) && access(path, W_OK | X_OK) == 0;
}

enum outcome saving_read(struct cli *cli, const struct saving_options *options,
                         struct saving *ret)
{
    struct saving it = {.data = cli->data, .folder = options->folder, .every_ms = 24 * HOUR_MS,
                        .keep = KEEP};
    struct job *job = &cli->job;
    int64_t keep = KEEP;

    if (it.folder.at == NULL) {
        if (options->every.at != NULL || options->keep.at != NULL || options->to.at != NULL)
            return job_refuse(job, S("--backup"), S("cli.needs_value"));
        *ret = it;
        return DONE;
    }
    if (str_starts(cli->data, S("postgres")))
        return job_refuse(job, S("--backup"), S("cli.backup_postgres"));
    if (!is_folder(cli, it.folder))
        return job_refuse_with(job, S("--backup"), S("serve.no_folder"), it.folder);
    if (options->every.at != NULL && !read_span(options->every, &it.every_ms))
        return job_refuse_with(job, S("--backup-every"), S("serve.span"), options->every);
    if (options->keep.at != NULL &&
        (!str_int(options->keep, &keep) || keep < 1 || keep > KEEP_MOST))
        return job_refuse_with(job, S("--backup-keep"), S("value.number"), options->keep);
    if (options->to.at != NULL && !vault_public(options->to, &it.key))
        return job_refuse_with(job, S("--backup-to"), S("cli.no_public_key"), options->to);
    it.keep = (int)keep;
    *ret = it;
    return DONE;
}

int64_t saving_look_ms(const struct saving *saving)
{
    return saving->every_ms < LOOK_MS ? saving->every_ms : LOOK_MS;
}

/* ---- what lies in the folder ---- */

struct folder {
    char (*names)[64];
    size_t n;
};

/* What is between the moment and the ending: `-1a2b3c4d`, or nothing in a file from before two
 * installations could share a folder. At NULL: no back-up of a server. */
static struct str whose(const char *name)
{
    struct str it = str_of(name);
    size_t begin = strlen(FILE_BEGIN) + STAMP_BYTES;
    size_t own = begin + 1 + SAVING_OWN_CHARS;

    if (!str_starts(it, S(FILE_BEGIN)) || !(str_ends(it, S(".db")) || str_ends(it, S(".wb"))) ||
        (it.len != begin + 3 && (it.len != own + 3 || it.at[begin] != '-')))
        return (struct str){NULL, 0};
    return str_sub(it, it.len == begin + 3 ? begin : begin + 1, it.len - 3);
}

static int later_first(const void *a, const void *b)
{
    return strcmp(b, a);
}

/* Those of this installation. One that bears no name is of whoever is alone there. */
static void keep_own(struct folder *folder, struct str own)
{
    bool alone = true;
    size_t n = 0;

    for (size_t i = 0; i < folder->n; i++) {
        struct str who = whose(folder->names[i]);

        alone = alone && (who.len == 0 || str_eq(who, own));
    }
    for (size_t i = 0; i < folder->n; i++) {
        struct str who = whose(folder->names[i]);

        if (str_eq(who, own) || (alone && who.len == 0))
            memmove(folder->names[n++], folder->names[i], sizeof *folder->names);
    }
    folder->n = n;
}

static bool read_folder(struct arena *mem, const char *path, struct str own, struct folder *ret)
{
    DIR *dir = opendir(path);
    struct dirent *entry;

    *ret = (struct folder){arena_array(mem, FILES_MOST, sizeof *ret->names), 0};
    if (dir == NULL)
        return false;
    while ((entry = readdir(dir)) != NULL) {
        if (left_is(entry->d_name, S(FILE_BEGIN)))
            unlinkat(dirfd(dir), entry->d_name, 0);
        if (whose(entry->d_name).at != NULL && ret->n < FILES_MOST)
            memcpy(ret->names[ret->n++], entry->d_name, strlen(entry->d_name) + 1);
    }
    closedir(dir);
    keep_own(ret, own);
    qsort(ret->names, ret->n, sizeof *ret->names, later_first);
    return true;
}

/* The moment that a name says. */
static struct moment moment_of_name(struct arena *mem, const char *name)
{
    const char *t = name + strlen(FILE_BEGIN);
    struct moment at = {0};

    moment_of_text(arena_text(mem, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s.000Z", t, t + 4, t + 6, t + 9,
                              t + 11, t + 13), &at);
    return at;
}

/* One that seems to be of later was made before the clock was set back: it does not count. */
static bool is_due(struct arena *mem, const struct folder *folder, const struct saving *saving,
                   struct moment now)
{
    for (size_t i = 0; i < folder->n; i++) {
        int64_t age_ms = now.ms - moment_of_name(mem, folder->names[i]).ms;

        if (age_ms >= 0)
            return age_ms >= saving->every_ms;
    }
    return true;
}

/* Those that seem to be of later are not counted, or they would drive out each new one. */
static size_t drop_old(struct arena *mem, const char *path, const struct folder *folder, int keep,
                       struct moment now)
{
    int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    size_t ahead = 0;

    while (ahead < folder->n && moment_of_name(mem, folder->names[ahead]).ms > now.ms)
        ahead++;
    for (size_t i = ahead + (size_t)keep; i < folder->n; i++)
        if (dir >= 0)
            unlinkat(dir, folder->names[i], 0);
    if (dir >= 0) {
        fsync(dir);
        close(dir);
    }
    return ahead;
}

/* ---- one back-up ---- */

struct attempt {
    const struct saving *saving;
    struct str path;
    struct verify_result result;
};

static enum outcome work(struct job *job, void *arg)
{
    struct attempt *it = arg;
    enum outcome o;

    if (db_read(job->db) != DONE)
        return job_broke(job);
    if ((o = job_identify(job, 0)) != DONE)
        return o;
    return act_backup(job, it->path, it->saving->key.kind == VAULT_NONE ? NULL : &it->saving->key,
                      NULL, &it->result);
}

static const char *safe(struct arena *mem, struct str text)
{
    char *out = arena_alloc(mem, text.len + 1);

    for (size_t i = 0; i < text.len; i++)
        out[i] = (unsigned char)text.at[i] < ' ' || text.at[i] == '"' || text.at[i] == '\\'
                     ? '?' : text.at[i];
    return out;
}

static void say(struct arena *mem, const struct attempt *it, enum outcome o, struct str why)
{
    if (o == DONE && it->result.sound)
        it->saving->log(arena_text(mem, "{\"event\":\"backup_made\",\"file\":\"%s\",\"entry\":%lld}",
                                   safe(mem, it->path), (long long)it->result.seq));
    else
        it->saving->log(arena_text(mem, "{\"event\":\"backup_failed\",\"file\":\"%s\",\"why\":"
                                   "\"%s\"}", safe(mem, it->path),
                                   o == DONE ? "the ledger is at fault; see ledger verify"
                                             : safe(mem, why)));
}

/* They stay until somebody takes them away or their moment comes. */
static void say_ahead(struct arena *mem, const struct saving *saving, const struct folder *folder,
                      size_t n)
{
    if (n > 0)
        saving->log(arena_text(mem, "{\"event\":\"backups_ahead\",\"files\":%zu,"
                               "\"newest\":\"%s\"}", n, folder->names[0]));
}

static void make_one(struct arena *mem, const struct saving *saving, const char *folder,
                     struct moment now)
{
    char text[MOMENT_TEXT_BYTES];
    const char *t = moment_text(now, text).at;
    struct attempt it = {
        saving,
        arena_text(mem, "%s/" FILE_BEGIN "%.4s%.2s%.2sT%.2s%.2s%.2sZ%s%" STR_FMT ".%s", folder, t,
                   t + 5, t + 8, t + 11, t + 14, t + 17, saving->own.len > 0 ? "-" : "",
                   STR_ARG(saving->own), saving->key.kind == VAULT_NONE ? "db" : "wb"),
        {.sound = false},
    };
    struct folder after;
    struct job job;
    struct db *db = NULL;
    struct str why = S("");
    enum outcome o = db_open(mem, saving->data, false, &db, &why);

    if (o == DONE) {
        job_start(&job, mem, db, now);
        o = job_run(&job, work, &it);
        why = job.broke;
        db_close(db);
    }
    say(mem, &it, o, why);
    if (o == DONE && it.result.sound && read_folder(mem, folder, saving->own, &after))
        say_ahead(mem, saving, &after, drop_old(mem, folder, &after, saving->keep, now));
}

void saving_do(const struct saving *saving)
{
    struct arena *mem = arena_new(ARENA_BYTES);
    struct moment now = saving->clock();
    struct folder folder;
    const char *path;

    if (mem == NULL)
        return;
    path = arena_str(mem, saving->folder).at;
    if (!read_folder(mem, path, saving->own, &folder))
        saving->log(arena_text(mem, "{\"event\":\"backup_failed\",\"file\":\"%s\",\"why\":\"%m\"}",
                               safe(mem, saving->folder)));
    else if (is_due(mem, &folder, saving, now))
        make_one(mem, saving, path, now);
    arena_free(mem);
}
