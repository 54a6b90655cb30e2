#include "ledger/known.h"

#include "base/bug.h"
#include "store/sql.h"

enum { PAGE = 1000 };

struct known {
    struct arena *mem;
    struct known_text *at;
    size_t n;
    size_t room;
    uint32_t *slots; /* place and one, by digest; 0: free */
    size_t n_slots;  /* a power of two                    */
};

/* A digest is as good as random, so that any part of it spreads. */
static size_t slot_of(const struct known *known, const struct digest *digest)
{
    size_t hash;
    size_t slot;

    memcpy(&hash, digest->at, sizeof hash);
    slot = hash & (known->n_slots - 1);
    while (known->slots[slot] != 0 &&
           !digest_same(&known->at[known->slots[slot] - 1].digest, digest))
        slot = (slot + 1) & (known->n_slots - 1);
    return slot;
}

static void grow(struct known *known)
{
    struct known_text *at = NEW_ARRAY(known->mem, known->room * 2, struct known_text);

    memcpy(at, known->at, known->n * sizeof *at);
    known->at = at;
    known->room *= 2;
    known->n_slots *= 2;
    known->slots = NEW_ARRAY(known->mem, known->n_slots, uint32_t);
    for (size_t i = 0; i < known->n; i++)
        known->slots[slot_of(known, &at[i].digest)] = (uint32_t)i + 1;
}

static struct known_text *place_for(struct known *known, const struct digest *digest)
{
    size_t slot = slot_of(known, digest);

    if (known->slots[slot] != 0)
        return &known->at[known->slots[slot] - 1];
    if (known->n == known->room) {
        grow(known);
        slot = slot_of(known, digest);
    }
    MUST(known->n < UINT32_MAX);
    known->at[known->n].digest = *digest;
    known->slots[slot] = (uint32_t)++known->n;
    return &known->at[known->n - 1];
}

static bool load_one(struct check *check, struct known *known, struct query *q)
{
    static const struct check_place place = {STR_INIT("ledger_text"), 0, STR_INIT("text")};
    struct str said = query_get_text(q, 0);
    struct str text = query_get_text(q, 2);
    char hex[DIGEST_HEX];
    struct digest digest;
    struct salt salt;
    struct known_text *it;

    if (!salt_read(query_get_text(q, 1), &salt))
        return check_found(check, "verify.text", place, said, S(""));
    digest = digest_text(salt, text);
    if (!str_eq(digest_hex(digest, hex), said))
        return check_found(check, "verify.text", place, said,
                           (struct str){hex, DIGEST_HEX});
    it = place_for(known, &digest);
    it->salt = salt;
    it->there = true;
    return true;
}

static bool load_page(struct check *check, struct known *known, struct str *after, int *ret_n)
{
    struct query *q = query_of(check->job->db, &sql_ledger_texts);
    struct str last = *after;
    bool sound = true;
    int n = 0;

    query_int(q, 1, check->job->org);
    query_text(q, 2, *after);
    while (sound && query_next(q)) {
        sound = load_one(check, known, q);
        if (++n == PAGE)
            last = arena_str(check->mem, query_get_text(q, 0));
    }
    *ret_n = n;
    if (!check_end(check, q))
        return false;
    *after = last;
    return sound;
}

struct known *known_load(struct check *check)
{
    struct known *known = NEW(check->mem, struct known);
    struct str after = S("");
    int n = PAGE;

    *known = (struct known){.mem = check->mem, .room = 1024, .n_slots = 2048};
    known->at = NEW_ARRAY(check->mem, known->room, struct known_text);
    known->slots = NEW_ARRAY(check->mem, known->n_slots, uint32_t);
    while (n == PAGE)
        if (!load_page(check, known, &after, &n))
            return NULL;
    return known;
}

int64_t known_use(struct known *known, struct str value, int64_t seq)
{
    struct digest digest;
    struct known_text *it;

    if (value.len != 1 + DIGEST_HEX || value.at[0] != '~' ||
        !digest_read(str_sub(value, 1, value.len), &digest))
        return -1;
    it = place_for(known, &digest);
    if (it->seq == 0)
        it->seq = seq;
    return it - known->at;
}

const struct known_text *known_at(const struct known *known, int64_t place)
{
    return &known->at[place];
}

void known_erase(struct known *known, int64_t place)
{
    known->at[place].erased = true;
}

void known_show(struct known *known, int64_t place)
{
    known->at[place].shown = true;
}

bool known_finish(struct check *check, const struct known *known)
{
    static const struct check_place place = {STR_INIT("ledger_text"), 0, STR_INIT("digest")};
    char hex[DIGEST_HEX];

    for (size_t i = 0; i < known->n; i++) {
        const struct known_text *it = &known->at[i];
        const char *key = it->there && it->seq == 0                  ? "verify.text_stray"
                          : !it->there && !it->erased                ? "verify.text_missing"
                          : it->erased && (it->there || it->shown) ? "verify.text_kept"
                                                                     : NULL;

        if (key == NULL)
            continue;
        check->result.seq = it->seq;
        digest_hex(it->digest, hex);
        return it->there ? check_found(check, key, place, S(""), (struct str){hex, DIGEST_HEX})
                         : check_found(check, key, place, (struct str){hex, DIGEST_HEX}, S(""));
    }
    return true;
}
