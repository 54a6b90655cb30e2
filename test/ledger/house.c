#include "house.h"

#include "ledger/erase.h"

void house_ok(struct house *it, enum outcome o)
{
    if (o == DONE)
        return;
    for (size_t i = 0; i < it->job.faults.n && i < FAULTS_MAX; i++)
        print_message("%" STR_FMT ": %" STR_FMT " %" STR_FMT "\n",
                      STR_ARG(it->job.faults.at[i].field), STR_ARG(it->job.faults.at[i].key),
                      STR_ARG(it->job.faults.at[i].arg));
    fail_msg("outcome %d: %" STR_FMT, (int)o, STR_ARG(it->job.broke));
}

static struct person person_new(struct house *it, struct entry *entry, struct str name)
{
    struct person who = {.name = name};

    house_ok(it, record_new(&it->job, entry, &person_noun, &who));
    return who;
}

static void role_new(struct house *it, struct entry *entry, int64_t person, enum role role)
{
    struct role_held held = {.person = {person}, .role = role, .from = it->job.today};

    house_ok(it, record_new(&it->job, entry, &role_held_noun, &held));
}

void house_open(struct house *it, struct arena *mem, struct str where)
{
    struct organisation org = {.row = {.id = 1}, .name = S("Voorbeeld"), .type = ORG_GEMEENTE,
                               .norm = S("bio2")};
    struct object object = {.name = S("De organisatie"), .kind = OBJECT_ORGANISATION};
    struct moment now;
    struct entry *entry;

    memset(it, 0, sizeof *it);
    it->db = opened_migrated(mem, where);
    assert_true(moment_of_text(S("2026-03-01T09:30:00.000Z"), &now));
    job_start(&it->job, mem, it->db, now);
    house_ok(it, ledger_found(&it->job, S("000102030405060708090a0b0c0d0e0f"), S("init"), &entry));
    house_ok(it, record_new(&it->job, entry, &organisation_noun, &org));
    assert_int_equal(person_new(it, entry, S("Ada")).row.id, ADA);
    role_new(it, entry, ADA, ROLE_ADMIN);
    assert_int_equal(person_new(it, entry, S("Bob")).row.id, BOB);
    role_new(it, entry, BOB, ROLE_OWNER);
    house_ok(it, record_new(&it->job, entry, &object_noun, &object));
    house_ok(it, ledger_close(&it->job, entry));
    it->object = object.row.id;
    house_as(it, ADA, ROLE(ADMIN) | ROLE(CISO));
}

void house_as(struct house *it, int64_t person, uint32_t roles)
{
    it->job.person = person;
    it->job.roles = roles;
}

void house_read(struct house *it)
{
    db_rollback(it->db);
    it->job.faults.n = 0;
    done(db_read(it->db), it->db);
}

void house_later(struct house *it, int64_t ms)
{
    int minute;

    it->job.now.ms += ms;
    it->job.today = moment_amsterdam(it->job.now, &minute);
}

void house_new(struct house *it, const struct noun *noun, void *row)
{
    struct entry *entry;

    house_ok(it, ledger_open(&it->job, arena_text(it->job.mem, "%s.new", noun->name), &entry));
    house_ok(it, record_new(&it->job, entry, noun, row));
    house_ok(it, ledger_close(&it->job, entry));
}

void house_save(struct house *it, struct str act, const struct noun *noun, void *row)
{
    struct entry *entry;

    house_ok(it, ledger_open(&it->job, act, &entry));
    house_ok(it, record_save(&it->job, entry, noun, row));
    house_ok(it, ledger_close(&it->job, entry));
}

struct assessment house_assess(struct house *it, struct str item, int64_t owner)
{
    struct assessment row = {.object = {it->object}, .item = item, .owner = {owner}};

    house_new(it, &assessment_noun, &row);
    return row;
}

struct evidence house_evidence(struct house *it, struct str title)
{
    struct evidence row = {.title = title, .kind = EVIDENCE_DOCUMENT, .design = true,
                           .period_to = it->job.today, .submitter = {it->job.person}};
    struct entry *entry;

    house_ok(it, ledger_open(&it->job, S("evidence.add"), &entry));
    house_ok(it, record_new(&it->job, entry, &evidence_noun, &row));
    house_ok(it, ledger_close(&it->job, entry));
    return row;
}

void house_erase(struct house *it, int64_t seq, const char *field)
{
    struct erase_which which = {.seq = seq, .field = str_of(field)};
    struct entry *entry;
    struct erase text;

    house_ok(it, ledger_open(&it->job, S("text.erase"), &entry));
    house_ok(it, erase_find(&it->job, &which, &text));
    house_ok(it, erase_text(&it->job, entry, &text));
    house_ok(it, ledger_close(&it->job, entry));
}

/* ---- full rows ---- */

static struct str file_of(struct house *it, int variant)
{
    return arena_text(it->job.mem, "file %d", variant);
}

/* The numbers of a code are a hash where there is room for just that. What a noun's own
 * check asks of one has that form. */
static struct str code_for(struct house *it, const struct field *field, int variant)
{
    char *hex = arena_alloc(it->job.mem, DIGEST_HEX);

    /* Of no file that is there: those that were not erased must be. */
    if (strcmp(field->name, "erased_hash") == 0)
        variant += 100;
    if (field->limit == DIGEST_HEX)
        return digest_hex(digest_of(file_of(it, variant)), hex);
    if (strcmp(field->name, "issuer") == 0)
        return arena_text(it->job.mem, "https://login.example/%d", variant);
    if (strcmp(field->name, "roles") == 0)
        return arena_text(it->job.mem, "reader = group-%d\nciso = group-%d", variant, variant + 1);
    return arena_text(it->job.mem, "code-%d", variant);
}

static struct str text_for(struct house *it, const struct field *field, int variant)
{
    if (strcmp(field->name, "link") == 0)
        return arena_text(it->job.mem, "https://example.nl/%d", variant);
    return arena_text(it->job.mem, "%s: ‘tekst’ %d%s", field->name, variant,
                      (field->flags & LINES) != 0 ? "\nen nog een regel" : "");
}

static int64_t id_of(struct house *it, const struct noun *noun)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (table_all[i].noun == noun)
            return it->ids[i];
    fail_msg("%s is not in table_all", noun->name);
    return 0;
}

static struct str value_for(struct house *it, const struct field *field, int variant)
{
    struct arena *mem = it->job.mem;
    char *day = arena_alloc(mem, DAY_TEXT_BYTES);
    int64_t id;

    switch (field->kind) {
    case KIND_TEXT:
        return text_for(it, field, variant);
    case KIND_CODE:
        return code_for(it, field, variant);
    case KIND_REF:
        id = id_of(it, field->to);
        return id == 0 ? S("") : arena_text(mem, "%lld", (long long)id);
    case KIND_DAY:
        return day_text((struct day){it->job.today.n + variant}, day);
    case KIND_FLAG:
        return variant % 2 == 0 ? S("1") : S("0");
    case KIND_CHOICE:
        return choice_word(field->choices,
                           1 + (field->choices->n - 2 + variant) % (field->choices->n - 1));
    case KIND_NUMBER:
        return arena_text(mem, "%d", 3 + variant);
    }
    return S("");
}

static bool has_faults(const struct noun *noun, const void *row)
{
    static struct faults faults;

    faults.n = 0;
    value_check(noun, row, &faults);
    return faults.n > 0;
}

void house_fill(struct house *it, const struct noun *noun, void *row, int variant)
{
    static struct faults faults;
    bool was = ((struct row *)row)->id != 0;
    void *before = arena_alloc(it->job.mem, noun->size);

    faults.n = 0;
    for (int i = 0; i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];

        if (was && (field->flags & FIXED) != 0)
            continue;
        memcpy(before, row, noun->size);
        assert_true(value_set(field, value_for(it, field, variant), row, &faults));
        if (was && has_faults(noun, row))
            memcpy(row, before, noun->size);
    }
}

static const enum sql_type file_types[] = {SQL_BIGINT, SQL_TEXT, SQL_BYTES};
static const struct statement file_add = {
    "file_add", "insert into file_part (org, hash, part, made, bytes) values ($1, $2, 0, '', $3)",
    TEST_NUMBER, 3, file_types, 0, NULL, NULL};

void house_file(struct house *it, int variant)
{
    char hex[DIGEST_HEX];
    struct query *q;

    done(db_write(it->db), it->db);
    q = query_of(it->db, &file_add);
    query_int(q, 1, it->job.org);
    query_text(q, 2, digest_hex(digest_of(file_of(it, variant)), hex));
    query_bytes(q, 3, file_of(it, variant));
    done(query_run(q, NULL), it->db);
    done(db_commit(it->db), it->db);
}

static void all_of(struct house *it, int i)
{
    const struct noun *noun = noun_all[i];
    struct row *row = arena_alloc(it->job.mem, noun->size);
    const struct leave *leave = leave_system(&it->job);

    if (noun == &organisation_noun) {
        house_read(it);
        house_ok(it, record_load(&it->job, leave, noun, (struct row){.id = 1}, row));
        house_fill(it, noun, row, 0);
        house_save(it, S("fill"), noun, row);
    } else {
        house_fill(it, noun, row, 0);
        house_new(it, noun, row);
    }
    it->ids[i] = row->id;
    house_fill(it, noun, row, 1);
    it->job.why = S("omdat het moet");
    house_save(it, S("fill"), noun, row);
    it->job.why = S("");
}

void house_all(struct house *it)
{
    for (int variant = 0; variant < 3; variant++)
        house_file(it, variant);
    for (int i = 0; i < noun_all_n; i++)
        all_of(it, i);
}

/* ---- verify ---- */

struct verifying {
    bool deep;
    struct verify_result result;
};

static enum outcome verify_work(struct job *job, void *arg)
{
    struct verifying *it = arg;

    return ledger_verify(job, it->deep, NULL, &it->result);
}

struct verify_result house_verify(struct house *it, bool deep)
{
    struct verifying work = {.deep = deep};

    house_ok(it, job_run(&it->job, verify_work, &work));
    return work.result;
}

void house_close(struct house *it)
{
    struct verify_result result = house_verify(it, true);

    if (!result.sound)
        fail_msg("%" STR_FMT ": entry %lld, %" STR_FMT " %lld %" STR_FMT ": %" STR_FMT
                 " ought to be %" STR_FMT,
                 STR_ARG(result.key), (long long)result.seq, STR_ARG(result.table),
                 (long long)result.id, STR_ARG(result.column), STR_ARG(result.found),
                 STR_ARG(result.expected));
    db_close(it->db);
}

void house_ask(struct house *it, enum right right, const struct noun *noun, int64_t id,
               const char *key)
{
    const struct leave *leave = NULL;
    enum outcome o;

    house_read(it);
    o = leave_ask(&it->job, right, noun, id, &leave);
    if (key == NULL) {
        house_ok(it, o);
        assert_non_null(leave);
        return;
    }
    if (o != FORBIDDEN)
        fail_msg("outcome %d, ought to be forbidden: %s", (int)o, key);
    text_eq(it->job.faults.at[0].key, key);
    assert_null(leave);
}
