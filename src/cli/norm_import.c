/* waarborg norm import, norm end: bring in what is not of the program, and end it. */
#include "acts/norm_import.h"

#include "cli/norms.h"
#include "press/xlsx_read.h"
#include "reports/csv.h"

/* An XLSX as the same sheet in CSV, so that one form is kept. */
static enum outcome as_csv(struct cli *cli, struct str *bytes)
{
    const struct sheet *sheet;
    struct buf out;
    enum outcome o = xlsx_read(cli->mem, *bytes, S(""), &sheet, &cli->job.faults);

    if (o != DONE)
        return o;
    buf_init(&out, cli->mem, bytes->len + 1024);
    csv_sheet(&out, sheet);
    *bytes = buf_str(&out);
    return DONE;
}

/* words: norm.fault.  words: norm_import.  words: import.  words: csv.  words: sheet. */
static void tell_fault(struct cli *cli, struct str file, const struct check_fault *fault)
{
    struct str place = fault->pointer;
    enum word word;

    if (fault->line > 0)
        place = arena_text(cli->mem, "%d: %" STR_FMT, fault->line, STR_ARG(fault->pointer));
    cli_line(cli, arena_text(cli->mem, "%" STR_FMT ":%" STR_FMT " %" STR_FMT, STR_ARG(file),
        STR_ARG(place), STR_ARG(word_find(fault->key, &word)
            ? word_fill(cli->mem, cli->lang, word, WARG(fault->arg), WORD_NO_ARG)
            : fault->key)));
}

static void row(struct cli *cli, struct table *table, enum word label, struct str text)
{
    if (text.len == 0)
        return;
    table_text(table, cli_word(cli, label));
    table_text(table, text);
}

static struct str number(struct cli *cli, int n)
{
    return n == 0 ? S("") : arena_text(cli->mem, "%d", n);
}

static void put_folds(struct cli *cli, struct table *table, const struct library *library)
{
    for (int i = 0; i < library->n_folds; i++)
        row(cli, table, WORD_norm_import_fold,
            arena_text(cli->mem, "%d: %" STR_FMT " → %" STR_FMT, library->folds[i].line,
                       STR_ARG(library->folds[i].written),
                       STR_ARG(library->folds[i].meant.len > 0 ? library->folds[i].meant
                                                               : S("?"))));
}

static enum outcome show(struct cli *cli, const struct norm_preview *it)
{
    const struct column columns[] = {cli_column(cli, S("wat"), WORD_cli_col_what, 34),
                                     cli_column(cli, S("waarde"), WORD_norm_import_value, 60)};
    const struct library *library = &it->found.library;
    struct table *table = table_new(cli->mem, S("norm"), it->row.title, columns, 2,
                                    (size_t)library->n_folds + 24);
    int kept = library->n_matrices + library->n_threats + library->n_controls + library->n_others;

    row(cli, table, WORD_field_local_norm_kind, choice_word(&local_kind_choices, (int)it->row.kind));
    row(cli, table, WORD_field_local_norm_key, it->row.key);
    row(cli, table, WORD_field_local_norm_source, it->row.source);
    row(cli, table, WORD_field_local_norm_target, it->row.target);
    row(cli, table, WORD_norm_import_groups, number(cli, it->groups));
    row(cli, table, WORD_norm_import_controls, number(cli, it->controls));
    row(cli, table, WORD_norm_import_measures, number(cli, it->measures));
    row(cli, table, WORD_norm_import_assessed, number(cli, it->assessed));
    row(cli, table, WORD_norm_import_rows, number(cli, it->found.n_rows));
    row(cli, table, WORD_norm_import_lost, number(cli, it->found.n_lost));
    row(cli, table, WORD_norm_import_own_words, number(cli, it->found.overlay.n_words));
    row(cli, table, WORD_norm_import_foreign, number(cli, it->foreign));
    row(cli, table, WORD_norm_import_library_groups, number(cli, library->n_groups));
    put_folds(cli, table, library);
    row(cli, table, WORD_norm_import_matrices, number(cli, library->n_matrices));
    row(cli, table, WORD_norm_import_threats, number(cli, library->n_threats));
    if (kept > 0)
        row(cli, table, WORD_norm_import_kept, cli_word(cli, WORD_norm_import_not_used));
    if (it->earlier.row.id != 0)
        row(cli, table, WORD_norm_import_replaces, it->earlier.title);
    if (it->before_ours)
        row(cli, table, WORD_norm_import_before, cli_word(cli, WORD_yes));
    return cli_table(cli, table);
}

enum outcome cli_norm_import(struct cli *cli)
{
    struct norm_file file = {.name = {NULL, 0}};
    struct norm_preview *it = NULL;
    bool preview = false;
    const struct cli_option options[] = {{"--preview", NULL, &preview},
                                         {"--norm", &file.source, NULL},
                                         {"--to", &file.target, NULL}};
    enum outcome o;

    if ((o = cli_options(cli, options, 3)) != DONE || (o = cli_need(cli, &file.name)) != DONE ||
        (o = cli_no_more(cli)) != DONE ||
        (o = cli_read_file(cli, file.name, NORM_FILE_LIMIT_BYTES, &file.bytes)) != DONE)
        return o;
    if (str_ends(file.name, S(".xlsx")) && (o = as_csv(cli, &file.bytes)) != DONE)
        return o;
    if ((o = cli_open(cli, false)) != DONE)
        return o;
    if (preview && (o = cli_look(cli)) != DONE)
        return o;
    o = preview ? act_norm_preview(&cli->job, &file, false, &it)
                : act_norm_import(&cli->job, &file, &it);
    for (int i = 0; o == REFUSED && it != NULL && i < it->n_faults; i++)
        tell_fault(cli, file.name, &it->faults[i]);
    if (o != DONE)
        return o;
    if (!preview)
        cli_says(cli, WORD_norm_import_done, WARG(it->row.title), WARG(it->row.row.id));
    return preview ? show(cli, it) : DONE;
}

enum outcome cli_norm_end(struct cli *cli)
{
    struct str id;
    int64_t n = 0;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &id)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_number(cli, S("ID"), id, 1, &n)) != DONE ||
        (o = cli_open(cli, false)) != DONE ||
        (o = act_norm_end(&cli->job, (struct row){.id = n})) != DONE)
        return o;
    cli_says(cli, WORD_norm_import_ended, WARG(n), WORD_NO_ARG);
    return DONE;
}
