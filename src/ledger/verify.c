#include "ledger/verify.h"

#include <stdio.h>

#include "base/bug.h"
#include "ledger/clock.h"
#include "ledger/compare.h"
#include "ledger/erase.h"
#include "ledger/ledger.h"
#include "ledger/signer.h"
#include "store/layout.h"
#include "store/sql.h"
#include "store/token.h"

/* Memory of a run, apart from the job's: about 200 bytes for a row and 70 for a
 * text, so that this is some ten million changes. */
static const size_t LIMIT_BYTES = (size_t)4 << 30;

enum { WINDOW = 2000 };

struct run {
    struct check check;
    struct ledger_head head;
    int64_t next_id;
    struct known *known;
    struct fold *fold; /* NULL: the chain alone */
    struct signers *signers;
    uint32_t persons;  /* their table */
    struct compare_past past;
    struct buf scratch;
    char hash[DIGEST_HEX]; /* of the last entry */
    char time[MOMENT_TEXT_BYTES];
    size_t time_len;
    int64_t done; /* entries */
};

bool check_found(struct check *check, const char *key, struct check_place place,
                 struct str expected, struct str found)
{
    struct arena *mem = check->job->mem;
    struct verify_result *it = &check->result;

    it->key = str_of(key);
    it->table = arena_str(mem, place.table);
    it->id = place.id;
    it->column = arena_str(mem, place.column);
    it->expected = arena_str(mem, expected);
    it->found = arena_str(mem, found);
    return false;
}

bool check_end(struct check *check, struct query *q)
{
    if (query_end(q) != DONE)
        check->broke = true;
    return !check->broke;
}

/* ---- an entry as a link of the chain ---- */

static bool found_in_entry(struct run *run, const char *key, const char *column,
                           struct str expected, struct str found)
{
    return check_found(&run->check, key, (struct check_place){S("ledger"), 0, str_of(column)},
                       expected, found);
}

static bool check_time(struct run *run, struct str time)
{
    struct str last = {run->time, run->time_len};
    struct moment moment;

    if (!moment_of_text(time, &moment) || str_cmp(time, last) < 0)
        return found_in_entry(run, "verify.time", "time", last, time);
    memcpy(run->time, time.at, time.len);
    run->time_len = time.len;
    return true;
}

/* What the bytes of an entry leave open: an empty text and a `-` hash the same. */
static bool check_form(struct run *run, const struct bytes *it)
{
    if (it->form_number.len == 0)
        return found_in_entry(run, "verify.form", "form_number", S("-"), it->form_number);
    if (!str_eq(it->reason, S("-")) && known_use(run->known, it->reason, it->seq) < 0)
        return found_in_entry(run, "verify.form", "reason", S("-"), it->reason);
    return true;
}

static bool check_link(struct run *run, const struct bytes *it, struct str hash)
{
    struct str last = {run->hash, DIGEST_HEX};
    char hex[DIGEST_HEX];
    struct digest digest;

    if (it->seq != run->done + 1) {
        run->check.result.seq = run->done + 1;
        return found_in_entry(run, "verify.gap", "seq",
                              arena_text(run->check.mem, "%lld", (long long)run->done + 1),
                              arena_text(run->check.mem, "%lld", (long long)it->seq));
    }
    if (!str_eq(it->prev, last))
        return found_in_entry(run, "verify.link", "prev", last, it->prev);
    digest = bytes_hash(&run->scratch, it);
    if (!str_eq(digest_hex(digest, hex), hash))
        return found_in_entry(run, "verify.hash", "hash", (struct str){hex, DIGEST_HEX}, hash);
    memcpy(run->hash, hex, sizeof hex);
    return check_time(run, it->time) && check_form(run, it);
}

/* ---- its parts ---- */

static bool is_after(const struct bytes_part *a, const struct bytes_part *b)
{
    int order = str_cmp(a->table, b->table);

    if (order == 0 && a->id != b->id)
        return a->id < b->id;
    return order < 0 || (order == 0 && str_cmp(a->column, b->column) < 0);
}

static bool is_value(struct known *known, struct str value, int64_t seq)
{
    if (value.len == 1)
        return value.at[0] == '-';
    return (value.len > 1 && value.at[0] == '=') || known_use(known, value, seq) >= 0;
}

static bool found_in_part(struct run *run, const char *key, const struct bytes_part *part,
                          struct str expected, struct str found)
{
    return check_found(&run->check, key,
                       (struct check_place){part->table, part->id, part->column}, expected, found);
}

/* A text that was erased: by the entry that wrote it, which was an earlier one. */
static bool is_erasing(struct run *run, const struct bytes *it, const struct bytes_part *part)
{
    int64_t place = known_use(run->known, part->from, it->seq);

    return erase_act(it->act) && str_eq(part->column, S("text")) && place >= 0 &&
           known_at(run->known, place)->seq == part->id && part->id < it->seq &&
           str_eq(part->to, S("-"));
}

/* A back-up was put in the place of newer data: this entry follows the back-up's head. */
static bool is_restoring(const struct bytes *it, const struct bytes_part *part)
{
    return str_eq(it->act, S("data.restored")) && str_eq(part->column, S("hash")) &&
           str_starts(part->to, S("=")) &&
           str_eq(str_sub(part->to, 1, part->to.len), it->prev);
}

/* A clock that was set back was confirmed: after the entry that it names, with its time. */
static bool is_confirming(const struct bytes *it, const struct bytes_part *part)
{
    struct moment clock;

    return str_eq(it->act, S(CLOCK_ACT)) && str_eq(part->column, S("time")) &&
           part->id == it->seq - 1 && str_starts(part->from, S("=")) &&
           str_eq(str_sub(part->from, 1, part->from.len), it->time) &&
           str_starts(part->to, S("=")) &&
           moment_of_text(str_sub(part->to, 1, part->to.len), &clock) &&
           str_cmp(part->to, part->from) < 0;
}

/* An erased text is named by the entry that erased it, as the old value. */
static bool check_part(struct run *run, const struct bytes *it, const struct bytes_part *part)
{
    uint32_t table = table_find(part->table);

    if ((table == TABLE_TEXT && !is_erasing(run, it, part)) ||
        (table == TABLE_HEAD && !is_restoring(it, part) && !is_confirming(it, part)))
        return found_in_part(run, "verify.parts", part, S(""), S(""));
    if (!is_value(run->known, part->from, it->seq) || !is_value(run->known, part->to, it->seq))
        return found_in_part(run, "verify.parts", part, S(""), S(""));
    if (erase_act(it->act) && str_starts(part->from, S("~")))
        known_erase(run->known, known_use(run->known, part->from, it->seq));
    return true;
}

static bool fold_one(struct run *run, const struct bytes_part *part, struct fold_row *row,
                     int64_t seq)
{
    const struct noun *noun = table_all[row->table].noun;
    int field = noun_field(noun, part->column);

    if (field < 0)
        return found_in_part(run, "verify.unknown", part, S(""), S(""));
    switch (fold_set(run->fold, row, field, part, seq)) {
    case FOLD_FINE:
        return true;
    case FOLD_OLD:
        return found_in_part(run, "verify.old", part,
                             fold_text(run->fold, row->values[field], run->check.mem),
                             part->from);
    case FOLD_KIND:
        break;
    }
    return found_in_part(run, "verify.parts", part, S(""), S(""));
}

/* The first part of a row in an entry: a version of it ends, and one begins. What is
 * about an entry has no versions, and stands in the index alone. */
static struct fold_row *begin_row(struct run *run, const struct bytes_part *part, int64_t seq)
{
    uint32_t table = table_find(part->table);
    struct fold_row *row;

    if (table == TABLE_INDEXED) {
        found_in_part(run, "verify.unknown", part, S(""), S(""));
        return NULL;
    }
    row = fold_find(run->fold, table, part->id);
    if (row != NULL && table < TABLE_COUNT &&
        !compare_ended(&run->check, &run->past, run->fold, row, seq))
        return NULL;
    return fold_touch(run->fold, table, part->id, seq);
}

static bool check_parts(struct run *run, const struct bytes *it)
{
    struct str rest = it->parts;
    struct bytes_part part;
    struct bytes_part last = {0};
    struct fold_row *row = NULL;
    enum bytes_next next;

    while ((next = bytes_part_next(&rest, &part)) == BYTES_PART) {
        if (!is_after(&last, &part)) /* the first is after nothing, which has no name */
            return found_in_part(run, "verify.parts", &part, S(""), S(""));
        if (!check_part(run, it, &part))
            return false;
        signers_take(run->signers, it->seq, &part);
        if (run->fold != NULL) {
            if (row == NULL || last.id != part.id || !str_eq(last.table, part.table))
                row = begin_row(run, &part, it->seq);
            if (row == NULL ||
                (row->table < TABLE_COUNT && !fold_one(run, &part, row, it->seq)))
                return false;
        }
        last = part;
    }
    if (next == BYTES_FAULT || last.id == 0)
        return found_in_entry(run, "verify.parts", "parts", S(""), S(""));
    return true;
}

/* A person whom the entries up to here made, or the program itself. */
static bool check_actor(struct run *run, const struct bytes *it)
{
    static const struct str system = STR_INIT("system");
    char text[24] = "";
    int64_t person = 0;

    if (run->fold == NULL || str_eq(it->actor, system))
        return true;
    if (str_starts(it->actor, S("p")) && str_int(str_sub(it->actor, 1, it->actor.len), &person))
        snprintf(text, sizeof text, "p%lld", (long long)person);
    if (str_eq(it->actor, str_of(text)) && fold_find(run->fold, run->persons, person) != NULL)
        return true;
    return found_in_entry(run, "verify.actor", "actor", S(""), it->actor);
}

/* ---- the chain, a window at a time ---- */

static bool check_entries(struct run *run, int64_t after, int64_t last)
{
    struct query *q = query_of(run->check.job->db, &sql_ledger_page);
    struct bytes it = {.uuid = run->head.uuid};
    bool sound = true;

    query_int(q, 1, run->check.job->org);
    query_int(q, 2, after);
    query_int(q, 3, last);
    while (sound && query_next(q)) {
        struct str hash = bytes_row(q, &it);

        run->check.result.seq = it.seq;
        sound = check_link(run, &it, hash) && check_parts(run, &it) && check_actor(run, &it);
        run->done += sound;
    }
    return check_end(&run->check, q) && sound;
}

/* Did the window bring every entry up to its last? */
static bool check_whole(struct run *run, int64_t last)
{
    if (run->done == last)
        return true;
    run->check.result.seq = run->done + 1;
    return found_in_entry(run, "verify.gap", "seq",
                          arena_text(run->check.mem, "%lld", (long long)run->done + 1), S("-"));
}

static bool check_window(struct run *run, int64_t last)
{
    int64_t after = run->done == 0 ? INT64_MIN : run->done;
    int64_t past_last = last >= run->head.seq ? INT64_MAX : last;
    bool sound;

    if (run->fold == NULL)
        return check_entries(run, after, last) && check_whole(run, last);
    compare_open(&run->check, &run->past, after == INT64_MIN ? after : after + 1, past_last);
    sound = check_entries(run, after, last) && check_whole(run, last);
    return compare_close(&run->check, &run->past, sound);
}

static bool found_in_head(struct run *run, const char *column, struct str expected,
                          struct str found)
{
    return check_found(&run->check, "verify.head",
                       (struct check_place){S("ledger_head"), 0, str_of(column)}, expected, found);
}

/* Entries past the head: somebody set it back. */
static bool check_last(struct run *run)
{
    struct query *q = query_of(run->check.job->db, &sql_ledger_last);
    struct arena *mem = run->check.mem;
    int64_t last = 0;

    query_int(q, 1, run->check.job->org);
    if (query_next(q))
        last = query_get_int(q, 0);
    if (!check_end(&run->check, q))
        return false;
    run->check.result.seq = run->head.seq;
    if (last > run->head.seq)
        return found_in_head(run, "seq", arena_text(mem, "%lld", (long long)last),
                             arena_text(mem, "%lld", (long long)run->head.seq));
    return true;
}

static bool check_head(struct run *run)
{
    struct arena *mem = run->check.mem;
    struct str hash = {run->hash, DIGEST_HEX};
    struct str time = {run->time, run->time_len};

    run->check.result.seq = run->head.seq;
    if (!str_eq(run->head.hash, hash))
        return found_in_head(run, "hash", hash, run->head.hash);
    if (!str_eq(run->head.time, time))
        return found_in_head(run, "time", time, run->head.time);
    if (run->fold != NULL && run->next_id <= run->fold->last_id)
        return found_in_head(run, "next_id",
                             arena_text(mem, "> %lld", (long long)run->fold->last_id),
                             arena_text(mem, "%lld", (long long)run->next_id));
    return true;
}

static bool check_chain(struct run *run, void (*progress)(int64_t, int64_t))
{
    int64_t all = run->head.seq;

    if (!check_last(run))
        return false;
    do {
        int64_t last = all - run->done > WINDOW ? run->done + WINDOW : all;

        if (!check_window(run, last))
            return false;
        if (progress != NULL)
            progress(run->done, all);
    } while (run->done < all);
    return check_head(run);
}

/* ---- the whole ---- */

/* Tables that migrations make and that are not ledgered; the ledger's own are verified as
 * a chain. */
static struct str passing_tables(struct arena *mem)
{
    struct buf out;

    buf_init(&out, mem, 256);
    buf_put(&out, S("migration"));
    for (int i = 0; i < migrations_n; i++) {
        struct str rest = str_of(migrations[i].text);
        struct str statement;
        struct str table;

        while (!migrations[i].ledgered && token_statement(&rest, &statement)) {
            if (!str_starts(statement, S("create")) || !token_table(statement, &table) ||
                str_starts(table, S("ledger")))
                continue;
            buf_put(&out, S(", "));
            buf_put(&out, table);
        }
    }
    return buf_str(&out);
}

static enum outcome start(struct run *run, bool deep)
{
    struct job *job = run->check.job;
    struct query *q;
    enum outcome o = ledger_head(job, &run->head);

    if (o != DONE)
        return o;
    q = query_of(job->db, &sql_ledger_head_read);
    query_int(q, 1, job->org);
    if (query_next(q))
        run->next_id = query_get_int(q, 4);
    if (query_end(q) != DONE)
        return job_broke(job);
    memset(run->hash, '0', sizeof run->hash);
    buf_init(&run->scratch, run->check.mem, 65536);
    run->signers = signers_new(run->check.mem);
    run->persons = table_find(S("person"));
    run->known = known_load(&run->check);
    if (run->known != NULL && deep)
        run->fold = fold_new(run->check.mem, run->known);
    return DONE;
}

/* Every page reads through views, which hold no row that could differ. */
static bool check_layout(struct run *run)
{
    struct check *check = &run->check;
    struct layout layout;

    if (layout_look(check->job->db, check->mem, &layout) != DONE) {
        check->broke = true;
        return false;
    }
    check->result.layout_unseen = !layout.seen;
    if (!layout.seen || layout.fits)
        return true;
    return check_found(check, "verify.layout", (struct check_place){layout.name, 0, layout.kind},
                       layout.ought, layout.is);
}

static bool check_all(struct run *run, void (*progress)(int64_t, int64_t))
{
    if (run->known == NULL || !check_chain(run, progress) ||
        !signers_check(&run->check, run->signers, run->head.uuid))
        return false;
    if (run->fold != NULL &&
        (!compare_tables(&run->check, run->fold) || !compare_index(&run->check, run->fold) ||
         !compare_files(&run->check, run->fold) || !check_layout(run)))
        return false;
    return known_finish(&run->check, run->known);
}

static enum outcome verify(struct run *run, bool deep, void (*progress)(int64_t, int64_t),
                           struct verify_result *ret)
{
    struct job *job = run->check.job;
    enum outcome o = start(run, deep);
    bool sound = o == DONE && check_all(run, progress);

    if (o != DONE)
        return o;
    if (run->check.broke)
        return job_broke(job);
    run->check.result.sound = sound;
    run->check.result.entries = run->done;
    run->check.result.hash = run->head.hash;
    run->check.result.passing = passing_tables(job->mem);
    *ret = run->check.result;
    return DONE;
}

static void drop(void *mem)
{
    arena_free(mem);
}

/* Apart, so that nothing it changes is lost by a jump. */
static enum outcome in_memory(struct arena *mem, struct run *run, bool deep,
                              void (*progress)(int64_t, int64_t), struct verify_result *ret)
{
    struct job *job = run->check.job;
    enum outcome o;
    jmp_buf guard;

    if (setjmp(guard) != 0) {
        arena_guard(mem, NULL);
        job->broke = S("the ledger is too long to verify in memory");
        return BROKEN;
    }
    arena_guard(mem, &guard);
    o = verify(run, deep, progress, ret);
    arena_guard(mem, NULL);
    return o;
}

enum outcome ledger_verify(struct job *job, bool deep, void (*progress)(int64_t, int64_t),
                           struct verify_result *ret)
{
    struct arena *mem = arena_new(LIMIT_BYTES);
    struct run *run = NEW(job->mem, struct run);
    enum outcome o;

    if (mem == NULL) {
        job->broke = S("no memory to verify in");
        return BROKEN;
    }
    job_later(job, drop, mem);
    run->check.job = job;
    run->check.mem = mem;
    db_rollback(job->db);
    if (db_read(job->db) != DONE)
        return job_broke(job);
    o = in_memory(mem, run, deep, progress, ret);
    arena_reset(mem);
    return o;
}
