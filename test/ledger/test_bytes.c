/* The bytes of an entry: the vector that docs/ledger.md gives to a third party. */
#include "databases.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "ledger/bytes.h"

enum { MEM = 1 << 20 };

static struct salt salt_of_vector(void)
{
    struct salt salt;

    assert_true(salt_read(S("000102030405060708090a0b0c0d0e0f"), &salt));
    return salt;
}

static struct str part_of_vector(struct arena *mem, struct str digest)
{
    struct bytes_part note = {S("supplier"), 7, S("note"), S("-"), digest};
    struct bytes_part on = {S("supplier"), 7, S("reviewed_on"), S("-"), S("=2026-03-01")};
    struct buf parts;
    struct buf scratch;

    buf_init(&parts, mem, 256);
    buf_init(&scratch, mem, 256);
    bytes_part_put(&parts, &scratch, &note);
    bytes_part_put(&parts, &scratch, &on);
    return buf_str(&parts);
}

static struct bytes entry_of_vector(struct arena *mem)
{
    struct str text = S("Beoordeeld met de leverancier; één punt open.");
    char hex[1 + DIGEST_HEX] = "~";
    struct bytes it = {
        .uuid = S("000102030405060708090a0b0c0d0e0f"),
        .seq = 1,
        .prev = S("0000000000000000000000000000000000000000000000000000000000000000"),
        .time = S("2026-03-01T09:30:00.000Z"),
        .actor = S("p7"),
        .door = S("web"),
        .act = S("supplier.review"),
        .reason = S("-"),
        .form_number = S("-"),
    };

    digest_hex(digest_text(salt_of_vector(), text), hex + 1);
    it.parts = part_of_vector(mem, (struct str){hex, sizeof hex});
    return it;
}

TEST(the_digest_of_the_test_vector_is_the_one_that_is_published)
{
    char hex[DIGEST_HEX];
    struct digest digest = digest_text(
        salt_of_vector(), S("Beoordeeld met de leverancier; één punt open."));

    text_eq(digest_hex(digest, hex),
            "499ce8ac9da04b4dae6ec62113475ab95871f5f462ee9134e69973b298f1480c");
}

TEST(the_hash_of_the_test_vector_is_the_one_that_is_published)
{
    struct arena *mem = arena_new(MEM);
    struct bytes it = entry_of_vector(mem);
    struct buf scratch;
    char hex[DIGEST_HEX];

    buf_init(&scratch, mem, 64);
    text_eq(digest_hex(bytes_hash(&scratch, &it), hex),
            "d09c92893b103aab104e11104ca4b2b0414b090c51068fb6e12807ef72f0f65c");
    arena_free(mem);
}

/* R10: there is no byte of an entry that may change. */
TEST(every_byte_of_an_entry_changes_its_hash)
{
    struct arena *mem = arena_new(MEM);
    struct bytes it = entry_of_vector(mem);
    struct buf bytes;
    struct digest is;

    buf_init(&bytes, mem, 64);
    bytes_put(&bytes, &it);
    is = digest_of(buf_str(&bytes));
    for (size_t i = 0; i < bytes.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            struct digest other;

            bytes.at[i] = (char)(bytes.at[i] ^ 1 << bit);
            other = digest_of(buf_str(&bytes));
            assert_false(digest_same(&is, &other));
            bytes.at[i] = (char)(bytes.at[i] ^ 1 << bit);
        }
    arena_free(mem);
}

TEST(parts_are_read_back_as_they_were_written)
{
    struct arena *mem = arena_new(MEM);
    struct bytes it = entry_of_vector(mem);
    struct bytes_part part;

    assert_int_equal(bytes_part_next(&it.parts, &part), BYTES_PART);
    text_eq(part.table, "supplier");
    assert_int_equal(part.id, 7);
    text_eq(part.column, "note");
    text_eq(part.from, "-");
    assert_int_equal(part.to.len, 1 + DIGEST_HEX);
    assert_int_equal(bytes_part_next(&it.parts, &part), BYTES_PART);
    text_eq(part.column, "reviewed_on");
    text_eq(part.to, "=2026-03-01");
    assert_int_equal(bytes_part_next(&it.parts, &part), BYTES_END);
    arena_free(mem);
}

TEST(parts_that_are_no_netstrings_are_refused)
{
    static const char *const rows[] = {
        "x", "1", "1:", "1:a", "01:a,", "-1:a,", ":,", "99999999999999999999:a,", "3:1:a,,",
        "22:1:t,1:7,1:c,1:-,1:-,x", "20:1:t,1:7,1:c,1:-,1:-,", "21:1:t,2:07,1:c,1:-,1:-,,",
        "21:1:t,2:-0,1:c,1:-,1:-,,",
        "20:1:t,1:0,1:c,1:-,1:-,,", "24:1:t,1:7,1:c,1:-,1:-,0:,,", "16:1:t,1:7,1:c,1:-,,",
        "4294967296:1:t,1:7,1:c,1:-,1:-,,",
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str rest = str_of(rows[i]);
        struct bytes_part part;

        if (bytes_part_next(&rest, &part) != BYTES_FAULT)
            fail_msg("%s was read", rows[i]);
    }
}

TEST(a_length_has_one_form)
{
    static const struct {
        const char *text;
        int len; /* -1: refused */
    } rows[] = {{"3:abc,", 3}, {"0:,", 0}, {"10:0123456789,", 10}, {"03:abc,", -1}, {"00:,", -1},
                {"3:abc", -1}, {"3:abc;", -1}, {"3;abc,", -1}, {"4:abc,", -1}, {":,", -1}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str rest = str_of(rows[i].text);
        struct str text = {0};
        bool is = bytes_net_next(&rest, &text);

        if (is != (rows[i].len >= 0) || (is && (text.len != (size_t)rows[i].len || rest.len != 0)))
            fail_msg("%s", rows[i].text);
    }
}

/* In memory that ends where the text does. */
TEST(what_follows_a_text_is_not_read)
{
    static const char *const rows[] = {"3", "30", "3:", "3:abc"};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = strlen(rows[i]);
        char *at = malloc(n);
        struct str rest = {at, n};
        struct str text;

        assert_non_null(at);
        memcpy(at, rows[i], n);
        assert_false(bytes_net_next(&rest, &text));
        free(at);
    }
}

/* Of memory that is only promised: what is read is its beginning and the comma after it. */
TEST(a_length_has_nine_figures_at_most)
{
    static const struct {
        const char *head;
        size_t n;
        bool fits;
    } rows[] = {{"100000000:", 100000000, true}, {"1000000000:", 1000000000, false}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t head = strlen(rows[i].head);
        size_t all = head + rows[i].n + 1;
        char *at = mmap(NULL, all, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        struct str rest = {at, all};
        struct str text = {0};

        assert_true(at != MAP_FAILED);
        memcpy(at, rows[i].head, head);
        at[all - 1] = ',';
        assert_int_equal(bytes_net_next(&rest, &text), rows[i].fits);
        assert_int_equal(text.len, rows[i].fits ? rows[i].n : 0);
        assert_int_equal(munmap(at, all), 0);
    }
}

TEST(a_number_is_written_with_all_its_figures)
{
    struct arena *mem = arena_new(MEM);
    struct bytes_part part = {S("t"), INT64_C(9876543210), S("c"), S("-"), S("-")};
    struct buf out, scratch;

    buf_init(&out, mem, 64);
    buf_init(&scratch, mem, 64);
    bytes_part_put(&out, &scratch, &part);
    text_eq(buf_str(&out), "30:1:t,10:9876543210,1:c,1:-,1:-,,");
    arena_free(mem);
}

/* No tail of what is cut off is taken for the whole. */
TEST(parts_that_were_cut_short_are_refused)
{
    struct arena *mem = arena_new(MEM);
    struct str whole = entry_of_vector(mem).parts;

    for (size_t n = 1; n < whole.len; n++) {
        struct str rest = str_sub(whole, 0, n);
        struct bytes_part part;
        enum bytes_next next;
        int parts = 0;

        while ((next = bytes_part_next(&rest, &part)) == BYTES_PART)
            parts++;
        assert_true(next == BYTES_FAULT || parts == 1);
    }
    arena_free(mem);
}

/* Nothing of it is missing, nothing follows, and it is of the format that we know. */
TEST(an_entry_is_read_back_whole_or_not_at_all)
{
    struct arena *mem = arena_new(MEM);
    struct bytes it = entry_of_vector(mem), is;
    struct str whole;
    struct buf out;

    buf_init(&out, mem, 512);
    bytes_put(&out, &it);
    whole = buf_str(&out);
    assert_true(bytes_read(whole, &is));
    assert_int_equal(is.seq, 1);
    text_eq(is.act, "supplier.review");
    assert_true(str_eq(is.parts, it.parts));
    for (size_t n = 0; n < whole.len; n++)
        assert_false(bytes_read(str_sub(whole, 0, n), &is));
    buf_put(&out, S("0:,"));
    assert_false(bytes_read(buf_str(&out), &is));
    out.at[S("10:waarborg/").len] = '2';
    assert_false(bytes_read(str_sub(buf_str(&out), 0, whole.len), &is));
    arena_free(mem);
}

TEST(hex_is_read_back_and_anything_else_refused)
{
    static const char *const rows[] = {"", "00", "000102030405060708090a0b0c0d0e0F",
        "000102030405060708090a0b0c0d0e0", "000102030405060708090a0b0c0d0e0g"};
    struct salt salt = salt_of_vector();
    char hex[SALT_HEX];

    text_eq(salt_hex(salt, hex), "000102030405060708090a0b0c0d0e0f");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_false(salt_read(str_of(rows[i]), &salt));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digest_of_the_test_vector_is_the_one_that_is_published),
        cmocka_unit_test(the_hash_of_the_test_vector_is_the_one_that_is_published),
        cmocka_unit_test(every_byte_of_an_entry_changes_its_hash),
        cmocka_unit_test(parts_are_read_back_as_they_were_written),
        cmocka_unit_test(parts_that_are_no_netstrings_are_refused),
        cmocka_unit_test(a_length_has_one_form),
        cmocka_unit_test(what_follows_a_text_is_not_read),
        cmocka_unit_test(a_length_has_nine_figures_at_most),
        cmocka_unit_test(a_number_is_written_with_all_its_figures),
        cmocka_unit_test(parts_that_were_cut_short_are_refused),
        cmocka_unit_test(an_entry_is_read_back_whole_or_not_at_all),
        cmocka_unit_test(hex_is_read_back_and_anything_else_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
