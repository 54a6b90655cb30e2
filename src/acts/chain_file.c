#include "acts/chain_file.h"

#include "acts/keys.h"
#include "acts/passing.h"
#include "base/buf.h"
#include "ledger/chain.h"
#include "ledger/leave.h"
#include "ledger/ledger.h"
#include "model/person.h"

static bool count(void *to, struct str piece)
{
    size_t *n = to;

    *n += piece.len;
    return *n <= CHAIN_FILE_BYTES;
}

static bool put(void *to, struct str piece)
{
    buf_put(to, piece);
    return true;
}

static enum outcome sign_first(struct job *job)
{
    struct signed_head head;
    enum outcome o = act_head_sign(job, &head);

    if (o == NOT_THERE || o == CLASHED) {
        job->faults.n = 0;
        o = DONE;
    }
    return o;
}

/* Counted first: room that grows takes as much again. */
enum outcome act_chain_file(struct job *job, struct chain_file *ret)
{
    const struct leave *leave;
    struct ledger_head head;
    struct buf out;
    size_t n = 0;
    enum outcome o;

    if ((o = sign_first(job)) != DONE || (o = passing_read(job)) != DONE ||
        (o = leave_ask(job, MAY_LEDGER, &organisation_noun, 0, &leave)) != DONE ||
        (o = ledger_head(job, &head)) != DONE)
        return o;
    o = chain_export(job, false, count, &n);
    if (n > CHAIN_FILE_BYTES)
        return job_refuse(job, S(""), S("ledger.too_large"));
    if (o != DONE)
        return o;
    buf_init(&out, job->mem, n + 1);
    if ((o = chain_export(job, false, put, &out)) != DONE)
        return o;
    *ret = (struct chain_file){buf_str(&out), head.seq};
    return DONE;
}
