#include "acts/holders.h"

#include "records/record.h"

enum outcome holders_load(struct job *job, const struct leave *leave, struct holders *ret)
{
    enum outcome o = record_all(job, leave, &role_held_noun, &ret->held, &ret->n);

    return o == DONE ? record_all(job, leave, &person_noun, &ret->persons, &ret->n_persons) : o;
}

bool holders_on(const struct role_held *held, struct day on)
{
    return held->from.n <= on.n && (!day_is(held->until) || held->until.n >= on.n);
}

static bool can_sign_in(const struct holders *all, int64_t person)
{
    for (size_t i = 0; i < all->n_persons; i++)
        if (all->persons[i].row.id == person)
            return all->persons[i].account.is && !day_is(all->persons[i].until);
    return false;
}

/* From a day on, for good, and by somebody who can sign in. */
static bool is_lasting(const struct holders *all, const struct role_held *held, struct day on)
{
    return held->role == ROLE_ADMIN && held->from.n <= on.n && !day_is(held->until) &&
           can_sign_in(all, held->person.id);
}

/* An organisation without anybody who may give roles would be shut for ever. */
bool holders_last_admin(const struct holders *all, const struct role_held *ended,
                        struct day until)
{
    struct day after = {until.n + 1};
    bool held = false;
    bool lasting = false;

    if (ended->role != ROLE_ADMIN || !day_is(until))
        return false;
    for (size_t i = 0; i < all->n; i++) {
        const struct role_held *other = &all->held[i];

        if (other->row.id == ended->row.id)
            continue;
        held = held || (other->role == ROLE_ADMIN && holders_on(other, after));
        lasting = lasting || is_lasting(all, other, after);
    }
    return !lasting && (!held || is_lasting(all, ended, after));
}
