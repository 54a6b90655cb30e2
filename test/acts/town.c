#include "town.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "aide/master.h"
#include "aide/sealer.h"

void town_found(struct town *it, struct arena *mem, struct str where, struct str password)
{
    const struct organisation_plan plan = {
        .name = S("Gemeente Voorbeeld"), .type = S("gemeente"), .hours = S("8"),
        .admin_name = S("Samira Haddad"), .admin_title = S("CISO"),
        .email = password.len > 0 ? S("samira@voorbeeld.example") : S(""), .password = password,
        .uuid = S("000102030405060708090a0b0c0d0e0f"),
    };
    static struct job job;
    struct moment now;

    memset(it, 0, sizeof *it);
    it->job = &job;
    it->mem = mem;
    it->db = opened_migrated(mem, where);
    assert_true(moment_of_text(S("2026-01-05T08:30:00.000Z"), &now));
    job_start(it->job, mem, it->db, now);
    it->norm = norms_at(it->job, 0);
    DO(it, act_organisation_make(it->job, &plan));
    it->person[SAMIRA] = it->job->person;
    it->roles[SAMIRA] = ROLE(ADMIN) | ROLE(CISO);
}

static void take_in(struct town *it, enum town_who who, const char *name, uint32_t roles)
{
    /* From the third on the roles of somebody new begin tomorrow. */
    const struct person_plan plan = {.name = str_of(name), .roles = roles,
                                     .from = {it->job->today.n + (who != NADIA)}};
    struct str password;

    DO(it, act_person_add(it->job, &plan, &it->person[who], &password));
    it->roles[who] = roles;
}

void town_open(struct town *it, struct arena *mem, struct str where)
{
    town_found(it, mem, where, S(""));
    town_as(it, SAMIRA);
    take_in(it, NADIA, "Nadia Bakker", ROLE(ADMIN));
    town_later(it, 2);
    town_as(it, NADIA);
    take_in(it, RUBEN, "Ruben Kok", ROLE(OWNER));
    take_in(it, INEKE, "Ineke van Dam", ROLE(OWNER));
    take_in(it, HANS, "Hans Vermeer", ROLE(MANAGEMENT));
    take_in(it, KARIM, "Karim el Amrani", ROLE(AUDITOR));
    take_in(it, LOTTE, "Lotte Jansen", ROLE(EXECUTIVE));
    take_in(it, EVA, "Eva Smit", ROLE(READER));
    take_in(it, SEM, "Sem Mulder", ROLE(MEMBER));
    town_later(it, 2);
    DO(it, act_role_end(it->job, it->person[SAMIRA], ROLE_ADMIN));
    it->roles[SAMIRA] = ROLE(CISO);
    town_later(it, 3);
}

static enum outcome verify_work(struct job *job, void *arg)
{
    return ledger_verify(job, true, NULL, arg);
}

struct verify_result town_verify(struct town *it)
{
    struct verify_result result = {0};

    db_rollback(it->db);
    it->job->org = 1;
    it->job->faults.n = 0;
    town_ok(it, job_run(it->job, verify_work, &result));
    return result;
}

void town_close(struct town *it)
{
    struct verify_result result = town_verify(it);

    if (!result.sound)
        fail_msg("%" STR_FMT ": entry %lld, %" STR_FMT " %lld %" STR_FMT, STR_ARG(result.key),
                 (long long)result.seq, STR_ARG(result.table), (long long)result.id,
                 STR_ARG(result.column));
    db_close(it->db);
}

void town_ok(struct town *it, enum outcome o)
{
    const struct faults *faults = &it->job->faults;

    if (o == DONE)
        return;
    for (size_t i = 0; i < faults->n && i < FAULTS_MAX; i++)
        print_message("%" STR_FMT ": %" STR_FMT " %" STR_FMT "\n", STR_ARG(faults->at[i].field),
                      STR_ARG(faults->at[i].key), STR_ARG(faults->at[i].arg));
    fail_msg("outcome %d: %" STR_FMT, (int)o, STR_ARG(it->job->broke));
}

void town_as(struct town *it, enum town_who who)
{
    it->job->person = it->person[who];
    it->job->roles = it->roles[who];
}

void town_begin(struct town *it)
{
    db_rollback(it->db);
    it->job->faults.n = 0;
    done(db_read(it->db), it->db);
    it->job->on = it->job->today;
    it->job->known = INT64_MAX;
    it->job->repeated = false;
}

enum outcome town_end(struct town *it, enum outcome o)
{
    db_rollback(it->db);
    return o;
}

void town_minutes(struct town *it, int minutes)
{
    int minute;

    it->job->now.ms += minutes * INT64_C(60000);
    it->job->today = moment_amsterdam(it->job->now, &minute);
}

void town_later(struct town *it, int days)
{
    town_minutes(it, days * 24 * 60);
}

struct day town_day(const char *text)
{
    struct day day = {0};

    assert_true(day_of_text(str_of(text), &day));
    return day;
}

void town_is_refused(struct town *it, enum outcome o, struct str field, struct str key)
{
    const struct faults *faults = &it->job->faults;

    if (o == REFUSED || o == FORBIDDEN)
        for (size_t i = 0; i < faults->n && i < FAULTS_MAX; i++)
            if (str_eq(faults->at[i].field, field) && str_eq(faults->at[i].key, key))
                return;
    fail_msg("outcome %d with %zu faults, the first %" STR_FMT ": %" STR_FMT
             "; it ought to be %" STR_FMT ": %" STR_FMT,
             (int)o, faults->n, STR_ARG(faults->n > 0 ? faults->at[0].field : S("")),
             STR_ARG(faults->n > 0 ? faults->at[0].key : S("")), STR_ARG(field), STR_ARG(key));
}

struct given given_of(const struct noun *noun, ...)
{
    struct given given = {.noun = noun};
    const char *name;
    va_list list;

    va_start(list, noun);
    while ((name = va_arg(list, const char *)) != NULL) {
        int at = noun_field(noun, str_of(name));

        if (at < 0)
            fail_msg("%s has no field %s", noun->name, name);
        given.is[at] = true;
        given.text[at] = str_of(va_arg(list, const char *));
    }
    va_end(list);
    return given;
}

int index_of(const struct town *it, const char *label)
{
    int at = norm_label(it->norm, str_of(label));

    if (at == ITEM_NONE)
        fail_msg("%s is not in the norm", label);
    return at;
}

struct str item(const struct town *it, const char *label)
{
    return it->norm->items[index_of(it, label)].id;
}

struct picture *picture(struct town *it)
{
    struct picture *ret = NULL;
    int64_t person = it->job->person;
    uint32_t roles = it->job->roles;

    town_as(it, KARIM);
    DO(it, picture_load(it->job, &ret));
    it->job->person = person;
    it->job->roles = roles;
    return ret;
}

struct item_state state_of(struct town *it, const char *label)
{
    return picture(it)->states[index_of(it, label)];
}

struct assessment said(struct town *it, const char *label)
{
    const struct assessment *slim = picture_assessment(picture(it), index_of(it, label));
    struct assessment whole = {.row = {0}};

    if (slim != NULL)
        DO(it, record_load(it->job, leave_system(it->job), &assessment_noun,
                           (struct row){.id = slim->row.id}, &whole));
    return whole;
}

void town_assess(struct town *it, const char *label, struct given given)
{
    struct row seen = said(it, label).row;
    struct assessment now;

    DO(it, act_assess(it->job, item(it, label), seen, &given, &now));
}

int64_t entries(struct town *it)
{
    struct ledger_head head;

    DO(it, ledger_head(it->job, &head));
    return head.seq;
}

struct str pdf(struct town *it, size_t n, char filling)
{
    char *at = arena_alloc(it->mem, n);

    memset(at, filling, n);
    memcpy(at, "%PDF-1.7\n", 9);
    return (struct str){at, n};
}

static char key_path[] = "/tmp/waarborg-test-key.XXXXXX";

int town_key(void **state)
{
    int file = mkstemp(key_path);
    struct str why;

    (void)state;
    if (file < 0)
        return -1;
    close(file);
    unlink(key_path);
    if (master_make(key_path, &why) != DONE)
        return -1;
    sealer_at(str_of(key_path));
    return 0;
}

int town_key_end(void **state)
{
    (void)state;
    return unlink(key_path);
}
