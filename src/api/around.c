/* What answers refer to: persons, and the entry of the ledger that vouches for it all. */
#include "acts/people.h"
#include "api/handlers.h"
#include "ledger/ledger.h"

struct person_view {
    struct person person;
    unsigned roles;
    struct str email;
};

static const struct shape_member person_members[] = {
    SHAPE_NOUN(person, person_view, person),
    SHAPE_ONE(BITS, unsigned, "roles", person_view, roles, .choices = &role_choices),
    SHAPE_ONE(TEXT, struct str, "email", person_view, email),
};
static const struct shape person_shape = SHAPE_OF("person", person_view, person_members);

struct persons_view {
    struct shape_list items;
};

static const struct shape_member persons_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "items", persons_view, items, .shape = &person_shape),
};
const struct shape persons_shape = SHAPE_OF("persons", persons_view, persons_members);

enum outcome api_persons_get(struct job *job, struct call *call)
{
    struct persons_view view;
    struct person_line *lines;
    struct person_view *items;
    size_t n;
    enum outcome o = act_people(job, &lines, &n);

    if (o != DONE)
        return o;
    items = NEW_ARRAY(job->mem, n, struct person_view);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct person_view){lines[i].person, lines[i].roles, lines[i].email};
    view.items = (struct shape_list){items, n};
    call_object(call, &persons_shape, &view);
    return DONE;
}

static const struct shape_member head_members[] = {
    SHAPE_ONE(TEXT, struct str, "organisation", ledger_head, uuid, .needed = true),
    SHAPE_ONE(NUMBER, int64_t, "seq", ledger_head, seq),
    SHAPE_ONE(TEXT, struct str, "hash", ledger_head, hash, .needed = true),
    SHAPE_ONE(TEXT, struct str, "time", ledger_head, time, .needed = true),
};
const struct shape ledger_head_shape = SHAPE_OF("ledger_head", ledger_head, head_members);

/* Every report carries this line, so whoever reads may have it: the more outside
 * witnesses hold it, the better. */
enum outcome api_ledger_head_get(struct job *job, struct call *call)
{
    const struct leave *leave;
    struct ledger_head head;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &organisation_noun, 0, &leave)) != DONE ||
        (o = ledger_head(job, &head)) != DONE)
        return o;
    call_object(call, &ledger_head_shape, &head);
    return DONE;
}
