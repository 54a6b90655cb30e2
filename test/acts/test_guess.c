/* Which passwords would somebody guess: patterns that people use, and sentences that are fine. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "acts/breached.h"
#include "acts/guess.h"
#include "../base/trial.h"

enum { MEMORY_BYTES = 1 << 24, LEAST = 12, ASKED = 3000 };

static struct arena *mem;

static enum guess judge(struct str password)
{
    const struct str about[] = {S("samira@voorbeeldstad.example"), S("Samira El-Haddad"),
                                S("Gemeente Voorbeeldstad")};

    arena_reset(mem);
    return guess_judge(mem, password, about, N_OF(about));
}

static void a_table_of_passwords_is_judged_as_it_says(void **state)
{
    static const struct { const char *password; enum guess is; } table[] = {
        {"vier paarse fietsen in de mist", GUESS_HARD},
        {"acht rode bussen", GUESS_HARD},
        {"zo waarborg je dat hier", GUESS_HARD},
        {"in de zomer drinkt jan graag limonade", GUESS_HARD},
        {"x!7?k@9#p$2%", GUESS_HARD},
        {"kq8vz3tmw0rj", GUESS_HARD},
        {"853629417062", GUESS_HARD},           /* twelve digits are as good as others */
        {"Wachtwoord2026!", GUESS_COMMON},
        {"W@chtw00rd!!", GUESS_COMMON},
        {"w.a.c.h.t.w.o.o.r.d", GUESS_COMMON},
        {"droowthcaw123", GUESS_COMMON},
        {"ZomerWinterZomer", GUESS_COMMON},
        {"Welkom-Januari-26", GUESS_COMMON},
        {"f3y3n00rd1908", GUESS_COMMON},
        {"Ikhouvanjou1987", GUESS_COMMON},
        {"caf\xc3\xa9 kantoor nummer 1", GUESS_HARD},
        {"Januari Februari Maart", GUESS_COMMON},
        {"Samira19-04-1988", GUESS_OWN},
        {"voorbeeldstad", GUESS_OWN},
        {"H4dd4d!Samira", GUESS_OWN},
        {"aaaaaaaaaaaa", GUESS_ROW},
        {"123456789012", GUESS_ROW},
        {"qwertyuiopas", GUESS_ROW},
        {"abcabcabcabc", GUESS_ROW},
        {"1q2w3e4r5t6y", GUESS_ROW},
        {"0987654321qwerty", GUESS_ROW},
        {"qw3rtyu1op4sdfgh", GUESS_ROW},
        {"4zertyu10pq5df6h", GUESS_ROW},
        {"Xk9!Xk9!Xk9!", GUESS_ROW},
        {"2024-2025-2026", GUESS_ROW},
        {"leavemealone", GUESS_LEAKED},
        {"LeaveMeAlone", GUESS_LEAKED},
        {"leavemealine", GUESS_HARD},
        {"tequieromucho", GUESS_LEAKED},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++)
        if (judge(str_of(table[i].password)) != table[i].is)
            fail_msg("%s: %d, not %d", table[i].password, judge(str_of(table[i].password)),
                     table[i].is);
}

/* Roots that head the lists of leaked passwords, each as people make it long enough. */
static const char *const roots[] = {
    "password", "wachtwoord", "welkom", "welcome", "letmein", "iloveyou", "ikhouvanjou", "princess",
    "sunshine", "football", "voetbal", "feyenoord", "ajaxamsterdam", "amsterdam", "rotterdam",
    "utrecht", "denhaag", "eindhoven", "groningen", "superman", "batman", "pokemon", "starwars",
    "dragon", "monkey", "master", "shadow", "michael", "jennifer", "jessica", "charlie", "jordan",
    "hunter", "killer", "freedom", "whatever", "zomer", "winter", "herfst", "lente", "voorjaar",
    "januari", "februari", "augustus", "september", "oktober", "november", "december", "maandag",
    "vrijdag", "zaterdag", "vakantie", "sinterklaas", "kerstmis", "gemeente", "provincie",
    "waterschap", "ministerie", "burgemeester", "ambtenaar", "stadhuis", "secret", "geheim",
    "administrator", "beheerder", "computer", "internet", "qwerty", "qwertyuiop", "azerty",
    "asdfghjkl", "zxcvbnm", "1q2w3e4r", "123456789", "abcdefgh", "thomas", "daniel", "patrick",
    "jeroen", "martijn", "sophie", "emma", "lisa", "mohamed", "liverpool", "barcelona", "chelsea",
    "manchesterunited", "chocolade", "butterfly", "cookie", "lieverd", "schatje", "mercedes",
    "ferrari", "harrypotter", "minecraft", "nederland", "holland", "security",
};
static const char *const forms[] = {
    "%s2024", "%s2025", "%s2026", "%s1990", "%s1234", "%s12345", "%s123456", "%s123", "%s123!",
    "%s2026!", "%s2025!!", "%s@2026", "%s-2026", "%s_01!", "%s01012000", "123%s", "2026%s", "!%s!",
    "%s!!!", "%s!@#$", "mijn%s", "mijn%s1", "ditis%s", "%s.%s", "%s%s", "%s%s1", "%s111", "%s0000",
    "%s007", "%szomer", "welkom%s", "%sabc123", "%sqwerty", "%s 2026", "%s#1", "qwerty%s", "%s69",
    "%s12!", "de%s2026", "%s1!aA",
};

static struct str shaped(const char *root, const char *form, int shape, char *room, size_t size)
{
    int n;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
    n = snprintf(room, size, form, root, root);
#pragma GCC diagnostic pop
    for (int i = 0; i < n; i++) {
        char *c = &room[i];

        if (shape == 1 && i == 0 && *c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
        if (shape == 2)
            *c = *c == 'a' ? '@' : *c == 'o' ? '0' : *c == 'e' ? '3' : *c == 'i' ? '1' : *c;
    }
    return (struct str){room, (size_t)n};
}

static void what_people_make_of_common_words_is_refused(void **state)
{
    char room[128];
    int all = 0;
    int refused = 0;

    (void)state;
    for (size_t i = 0; i < N_OF(roots); i++)
        for (size_t k = 0; k < N_OF(forms); k++)
            for (int shape = 0; shape < 3; shape++) {
                struct str password = shaped(roots[i], forms[k], shape, room, sizeof room);

                if (password.len < LEAST)
                    continue;
                all++;
                if (judge(password) != GUESS_HARD)
                    refused++;
                else if (getenv("TELL") != NULL)
                    print_message("let through: %s\n", room);
            }
    print_message("%d of %d common passwords refused\n", refused, all);
    assert_true(refused > 2 * ASKED);
    assert_true(refused * 1000 >= all * 990);
}

static void the_list_of_what_leaked_ascends_so_that_each_is_found(void **state)
{
    (void)state;
    assert_true(guess_leaked_n > ASKED);
    for (size_t i = 1; i < guess_leaked_n; i++)
        if (guess_leaked[i - 1] >= guess_leaked[i])
            fail_msg("place %zu does not ascend", i);
}

static void what_a_machine_makes_up_is_not_refused(void **state)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    unsigned long long seed = 20260101;
    int refused = 0;

    (void)state;
    for (int i = 0; i < 5000; i++) {
        char room[LEAST];

        for (int k = 0; k < LEAST; k++) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            room[k] = letters[(seed >> 33) % (sizeof letters - 1)];
        }
        refused += judge((struct str){room, LEAST}) != GUESS_HARD;
    }
    print_message("%d of 5000 random passwords refused\n", refused);
    assert_true(refused <= 10);
}

static void nothing_at_all_and_a_great_deal_are_judged_too(void **state)
{
    char room[1000];

    (void)state;
    for (size_t i = 0; i < sizeof room; i++)
        room[i] = (char)(i * 7 % 251);
    assert_int_equal(judge(S("")), GUESS_ROW);
    assert_int_equal(judge((struct str){room, sizeof room}), GUESS_HARD);
    assert_int_equal(guess_judge(mem, S("\xc3\xc3\xff\xfe\xc5-----"), NULL, 0), GUESS_ROW);
}

/* ---- passwords that leaked ---- */

static char path[] = "/tmp/waarborg-breached.XXXXXX";

static void write_list(const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool has(const char *password)
{
    bool is = false;

    assert_int_equal(breached_has(str_of(password), &is), DONE);
    return is;
}

/* The line of a password in such a list, as sha1sum has it. */
static void add_line(char *text, size_t size, const char *password, size_t count)
{
    char line[128];
    size_t n = strlen(text);
    FILE *made;

    snprintf(line, sizeof line, "printf '%%s' '%s' | sha1sum | tr a-f A-F", password);
    made = popen(line, "r");
    assert_non_null(made);
    assert_non_null(fgets(line, sizeof line, made));
    assert_int_equal(pclose(made), 0);
    snprintf(text + n, size - n, "%.40s:%zu\r\n", line, count);
}

static void a_leaked_password_is_found_wherever_it_stands(void **state)
{
    static const char *const passwords[] = {"acht rode bussen", "zeven gele trams", "een", "twee",
        "drie", "vier", "vijf", "zes", "zeven"};
    char line[128];
    char text[4096] = "";

    (void)state;
    assert_false(has("een"));                   /* no list */
    for (size_t n = 1; n <= N_OF(passwords); n++) {
        text[0] = '\0';
        for (size_t i = 0; i < n; i++)
            add_line(text, sizeof text, passwords[i], i * 997);
        write_list(text);
        snprintf(line, sizeof line, "sort -o %s %s", path, path);
        assert_int_equal(system(line), 0);
        assert_int_equal(breached_open(path), DONE);
        for (size_t i = 0; i < N_OF(passwords); i++)
            if (has(passwords[i]) != (i < n))
                fail_msg("%s among the first %zu", passwords[i], n);
    }
    breached_close();
    assert_false(has("een"));
}

static void what_is_no_such_list_is_refused(void **state)
{
    static const char *const texts[] = {"", "password\n123456\n", "wachtwoord:3\n",
        "0123456789ABCDEF0123456789ABCDEF0123456:1\n"};

    (void)state;
    for (size_t i = 0; i < N_OF(texts); i++) {
        write_list(texts[i]);
        assert_int_equal(breached_open(path), REFUSED);
        assert_false(has("password"));
    }
    assert_int_equal(breached_open("/nowhere/at/all"), NOT_THERE);
    assert_int_equal(breached_open("/tmp"), REFUSED);
}

static void a_list_that_breaks_off_is_an_answer_and_no_guess(void **state)
{
    bool is;

    (void)state;
    write_list("0000000000000000000000000000000000000001:1\n" "nonsense\n" "nonsense\n" "nonsense\n"
               "nonsense\n" "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:1\n");
    assert_int_equal(breached_open(path), DONE);
    assert_int_equal(breached_has(S("een"), &is), BROKEN);
    breached_close();
}

static int begin(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    mem = arena_new(MEMORY_BYTES);
    return fd < 0 || mem == NULL || close(fd) != 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_of_passwords_is_judged_as_it_says),
        cmocka_unit_test(what_people_make_of_common_words_is_refused),
        cmocka_unit_test(the_list_of_what_leaked_ascends_so_that_each_is_found),
        cmocka_unit_test(what_a_machine_makes_up_is_not_refused),
        cmocka_unit_test(nothing_at_all_and_a_great_deal_are_judged_too),
        cmocka_unit_test(a_leaked_password_is_found_wherever_it_stands),
        cmocka_unit_test(what_is_no_such_list_is_refused),
        cmocka_unit_test(a_list_that_breaks_off_is_an_answer_and_no_guess),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
