/* Reading the ledger for people; writing is in ledger.c. */
#include "base/bug.h"
#include "ledger/bytes.h"
#include "ledger/erase.h"
#include "ledger/leave.h"
#include "ledger/ledger.h"
#include "ledger/table.h"
#include "ledger/text.h"
#include "store/sql.h"

enum outcome ledger_head(struct job *job, struct ledger_head *ret)
{
    struct query *q = query_of(job->db, &sql_ledger_head_read);
    struct ledger_head head = {0};
    bool there;

    query_int(q, 1, job->org);
    there = query_next(q);
    if (there)
        head = (struct ledger_head){
            .uuid = arena_str(job->mem, query_get_text(q, 0)),
            .seq = query_get_int(q, 1),
            .hash = arena_str(job->mem, query_get_text(q, 2)),
            .time = arena_str(job->mem, query_get_text(q, 3)),
        };
    if (query_end(q) != DONE)
        return job_broke(job);
    if (!there)
        return NOT_THERE;
    *ret = head;
    return DONE;
}

enum outcome ledger_at(struct job *job, struct day day, int64_t *ret_seq)
{
    char text[MOMENT_TEXT_BYTES];
    struct query *q = query_of(job->db, &sql_ledger_before);
    int64_t seq = 0;

    MUST(day_is(day));
    query_int(q, 1, job->org);
    query_text(q, 2, moment_text(day_begins((struct day){day.n + 1}), text));
    if (query_next(q))
        seq = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret_seq = seq;
    return DONE;
}

/* Changes as they are found; the values are still those of the parts. */
struct list {
    struct job *job;
    struct ledger_change *at;
    size_t n;
    size_t room;
    const struct noun *noun; /* only this row, or NULL */
    int64_t id;
    const struct leave *leave;
};

static void add(struct list *list, struct ledger_change change)
{
    if (list->n == list->room) {
        size_t room = list->room == 0 ? 32 : list->room * 2;
        struct ledger_change *grown = NEW_ARRAY(list->job->mem, room, struct ledger_change);

        if (list->n > 0)
            memcpy(grown, list->at, list->n * sizeof *grown);
        list->at = grown;
        list->room = room;
    }
    list->at[list->n++] = change;
}

static int64_t person_of(struct str actor)
{
    int64_t person = 0;

    return str_starts(actor, S("p")) && str_int(str_sub(actor, 1, actor.len), &person) ? person
                                                                                       : 0;
}

/* Which row a part is about; false for what is left out: another row than was asked for,
 * and a column that this program does not know, which verify names. */
static bool place(const struct list *list, const struct bytes_part *part,
                  struct ledger_change *change)
{
    uint32_t table = table_find(part->table);
    int field;

    change->id = part->id;
    change->noun = NULL;
    change->field = NULL;
    if (table >= TABLE_COUNT)
        return table < TABLE_INDEXED && list->noun == NULL;
    change->noun = table_all[table].noun;
    field = noun_field(change->noun, part->column);
    if (field < 0)
        return false;
    change->field = &change->noun->fields[field];
    return list->noun == NULL || (list->noun == change->noun && list->id == part->id);
}

/* Of a record that is not shown: that something was done to it, once for each entry. */
static void add_kept(struct list *list, struct ledger_change change)
{
    const struct ledger_change *last = list->n == 0 ? NULL : &list->at[list->n - 1];

    if (last != NULL && last->seq == change.seq && last->noun == change.noun &&
        last->id == change.id)
        return;
    change.field = NULL;
    change.from = change.to = (struct str){NULL, 0};
    add(list, change);
}

static void add_entry(struct list *list, struct query *q)
{
    struct arena *mem = list->job->mem;
    struct bytes it;
    struct bytes_part part;
    struct ledger_change change = {0};
    struct str rest;

    bytes_row(q, &it);
    change.seq = it.seq;
    moment_of_text(it.time, &change.time);
    change.person = person_of(it.actor);
    change.door = arena_str(mem, it.door);
    change.act = arena_str(mem, it.act);
    change.why = arena_str(mem, it.reason);
    rest = arena_str(mem, it.parts);
    while (bytes_part_next(&rest, &part) == BYTES_PART) {
        if (!place(list, &part, &change))
            continue;
        if (change.noun != NULL && !leave_shows(list->leave, change.noun, change.id)) {
            add_kept(list, change);
            continue;
        }
        change.from = part.from;
        change.to = part.to;
        add(list, change);
    }
}

/* The text of a value that an entry wrote; of one that is gone, the day it went on. */
static enum outcome read_value(struct job *job, int64_t seq, struct str *value, bool *gone,
                               struct day *day)
{
    struct str raw = *value;
    enum outcome o;

    if (str_starts(raw, S("~"))) {
        o = text_read(job, raw, value, gone);
        return o == DONE && *gone ? erase_day(job, raw, seq, day) : o;
    }
    *value = str_starts(raw, S("=")) ? str_sub(raw, 1, raw.len) : (struct str){0};
    return DONE;
}

/* The old value: which entry wrote it needs looking up only when it is gone. */
static enum outcome read_from(struct job *job, struct ledger_change *it)
{
    struct str raw = it->from;
    int64_t seq = it->id; /* of an entry that erases a text: the one that wrote it */
    enum outcome o = read_value(job, 0, &it->from, &it->from_gone, &it->from_day);

    if (o != DONE || !it->from_gone)
        return o;
    if (it->noun != NULL &&
        (o = text_last(job, it->noun, it->id, it->field, it->seq, &raw, &seq)) != DONE)
        return o;
    return erase_day(job, raw, seq, &it->from_day);
}

static enum outcome read_texts(struct list *list)
{
    enum outcome o;

    for (size_t i = 0; i < list->n; i++) {
        struct ledger_change *it = &list->at[i];

        if ((o = read_from(list->job, it)) != DONE ||
            (o = read_value(list->job, it->seq, &it->to, &it->to_gone, &it->to_day)) != DONE)
            return o;
        if (i > 0 && it[-1].seq == it->seq) { /* one reason for all of an entry */
            it->why = it[-1].why;
            it->why_gone = it[-1].why_gone;
            it->why_day = it[-1].why_day;
        } else if ((o = read_value(list->job, it->seq, &it->why, &it->why_gone,
                                   &it->why_day)) != DONE)
            return o;
    }
    return DONE;
}

static enum outcome give(struct list *list, struct query *q, struct ledger_change **ret,
                         size_t *ret_n)
{
    enum outcome o;

    while (query_next(q))
        add_entry(list, q);
    if (query_end(q) != DONE)
        return job_broke(list->job);
    if ((o = read_texts(list)) != DONE)
        return o;
    *ret = list->at;
    *ret_n = list->n;
    return DONE;
}

enum outcome ledger_history(struct job *job, const struct leave *leave, const struct noun *noun,
                            int64_t id, int most, struct ledger_change **ret, size_t *ret_n)
{
    struct list list = {.job = job, .noun = noun, .id = id, .leave = leave};
    struct query *q;

    if (!leave_covers(leave, noun, id))
        return FORBIDDEN;
    q = query_of(job->db, &sql_ledger_of_row);
    query_int(q, 1, job->org);
    query_text(q, 2, str_of(noun->name));
    query_int(q, 3, id);
    query_int(q, 4, ledger_known(job) + 1);
    query_int(q, 5, most);
    return give(&list, q, ret, ret_n);
}

enum outcome ledger_show(struct job *job, const struct leave *leave, int64_t from, int most,
                         struct ledger_change **ret, size_t *ret_n)
{
    struct list list = {.job = job, .leave = leave};
    struct query *q;

    if (!leave_is(leave, MAY_LEDGER))
        return FORBIDDEN;
    MUST(most > 0);
    if (from < 1)
        from = 1;
    q = query_of(job->db, &sql_ledger_page);
    query_int(q, 1, job->org);
    query_int(q, 2, from - 1);
    query_int(q, 3, from > INT64_MAX - most ? INT64_MAX : from + most - 1);
    return give(&list, q, ret, ret_n);
}
