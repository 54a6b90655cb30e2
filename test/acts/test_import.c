/* A sheet of assessments: shown before it counts, whole or not at all, and out again as it came in. */
#include "town.h"

static const struct sheet *sheet_of(struct town *t, const char *text)
{
    const struct sheet *sheet = NULL;
    struct faults faults = {.n = 0};

    EQ(csv_read(t->mem, str_of(text), &sheet, &faults), DONE);
    return sheet;
}

ON_TOWN(a_sheet_is_shown_before_it_counts_and_then_saved_in_one_entry)
{
    const struct sheet *sheet = sheet_of(t,
        "Nummer;opzet;Bestaan;werking;eigenaar;notitie;streefdatum;iets\n"
        "5.37;ja;deels;;Ruben Kok;Staat in het handboek;2026-06-30;x\n"
        "5.3;JA;;;;;;\n"
        "5.06;;;;;;;\n");
    struct import_preview *preview = NULL;
    struct assessment now;
    int64_t before;

    town_as(t, SAMIRA);
    ASSESS(t, "5.03", "design", "nee", "note", "blijft");
    before = entries(t);
    DO(t, act_import(t->job, 0, sheet, false, &preview));
    EQ(preview->n, 3);
    EQ(preview->n_new, 1);
    EQ(preview->n_changed, 1);
    EQ(preview->n_same, 1);
    EQ(preview->n_faulty, 0);
    assert_true(str_find(preview->columns_unknown, S("iets"), 0) >= 0);
    EQ(entries(t), before);
    DO(t, act_import(t->job, 0, sheet, true, &preview));
    EQ(entries(t), before + 1);
    now = said(t, "5.37");
    EQ(now.design, VERDICT_YES);
    EQ(now.existence, VERDICT_PARTLY);
    EQ(now.operation, VERDICT_EMPTY);
    EQ(now.owner.id, t->person[RUBEN]);
    text_eq(now.note, "Staat in het handboek");
    EQ(now.target.n, town_day("2026-06-30").n);
    now = said(t, "5.03");
    EQ(now.design, VERDICT_YES);
    text_eq(now.note, "blijft"); /* an empty cell leaves what is there */
    EQ(said(t, "5.06").row.id, 0);
    /* The same sheet again changes nothing. */
    DO(t, act_import(t->job, 0, sheet, true, &preview));
    EQ(preview->n_same, 3);
    EQ(entries(t), before + 1);
}

ON_TOWN(one_line_that_is_wrong_keeps_the_whole_sheet_out)
{
    static const struct { const char *line; const char *field; const char *key; } rows[] = {
        {"99.99;ja;", "nummer", "import.unknown_number"},
        {";ja;", "nummer", "import.unknown_number"},
        {"5.05;ja;", "nummer", "import.not_assessed"},
        {"5.37;misschien;", "opzet", "value.choice"},
        {"5.37;ja;Piet Piraat", "eigenaar", "import.unknown_person"},
        {"5.37;ja;#9999", "eigenaar", "import.unknown_person"},
        {"5.06;ja;", "nummer", "import.twice"},
    };

    town_as(t, SAMIRA);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sheet *sheet = sheet_of(t, arena_text(t->mem,
            "number;design;owner\n5.06;ja;\n%s\n", rows[i].line).at);
        struct import_preview *preview = NULL;
        int64_t before = entries(t);

        DO(t, act_import(t->job, 0, sheet, false, &preview));
        if (preview->n_faulty != 1)
            fail_msg("%s: %d faulty", rows[i].line, preview->n_faulty);
        EQ(preview->lines[1].what, IMPORT_FAULTY);
        EQ(preview->lines[1].line, 3);
        assert_int_equal(preview->lines[1].n_faults, 1);
        text_eq(preview->lines[1].faults[0].field, rows[i].field);
        text_eq(preview->lines[1].faults[0].key, rows[i].key);
        IS_REFUSED(t, "file", "import.faulty", act_import(t->job, 0, sheet, true, &preview));
        EQ(entries(t), before);
        EQ(said(t, "5.06").row.id, 0);
    }
    IS_REFUSED(t, "file", "import.no_number",
               act_import(t->job, 0, sheet_of(t, "opzet;bestaan\nja;nee\n"), false,
                          &(struct import_preview *){NULL}));
}

ON_TOWN(every_wrong_cell_of_a_line_is_named)
{
    struct import_preview *preview = NULL;

    town_as(t, SAMIRA);
    DO(t, act_import(t->job, 0, sheet_of(t, "nummer;opzet;bestaan;eigenaar\n"
                                            "5.06;misschien;best;Niemand\n"), false, &preview));
    EQ(preview->lines[0].n_faults, 3);
    text_eq(preview->lines[0].faults[0].field, "opzet");
    text_eq(preview->lines[0].faults[1].field, "bestaan");
    text_eq(preview->lines[0].faults[2].field, "eigenaar");
}

ON_TOWN(a_number_that_moved_is_followed)
{
    struct import_preview *preview = NULL;

    town_as(t, SAMIRA);
    DO(t, act_import(t->job, 0, sheet_of(t, "nummer,opzet\n5.04.02,ja\n"), true, &preview));
    text_eq(preview->lines[0].moved_from, "5.04.02");
    EQ(preview->lines[0].item, index_of(t, "5.10.02"));
    EQ(said(t, "5.10.02").design, VERDICT_YES);
}

ON_TOWN(a_sheet_asks_the_right_to_assign_and_to_assess)
{
    const struct sheet *sheet = sheet_of(t, "nummer;opzet\n5.37;ja\n");
    struct import_preview *preview = NULL;

    for (enum town_who who = NADIA; who < TOWN_PEOPLE; who++) {
        town_as(t, who);
        EQ(TRY(t, act_import(t->job, 0, sheet, true, &preview)), FORBIDDEN);
    }
    town_as(t, HANS); /* may assign, not assess */
    DO(t, act_import(t->job, 0, sheet_of(t, "nummer;eigenaar\n5.37;Ruben Kok\n"), true, &preview));
    EQ(said(t, "5.37").owner.id, t->person[RUBEN]);
}

/* The columns of an export, as the text of a CSV. */
static struct str export_of(struct town *t)
{
    int *items = NEW_ARRAY(t->mem, (size_t)t->norm->n_items, int);
    struct table *table = NULL;
    struct buf out;
    int n = 0;

    for (int i = 0; i < t->norm->n_items; i++)
        if (t->norm->items[i].assessed)
            items[n++] = i;
    DO(t, act_export(t->job, 0, items, n, &table));
    buf_init(&out, t->mem, 64 * 1024);
    table_csv(&out, table);
    return buf_str(&out);
}

ON_TOWN(what_went_out_comes_in_unchanged)
{
    struct import_preview *preview = NULL;
    struct str out;
    int64_t before;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja", "existence", "deels", "operation", "nee", "target",
           "2026-06-30", "note", "Met \"aanhaling\"; puntkomma\nen een tweede regel, =1+1", "owner",
           arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at);
    ASSESS(t, "5.03", "design", "nee", "note", "=HYPERLINK(1)");
    ASSESS(t, "5.06", "note", "'t is zo");
    before = entries(t);
    out = export_of(t);
    DO(t, act_import(t->job, 0, sheet_of(t, out.at), true, &preview));
    EQ(preview->n, (size_t)t->norm->n_assessed);
    EQ(preview->n_faulty, 0);
    EQ(preview->n_same, t->norm->n_assessed);
    EQ(entries(t), before);
    assert_true(str_eq(export_of(t), out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_is_shown_before_it_counts_and_then_saved_in_one_entry),
        cmocka_unit_test(one_line_that_is_wrong_keeps_the_whole_sheet_out),
        cmocka_unit_test(every_wrong_cell_of_a_line_is_named),
        cmocka_unit_test(a_number_that_moved_is_followed),
        cmocka_unit_test(a_sheet_asks_the_right_to_assign_and_to_assess),
        cmocka_unit_test(what_went_out_comes_in_unchanged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
