/* Fills an organisation with what the rights are tried on, and founds a second one beside
 * it in the same data: town DATA. Ends with what it made, as JSON, for rights.mjs.
 *
 * In the first there is a person for each role and some in a state of their own. For each
 * of them there is a set of rows of their own and a set of somebody else's, one of each
 * noun that can be anybody's. The texts hold a canary that says whose they are. The second
 * organisation has two persons, and numbers for its rows that the first does not have.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "acts/file.h"
#include "acts/norms.h"
#include "acts/organisation.h"
#include "acts/password.h"
#include "acts/people.h"
#include "acts/token.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "model/erasure.h"
#include "model/assessment.h"
#include "model/local_norm.h"
#include "model/provider.h"
#include "model/migrated.h"
#include "model/soa.h"
#include "records/record.h"

#define PASSWORD S("vier paarse fietsen in de mist")
#define NO_HASH S("0000000000000000000000000000000000000000000000000000000000000000")
#define ROLE(name) (UINT32_C(1) << ROLE_##name)

enum { TOWN_BYTES = 512 * 1024 * 1024, NUMBERS_APART = 100000 };

static struct arena *mem;
static struct db *db;
static int64_t organisation; /* the object that stands for the whole */
static int64_t process;
static int64_t local; /* something that was brought in, and has ended */
static int64_t migration; /* one that carried nothing over */
static int64_t erasure; /* one that was asked and dropped */
static int item; /* the next one of the norm that nobody has yet */

/* One of each, all made and owned by one person. */
struct set {
    int64_t assessment, evidence, use, object, level, exception;
    struct str label;
    int index; /* of the item in the norm */
};

static void ok(const struct job *job, enum outcome o, const char *what)
{
    if (o == DONE)
        return;
    fprintf(stderr, "town: %s: outcome %d %.*s\n", what, (int)o, STR_ARG(job->broke));
    for (size_t i = 0; i < faults_kept(&job->faults); i++)
        fprintf(stderr, "    %.*s %.*s\n", STR_ARG(job->faults.at[i].field),
                STR_ARG(job->faults.at[i].key));
    _Exit(1);
}

static void as(struct job *job, int64_t org, int64_t person)
{
    job_start(job, mem, db, (struct moment){(int64_t)time(NULL) * 1000});
    job->org = org;
    job->person = person;
    job->roles = UINT32_MAX;
}

static void add(struct job *job, struct entry *entry, const struct noun *noun, void *row)
{
    ok(job, record_new(job, entry, noun, row), noun->name);
}

static struct evidence evidence_of(struct job *job, struct str canary, struct str bytes)
{
    return (struct evidence){
        .title = canary,       .kind = EVIDENCE_DOCUMENT,
        .design = true,        .period_to = job->today,
        .file_name = S("bewijs.csv"),
        .file_type = S("text/csv"),
        .file_hash = token_hash(job, bytes),
        .file_bytes = {true, (int64_t)bytes.len},
        .submitter = {job->person},
        .submitted_on = job->today,
    };
}

static const struct item *next_item(const struct norm *norm)
{
    while (!norm->items[item].assessed || norm->items[item].withdrawn)
        item++;
    MUST(item < norm->n_items);
    return &norm->items[item++];
}

static struct set set_of(struct job *job, struct str canary)
{
    const struct norm *norm = norms_at(job, 0);
    const struct item *of = next_item(norm);
    struct str bytes = arena_text(mem, "%" STR_FMT ";1\n", STR_ARG(canary));
    struct ref me = {job->person};
    struct assessment said = {.object = {organisation}, .item = of->id, .owner = me,
                              .note = canary};
    struct evidence piece = evidence_of(job, canary, bytes);
    struct object object = {.name = canary, .kind = OBJECT_SYSTEM, .owner = me};
    struct evidence_use use = {.object = {organisation}, .item = of->id};
    struct level_result level = {.norm = norm->key, .test = piece.file_hash, .level = {true, 1},
                                 .prepared_by = me};
    struct exception exception = {.item = of->id, .kind = 1, .reason = canary,
                                  .risk_analysis = canary, .until = {job->today.n + 90},
                                  .state = EXCEPTION_ASKED, .submitter = me};
    struct entry *entry;

    ok(job, ledger_open(job, S("town.set"), &entry), "open");
    add(job, entry, &assessment_noun, &said);
    add(job, entry, &evidence_noun, &piece);
    ok(job, file_keep(job, piece.file_hash, bytes), "file");
    use.evidence.id = piece.row.id;
    add(job, entry, &evidence_use_noun, &use);
    add(job, entry, &object_noun, &object);
    level.object.id = object.row.id;
    add(job, entry, &level_result_noun, &level);
    add(job, entry, &exception_noun, &exception);
    ok(job, ledger_close(job, entry), "close");
    return (struct set){said.row.id, piece.row.id, use.row.id,    object.row.id,
                        level.row.id, exception.row.id, of->label, (int)(of - norm->items)};
}

static void print_set(const char *name, const struct set *set)
{
    printf(", \"%s\": {\"assessment\": %lld, \"evidence\": %lld, \"use\": %lld, \"object\": %lld, "
           "\"level\": %lld, \"exception\": %lld, \"label\": \"%.*s\", \"index\": %d}", name,
           (long long)set->assessment, (long long)set->evidence, (long long)set->use,
           (long long)set->object, (long long)set->level, (long long)set->exception,
           STR_ARG(set->label), set->index);
}

static int64_t person_new(int64_t org, const char *who, uint32_t roles)
{
    struct job job;
    struct person_plan plan = {
        .name = arena_text(mem, "Naam van %s in %lld", who, (long long)org),
        .email = arena_text(mem, "%s@%lld.example", who, (long long)org),
        .password = PASSWORD, .roles = roles};
    struct str made = S("");
    int64_t id = 0;

    as(&job, org, 0);
    ok(&job, act_person_add(&job, &plan, &id, &made), who);
    return id;
}

static struct str token_of(int64_t org, int64_t person, const char *name)
{
    struct job job;
    struct str secret = S("");

    as(&job, org, 0);
    ok(&job, act_token_make(&job, person, str_of(name), (struct day){0}, &secret), "token");
    return secret;
}

static void print_person(int64_t org, const char *who, uint32_t roles, int64_t other, bool first)
{
    int64_t id = person_new(org, who, roles);
    struct str secret = token_of(org, id, "werkt");
    struct set own;
    struct set others;
    struct job job;

    token_of(org, id, "einde");
    as(&job, org, id);
    own = set_of(&job, arena_text(mem, "kanarie-%lld-%s-own", (long long)org, who));
    as(&job, org, other);
    others = set_of(&job, arena_text(mem, "kanarie-%lld-%s-others", (long long)org, who));
    printf("%s\n  {\"who\": \"%s\", \"person\": %lld, \"token\": \"%.*s\", \"roles\": [",
           first ? "" : ",", who, (long long)id, STR_ARG(secret));
    for (int role = 1, n = 0; role < ROLE_COUNT; role++)
        if ((roles & UINT32_C(1) << role) != 0)
            printf("%s\"%s\"", n++ > 0 ? ", " : "", role_choices.words[role]);
    printf("]");
    print_set("own", &own);
    print_set("others", &others);
    printf("}");
}

/* The object that stands for the organisation, and a process that systems can work for. */
static void find_ground(int64_t org, bool apart)
{
    struct job job;
    struct object *all;
    struct object fresh = {.name = S("Proces van niemand"), .kind = OBJECT_PROCESS};
    struct local_norm brought = {.title = S("Eigen norm"), .kind = LOCAL_CATALOG,
                                 .form = FORM_JSON, .key = S("eigen"), .hash = NO_HASH,
                                 .bytes = {true, 1}, .file_name = S("eigen.json"),
                                 .added_on = {20000}, .ended = true};
    struct migrated carried = {.source = S("bio104@1.04"), .target = S("bio2@1.3"),
                               .made_on = {20000}};
    struct erasure asked = {.kind = ERASURE_TEXT, .entry = {true, 1}, .why = S("vergissing"),
                            .asked_on = {20000}, .state = ERASURE_DROPPED,
                            .decided_on = {20000}};
    struct provider elsewhere = {.name = S("Elders"), .issuer = S("http://127.0.0.1:1"),
                                 .client = S("c"), .way = WAY_KEY, .joins = JOINS_LINKED};
    struct entry *entry;
    size_t n;

    as(&job, org, 0);
    ok(&job, ledger_open(&job, S("town.ground"), &entry), "open");
    ok(&job, record_all(&job, leave_system(&job), &object_noun, &all, &n), "objects");
    organisation = all[0].row.id;
    for (int i = 0; apart && i < NUMBERS_APART; i++)
        ledger_id(entry);
    add(&job, entry, &object_noun, &fresh);
    add(&job, entry, &local_norm_noun, &brought);
    add(&job, entry, &migrated_noun, &carried);
    add(&job, entry, &provider_noun, &elsewhere);
    add(&job, entry, &erasure_noun, &asked);
    ok(&job, ledger_close(&job, entry), "close");
    process = fresh.row.id;
    local = brought.row.id;
    migration = carried.row.id;
    erasure = asked.row.id;
    item = 0;
}

static void first(void)
{
    static const struct {
        const char *who;
        uint32_t roles;
    } more[] = {
        {"ended", ROLE(ADMIN) | ROLE(CISO)}, /* whose roles end, while they are signed in */
        {"left", ROLE(ADMIN) | ROLE(CISO)},  /* who leaves, while signed in                */
        {"renew", ROLE(ADMIN) | ROLE(CISO)}, /* who must take another password first       */
        {"both", ROLE(ADMIN) | ROLE(CISO) | ROLE(EXECUTIVE) | ROLE(MANAGEMENT) | ROLE(AUDITOR)},
    };
    int64_t other;

    find_ground(1, false);
    other = person_new(1, "ander", ROLE(READER));
    token_of(1, other, "einde");
    printf("{\"other\": %lld, \"target\": %lld, \"process\": %lld, \"local\": %lld, "
           "\"migration\": %lld, \"erasure\": %lld, \"people\": [", (long long)other,
           (long long)person_new(1, "doel", ROLE(READER)), (long long)process, (long long)local,
           (long long)migration, (long long)erasure);
    for (int role = 1; role < ROLE_COUNT; role++) {
        print_person(1, role_choices.words[role], UINT32_C(1) << role, other, role == 1);
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        print_person(1, more[i].who, more[i].roles, other, false);
    printf("],\n");
}

static void second(void)
{
    struct job job;
    struct organisation_plan plan = {.name = S("kanarie-2-organisatie"), .type = S("gemeente"),
                                     .hours = S("8"), .admin_name = S("Eerste van 2"),
                                     .email = S("eerste@2.example"), .password = PASSWORD};
    int64_t other;

    as(&job, 0, 0);
    job.roles = 0;
    ok(&job, act_organisation_make(&job, &plan), "organisation");
    MUST(job.org == 2);
    find_ground(2, true);
    other = person_new(2, "ander", ROLE(READER));
    printf("\"second\": {\"other\": %lld, \"process\": %lld, \"local\": %lld, \"migration\": %lld, "
           "\"erasure\": %lld, \"people\": [", (long long)other, (long long)process,
           (long long)local, (long long)migration, (long long)erasure);
    print_person(2, "alles", UINT32_MAX >> (32 - ROLE_COUNT) & ~UINT32_C(1), other, true);
    printf("]}}\n");
}

int main(int argc, char **argv)
{
    struct str why = S("");

    mem = arena_new(TOWN_BYTES);
    MUST(argc == 2 && mem != NULL);
    if (db_open(mem, str_of(argv[1]), false, &db, &why) != DONE)
        return 6;
    first();
    second();
    db_close(db);
    arena_free(mem);
    return 0;
}
