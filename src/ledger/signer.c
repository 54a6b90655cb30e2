#include "ledger/signer.h"

#include "aide/head.h"
#include "base/bug.h"
#include "store/sql.h"

struct made { /* a key, by the entry that made it */
    int64_t seq;
    int64_t number;
    struct str public_key;
};

struct signers {
    struct arena *mem;
    struct made *at;
    size_t n;
};

struct signers *signers_new(struct arena *mem)
{
    struct signers *it = NEW(mem, struct signers);

    it->mem = mem;
    return it;
}

static struct made *made_by(struct signers *it, int64_t seq)
{
    if (it->n > 0 && it->at[it->n - 1].seq == seq)
        return &it->at[it->n - 1];
    it->at = arena_more(it->mem, it->at, it->n, sizeof *it->at);
    it->at[it->n] = (struct made){seq, 0, S("")};
    return &it->at[it->n++];
}

void signers_take(struct signers *it, int64_t seq, const struct bytes_part *part)
{
    struct str value;

    if (!str_eq(part->table, S("signing_key")))
        return;
    value = str_sub(part->to, 1, part->to.len); /* after the = */
    if (str_eq(part->column, S("number")))
        str_int(value, &made_by(it, seq)->number);
    if (str_eq(part->column, S("public_key")))
        made_by(it, seq)->public_key = arena_str(it->mem, value);
}

/* The last key that was made up to an entry. Earlier programs signed the state of the day before
 * with a key that was made today: of such a head it is the one that it names. */
static const struct made *signer_of(const struct signers *it, int64_t seq, int64_t number)
{
    const struct made *stood = NULL;

    for (size_t i = 0; i < it->n; i++)
        if (it->at[i].seq <= seq || it->at[i].number == number)
            stood = &it->at[i];
    return stood;
}

static bool found(struct check *check, const char *key, int64_t seq, const char *column,
                  struct str expected, struct str is)
{
    check->result.seq = seq;
    return check_found(check, key,
                       (struct check_place){S("signed_head"), seq, str_of(column)}, expected, is);
}

static bool check_one(struct check *check, const struct signers *it, const struct head *head,
                      const struct head *entry, struct str signature)
{
    const struct made *key = signer_of(it, head->seq, head->key);

    if (!str_eq(head->hash, entry->hash))
        return found(check, "verify.signed_head", head->seq, "hash", entry->hash, head->hash);
    if (!str_eq(head->time, entry->time))
        return found(check, "verify.signed_head", head->seq, "time", entry->time, head->time);
    if (key == NULL || key->number != head->key)
        return found(check, "verify.signature", head->seq, "key_number",
                     arena_text(check->mem, "%lld", (long long)(key == NULL ? 0 : key->number)),
                     arena_text(check->mem, "%lld", (long long)head->key));
    if (!head_holds(check->mem, head, key->public_key, signature))
        return found(check, "verify.signature", head->seq, "signature", S(""), signature);
    return true;
}

bool signers_check(struct check *check, const struct signers *it, struct str uuid)
{
    struct query *q = query_of(check->job->db, &sql_signed_chain);
    bool sound = true;

    query_int(q, 1, check->job->org);
    while (sound && query_next(q)) {
        struct head head = {uuid, query_get_int(q, 0), query_get_text(q, 1),
                            query_get_text(q, 2), query_get_int(q, 3)};
        struct head entry = {.hash = query_get_text(q, 5), .time = query_get_text(q, 6)};

        sound = check_one(check, it, &head, &entry, query_get_text(q, 4));
    }
    return check_end(check, q) && sound;
}
