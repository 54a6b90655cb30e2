/* The key file, and what the sealer does with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aide/master.h"
#include "aide/sealer.h"

static struct arena *mem;
static char folder[64];
static struct str path;

static int begin(void **state)
{
    struct str why;

    (void)state;
    mem = arena_new((size_t)16 << 20);
    strcpy(folder, "/tmp/waarborg-key-XXXXXX");
    assert_non_null(mkdtemp(folder));
    path = arena_text(mem, "%s/key", folder);
    assert_int_equal(master_make(path.at, &why), DONE);
    sealer_at(path);
    return 0;
}

static int end(void **state)
{
    (void)state;
    aide_stop();
    unlink(path.at);
    rmdir(folder);
    arena_free(mem);
    return 0;
}

static void put_file(const char *text, mode_t mode)
{
    FILE *file;

    unlink(path.at);
    file = fopen(path.at, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    chmod(path.at, mode);
}

static void a_new_key_file_is_its_owners_alone_and_holds_one_key(void **state)
{
    struct master it;
    struct stat stat_of;
    struct str why;

    (void)state;
    assert_int_equal(stat(path.at, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 07777, 0400);
    assert_int_equal(master_read(path.at, &it), MASTER_FINE);
    assert_int_equal(it.n, 1);
    assert_int_equal(master_make(path.at, &why), REFUSED); /* never over another */
}

static void a_key_file_that_will_not_do_says_why(void **state)
{
    static const char key[] =
        "key 00000000 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
    struct master it;

    (void)state;
    assert_int_equal(chmod(path.at, 0440), 0);
    assert_int_equal(master_read(path.at, &it), MASTER_EXPOSED);
    assert_int_equal(it.n, 0);
    assert_int_equal(chmod(path.at, 0404), 0);
    assert_int_equal(master_look(path.at), MASTER_EXPOSED);
    put_file(key, 0600); /* a number that is not this key's */
    assert_int_equal(master_look(path.at), MASTER_MALFORMED);
    put_file("# nothing\n", 0600);
    assert_int_equal(master_look(path.at), MASTER_MALFORMED);
    put_file("key 12345678 00\n", 0600);
    assert_int_equal(master_look(path.at), MASTER_MALFORMED);
    assert_int_equal(master_look(folder), MASTER_UNREADABLE);
    unlink(path.at);
    assert_int_equal(master_look(path.at), MASTER_MISSING);
}

static void the_key_file_is_the_one_that_was_named(void **state)
{
    struct str data = S("/srv/isms.db");

    (void)state;
    unsetenv("WAARBORG_KEY");
    unsetenv("CREDENTIALS_DIRECTORY");
    assert_true(str_eq(master_where(mem, S(""), data), S("/srv/isms.db.key")));
    setenv("CREDENTIALS_DIRECTORY", folder, 1);
    assert_true(str_eq(master_where(mem, S(""), data), S("/srv/isms.db.key")));
    rename(path.at, arena_text(mem, "%s/waarborg-key", folder).at);
    path = arena_text(mem, "%s/waarborg-key", folder);
    assert_true(str_eq(master_where(mem, S(""), data), path));
    chmod(path.at, 0440); /* as systemd's access list shows */
    assert_int_equal(master_look(path.at), MASTER_FINE);
    setenv("WAARBORG_KEY", "/etc/other", 1);
    assert_true(str_eq(master_where(mem, S(""), data), S("/etc/other")));
    assert_true(str_eq(master_where(mem, S("given"), data), S("given")));
    unsetenv("WAARBORG_KEY");
    unsetenv("CREDENTIALS_DIRECTORY");
    setenv("HOME", folder, 1);
    if (access("/var/lib/waarborg", F_OK) != 0)
        assert_true(str_eq(master_where(mem, S(""), S("postgresql:///isms")),
                           arena_text(mem, "%s/.waarborg.key", folder)));
}

static void what_is_sealed_opens_only_where_it_was_put(void **state)
{
    struct str seal, again, plain, why;

    (void)state;
    assert_int_equal(sealer_close(mem, S("geheim"), S("t/c/1/2"), &seal, &why), DONE);
    assert_int_equal(str_find(seal, S("geheim"), 0), -1);
    assert_int_equal(seal.at[MASTER_NUMBER_CHARS], '.');
    assert_int_equal(sealer_open(mem, seal, S("t/c/1/2"), &plain, &why), DONE);
    assert_true(str_eq(plain, S("geheim")));
    assert_int_equal(sealer_close(mem, S("geheim"), S("t/c/1/2"), &again, &why), DONE);
    assert_false(str_eq(seal, again));
    assert_int_equal(sealer_open(mem, seal, S("t/c/1/3"), &plain, &why), REFUSED);
    assert_int_equal(sealer_close(mem, S(""), S("t/c/1/2"), &seal, &why), DONE);
    assert_int_equal(sealer_open(mem, seal, S("t/c/1/2"), &plain, &why), DONE);
    assert_int_equal(plain.len, 0);
}

static void a_seal_with_one_character_changed_does_not_open(void **state)
{
    struct str seal, plain, why;

    (void)state;
    assert_int_equal(sealer_close(mem, S("geheim"), S("a"), &seal, &why), DONE);
    for (size_t i = 0; i < seal.len; i++) {
        struct str other = arena_str(mem, seal);
        enum outcome o;

        ((char *)(uintptr_t)other.at)[i] = seal.at[i] == 'A' ? 'B' : 'A';
        o = sealer_open(mem, other, S("a"), &plain, &why);
        assert_true(o == REFUSED || (i < MASTER_NUMBER_CHARS + 1 && o == NOT_THERE));
    }
    assert_int_equal(sealer_open(mem, str_sub(seal, 0, seal.len - 1), S("a"), &plain, &why),
                     REFUSED);
    assert_int_equal(sealer_open(mem, S(""), S("a"), &plain, &why), NOT_THERE);
}

static void the_last_key_closes_and_each_opens(void **state)
{
    char first[256], second[256], both[512];
    struct str seal, other, plain, why;
    FILE *file = fopen(path.at, "r");

    (void)state;
    assert_non_null(file);
    first[fread(first, 1, sizeof first - 1, file)] = '\0';
    fclose(file);
    assert_int_equal(sealer_close(mem, S("oud"), S("a"), &seal, &why), DONE);
    aide_stop();
    unlink(path.at);
    assert_int_equal(master_make(path.at, &why), DONE);
    file = fopen(path.at, "r");
    second[fread(second, 1, sizeof second - 1, file)] = '\0';
    fclose(file);
    assert_int_equal(sealer_open(mem, seal, S("a"), &plain, &why), NOT_THERE);
    aide_stop();
    snprintf(both, sizeof both, "%s%s", first, second);
    put_file(both, 0400);
    assert_int_equal(sealer_open(mem, seal, S("a"), &plain, &why), DONE);
    assert_int_equal(sealer_close(mem, S("nieuw"), S("a"), &other, &why), DONE);
    assert_memory_equal(other.at, strstr(second, "\nkey ") + 5, MASTER_NUMBER_CHARS);
}

static void a_key_that_is_added_counts_at_once_for_who_runs_already(void **state)
{
    struct str seal, other, plain, why;
    struct stat stat_of;
    struct master it;

    (void)state;
    assert_int_equal(sealer_close(mem, S("oud"), S("a"), &seal, &why), DONE);
    assert_int_equal(master_add(path.at, &why), DONE);
    assert_int_equal(stat(path.at, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 07777, 0400);
    assert_int_equal(master_read(path.at, &it), MASTER_FINE);
    assert_int_equal(it.n, 2);
    assert_int_equal(sealer_close(mem, S("nieuw"), S("a"), &other, &why), DONE);
    assert_memory_equal(other.at, it.keys[1].number, MASTER_NUMBER_CHARS);
    assert_int_equal(sealer_open(mem, seal, S("a"), &plain, &why), DONE);
}

static void the_keys_before_the_last_go_to_a_file_of_their_own(void **state)
{
    struct str seal, other, plain, kept, why;
    struct master before, it;

    (void)state;
    assert_int_equal(sealer_close(mem, S("oud"), S("a"), &seal, &why), DONE);
    assert_int_equal(master_drop(mem, path.at, &kept, &why), NOT_THERE);
    assert_int_equal(master_add(path.at, &why), DONE);
    assert_int_equal(master_read(path.at, &before), MASTER_FINE);
    assert_int_equal(sealer_close(mem, S("nieuw"), S("a"), &other, &why), DONE);
    assert_int_equal(master_drop(mem, path.at, &kept, &why), DONE);
    assert_int_equal(master_read(path.at, &it), MASTER_FINE);
    assert_int_equal(it.n, 1);
    assert_memory_equal(it.keys[0].bytes, before.keys[1].bytes, MASTER_KEY_BYTES);
    assert_int_equal(master_read(kept.at, &it), MASTER_FINE);
    assert_int_equal(it.n, 1);
    assert_memory_equal(it.keys[0].bytes, before.keys[0].bytes, MASTER_KEY_BYTES);
    assert_int_equal(sealer_open(mem, seal, S("a"), &plain, &why), DONE); /* it runs still */
    aide_stop();
    assert_int_equal(sealer_open(mem, seal, S("a"), &plain, &why), NOT_THERE);
    assert_int_equal(sealer_open(mem, other, S("a"), &plain, &why), DONE);
    unlink(kept.at);
}

/* Cut at each byte of the line that was being added: what was there before opens. */
static void a_line_that_a_power_cut_left_half_is_none(void **state)
{
    struct str why;
    struct master it;
    struct stat one, two;

    (void)state;
    assert_int_equal(stat(path.at, &one), 0);
    assert_int_equal(master_add(path.at, &why), DONE);
    assert_int_equal(stat(path.at, &two), 0);
    chmod(path.at, 0600);
    for (off_t cut = two.st_size - 2; cut >= one.st_size; cut--) {
        assert_int_equal(truncate(path.at, cut), 0);
        assert_int_equal(master_read(path.at, &it), MASTER_FINE);
        assert_int_equal(it.n, 1);
    }
    assert_int_equal(truncate(path.at, one.st_size + 20), 0); /* longer again: noughts */
    assert_int_equal(master_add(path.at, &why), DONE);
    assert_int_equal(master_read(path.at, &it), MASTER_FINE);
    assert_int_equal(it.n, 2);
    assert_int_equal(truncate(path.at, one.st_size - 1), 0); /* as an editor leaves it */
    assert_int_equal(master_add(path.at, &why), DONE);
    assert_int_equal(master_read(path.at, &it), MASTER_FINE);
    assert_int_equal(it.n, 2);
}

static void without_a_key_file_nothing_closes_until_it_is_back(void **state)
{
    struct str seal, why;

    (void)state;
    unlink(path.at);
    assert_int_equal(sealer_close(mem, S("x"), S("a"), &seal, &why), NOT_THERE);
    assert_true(str_ends(why, S("missing")));
    assert_int_equal(master_make(path.at, &why), DONE);
    assert_int_equal(sealer_close(mem, S("x"), S("a"), &seal, &why), DONE);
}

static void what_is_too_long_is_refused(void **state)
{
    struct str long_text = {arena_alloc(mem, SEALER_PLAIN_BYTES + 1), SEALER_PLAIN_BYTES + 1};
    struct str seal, plain, why;

    (void)state;
    assert_int_equal(sealer_close(mem, long_text, S("a"), &seal, &why), REFUSED);
    long_text.len--;
    assert_int_equal(sealer_close(mem, long_text, S("a"), &seal, &why), DONE);
    assert_int_equal(sealer_open(mem, seal, S("a"), &plain, &why), DONE);
    assert_int_equal(plain.len, SEALER_PLAIN_BYTES);
    long_text.len = SEALER_ABOUT_BYTES + 1;
    assert_int_equal(sealer_close(mem, S("x"), long_text, &seal, &why), REFUSED);
}

static struct head head_at(int64_t seq, char digit)
{
    char *hash = arena_alloc(mem, HEAD_HASH_CHARS);

    memset(hash, digit, HEAD_HASH_CHARS);
    return (struct head){S("000102030405060708090a0b0c0d0e0f"), seq, {hash, HEAD_HASH_CHARS},
                         S("2026-03-01T09:30:00.000Z"), 1};
}

static void a_signature_holds_for_its_own_head_and_key_alone(void **state)
{
    struct str public_key, other_key, seal, other, sign, why;
    struct head head = head_at(7, 'a');
    struct head wrong = head_at(7, 'b');

    (void)state;
    assert_int_equal(sealer_pair(mem, S("k/1"), &public_key, &seal, &why), DONE);
    assert_int_equal(sealer_pair(mem, S("k/2"), &other_key, &other, &why), DONE);
    assert_int_equal(sealer_sign(mem, &head, seal, S("k/1"), &sign, &why), DONE);
    assert_true(head_holds(mem, &head, public_key, sign));
    assert_false(head_holds(mem, &wrong, public_key, sign));
    assert_false(head_holds(mem, &head, other_key, sign));
    wrong = head_at(7, 'a');
    wrong.key = 2;
    assert_false(head_holds(mem, &wrong, public_key, sign));
    wrong = head_at(7, 'a');
    wrong.time = S("2026-03-01T09:30:00.001Z");
    assert_false(head_holds(mem, &wrong, public_key, sign));
    assert_false(head_holds(mem, &head, public_key, S("")));
    assert_int_equal(sealer_sign(mem, &head, seal, S("k/2"), &sign, &why), REFUSED);
    assert_int_equal(sealer_sign(mem, &head, other, S("k/1"), &sign, &why), REFUSED);
}

static void the_sealer_signs_forward_only(void **state)
{
    struct str public_key, seal, sign, again, why;
    struct head head = head_at(7, 'a');
    struct head before = head_at(6, 'a');
    struct head beside = head_at(7, 'b');
    struct head elsewhere = head_at(1, 'c');

    (void)state;
    elsewhere.uuid = S("ffffffffffffffffffffffffffffffff");
    assert_int_equal(sealer_pair(mem, S("k/1"), &public_key, &seal, &why), DONE);
    assert_int_equal(sealer_sign(mem, &head, seal, S("k/1"), &sign, &why), DONE);
    assert_int_equal(sealer_sign(mem, &before, seal, S("k/1"), &again, &why), CLASHED);
    assert_int_equal(sealer_sign(mem, &beside, seal, S("k/1"), &again, &why), CLASHED);
    assert_int_equal(sealer_sign(mem, &head, seal, S("k/1"), &again, &why), DONE);
    assert_true(str_eq(sign, again));
    assert_int_equal(sealer_sign(mem, &elsewhere, seal, S("k/1"), &again, &why), DONE);
}

#define WITH_KEY(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_KEY(a_new_key_file_is_its_owners_alone_and_holds_one_key),
        WITH_KEY(a_key_file_that_will_not_do_says_why),
        WITH_KEY(the_key_file_is_the_one_that_was_named),
        WITH_KEY(what_is_sealed_opens_only_where_it_was_put),
        WITH_KEY(a_seal_with_one_character_changed_does_not_open),
        WITH_KEY(the_last_key_closes_and_each_opens),
        WITH_KEY(a_key_that_is_added_counts_at_once_for_who_runs_already),
        WITH_KEY(the_keys_before_the_last_go_to_a_file_of_their_own),
        WITH_KEY(a_line_that_a_power_cut_left_half_is_none),
        WITH_KEY(without_a_key_file_nothing_closes_until_it_is_back),
        WITH_KEY(what_is_too_long_is_refused),
        WITH_KEY(a_signature_holds_for_its_own_head_and_key_alone),
        WITH_KEY(the_sealer_signs_forward_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
