/* Documents: each format as promised in test/golden, and what a terminal gets. */
#include "trial.h"

#include "reports/paper.h"
#include "reports/plain.h"

static const char *folder;

static const struct column columns[] = {
    {STR_INIT("name"), STR_INIT("Naam"), 30},
    {STR_INIT("incidents"), STR_INIT("Incidenten"), 0},
    {STR_INIT("reviewed_on"), STR_INIT("Beoordeeld"), 12},
    {STR_INIT("critical"), STR_INIT("Kritiek"), 0},
};

static struct paper example(void)
{
    struct table *tables = NEW_ARRAY(mem, 2, struct table);
    struct table *table = table_new(mem, S("suppliers"), S("Leveranciers"), columns, 4, 4);

    table->subtitle = S("alle leveranciers, 22 november 2026");
    table_text(table, S("=HYPERLINK(\"https://example.org\")"));
    table_int(table, -5);
    table_day(table, day_of_parts(2026, 3, 1));
    table_flag(table, true);
    table_text(table, S("'s-Hertogenbosch <b>café</b> & 漢字, \"Jansen\""));
    table_int(table, 1200);
    table_day(table, (struct day){0});
    table_flag(table, false);
    table_text(table, S("rood \x1b[31m\nen \u202eomgekeerd"));
    table_empty(table);
    table_empty(table);
    table_empty(table);
    tables[0] = *table;
    tables[1] = *table_new(mem, S("exceptions"), S("Uitzonderingen"), columns, 1, 0);
    return (struct paper){S("Leveranciers & co"), S("Gemeente Voorbeeld"),
                          day_of_parts(2026, 11, 22), S("grootboek 4711"), tables, 2, LANG_NL};
}

TEST(a_document_is_written_as_promised_in_every_format)
{
    struct paper paper = example();
    struct buf out;

    (void)state;
    buf_init(&out, mem, 0);
    table_csv(&out, &paper.tables[0]);
    golden(folder, "paper.csv", buf_str(&out));
    out.len = 0;
    paper_json(&out, &paper);
    buf_char(&out, '\n');
    golden(folder, "paper.json", buf_str(&out));
    out.len = 0;
    paper_html(&out, &paper);
    golden(folder, "paper.html", buf_str(&out));
    out.len = 0;
    paper_plain(&out, &paper, 0);
    golden(folder, "paper.txt", buf_str(&out));
    out.len = 0;
    paper.lang = LANG_EN;
    paper_plain(&out, &paper, 60);
    golden(folder, "paper-60.txt", buf_str(&out));
}

TEST(a_moment_is_of_here_on_a_page_and_as_it_is_kept_elsewhere)
{
    struct table *table = table_new(mem, S("t"), S("T"), columns, 1, 1);
    struct moment at;
    struct buf csv, json, plain;
    struct out page = {.lang = LANG_NL};

    (void)state;
    assert_true(moment_of_text(S("2026-11-20T12:00:00.000Z"), &at));
    table_moment(table, at);
    buf_init(&csv, mem, 0);
    buf_init(&json, mem, 0);
    buf_init(&plain, mem, 0);
    buf_init(&page.buf, mem, 0);
    table_csv(&csv, table);
    EQ_STR(buf_str(&csv), S("name\r\n2026-11-20T12:00:00.000Z\r\n"));
    table_json(&json, table);
    EQ_STR(buf_str(&json), S("[{\"name\":\"2026-11-20T12:00:00.000Z\"}]"));
    table_plain(&plain, table, LANG_NL, 0);
    assert_true(str_ends(buf_str(&plain), S("\n2026-11-20T12:00:00.000Z\n")));
    table_html(&page, table);
    assert_true(str_find(buf_str(&page.buf), S(">20 november 2026, 13.00 uur</time>"), 0) >= 0);
}

TEST(a_terminal_gets_no_character_that_it_acts_on)
{
    static const struct { struct str text; struct str plain; size_t room; size_t width; } rows[] = {
        {STR_INIT("abc"), STR_INIT("abc"), 0, 3},
        {STR_INIT("abc"), STR_INIT("abc"), 3, 3},
        {STR_INIT("abcd"), STR_INIT("ab…"), 3, 3},
        {STR_INIT("a\r\n\tb"), STR_INIT("a   b"), 0, 5},
        {STR_INIT("\x1b]0;x\x07"), STR_INIT("\xef\xbf\xbd]0;x\xef\xbf\xbd"), 0, 6},
        {STR_INIT("\xc2\x9b" "1m"), STR_INIT("\xef\xbf\xbd" "1m"), 0, 3},
        {STR_INIT("\u202eab"), STR_INIT("\xef\xbf\xbd" "ab"), 0, 3},
        {STR_INIT("e\xcc\x81" "f"), STR_INIT("e\xcc\x81" "f"), 2, 2},
        {STR_INIT("漢字"), STR_INIT("漢字"), 4, 4},
        {STR_INIT("漢字x"), STR_INIT("漢…"), 4, 3},
        {STR_INIT("漢"), STR_INIT("…"), 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;

        buf_init(&out, mem, 0);
        assert_int_equal(plain_put(&out, rows[i].text, rows[i].room), rows[i].width);
        EQ_STR(buf_str(&out), rows[i].plain);
    }
}

TEST(no_line_is_longer_than_a_terminal_that_has_room_for_ten)
{
    struct paper paper = example();

    (void)state;
    for (int width = 50; width < 100; width++) {
        struct buf out;
        struct str rest;

        buf_init(&out, mem, 0);
        table_plain(&out, &paper.tables[0], LANG_NL, width);
        for (rest = buf_str(&out); rest.len > 0;) {
            struct str line = str_cut(rest, '\n', &rest);

            assert_true(plain_width(line) <= (size_t)width);
            assert_false(str_ends(line, S(" ")));
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        RUN(a_document_is_written_as_promised_in_every_format),
        RUN(a_moment_is_of_here_on_a_page_and_as_it_is_kept_elsewhere),
        RUN(a_terminal_gets_no_character_that_it_acts_on),
        RUN(no_line_is_longer_than_a_terminal_that_has_room_for_ten),
    };

    folder = argc > 1 ? argv[1] : "test/golden";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
