#include "scene.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/vault.h"

struct scene scene;

const char *scene_in(struct scene *it, const char *name)
{
    return arena_text(it->town.mem, "%s/%s", it->folder, name).at;
}

/* ---- the steps ---- */

static enum outcome nothing(struct scene *it, struct job *job)
{
    (void)it;
    (void)job;
    return DONE;
}

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

void scene_before_evidence(struct scene *it)
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

static enum outcome back_up(struct scene *it, struct job *job)
{
    return backup_close(job->db, job->mem, arena_text(job->mem, "%s/saved.wb", it->folder), &to_key,
                        &job->broke);
}

/* Under its name stands a whole one or none, and nothing plain or half lies about. */
static bool saved(struct scene *it, bool done)
{
    int from = open(scene_in(it, "saved.wb"), O_RDONLY);
    int to = open(scene_in(it, "opened.db"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    bool fits = from >= 0 ? vault_open(from, to, &with_key) == VAULT_FINE : !done;

    close(from);
    close(to);
    unlink(scene_in(it, "saved.wb"));
    unlink(scene_in(it, "opened.db"));
    return fits;
}

static enum outcome put_back(struct scene *it, struct job *job)
{
    struct str kept;
    struct str fresh = arena_text(job->mem, "%s/fresh.db", it->folder);
    enum outcome o = DONE;
    int lock = -1;

    if (access(fresh.at, F_OK) != 0)
        o = backup_make(job->db, job->mem, fresh, &job->broke);
    db_rollback(job->db);
    if (o == DONE && (o = backup_lock(job->mem, it->data, &lock, &job->broke)) == DONE)
        o = backup_swap(job->mem, fresh, it->data, S("20260112093000"), &kept, &job->broke);
    if (lock >= 0)
        close(lock);
    return o;
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
    unlink(scene_in(it, "fresh.db"));
    return true;
}

static enum outcome verify(struct scene *it, struct job *job)
{
    struct verify_result result;
    enum outcome o = ledger_verify(job, true, NULL, &result);

    (void)it;
    return o == DONE && !result.sound ? CLASHED : o; /* a false alarm is no clear outcome */
}

const struct step scene_steps[STEPS] = {
    {"open", false, NULL, nothing, 0, NULL, true},
    {"sign in", true, NULL, sign_in, 0, NULL, false},
    {"set a verdict", false, before_assess, assess, 1, NULL, false},
    {"add evidence", false, scene_before_evidence, add_evidence, 1, NULL, false},
    {"set a line", false, before_line, set_line, 1, NULL, false},
    {"adopt", false, before_adopt, adopt, 1, NULL, false},
    {"back up", false, NULL, back_up, 0, saved, false},
    {"put back", false, NULL, put_back, 0, swapped, false},
    {"verify", false, NULL, verify, 0, NULL, false},
};
void scene_copy(struct scene *it)
{
    int from = open(it->base.at, O_RDONLY);
    int to = open(it->data.at, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    struct stat st;

    EQ(fstat(from, &st), 0);
    EQ(copy_file_range(from, NULL, to, NULL, (size_t)st.st_size, 0), st.st_size);
    close(from);
    close(to);
    unlink(scene_in(it, "data.db-wal"));
    unlink(scene_in(it, "data.db-shm"));
}

void scene_use(struct scene *it, struct arena *mem)
{
    it->town.mem = it->town.job->mem = it->town.job->faults.mem = mem;
}

void scene_stage(const struct step *step, struct arena *mem, const char *folder)
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
    EQ(rename(scene_in(it, "one.db"), it->base.at), 0);
    unlink(scene_in(it, "base.db-wal"));
    unlink(scene_in(it, "base.db-shm"));
}

bool scene_keys(void)
{
    char public[VAULT_TEXT_BYTES];
    char secret[VAULT_TEXT_BYTES];

    vault_pair(public, secret);
    return vault_public(str_of(public), &to_key) && vault_secret(str_of(secret), &with_key);
}
