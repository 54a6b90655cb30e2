#include "main/confine.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "cage/cage.h"
#include "cage/drop.h"
#include "http/listener.h"

static bool is_file(struct str data)
{
    return !str_starts(data, S("postgres"));
}

static enum outcome become(struct cli *cli, struct str user)
{
    switch (drop_to(arena_str(cli->mem, user).at)) {
    case DONE:
        return DONE;
    case NOT_THERE:
        return job_refuse_with(&cli->job, S("--user"), S("serve.no_user"), user);
    case FORBIDDEN:
        return job_refuse_with(&cli->job, S("--user"), S("serve.not_root"), user);
    default:
        cli->job.broke = S("setresuid");
        return BROKEN;
    }
}

enum outcome confine_start(struct cli *cli, struct str user, struct str listen, bool whole)
{
    struct cage_kernel kernel = cage_kernel();
    struct str lacks = kernel.landlock > 0 ? S("seccomp")
                       : kernel.seccomp    ? S("Landlock")
                                           : S("Landlock, seccomp");
    enum outcome o;

    if (user.at != NULL && (o = become(cli, user)) != DONE)
        return o;
    /* Near, what is said crosses no network, and root does not fear others more than itself. */
    if (drop_is_root() && !listener_is_near(listen))
        return job_refuse_with(&cli->job, S("--user"), S("serve.root"), listen);
    if (drop_is_root() && !drop_rights(DROP_BUT_FILES)) {
        cli->job.broke = S("capset");
        return BROKEN;
    }
    if (cage_is_whole(kernel))
        return DONE;
    if (whole)
        return job_refuse_with(&cli->job, S("--require-sandbox"), S("serve.needs_cage"), lacks);
    cli_says(cli, WORD_serve_no_cage, WARG(lacks), WORD_NO_ARG);
    return DONE;
}

enum outcome confine_open(struct cli *cli, struct str listen, bool proxy)
{
    return listener_is_near(listen) || proxy
               ? DONE : job_refuse_with(&cli->job, S("--listen"), S("serve.no_tls"), listen);
}

void confine_warn(struct cli *cli, struct str origin, bool proxy)
{
    if (str_starts(origin, S("https://")) && !proxy)
        cli_says(cli, WORD_serve_no_proxy, WARG(origin), WORD_NO_ARG);
}

static enum outcome enter(const struct cage *cage, const char *role,
                          void (*log)(struct str json_line))
{
    char line[128];
    const char *why = "";
    enum outcome o = cage_enter(cage, &why);

    if (o != DONE) {
        int n = snprintf(line, sizeof line,
                         "{\"event\":\"cage_failed\",\"role\":\"%s\",\"at\":\"%s\"}", role, why);

        log((struct str){line, (size_t)n});
    }
    return o;
}

static const char *folder_of(struct arena *mem, struct str path)
{
    char full[PATH_MAX];
    const char *name = arena_str(mem, path).at;
    const char *slash;

    if (realpath(name, full) != NULL)
        name = arena_str(mem, str_of(full)).at;
    slash = strrchr(name, '/');
    if (slash == NULL)
        return ".";
    return arena_str(mem, (struct str){name, slash == name ? 1 : (size_t)(slash - name)}).at;
}

enum outcome confine_keeper(struct cli *cli, struct str listen, struct str backups,
                            void (*log)(struct str json_line))
{
    struct cage cage = {.kind = CAGE_KEEPER};
    struct cage_kernel kernel = cage_kernel();

    cage_add(&cage, CAGE_READ, "/");
    cage_add(&cage, CAGE_WRITE, is_file(cli->data) ? folder_of(cli->mem, cli->data) : "/tmp");
    if (str_starts(listen, S("unix:")))
        cage_add(&cage, CAGE_WRITE, folder_of(cli->mem, str_sub(listen, 5, listen.len)));
    if (backups.len > 0)
        cage_add(&cage, CAGE_WRITE, arena_str(cli->mem, backups).at);
    if (drop_is_root())
        log(S("{\"event\":\"as_root\"}"));
    log(arena_text(cli->mem, "{\"event\":\"cages\",\"landlock\":%d,\"seccomp\":%s}",
                   kernel.landlock, kernel.seccomp ? "true" : "false"));
    return enter(&cage, "keeper", log);
}

enum outcome confine_worker(struct str data, void (*log)(struct str json_line))
{
    static const char *const ends[] = {"", "-wal", "-shm", "-lock"};
    char paths[sizeof ends / sizeof *ends][PATH_MAX];
    struct cage cage = {.kind = CAGE_WORKER};
    char full[PATH_MAX];
    char folder[PATH_MAX];

    if (is_file(data) && realpath(data.at, full) == NULL)
        return BROKEN;
    for (size_t i = 0; is_file(data) && i < sizeof ends / sizeof *ends; i++) {
        if (snprintf(paths[i], PATH_MAX, "%s%s", full, ends[i]) >= PATH_MAX)
            return BROKEN;
        cage_add(&cage, CAGE_WRITE, paths[i]);
    }
    if (is_file(data)) { /* SQLite syncs it when it made the log */
        memcpy(folder, full, sizeof folder);
        cage_add(&cage, CAGE_LIST, dirname(folder));
    }
    return enter(&cage, "worker", log);
}
