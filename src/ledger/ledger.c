/* Writing: open, note what changed, close. Reading is in history.c. */
#include "ledger/ledger.h"

#include <stdlib.h>

#include "base/bug.h"
#include "ledger/bytes.h"
#include "ledger/clock.h"
#include "ledger/erase.h"
#include "ledger/leave.h"
#include "ledger/text.h"
#include "model/value.h"
#include "store/sql.h"

enum { FORM_NUMBER_MAX = 100, FIRST_ID = 2 };

static const char *const doors[] = {"cli", "web", "api", "demo"};
const struct choices door_choices = {doors, DOOR_COUNT};
_Static_assert(sizeof doors / sizeof *doors == DOOR_COUNT, "a word for each");

/* One column of one row. The texts are the caller's until close. */
struct change {
    const struct noun *noun;
    int64_t id;
    const struct field *field;
    struct str from;
    struct str to;
    size_t nth; /* as they were noted, so that sorting keeps the order */
};

struct entry {
    struct job *job;
    struct bytes said;
    int64_t before; /* the sequence of the entry before */
    int64_t next_id;
    bool confirms; /* a clock that was set back */
    struct change *changes;
    size_t n;
    size_t room;
};

static enum outcome read_head(struct job *job, struct entry *entry)
{
    struct query *q = query_of(job->db, &sql_ledger_head_lock);
    bool there;

    query_int(q, 1, job->org);
    there = query_next(q);
    if (there) {
        entry->said.uuid = arena_str(job->mem, query_get_text(q, 0));
        entry->before = query_get_int(q, 1);
        entry->said.prev = arena_str(job->mem, query_get_text(q, 2));
        entry->said.time = arena_str(job->mem, query_get_text(q, 3));
        entry->next_id = query_get_int(q, 4);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    return there ? DONE : NOT_THERE;
}

/* The later of now and the last entry's. */
static enum outcome set_time(struct job *job, struct entry *entry)
{
    char text[MOMENT_TEXT_BYTES];
    enum clock clock = CLOCK_FINE;
    enum outcome o = entry->before > 0 ? clock_judge(job, entry->said.time, &clock) : DONE;

    if (o != DONE)
        return o;
    if (clock == CLOCK_BACK && !entry->confirms)
        return job_refuse_with(job, S(""), S("ledger.clock"), entry->said.time);
    if (clock != CLOCK_BACK && entry->confirms)
        return job_refuse(job, S(""), S("ledger.clock_fine"));
    if (entry->before == 0 || str_cmp(moment_text(job->now, text), entry->said.time) > 0)
        entry->said.time = arena_str(job->mem, moment_text(job->now, text));
    return DONE;
}

/* A form that was sent twice is recorded once. */
static enum outcome check_form(struct job *job)
{
    struct query *q;

    if (job->form_number.len == 0)
        return DONE;
    if (job->form_number.len > FORM_NUMBER_MAX || str_eq(job->form_number, S("-")))
        return job_refuse(job, S(""), S("ledger.form_number"));
    q = query_of(job->db, &sql_ledger_by_form);
    query_int(q, 1, job->org);
    query_text(q, 2, job->form_number);
    job->repeated = query_next(q);
    if (query_end(q) != DONE)
        return job_broke(job);
    return job->repeated ? CLASHED : DONE;
}

/* In a writing transaction that has begun. */
static enum outcome open_entry(struct job *job, struct str act, bool confirms,
                               struct entry **ret_entry)
{
    struct entry *entry = NEW(job->mem, struct entry);
    enum outcome o;

    entry->job = job;
    entry->confirms = confirms;
    job->known = INT64_MAX;
    if ((o = read_head(job, entry)) != DONE || (o = leave_still(job, entry->before)) != DONE ||
        (o = set_time(job, entry)) != DONE || (o = check_form(job)) != DONE)
        return o;
    entry->said.seq = entry->before + 1;
    entry->said.actor = job->person == 0
                            ? S("system")
                            : arena_text(job->mem, "p%lld", (long long)job->person);
    entry->said.door = choice_word(&door_choices, (int)job->door);
    entry->said.act = act;
    entry->said.reason = S("-");
    entry->said.form_number = job->form_number.len == 0 ? S("-") : job->form_number;
    *ret_entry = entry;
    return DONE;
}

static enum outcome begin(struct job *job)
{
    db_rollback(job->db);
    return db_write(job->db) == DONE ? DONE : job_broke(job);
}

/* What makes room, or must not wait for it. */
static bool goes_when_short(struct str act)
{
    return erase_act(act) || str_starts(act, S("erasure."));
}

enum outcome ledger_open(struct job *job, struct str act, struct entry **ret_entry)
{
    enum outcome o;

    if (db_short(job->db) && !goes_when_short(act))
        return job_refuse(job, S(""), S("ledger.no_room"));
    o = begin(job);
    return o == DONE ? open_entry(job, act, false, ret_entry) : o;
}

static bool is_uuid(struct str uuid)
{
    struct salt sixteen;

    return salt_read(uuid, &sixteen);
}

static enum outcome found_head(struct job *job, struct str uuid)
{
    static const struct str noughts = STR_INIT("00000000000000000000000000000000"
                                               "00000000000000000000000000000000");
    struct query *q = query_of(job->db, &sql_ledger_head_next);
    int64_t org = query_next(q) ? query_get_int(q, 0) : 0;

    if (query_end(q) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_ledger_head_new);
    query_int(q, 1, org);
    query_text(q, 2, uuid);
    query_text(q, 3, noughts);
    query_int(q, 4, FIRST_ID);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    job->org = org;
    return DONE;
}

enum outcome ledger_found(struct job *job, struct str uuid, struct str act,
                          struct entry **ret_entry)
{
    char hex[SALT_HEX];
    enum outcome o;

    if (uuid.len == 0)
        uuid = salt_hex(salt_new(), hex);
    if (!is_uuid(uuid))
        return job_refuse_with(job, S(""), S("ledger.uuid"), uuid);
    if ((o = begin(job)) != DONE || (o = found_head(job, uuid)) != DONE)
        return o;
    return open_entry(job, act, false, ret_entry);
}

int64_t ledger_id(struct entry *entry)
{
    return entry->next_id++;
}

int64_t ledger_seq(const struct entry *entry)
{
    return entry->said.seq;
}

void ledger_part(struct entry *entry, const struct noun *noun, int64_t id,
                 const struct field *field, struct str from, struct str to)
{
    MUST(id > 0);
    if (entry->n == entry->room) {
        size_t room = entry->room == 0 ? 32 : entry->room * 2;
        struct change *grown = NEW_ARRAY(entry->job->mem, room, struct change);

        if (entry->n > 0)
            memcpy(grown, entry->changes, entry->n * sizeof *grown);
        entry->changes = grown;
        entry->room = room;
    }
    entry->changes[entry->n] = (struct change){noun, id, field, from, to, entry->n};
    entry->n++;
}

/* What stands in the parts without being a column of a noun; the values as they stand. */
static const struct noun erased_noun = {.name = "ledger_text"};
static const struct noun head_noun = {.name = "ledger_head"};
static const struct field erased_field = {.name = "text", .kind = KIND_CODE};
static const struct field restored_field = {.name = "hash", .kind = KIND_CODE};
static const struct field clock_field = {.name = "time", .kind = KIND_CODE};

void ledger_erased(struct entry *entry, int64_t seq, struct str value)
{
    ledger_part(entry, &erased_noun, seq, &erased_field, value, (struct str){0});
}

void ledger_restored(struct entry *entry, int64_t seq, struct str hash)
{
    ledger_part(entry, &head_noun, seq, &restored_field, hash, entry->said.prev);
}

static int by_place(const struct change *a, const struct change *b)
{
    int order = strcmp(a->noun->name, b->noun->name);

    if (order == 0)
        order = (a->id > b->id) - (a->id < b->id);
    return order == 0 ? strcmp(a->field->name, b->field->name) : order;
}

static int by_place_and_nth(const void *a, const void *b)
{
    const struct change *x = a;
    const struct change *y = b;
    int order = by_place(x, y);

    return order == 0 ? (x->nth > y->nth) - (x->nth < y->nth) : order;
}

/* In the order that the bytes have, one change per column. */
static void put_in_order(struct entry *entry)
{
    size_t n = 0;

    qsort(entry->changes, entry->n, sizeof *entry->changes, by_place_and_nth);
    for (size_t i = 0; i < entry->n; i++)
        if (n > 0 && by_place(&entry->changes[n - 1], &entry->changes[i]) == 0)
            entry->changes[n - 1].to = entry->changes[i].to;
        else
            entry->changes[n++] = entry->changes[i];
    entry->n = n;
}

static enum outcome value_of(struct entry *entry, const struct change *change, bool old,
                             struct str *ret)
{
    struct str text = old ? change->from : change->to;
    struct job *job = entry->job;
    int64_t seq;

    if (text.len == 0) {
        *ret = S("-");
        return DONE;
    }
    if (change->noun == &erased_noun) {
        *ret = text;
        return DONE;
    }
    if (change->field->kind != KIND_TEXT) {
        *ret = arena_text(job->mem, "=%" STR_FMT, STR_ARG(text));
        return DONE;
    }
    if (old)
        return text_last(job, change->noun, change->id, change->field, entry->said.seq, ret,
                         &seq);
    return text_add(job, text, ret);
}

static enum outcome put_parts(struct entry *entry)
{
    struct job *job = entry->job;
    struct buf parts;
    struct buf scratch;

    buf_init(&parts, job->mem, 128 * entry->n);
    buf_init(&scratch, job->mem, 512);
    for (size_t i = 0; i < entry->n; i++) {
        const struct change *change = &entry->changes[i];
        struct bytes_part part = {str_of(change->noun->name), change->id,
                                  str_of(change->field->name), {0}, {0}};
        enum outcome o = value_of(entry, change, true, &part.from);

        if (o == DONE)
            o = value_of(entry, change, false, &part.to);
        if (o != DONE)
            return o;
        bytes_part_put(&parts, &scratch, &part);
    }
    entry->said.parts = buf_str(&parts);
    return DONE;
}

static enum outcome add_entry(struct entry *entry, struct str hash)
{
    const struct bytes *it = &entry->said;
    struct query *q = query_of(entry->job->db, &sql_ledger_add);

    query_int(q, 1, entry->job->org);
    query_int(q, 2, it->seq);
    query_text(q, 3, it->prev);
    query_text(q, 4, it->time);
    query_text(q, 5, it->actor);
    query_text(q, 6, it->door);
    query_text(q, 7, it->act);
    query_text(q, 8, it->reason);
    query_text(q, 9, it->form_number);
    query_text(q, 10, it->parts);
    query_text(q, 11, hash);
    return query_run(q, NULL) == DONE ? DONE : job_broke(entry->job);
}

static enum outcome add_rows(struct entry *entry)
{
    struct job *job = entry->job;

    for (size_t i = 0; i < entry->n; i++) {
        const struct change *change = &entry->changes[i];
        struct query *q;

        if (i > 0 && change[-1].noun == change->noun && change[-1].id == change->id)
            continue;
        q = query_of(job->db, &sql_ledger_row_add);
        query_int(q, 1, job->org);
        query_text(q, 2, str_of(change->noun->name));
        query_int(q, 3, change->id);
        query_int(q, 4, entry->said.seq);
        if (query_run(q, NULL) != DONE)
            return job_broke(job);
    }
    return DONE;
}

static enum outcome move_head(struct entry *entry, struct str hash)
{
    struct job *job = entry->job;
    struct query *q = query_of(job->db, &sql_ledger_head_move);
    int64_t changed = 0;

    query_int(q, 1, job->org);
    query_int(q, 2, entry->before);
    query_int(q, 3, entry->said.seq);
    query_text(q, 4, hash);
    query_text(q, 5, entry->said.time);
    query_int(q, 6, entry->next_id);
    if (query_run(q, &changed) != DONE)
        return job_broke(job);
    return changed == 1 ? DONE : CLASHED;
}

/* What the database gives back must hash to what was meant, before it counts. */
static enum outcome read_back(struct entry *entry, const struct digest *meant)
{
    struct job *job = entry->job;
    struct query *q = query_of(job->db, &sql_ledger_page);
    struct bytes it = {.uuid = entry->said.uuid};
    struct digest is = {0};
    struct buf scratch;

    query_int(q, 1, job->org);
    query_int(q, 2, entry->before);
    query_int(q, 3, entry->said.seq);
    if (query_next(q)) {
        bytes_row(q, &it);
        buf_init(&scratch, job->mem, 512 + it.parts.len);
        is = bytes_hash(&scratch, &it);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (digest_same(&is, meant))
        return DONE;
    job->broke = S("the entry was read back otherwise than it was written");
    return BROKEN;
}

static enum outcome add_reason(struct entry *entry)
{
    struct job *job = entry->job;
    struct str why = str_trim(job->why);
    struct str unfit = value_unfit(why, false, REASON_CHARS);

    if (unfit.len > 0)
        return job_refuse_with(job, S("reden"), unfit, arena_text(job->mem, "%d", REASON_CHARS));
    return why.len == 0 ? DONE : text_add(job, why, &entry->said.reason);
}

enum outcome ledger_close(struct job *job, struct entry *entry)
{
    char hex[DIGEST_HEX];
    struct buf scratch;
    struct digest digest;
    struct str hash;
    enum outcome o;

    MUST(entry->job == job);
    if (entry->n == 0) {
        db_rollback(job->db);
        return DONE;
    }
    put_in_order(entry);
    if ((o = add_reason(entry)) != DONE || (o = put_parts(entry)) != DONE)
        return o;
    buf_init(&scratch, job->mem, 512 + entry->said.parts.len);
    digest = bytes_hash(&scratch, &entry->said);
    hash = digest_hex(digest, hex);
    if ((o = add_entry(entry, hash)) != DONE || (o = add_rows(entry)) != DONE ||
        (o = move_head(entry, hash)) != DONE || (o = read_back(entry, &digest)) != DONE)
        return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

enum outcome ledger_clock(struct job *job)
{
    char text[MOMENT_TEXT_BYTES];
    struct entry *entry;
    enum outcome o = begin(job);

    if (o != DONE || (o = open_entry(job, S(CLOCK_ACT), true, &entry)) != DONE)
        return o;
    ledger_part(entry, &head_noun, entry->before, &clock_field, entry->said.time,
                arena_str(job->mem, moment_text(job->now, text)));
    return ledger_close(job, entry);
}
