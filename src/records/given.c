#include "base/bug.h"
#include "model/value.h"
#include "records/record.h"

bool given_lay(struct job *job, const struct given *given, void *row)
{
    const struct noun *noun = given->noun;
    unsigned forbidden = OURS | (((const struct row *)row)->id == 0 ? 0u : (unsigned)FIXED);
    size_t before = job->faults.n;

    MUST(noun->n_fields <= (int)(sizeof given->is / sizeof *given->is));
    for (int i = 0; i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];

        if (!given->is[i])
            continue;
        if ((field->flags & forbidden) != 0)
            fault_add(&job->faults, str_of(field->name), S("given.forbidden"), S(""));
        else
            value_set(field, value_lines(job->mem, given->text[i]), row, &job->faults);
    }
    return job->faults.n == before;
}

bool given_free(struct job *job, const struct given *given)
{
    size_t before = job->faults.n;

    for (int i = 0; i < given->noun->n_fields; i++)
        if (given->is[i] && (given->noun->fields[i].flags & FIXED) != 0)
            fault_add(&job->faults, str_of(given->noun->fields[i].name), S("given.forbidden"),
                      S(""));
    return job->faults.n == before;
}
