/* test/ledger/house.h - an organisation with a ledger, to try things on.
 *
 * house_open gives a job on a migrated database where entry 1 founded the
 * organisation, person 2 (Ada, admin and ciso) and person 3 (Bob, owner).
 */
#ifndef TEST_LEDGER_HOUSE_H
#define TEST_LEDGER_HOUSE_H

#include "databases.h"

#include "ledger/digest.h"
#include "ledger/table.h"
#include "ledger/verify.h"
#include "model/assessment.h"
#include "model/person.h"
#include "model/soa.h"
#include "model/value.h"
#include "records/record.h"

enum { ADA = 2, BOB = 4 };

struct house {
    struct job job;
    struct db *db;
    int64_t object; /* the organisation as what is assessed */
    int64_t ids[TABLE_COUNT]; /* a row of each noun, for references */
};

/* house_open: at 2026-03-01T09:30:00.000Z, as Ada. */
void house_open(struct house *it, struct arena *mem, struct str where);

/* house_close: R11, the fold equals the tables, and then closes. */
void house_close(struct house *it);

/* house_as: who asks from here on, with these roles. */
void house_as(struct house *it, int64_t person, uint32_t roles);

/* house_read: begins a reading transaction; house_later: the clock moves on. */
void house_read(struct house *it);
void house_later(struct house *it, int64_t ms);

/* house_new: one row of a noun, in an entry of its own. house_save likewise. */
void house_new(struct house *it, const struct noun *noun, void *row);
void house_save(struct house *it, struct str act, const struct noun *noun, void *row);

/* house_assess: a new assessment of an item, owned by a person. */
struct assessment house_assess(struct house *it, struct str item, int64_t owner);

/* house_evidence: a new piece of evidence, by who asks. */
struct evidence house_evidence(struct house *it, struct str title);

/* house_erase: a text that an entry wrote, in an entry of its own; the field by its name, empty
 * for the reason. */
void house_erase(struct house *it, int64_t seq, const char *field);

/* house_fill: a value for every member that may have one, by its kind; another one for
 * each variant. FIXED members of a row that is there already stay. What the noun's own
 * check refuses stays as it was. */
void house_fill(struct house *it, const struct noun *noun, void *row, int variant);

/* house_file: the bytes of a file, other ones for each variant. */
void house_file(struct house *it, int variant);

/* house_all: a full row of every noun, and a second version of it. */
void house_all(struct house *it);

/* house_verify: what verify --deep says. */
struct verify_result house_verify(struct house *it, bool deep);

/* house_ok: the outcome must be DONE, or the job tells why not. */
void house_ok(struct house *it, enum outcome o);

/* house_ask: who asks gets a leave, or with a key none and that reason. */
void house_ask(struct house *it, enum right right, const struct noun *noun, int64_t id,
               const char *key);

#define ROLE(name) (UINT32_C(1) << ROLE_##name)

#endif
