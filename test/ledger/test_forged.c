/* R10: somebody who holds the data rewrites an entry *and* every hash after it. What the chain
 * cannot show then, the parts, the times and the fold must: verify names what is wrong. */
#include "house.h"

#include "ledger/bytes.h"

/* The entries of the house that is forged. */
enum { ASSESSED = 2, NOTED, SHOWN, REASONED, ERASED, LAST = ERASED };

struct forger {
    struct house house;
    struct bytes entries[LAST + 2];
    struct assessment row;
    int64_t n;
};

static struct str keep(struct forger *it, struct str text)
{
    return arena_str(it->house.job.mem, text);
}

static void load(struct forger *it)
{
    struct query *q;

    house_read(&it->house);
    q = query_of(it->house.db, &sql_ledger_page);
    query_int(q, 1, 1);
    query_int(q, 2, 0);
    query_int(q, 3, INT64_MAX);
    for (it->n = 0; query_next(q);) {
        struct bytes *entry = &it->entries[++it->n];

        bytes_row(q, entry);
        entry->uuid = S("000102030405060708090a0b0c0d0e0f");
        entry->prev = keep(it, entry->prev);
        entry->time = keep(it, entry->time);
        entry->actor = keep(it, entry->actor);
        entry->door = keep(it, entry->door);
        entry->act = keep(it, entry->act);
        entry->reason = keep(it, entry->reason);
        entry->form_number = keep(it, entry->form_number);
        entry->parts = keep(it, entry->parts);
    }
    done(query_end(q), it->house.db);
    db_rollback(it->house.db);
    assert_int_equal(it->n, LAST);
}

static struct str quoted(struct arena *mem, struct str text)
{
    struct buf out;

    buf_init(&out, mem, text.len + 16);
    buf_char(&out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\'')
            buf_char(&out, '\'');
        buf_char(&out, text.at[i]);
    }
    buf_char(&out, '\'');
    return buf_str(&out);
}

/* Writes all entries with hashes that fit, and the head of the last. */
static void chain(struct forger *it)
{
    struct arena *mem = it->house.job.mem;
    char *hex = arena_alloc(mem, DIGEST_HEX);
    struct str prev = it->entries[1].prev;
    struct buf scratch;

    buf_init(&scratch, mem, 64 * 1024);
    for (int64_t seq = 1; seq <= it->n; seq++) {
        struct bytes *entry = &it->entries[seq];
        struct str hash;

        entry->prev = prev;
        hash = keep(it, digest_hex(bytes_hash(&scratch, entry), hex));
        run_sql(it->house.db, arena_text(mem,
            "update ledger set actor = %" STR_FMT ", prev = %" STR_FMT ", time = %" STR_FMT
            ", act = %" STR_FMT
            ", reason = %" STR_FMT ", form_number = %" STR_FMT ", parts = %" STR_FMT
            ", hash = '%" STR_FMT "' where seq = %lld",
            STR_ARG(quoted(mem, entry->actor)), STR_ARG(quoted(mem, prev)),
            STR_ARG(quoted(mem, entry->time)),
            STR_ARG(quoted(mem, entry->act)), STR_ARG(quoted(mem, entry->reason)),
            STR_ARG(quoted(mem, entry->form_number)), STR_ARG(quoted(mem, entry->parts)),
            STR_ARG(hash), (long long)seq).at);
        prev = hash;
    }
    run_sql(it->house.db, arena_text(mem, "update ledger_head set hash = '%" STR_FMT
        "', time = %" STR_FMT, STR_ARG(prev), STR_ARG(quoted(mem, it->entries[it->n].time))).at);
}

static void open_forger(struct forger *it, struct arena *mem, struct str where)
{
    memset(it, 0, sizeof *it);
    house_open(&it->house, mem, where);
    it->row = house_assess(&it->house, S("5.01"), BOB);
    it->row.note = S("een notitie");
    house_save(&it->house, S("assessment.set"), &assessment_noun, &it->row);
    house_evidence(&it->house, S("Foto"));
    it->row.note = S("een andere");
    it->house.job.why = S("waarom");
    house_save(&it->house, S("assessment.set"), &assessment_noun, &it->row);
    it->house.job.why = S("");
    house_erase(&it->house, REASONED, "");
    load(it);
}

static struct str net_of(struct forger *it, const char *const *members, size_t n)
{
    struct arena *mem = it->house.job.mem;
    struct buf inner;
    struct buf out;

    buf_init(&inner, mem, 256);
    buf_init(&out, mem, 256);
    for (size_t i = 0; i < n; i++)
        bytes_net(&inner, str_of(members[i]));
    bytes_net(&out, buf_str(&inner));
    return buf_str(&out);
}

/* One forged entry must be found, with the key that says what it is. */
static void found(struct forger *it, int64_t seq, struct bytes forged, const char *key)
{
    struct bytes was = it->entries[seq];
    struct verify_result is;

    it->entries[seq] = forged;
    chain(it);
    is = house_verify(&it->house, true);
    if (is.sound || !str_eq(is.key, str_of(key)))
        fail_msg("entry %lld, %s: %s %" STR_FMT "; parts %" STR_FMT, (long long)seq, key,
                 is.sound ? "sound" : "not sound", STR_ARG(is.key), STR_ARG(forged.parts));
    it->entries[seq] = was;
}

static void sound_again(struct forger *it)
{
    chain(it);
    assert_true(house_verify(&it->house, true).sound);
    house_close(&it->house);
}

#define WITH(member, value)                                                                    \
    ({                                                                                          \
        struct bytes forged_ = forger.entries[seq];                                             \
        forged_.member = value;                                                                 \
        forged_;                                                                                \
    })

static const struct str no_text = STR_INIT(
    "~0000000000000000000000000000000000000000000000000000000000000000");

static void try_members(struct arena *mem, struct str where)
{
    struct forger forger;
    const int64_t seq = NOTED;

    open_forger(&forger, mem, where);
    found(&forger, seq, WITH(time, S("2026-02-30T09:30:00.000Z")), "verify.time");
    found(&forger, seq, WITH(time, S("2026-02-28T09:30:00.000Z")), "verify.time");
    found(&forger, seq, WITH(form_number, S("")), "verify.form");
    found(&forger, seq, WITH(reason, S("")), "verify.form");
    found(&forger, seq, WITH(reason, S("zomaar")), "verify.form");
    found(&forger, seq, WITH(reason, S("~abc")), "verify.form");
    found(&forger, seq, WITH(reason, arena_text(mem, "~%064d", 0)), "verify.text_missing");
    found(&forger, seq, WITH(reason, arena_text(mem, "=%064d", 0)), "verify.form");
    found(&forger, seq, WITH(reason, arena_text(mem, "~A%063d", 0)), "verify.form");
    found(&forger, seq, WITH(reason, arena_text(mem, "~%063dA", 0)), "verify.form");
    found(&forger, seq, WITH(reason, arena_text(mem, "~%063dg", 0)), "verify.form");
    found(&forger, seq, WITH(reason, arena_text(mem, "~%063d/", 0)), "verify.form");
    sound_again(&forger);
}

TEST(a_rewritten_time_reason_or_number_is_found_though_every_hash_fits)
{
    on_both(try_members);
}

/* Numbers of rows that are no person, and what is no number. */
static void try_actor(struct arena *mem, struct str where)
{
    static const char *const nobody[] = {"p1", "p3", "p99", "p", "p-2", "p02", "x", "P2", "systeem"};
    struct forger forger;
    const int64_t seq = NOTED;

    open_forger(&forger, mem, where);
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
        found(&forger, seq, WITH(actor, str_of(nobody[i])), "verify.actor");
    sound_again(&forger);
}

TEST(an_entry_by_nobody_is_found_though_every_hash_fits)
{
    on_both(try_actor);
}

static void try_nets(struct arena *mem, struct str where)
{
    static const char *const bare[] = {"", "x", ":", "0:", ":,", "5:abc,", "3:abc;", "3:abc", "03:abc,",
        "1234567890:a,", "999999999:a,", "-1:a,", "0:,", "3:abc,", "1:0:,,", "00:,"};
    static const char *const ids[] = {"", "0", "-0", "+2", "02", "x", "-2", "99999999999999999999"};
    const char *members[] = {"assessment", "6", "note", "-", "-", "-"};
    struct forger forger;
    const int64_t seq = NOTED;

    open_forger(&forger, mem, where);
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        found(&forger, seq, WITH(parts, str_of(bare[i])), "verify.parts");
    for (size_t n = 0; n <= 6; n++)
        if (n != 5)
            found(&forger, seq, WITH(parts, net_of(&forger, members, n)), "verify.parts");
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        members[1] = ids[i];
        found(&forger, seq, WITH(parts, net_of(&forger, members, 5)), "verify.parts");
    }
    sound_again(&forger);
}

TEST(parts_that_are_no_netstrings_are_found_though_every_hash_fits)
{
    on_both(try_nets);
}

/* What an entry may not say of a row. The id of the assessment is put in. */
static const struct {
    const char *key;
    const char *table;
    const char *column;
    const char *from;
    const char *to;
} parts[] = {
    {"verify.unknown", "nothing", "note", "-", "=x"},
    {"verify.unknown", "assessment", "nothing", "-", "=x"},
    {"verify.unknown", "assessment", "org", "-", "=1"},
    {"verify.parts", "assessment", "note", "x", "=x"},
    {"verify.parts", "assessment", "note", "-", "x"},
    {"verify.parts", "assessment", "note", "-", ""},
    {"verify.parts", "assessment", "note", "-", "="},
    {"verify.parts", "assessment", "note", "-", "-x"},
    {"verify.parts", "assessment", "note", "-", "~abc"},
    {"verify.parts", "assessment", "note", "-", "=bare text"},
    {"verify.parts", "assessment", "note", "=bare text", "-"},
    {"verify.parts", "assessment", "owner", "-", "=0"},
    {"verify.parts", "assessment", "owner", "-", "=-2"},
    {"verify.parts", "assessment", "owner", "-", "=+2"},
    {"verify.parts", "assessment", "owner", "-", "=02"},
    {"verify.parts", "assessment", "owner", "-", "=-"},
    {"verify.parts", "assessment", "owner", "-", "=x"},
    {"verify.parts", "assessment", "owner", "=x", "-"},
    {"verify.parts", "assessment", "rhythm_months", "-", "=-0"},
    {"verify.parts", "assessment", "rhythm_months", "-", "=x"},
    {"verify.parts", "assessment", "design_unconfirmed", "-", "=2"},
    {"verify.parts", "assessment", "design_unconfirmed", "-", "=-1"},
    {"verify.parts", "assessment", "design_unconfirmed", "-", "=ja"},
    {"verify.parts", "assessment", "owner", "-",
     "~0000000000000000000000000000000000000000000000000000000000000000"},
    {"verify.old", "assessment", "design", "=ja", "=nee"},
    {"verify.old", "assessment", "owner", "=2", "=4"},
    {"verify.old", "assessment", "owner", "-", "=4"},
    {"verify.column", "assessment", "rhythm_months", "-", "=0"},
    {"verify.column", "assessment", "rhythm_months", "-", "=-3"},
    {"verify.column", "assessment", "owner", "=4", "=1"},
    {"verify.column", "assessment", "design_unconfirmed", "-", "=1"},
    {"verify.column", "assessment", "design", "-", "=ja"},
    {"verify.parts", "ledger_text", "text", "-", "-"},
    {"verify.parts", "ledger_head", "hash", "-", "-"},
    {"verify.unknown", "ledger_row", "seq", "-", "=1"},
};

static struct str part_of(struct forger *it, const char *table, int64_t id, const char *column,
                          struct str from, struct str to)
{
    struct arena *mem = it->house.job.mem;
    const char *members[] = {table, arena_text(mem, "%lld", (long long)id).at, column,
                             arena_text(mem, "%" STR_FMT, STR_ARG(from)).at,
                             arena_text(mem, "%" STR_FMT, STR_ARG(to)).at};

    return net_of(it, members, 5);
}

static void try_parts(struct arena *mem, struct str where)
{
    struct forger forger;
    const int64_t seq = NOTED;

    open_forger(&forger, mem, where);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        found(&forger, seq, WITH(parts, part_of(&forger, parts[i].table, forger.row.row.id,
            parts[i].column, str_of(parts[i].from), str_of(parts[i].to))), parts[i].key);
    sound_again(&forger);
}

TEST(a_rewritten_part_is_found_though_every_hash_fits)
{
    on_both(try_parts);
}

static void try_order(struct arena *mem, struct str where)
{
    struct forger forger;
    const int64_t seq = NOTED;
    int64_t id;
    struct str owner;
    struct str rhythm;
    struct str earlier;
    struct str other;

    open_forger(&forger, mem, where);
    id = forger.row.row.id;
    owner = part_of(&forger, "assessment", id, "owner", S("=4"), S("=2"));
    rhythm = part_of(&forger, "assessment", id, "rhythm_months", S("-"), S("=3"));
    earlier = part_of(&forger, "assessment", id - 1, "owner", S("-"), S("=2"));
    other = part_of(&forger, "aardig", id, "owner", S("-"), S("=2"));
#define BOTH(a, b) arena_text(mem, "%" STR_FMT "%" STR_FMT, STR_ARG(a), STR_ARG(b))
    found(&forger, seq, WITH(parts, BOTH(rhythm, owner)), "verify.parts");
    found(&forger, seq, WITH(parts, BOTH(owner, owner)), "verify.parts");
    found(&forger, seq, WITH(parts, BOTH(owner, earlier)), "verify.parts");
    found(&forger, seq, WITH(parts, BOTH(owner, other)), "verify.parts");
    found(&forger, seq, WITH(parts, BOTH(owner, S("3:abc,"))), "verify.parts");
    /* The number of one row, in another table: a row that is not there. */
    found(&forger, seq, WITH(parts, BOTH(forger.entries[NOTED].parts,
        part_of(&forger, "object", id, "kind", S("-"), S("=organisatie")))),
          "verify.row_missing");
    sound_again(&forger);
}

TEST(parts_out_of_order_are_found_though_every_hash_fits)
{
    on_both(try_order);
}

static void try_erasing(struct arena *mem, struct str where)
{
    struct forger forger;
    const int64_t seq = ERASED;
    struct str digest;
    struct bytes_part part;
    struct str rest;

    open_forger(&forger, mem, where);
    rest = forger.entries[ERASED].parts;
    assert_int_equal(bytes_part_next(&rest, &part), BYTES_PART);
    digest = part.from;
#define SAYS(id, column, from, to) WITH(parts, part_of(&forger, "ledger_text", id, column, from, to))
    found(&forger, seq, WITH(act, S("text.forget")), "verify.parts");
    found(&forger, seq, SAYS(REASONED, "salt", digest, S("-")), "verify.parts");
    found(&forger, seq, SAYS(NOTED, "text", digest, S("-")), "verify.parts");
    found(&forger, seq, SAYS(ERASED, "text", no_text, S("-")), "verify.parts");
    found(&forger, seq, SAYS(REASONED, "text", S("=x"), S("-")), "verify.parts");
    found(&forger, seq, SAYS(REASONED, "text", digest, S("=x")), "verify.parts");
    /* What no entry says was erased is missing. */
    found(&forger, seq, WITH(parts, part_of(&forger, "assessment", forger.row.row.id, "owner",
                                            S("=4"), S("=2"))), "verify.past_missing");
    sound_again(&forger);
}

TEST(an_erasing_that_is_not_true_is_found_though_every_hash_fits)
{
    on_both(try_erasing);
}

static void try_restoring(struct arena *mem, struct str where)
{
    struct forger forger;
    const int64_t seq = ERASED;
    struct str prev;

    open_forger(&forger, mem, where);
    prev = arena_text(mem, "=%" STR_FMT, STR_ARG(forger.entries[ERASED].prev));
#define PUT_BACK(action, column, to)                                                           \
    ({                                                                                          \
        struct bytes moved_ = WITH(parts,                                                       \
                                   part_of(&forger, "ledger_head", 9, column, S("-"), to));     \
        moved_.act = S(action);                                                                 \
        moved_;                                                                                 \
    })
    found(&forger, seq, PUT_BACK("data.restore", "hash", prev), "verify.parts");
    found(&forger, seq, PUT_BACK("data.restored", "seq", prev), "verify.parts");
    found(&forger, seq, PUT_BACK("data.restored", "hash", S("-")), "verify.parts");
    found(&forger, seq, PUT_BACK("data.restored", "hash", no_text), "verify.parts");
    found(&forger, seq, PUT_BACK("data.restored", "hash", S("=0")), "verify.parts");
    /* True of the chain: but the reason that was erased is missing now. */
    found(&forger, seq, PUT_BACK("data.restored", "hash", prev), "verify.index");
    sound_again(&forger);
}

static void try_confirming(struct arena *mem, struct str where)
{
    struct forger forger;
    const int64_t seq = ERASED;
    struct str time, before = S("=2026-01-01T00:00:00.000Z"), none = S("-");

    open_forger(&forger, mem, where);
    time = arena_text(mem, "=%" STR_FMT, STR_ARG(forger.entries[seq - 1].time));
#define SET_BACK(action, id, column, from, to)                                                 \
    ({                                                                                          \
        struct bytes moved_ = WITH(parts, part_of(&forger, "ledger_head", id, column, from, to)); \
        moved_.act = S(action);                                                                 \
        moved_.time = forger.entries[seq - 1].time;                                             \
        moved_;                                                                                 \
    })
    found(&forger, seq, SET_BACK("data.restored", seq - 1, "time", time, before), "verify.parts");
    found(&forger, seq, SET_BACK("clock.confirmed", seq, "time", time, before), "verify.parts");
    found(&forger, seq, SET_BACK("clock.confirmed", seq - 1, "hash", time, before), "verify.parts");
    found(&forger, seq, SET_BACK("clock.confirmed", seq - 1, "time", before, time), "verify.parts");
    found(&forger, seq, SET_BACK("clock.confirmed", seq - 1, "time", none, before), "verify.parts");
    found(&forger, seq, SET_BACK("clock.confirmed", seq - 1, "time", time, time), "verify.parts");
    found(&forger, seq, SET_BACK("clock.confirmed", seq - 1, "time", time, none), "verify.parts");
    found(&forger, seq, SET_BACK("clock.confirmed", seq - 1, "time", time, S("=x")), "verify.parts");
    /* True of the chain: but the reason that was erased is missing now. */
    found(&forger, seq, SET_BACK("clock.confirmed", seq - 1, "time", time, before), "verify.index");
    sound_again(&forger);
}

/* The times stay, the entry that confirmed one is altered: then nobody did. */
static void confirmed_by(struct house *it, const char *altered)
{
    struct entry *entry;

    db_rollback(it->db);
    run_sql(it->db, arena_text(it->job.mem, "update ledger set parts = %s where act = "
                               "'clock.confirmed'", altered).at);
    it->job.faults.n = 0;
    assert_int_equal(ledger_open(&it->job, S("back"), &entry), REFUSED);
    text_eq(it->job.faults.at[0].key, "ledger.clock");
}

static void try_unreadable(struct arena *mem, struct str where)
{
    struct house it;
    struct entry *entry;

    house_open(&it, mem, where);
    house_assess(&it, S("5.01"), BOB);
    house_later(&it, -24 * 60 * 60 * 1000);
    house_ok(&it, ledger_clock(&it.job));
    house_ok(&it, ledger_open(&it.job, S("back"), &entry));
    confirmed_by(&it, "replace(parts, '25:=2026-02-28T', '25:=2026-02-30T')");
    confirmed_by(&it, "substr(parts, 2)");
    db_rollback(it.db);
    db_close(it.db);
}

TEST(a_confirming_that_cannot_be_read_confirms_no_clock)
{
    on_both(try_unreadable);
}

TEST(a_confirming_that_is_not_true_is_found_though_every_hash_fits)
{
    on_both(try_confirming);
}

TEST(a_restoring_that_is_not_true_is_found_though_every_hash_fits)
{
    on_both(try_restoring);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rewritten_time_reason_or_number_is_found_though_every_hash_fits),
        cmocka_unit_test(an_entry_by_nobody_is_found_though_every_hash_fits),
        cmocka_unit_test(parts_that_are_no_netstrings_are_found_though_every_hash_fits),
        cmocka_unit_test(a_rewritten_part_is_found_though_every_hash_fits),
        cmocka_unit_test(parts_out_of_order_are_found_though_every_hash_fits),
        cmocka_unit_test(an_erasing_that_is_not_true_is_found_though_every_hash_fits),
        cmocka_unit_test(a_restoring_that_is_not_true_is_found_though_every_hash_fits),
        cmocka_unit_test(a_confirming_that_cannot_be_read_confirms_no_clock),
        cmocka_unit_test(a_confirming_that_is_not_true_is_found_though_every_hash_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
