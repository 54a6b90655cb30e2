/* The words of the program: each key leads to its own text, in every language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "markup/words.h"

static void every_key_leads_to_its_word_in_every_language(void **state)
{
    (void)state;
    for (int i = 0; i < WORD_COUNT; i++) {
        enum word found = WORD_COUNT;

        assert_true(word_find(word_key((enum word)i), &found));
        assert_int_equal(found, i);
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            struct str plain = word_plain((enum lang)lang, (enum word)i);
            struct str html = word_html((enum lang)lang, (enum word)i).markup;

            assert_true(plain.len > 0 && str_utf8(plain));
            assert_true(html.len >= plain.len && str_find(html, S("<"), 0) < 0);
        }
    }
}

static void keys_ascend(void **state)
{
    (void)state;
    for (int i = 1; i < WORD_COUNT; i++)
        assert_true(str_cmp(word_key((enum word)(i - 1)), word_key((enum word)i)) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_leads_to_its_word_in_every_language),
        cmocka_unit_test(keys_ascend),
    };

    return cmocka_run_group_tests_name("markup/every_word", tests, NULL, NULL);
}
