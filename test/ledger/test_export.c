/* What ledger export writes reads back whole, and says so when it cannot be written or read.
 * The step of SQLite stands behind one of ours (ld --wrap), which refuses the one that it is
 * told to. */
#include "house.h"

#include <sodium.h>
#include <sqlite3.h>

#include "aide/head.h"
#include "base/buf.h"
#include "ledger/bytes.h"
#include "ledger/chain.h"
#include "model/signing_key.h"
#include "store/sql.h"

enum { HEADS = 501, TEXTS = 1001 }; /* one more than are read at once */

int __real_sqlite3_step(sqlite3_stmt *stmt);
int __wrap_sqlite3_step(sqlite3_stmt *stmt);

static int left = -1; /* steps until one fails; -1: none does */
static bool failed;
static enum outcome said; /* by the export itself */

int __wrap_sqlite3_step(sqlite3_stmt *stmt)
{
    if (left >= 0 && left-- == 0) {
        failed = true;
        return SQLITE_IOERR;
    }
    return __real_sqlite3_step(stmt);
}

struct tape {
    struct buf out;
    int takes; /* pieces; -1: all */
};

static bool put(void *to, struct str piece)
{
    struct tape *tape = to;

    if (tape->takes == 0)
        return false;
    if (tape->takes > 0)
        tape->takes--;
    buf_put(&tape->out, piece);
    return true;
}

static enum outcome with_texts(struct job *job, void *tape)
{
    said = chain_export(job, true, put, tape);
    left = -1; /* the end of the transaction is not the export's */
    return said;
}

static enum outcome without(struct job *job, void *tape)
{
    said = chain_export(job, false, put, tape);
    left = -1;
    return said;
}

static enum outcome export(struct house *it, struct tape *tape,
                           enum outcome (*how)(struct job *job, void *tape))
{
    house_read(it);
    buf_init(&tape->out, it->job.mem, 65536);
    return job_run(&it->job, how, tape);
}

enum { KEY_AT = 3 };

static unsigned char secret[3][crypto_sign_SECRETKEYBYTES]; /* by number */

static struct str hex_of(struct arena *mem, const unsigned char *at, size_t n)
{
    char *text = arena_alloc(mem, 2 * n + 1);

    sodium_bin2hex(text, 2 * n + 1, at, n);
    return (struct str){text, 2 * n};
}

static struct str new_key(struct arena *mem, int number)
{
    const unsigned char seed[crypto_sign_SEEDBYTES] = {(unsigned char)number};
    unsigned char key[crypto_sign_PUBLICKEYBYTES];

    assert_true(sodium_init() >= 0);
    crypto_sign_seed_keypair(key, secret[number], seed);
    return hex_of(mem, key, sizeof key);
}

/* A key, made in one entry with another row that has a number of its own. */
static void make_key(struct house *it)
{
    struct isms_scope scope = {0};
    struct soa soa = {.number = {true, 7}, .state = SOA_DRAFT};
    struct entry *entry;
    struct signing_key key = {.number = {true, 1}, .made_on = it->job.today,
                              .public_key = new_key(it->job.mem, 1)};

    house_fill(it, &isms_scope_noun, &scope, 0);
    house_new(it, &isms_scope_noun, &scope);
    soa.scope.id = scope.row.id;
    house_ok(it, ledger_open(&it->job, S("key.new"), &entry));
    house_ok(it, record_new(&it->job, entry, &soa_noun, &soa));
    house_ok(it, record_new(&it->job, entry, &signing_key_noun, &key));
    house_ok(it, ledger_close(&it->job, entry));
}

/* And texts with signs that a line cannot hold. */
static void lay(struct house *it)
{
    struct assessment row;

    make_key(it);
    row = house_assess(it, S("5.01"), BOB);
    it->job.why = S("100% zeker");
    it->job.form_number = S("7\r\n%");
    row.note = S("een\nander% verhaal");
    house_save(it, S("assessment.set"), &assessment_noun, &row);
    it->job.why = it->job.form_number = S("");
}

static void sign_one(struct house *it, const struct head *head)
{
    unsigned char sign[crypto_sign_BYTES];
    struct buf bytes;

    buf_init(&bytes, it->job.mem, 256);
    head_put(&bytes, head);
    crypto_sign_detached(sign, NULL, (const unsigned char *)bytes.at, bytes.len,
                         secret[head->key]);
    run_sql(it->db, arena_text(it->job.mem, "insert into signed_head (org, seq, hash, time, "
        "key_number, signature) values (%lld, %lld, '%" STR_FMT "', '%" STR_FMT "', %lld, '%"
        STR_FMT "')", (long long)it->job.org, (long long)head->seq, STR_ARG(head->hash),
        STR_ARG(head->time), (long long)head->key,
        STR_ARG(hex_of(it->job.mem, sign, sizeof sign))).at);
}

/* With the key also what stood before it, as earlier programs did: that is not handed out. */
static void sign_all(struct house *it)
{
    struct arena *mem = it->job.mem;
    struct ledger_head now;
    struct head *heads;
    struct query *q;
    size_t n = 0;

    house_read(it);
    house_ok(it, ledger_head(&it->job, &now));
    heads = NEW_ARRAY(mem, (size_t)now.seq, struct head);
    q = query_of(it->db, &sql_ledger_page);
    query_int(q, 1, it->job.org);
    query_int(q, 2, 0);
    query_int(q, 3, now.seq);
    while (query_next(q)) {
        struct bytes entry = {.uuid = now.uuid};
        struct str hash = arena_str(mem, bytes_row(q, &entry));

        heads[n++] = (struct head){now.uuid, entry.seq, hash, arena_str(mem, entry.time), 1};
    }
    done(query_end(q), it->db);
    db_rollback(it->db);
    for (size_t i = 0; i < n; i++)
        sign_one(it, &heads[i]);
}

static struct chain_result read_back(struct house *it, struct str file)
{
    struct chain_result result;
    struct ledger_head head;
    struct chain_seen seen;
    struct chain_known known = {.seen = &seen, .seen_n = 1};

    house_read(it);
    house_ok(it, ledger_head(&it->job, &head));
    known.uuid = head.uuid;
    seen = (struct chain_seen){head.seq, head.hash};
    chain_check(it->job.mem, file, &known, &result);
    if (!result.sound)
        fail_msg("line %lld: %" STR_FMT, (long long)result.line, STR_ARG(result.key));
    assert_int_equal(result.entries, head.seq);
    return result;
}

static void try_back(struct arena *mem, struct str where)
{
    struct tape tape = {.takes = -1};
    struct chain_result result;
    struct house it;

    house_open(&it, mem, where);
    lay(&it);
    sign_all(&it);
    house_ok(&it, export(&it, &tape, with_texts));
    result = read_back(&it, buf_str(&tape.out));
    assert_int_equal(result.heads, result.entries - (KEY_AT - 1));
    assert_true(result.texts > 0);
    house_ok(&it, export(&it, &tape, without));
    assert_int_equal(read_back(&it, buf_str(&tape.out)).texts, 0);
    house_close(&it);
}

TEST(an_export_reads_back_with_its_heads_and_texts)
{
    on_both(try_back);
}

static void try_many(struct arena *mem, struct str where)
{
    struct tape tape = {.takes = -1};
    struct chain_result result;
    struct house it;
    struct assessment row;

    house_open(&it, mem, where);
    make_key(&it);
    row = house_assess(&it, S("5.01"), BOB);
    for (int i = 0; i < HEADS; i++) {
        row.note = i % 2 == 0 ? S("zo") : S("anders");
        house_save(&it, S("assessment.set"), &assessment_noun, &row);
    }
    sign_all(&it);
    house_ok(&it, export(&it, &tape, without));
    result = read_back(&it, buf_str(&tape.out));
    assert_true(result.heads > HEADS);
    assert_int_equal(result.heads, result.entries - (KEY_AT - 1));
    db_rollback(it.db);
    run_sql(it.db, arena_text(mem, "delete from signed_head where seq <= %lld",
                              (long long)result.entries - (HEADS - 1)).at);
    house_ok(&it, export(&it, &tape, without));
    assert_int_equal(read_back(&it, buf_str(&tape.out)).heads, HEADS - 1);
    house_close(&it);
}

TEST(more_heads_than_are_read_at_once_are_all_there)
{
    on_both(try_many);
}

static void found(struct house *it, const char *key, const char *what)
{
    struct verify_result is = house_verify(it, false);

    db_rollback(it->db);
    if (is.sound || !str_eq(is.key, str_of(key)))
        fail_msg("%s: %s, %" STR_FMT, what, is.sound ? "sound" : "not sound", STR_ARG(is.key));
}

/* Of the last one: by the key that it made itself, or still by the one of before. */
static void sign_last(struct house *it, int64_t key)
{
    struct ledger_head now;

    house_read(it);
    house_ok(it, ledger_head(&it->job, &now));
    db_rollback(it->db);
    run_sql(it->db, "delete from signed_head where seq = (select max(seq) from ledger)");
    sign_one(it, &(struct head){now.uuid, now.seq, now.hash, now.time, key});
}

static void sign_both(struct house *it)
{
    sign_all(it);
    sign_last(it, 2);
}

/* Each way in which a signed head can be no head of this chain. */
static void try_heads(struct arena *mem, struct str where)
{
    static const struct {
        const char *key;
        const char *set;
        const char *of;
    } ways[] = {
        {"verify.signed_head", "hash", "max"},
        {"verify.signed_head", "time = '2026-03-01T09:30:00.001Z'", "max"},
        {"verify.signed_head", "seq = seq + 1", "max"},
        {"verify.signature", "key_number = 4", "max"},
        {"verify.signature", "key_number = 3", "min"}, /* before there was any */
        {"verify.signature", "key_number = 2", "min"}, /* made later, and it signed none such */
        {"verify.signature", "signature = hash || hash", "max"},
    };
    struct verify_result is;
    struct signing_key second = {.number = {true, 2}, .public_key = new_key(mem, 2)};
    struct house it;

    house_open(&it, mem, where);
    house_evidence(&it, S("Van voor de sleutel"));
    lay(&it);
    second.made_on = it.job.today;
    house_new(&it, &signing_key_noun, &second);
    sign_both(&it);
    assert_true(house_verify(&it, true).sound);
    db_rollback(it.db);
    sign_last(&it, 1);
    found(&it, "verify.signature", "by the key of before");
    sign_last(&it, 2);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct str set = str_of(ways[i].set);

        if (i == 0)
            set = arena_text(mem, "hash = '%064d'", 7);
        run_sql(it.db, arena_text(mem, "update signed_head set %" STR_FMT " where "
                                  "seq = (select %s(seq) from signed_head)", STR_ARG(set),
                                  ways[i].of).at);
        found(&it, ways[i].key, ways[i].set);
        run_sql(it.db, "delete from signed_head");
        sign_both(&it);
    }
    assert_true(house_verify(&it, false).sound);
    db_rollback(it.db);
    run_sql(it.db, "update signed_head set key_number = 3 "
                   "where seq = (select min(seq) from signed_head)");
    is = house_verify(&it, false);
    db_rollback(it.db);
    text_eq(is.expected, "0"); /* no key at all */
    assert_int_equal(is.seq, 1);
    run_sql(it.db, "update signed_head set key_number = 1 "
                   "where seq = (select min(seq) from signed_head)");
    house_close(&it);
}

TEST(a_signed_head_that_is_not_of_this_chain_and_key_is_found)
{
    on_both(try_heads);
}

/* A server that writes every view in words which are not known. */
static const char *const strange =
    "do $$ declare v record; begin for v in select viewname, definition from pg_views "
    "where schemaname = current_schema() loop execute format('drop view %I', v.viewname); "
    "execute format('create view %I as select * from (%s) it', v.viewname, "
    "rtrim(v.definition, ';')); end loop; end $$";

static void try_layout(struct arena *mem, struct str where)
{
    struct verify_result is;
    struct house it;

    house_open(&it, mem, where);
    lay(&it);
    assert_false(house_verify(&it, true).layout_unseen);
    db_rollback(it.db);
    run_sql(it.db, "drop view soa_at");
    is = house_verify(&it, true);
    db_rollback(it.db);
    text_eq(is.key, "verify.layout");
    text_eq(is.table, "soa_at");
    text_eq(is.column, "view");
    assert_int_equal(is.id, 0); /* of no row */
    assert_true(house_verify(&it, false).sound);
    db_rollback(it.db);
    if (db_kind(it.db) == DB_POSTGRES) {
        run_sql(it.db, strange);
        is = house_verify(&it, true);
        db_rollback(it.db);
        assert_true(is.sound && is.layout_unseen);
    }
    db_close(it.db);
}

TEST(a_view_that_is_gone_is_found_and_one_in_strange_words_is_said)
{
    on_both(try_layout);
}

static bool is_sound(struct house *it, struct str file)
{
    struct chain_result result;
    struct chain_known known;
    struct chain_seen seen;
    struct ledger_head head;

    house_read(it);
    house_ok(it, ledger_head(&it->job, &head));
    seen = (struct chain_seen){head.seq, head.hash};
    known = (struct chain_known){.uuid = head.uuid, .seen = &seen, .seen_n = 1};
    chain_check(it->job.mem, file, &known, &result);
    return result.sound;
}

/* What was altered behind the ledger's back is written as it stands, for who reads it back. */
static void try_altered(struct arena *mem, struct str where)
{
    struct tape tape = {.takes = -1};
    struct house it;

    house_open(&it, mem, where);
    lay(&it);
    sign_all(&it);
    run_sql(it.db, "update ledger set parts = replace(parts, '10:public_key,1:-,65:=', "
                   "'10:public_key,1:-,65:~')");
    house_ok(&it, export(&it, &tape, without));
    assert_int_equal(str_find(buf_str(&tape.out), S("\nkey "), 0), -1);
    assert_false(is_sound(&it, buf_str(&tape.out)));
    db_rollback(it.db);
    run_sql(it.db, "update ledger set parts = '42:11:signing_key,1:7,10:public_key,1:-,2:=a,,' "
                   "where seq = 2");
    house_ok(&it, export(&it, &tape, without));
    assert_true(str_find(buf_str(&tape.out), S("\nkey  a\n"), 0) > 0);
    db_rollback(it.db);
    run_sql(it.db, "update ledger set parts = replace(parts, '10:public_key,1:-,65:~', "
                   "'10:public_key,1:-,65:=')");
    run_sql(it.db, "delete from ledger where seq = 4");
    house_ok(&it, export(&it, &tape, without));
    assert_int_equal(str_find(buf_str(&tape.out), S("\nhead 4 "), 0), -1);
    assert_true(str_find(buf_str(&tape.out), S("\nhead 5 "), 0) > 0);
    assert_false(is_sound(&it, buf_str(&tape.out)));
    db_rollback(it.db);
    db_close(it.db);
}

TEST(what_was_altered_is_exported_as_it_stands_and_does_not_read_back)
{
    on_both(try_altered);
}

static void try_full(struct arena *mem, struct str where)
{
    struct tape tape = {.takes = 0};
    struct house it;
    int n = 0;

    house_open(&it, mem, where);
    lay(&it);
    for (;; n++) {
        enum outcome o;

        tape.takes = n;
        if ((o = export(&it, &tape, with_texts)) == DONE)
            break;
        assert_int_equal(o, BROKEN);
        text_eq(it.job.broke, "the file could not be written");
    }
    assert_true(n > 4);
    read_back(&it, buf_str(&tape.out));
    house_close(&it);
}

static void try_texts(struct arena *mem, struct str where)
{
    struct tape tape = {.takes = -1};
    struct house it;
    struct entry *entry;

    house_open(&it, mem, where);
    house_ok(&it, ledger_open(&it.job, S("evidence.add"), &entry));
    for (int i = 0; i < TEXTS; i++) {
        struct evidence row = {.title = arena_text(mem, "stuk %d", i), .design = true,
                               .kind = EVIDENCE_DOCUMENT, .period_to = it.job.today};

        house_ok(&it, record_new(&it.job, entry, &evidence_noun, &row));
    }
    house_ok(&it, ledger_close(&it.job, entry));
    house_ok(&it, export(&it, &tape, with_texts));
    assert_true(read_back(&it, buf_str(&tape.out)).texts >= TEXTS);
    house_close(&it);
}

TEST(more_texts_than_are_read_at_once_are_all_there)
{
    on_both(try_texts);
}

TEST(a_file_that_takes_no_more_ends_the_export)
{
    on_both(try_full);
}

static void fail_each(struct house *it, enum outcome (*how)(struct job *job, void *tape))
{
    struct tape tape = {.takes = -1};
    int n = 0;

    do {
        enum outcome o;

        house_read(it);
        buf_init(&tape.out, it->job.mem, 65536);
        failed = false;
        said = BROKEN;
        left = n++;
        o = job_run(&it->job, how, &tape);
        assert_int_equal(o, failed ? BROKEN : DONE);
        assert_int_equal(said, o);
    } while (failed);
    assert_true(n > 8);
}

static void try_statements(struct arena *mem, struct str where, const char *folder)
{
    struct house it;

    (void)folder;
    house_open(&it, mem, where);
    lay(&it);
    sign_all(&it);
    fail_each(&it, with_texts);
    fail_each(&it, without);
    house_close(&it);
}

TEST(no_export_is_called_whole_when_a_statement_failed)
{
    on_sqlite(try_statements);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_export_reads_back_with_its_heads_and_texts),
        cmocka_unit_test(a_signed_head_that_is_not_of_this_chain_and_key_is_found),
        cmocka_unit_test(a_view_that_is_gone_is_found_and_one_in_strange_words_is_said),
        cmocka_unit_test(more_heads_than_are_read_at_once_are_all_there),
        cmocka_unit_test(what_was_altered_is_exported_as_it_stands_and_does_not_read_back),
        cmocka_unit_test(more_texts_than_are_read_at_once_are_all_there),
        cmocka_unit_test(a_file_that_takes_no_more_ends_the_export),
        cmocka_unit_test(no_export_is_called_whole_when_a_statement_failed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
