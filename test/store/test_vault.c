/* A closed back-up: it opens whole with its own key, and with nothing else or less. */
#include "databases.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/vault.h"

struct desk {
    int plain, closed, back;
    size_t n;
    struct vault_key to, with;
};

static int blank(void)
{
    char name[] = "/tmp/waarborg-vault.XXXXXX";
    int file = mkstemp(name);

    assert_true(file >= 0);
    unlink(name);
    return file;
}

static unsigned char byte_at(size_t i)
{
    return (unsigned char)(i * 31 + i / 251);
}

static void desk_open(struct desk *it, size_t n)
{
    char public[VAULT_TEXT_BYTES];
    char secret[VAULT_TEXT_BYTES];
    unsigned char *bytes = malloc(n + 1);

    *it = (struct desk){.plain = blank(), .closed = blank(), .back = blank(), .n = n};
    for (size_t i = 0; i < n; i++)
        bytes[i] = byte_at(i);
    assert_int_equal(write(it->plain, bytes, n), n);
    free(bytes);
    vault_pair(public, secret);
    assert_true(vault_public(str_of(public), &it->to));
    assert_true(vault_secret(str_of(secret), &it->with));
    assert_int_equal(vault_close(it->plain, it->closed, &it->to), VAULT_FINE);
}

static void desk_close(struct desk *it)
{
    close(it->plain);
    close(it->closed);
    close(it->back);
}

static enum vault_fault reopen(struct desk *it)
{
    assert_int_equal(ftruncate(it->back, 0), 0);
    return vault_open(it->closed, it->back, &it->with);
}

static off_t size_of(int file)
{
    return lseek(file, 0, SEEK_END);
}

static void same(const struct desk *it)
{
    unsigned char *bytes = malloc(it->n + 1);

    assert_int_equal(size_of(it->back), it->n);
    assert_int_equal(pread(it->back, bytes, it->n, 0), it->n);
    for (size_t i = 0; i < it->n; i++)
        if (bytes[i] != byte_at(i))
            fail_msg("byte %zu differs", i);
    free(bytes);
}

TEST(what_was_closed_opens_to_the_same_bytes_whatever_its_size)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072, 300000};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct desk it;

        desk_open(&it, sizes[i]);
        assert_int_equal(vault_kind(it.closed), VAULT_KEY);
        assert_int_equal(vault_kind(it.plain), VAULT_NONE);
        assert_int_equal(reopen(&it), VAULT_FINE);
        same(&it);
        desk_close(&it);
    }
}

TEST(who_closed_it_cannot_open_it)
{
    struct desk it;

    desk_open(&it, 1000);
    it.with = it.to;
    assert_int_equal(reopen(&it), VAULT_WRONG);
    desk_close(&it);
}

TEST(another_key_does_not_open_it)
{
    struct desk it;
    struct desk other;

    desk_open(&it, 1000);
    desk_open(&other, 1000);
    it.with = other.with;
    assert_int_equal(reopen(&it), VAULT_WRONG);
    assert_int_equal(size_of(it.back), 0);
    desk_close(&it);
    desk_close(&other);
}

TEST(each_altered_byte_is_found)
{
    struct desk it;
    off_t end;

    desk_open(&it, 66000);
    end = size_of(it.closed);
    for (off_t at = 0; at < end; at += at < 240 ? 1 : 997) {
        unsigned char old, new;

        assert_int_equal(pread(it.closed, &old, 1, at), 1);
        new = old ^ 0x20;
        assert_int_equal(pwrite(it.closed, &new, 1, at), 1);
        assert_int_equal(reopen(&it), at < 200 ? VAULT_WRONG : VAULT_ALTERED);
        assert_int_equal(pwrite(it.closed, &old, 1, at), 1);
    }
    assert_int_equal(reopen(&it), VAULT_FINE);
    desk_close(&it);
}

TEST(a_cut_file_is_found_wherever_it_was_cut)
{
    struct desk it;
    off_t end;

    desk_open(&it, 131072); /* whole pieces, and an empty one that ends them */
    end = size_of(it.closed);
    for (off_t at = end - 1; at > 0; at -= at > 131000 ? 13 : 4099) {
        assert_int_equal(ftruncate(it.closed, at), 0);
        assert_int_equal(reopen(&it), VAULT_CUT);
    }
    desk_close(&it);
}

TEST(what_was_added_is_found)
{
    struct desk it;

    desk_open(&it, 10);
    assert_true(size_of(it.closed) > 0);
    assert_int_equal(write(it.closed, "x", 1), 1);
    assert_int_equal(reopen(&it), VAULT_ALTERED);
    desk_close(&it);
}

TEST(a_passphrase_opens_what_it_closed_and_another_does_not)
{
    struct desk it;

    desk_open(&it, 70000);
    it.to = it.with = (struct vault_key){.kind = VAULT_PHRASE, .phrase = S("twee rode sloten")};
    assert_int_equal(ftruncate(it.closed, 0), 0);
    assert_int_equal(vault_close(it.plain, it.closed, &it.to), VAULT_FINE);
    assert_int_equal(vault_kind(it.closed), VAULT_PHRASE);
    assert_int_equal(reopen(&it), VAULT_FINE);
    same(&it);
    it.with.phrase = S("twee rode slotem");
    assert_int_equal(reopen(&it), VAULT_WRONG);
    desk_close(&it);
}

TEST(a_mistyped_key_is_no_key)
{
    char public[VAULT_TEXT_BYTES];
    char secret[VAULT_TEXT_BYTES];
    struct vault_key key;

    vault_pair(public, secret);
    assert_true(vault_public(str_of(public), &key));
    assert_false(vault_secret(str_of(public), &key));
    assert_false(vault_public(str_of(secret), &key));
    for (size_t i = 0; i < strlen(public); i++) {
        char was = public[i];

        public[i] = was == 'A' ? 'B' : 'A';
        assert_false(vault_public(str_of(public), &key));
        public[i] = was;
    }
    public[strlen(public) - 1] = 0;
    assert_false(vault_public(str_of(public), &key));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_closed_opens_to_the_same_bytes_whatever_its_size),
        cmocka_unit_test(who_closed_it_cannot_open_it),
        cmocka_unit_test(another_key_does_not_open_it),
        cmocka_unit_test(each_altered_byte_is_found),
        cmocka_unit_test(a_cut_file_is_found_wherever_it_was_cut),
        cmocka_unit_test(what_was_added_is_found),
        cmocka_unit_test(a_passphrase_opens_what_it_closed_and_another_does_not),
        cmocka_unit_test(a_mistyped_key_is_no_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
