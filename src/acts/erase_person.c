/* acts/erase_person.c - a person goes, and p7 stays. */
#include "acts/erase.h"

#include "acts/sign.h"
#include "records/record.h"
#include "store/sql.h"

static enum outcome holds(struct job *job, int64_t id, struct erase_holds *ret)
{
    struct query *q = query_of(job->db, &sql_person_holds);
    char day[DAY_TEXT_BYTES];

    query_int(q, 1, job->org);
    query_int(q, 2, id);
    query_text(q, 3, day_text(job->today, day));
    if (query_next(q))
        *ret = (struct erase_holds){query_get_int(q, 0), query_get_int(q, 1),
                                    query_get_int(q, 2), query_get_int(q, 3)};
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome erase_person_look(struct job *job, const struct leave *leave, int64_t id,
                               struct erase_what *ret)
{
    struct erase *texts;
    size_t n;
    enum outcome o;

    if ((o = record_load(job, leave, &person_noun, (struct row){.id = id}, &ret->person)) != DONE ||
        (o = holds(job, id, &ret->holds)) != DONE ||
        (o = erase_find_all(job, &person_noun, id, &texts, &n)) != DONE)
        return o;
    if (ret->holds.roles + ret->holds.objects + ret->holds.measures + ret->holds.exceptions > 0)
        return job_refuse(job, S(""), S("erase.holds"));
    return DONE;
}

/* The row as it is from now on; what stood in it before is erased after. */
static enum outcome replace(struct job *job, struct entry *entry, const struct person *from)
{
    struct person it = *from;

    it.name = record_nobody(job, it.row.id);
    it.job_title = (struct str){NULL, 0};
    it.account = (struct maybe){false, 0};
    return record_save(job, entry, &person_noun, &it);
}

enum outcome erase_person(struct job *job, struct entry *entry, const struct erase_what *what)
{
    const struct person *it = &what->person;
    struct query *q;
    struct erase *texts;
    size_t n;
    enum outcome o;

    if ((o = erase_find_all(job, &person_noun, it->row.id, &texts, &n)) != DONE ||
        (o = replace(job, entry, it)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++)
        if ((o = erase_text(job, entry, &texts[i])) != DONE)
            return o;
    q = query_of(job->db, &sql_token_forget);
    query_int(q, 1, job->org);
    query_int(q, 2, it->row.id);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    return it->account.is ? account_forget(job, it->account.n) : DONE;
}
