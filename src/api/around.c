/* What answers refer to: persons, and the entry of the ledger that vouches for it all. */
#include "acts/people.h"
#include "api/handlers.h"
#include "ledger/ledger.h"

struct held_view {
    enum role role;
    struct day from, until;
};

static const struct shape_member held_members[] = {
    SHAPE_ONE(CHOICE, enum role, "role", held_view, role, .choices = &role_choices),
    SHAPE_ONE(DAY, struct day, "from", held_view, from),
    SHAPE_ONE(DAY, struct day, "until", held_view, until),
};
static const struct shape held_shape = SHAPE_OF("role_held", held_view, held_members);

struct person_view {
    struct person person;
    unsigned roles; /* held on the day that is asked of */
    struct str email;
    struct shape_list held; /* all of them */
};

static const struct shape_member person_members[] = {
    SHAPE_NOUN(person, person_view, person),
    SHAPE_ONE(BITS, unsigned, "roles", person_view, roles, .choices = &role_choices),
    SHAPE_ONE(TEXT, struct str, "email", person_view, email),
    SHAPE_ONE(LIST, struct shape_list, "roles_held", person_view, held, .shape = &held_shape),
};
const struct shape person_shape = SHAPE_OF("person", person_view, person_members);

struct persons_view {
    struct shape_list items;
};

static const struct shape_member persons_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "items", persons_view, items, .shape = &person_shape),
};
const struct shape persons_shape = SHAPE_OF("persons", persons_view, persons_members);

static struct person_view person_of(struct job *job, const struct person_line *line)
{
    struct held_view *held = NEW_ARRAY(job->mem, line->n_held, struct held_view);

    for (size_t i = 0; i < line->n_held; i++)
        held[i] = (struct held_view){line->held[i].role, line->held[i].from, line->held[i].until};
    return (struct person_view){line->person, line->roles, line->email, {held, line->n_held}};
}

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
        items[i] = person_of(job, &lines[i]);
    view.items = (struct shape_list){items, n};
    call_object(call, &persons_shape, &view);
    return DONE;
}

enum outcome api_person_get(struct job *job, struct call *call)
{
    struct person_line *lines;
    size_t n;
    enum outcome o = act_people(job, &lines, &n);

    if (o != DONE)
        return o;
    for (size_t i = 0; i < n; i++) {
        struct person_view view;

        if (lines[i].person.row.id != call_id(call, "id"))
            continue;
        view = person_of(job, &lines[i]);
        call_object(call, &person_shape, &view);
        return DONE;
    }
    return NOT_THERE;
}

/* ---- the roles of a person ---- */

struct role_taken {
    enum role role;
    struct day from, until;
    bool open; /* without an end: said, so that nothing sent changes nothing */
};

static const struct shape_member role_new_members[] = {
    SHAPE_ONE(CHOICE, enum role, "role", role_taken, role, .choices = &role_choices,
              .needed = true),
    SHAPE_ONE(DAY, struct day, "from", role_taken, from),
    SHAPE_ONE(DAY, struct day, "until", role_taken, until),
};
static const struct shape role_new_shape = SHAPE_OF("role_taken", role_taken, role_new_members);
const struct intake role_new_intake = {"role_new", NULL, 0, &role_new_shape, false};

static const struct shape_member role_until_members[] = {
    SHAPE_ONE(DAY, struct day, "until", role_taken, until),
    SHAPE_ONE(FLAG, bool, "open", role_taken, open),
};
static const struct shape role_until_shape =
    SHAPE_OF("role_until_taken", role_taken, role_until_members);
const struct intake role_until_intake = {"role_change", NULL, 0, &role_until_shape, false};

enum outcome api_role_give(struct job *job, struct call *call)
{
    struct role_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);

    return o == DONE ? act_role_give(job, call_id(call, "id"), taken.role, taken.from, taken.until)
                     : o;
}

enum outcome api_role_until(struct job *job, struct call *call)
{
    struct role_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);
    int role = 0;

    if (o != DONE)
        return o;
    if (!choice_of(&role_choices, call_text(call, "role"), &role) || role == ROLE_NONE)
        return NOT_THERE;
    if (day_is(taken.until) == taken.open)
        return job_refuse(job, S("until"), S("value.required"));
    return act_role_until(job, call_id(call, "id"), (enum role)role, taken.until);
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
