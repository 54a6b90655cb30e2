#include "acts/norm_told.h"

#include "markup/words.h"

/* words: local_kind. */
struct str norm_told_kind(struct job *job, enum local_kind kind)
{
    return word_of(job->lang, S("local_kind."), choice_word(&local_kind_choices, (int)kind));
}

struct str norm_told_place(struct job *job, const struct check_fault *fault)
{
    if (fault->line == 0)
        return fault->pointer;
    return arena_text(job->mem, "%d: %" STR_FMT, fault->line, STR_ARG(fault->pointer));
}

/* words: norm.fault.  words: norm_import.  words: import.  words: csv.  words: sheet. */
struct str norm_told_rule(struct job *job, const struct check_fault *fault)
{
    enum word word;

    return word_find(fault->key, &word)
        ? word_fill(job->mem, job->lang, word, WARG(fault->arg), WORD_NO_ARG)
        : fault->key;
}

static void text(struct job *job, struct table *table, enum word label, struct str value)
{
    if (value.len == 0)
        return;
    table_text(table, word_plain(job->lang, label));
    table_text(table, value);
}

static void number(struct job *job, struct table *table, enum word label, int n)
{
    text(job, table, label, n == 0 ? S("") : arena_text(job->mem, "%d", n));
}

static void tell_library(struct job *job, struct table *table, const struct library *library)
{
    number(job, table, WORD_norm_import_library_groups, library->n_groups);
    for (int i = 0; i < library->n_folds; i++) {
        const struct library_fold *fold = &library->folds[i];

        text(job, table, WORD_norm_import_fold,
             arena_text(job->mem, "%d: %" STR_FMT " → %" STR_FMT, fold->line,
                        STR_ARG(fold->written), STR_ARG(fold->meant.len > 0 ? fold->meant
                                                                            : S("?"))));
    }
    number(job, table, WORD_norm_import_matrices, library->n_matrices);
    number(job, table, WORD_norm_import_threats, library->n_threats);
    if (library->n_matrices + library->n_threats + library->n_controls + library->n_others > 0)
        text(job, table, WORD_norm_import_kept,
             word_plain(job->lang, WORD_norm_import_not_used));
}

const struct table *norm_told(struct job *job, const struct norm_preview *it)
{
    struct column *columns = NEW_ARRAY(job->mem, 2, struct column);
    struct table *table;

    columns[0] = (struct column){S("wat"), word_plain(job->lang, WORD_cli_col_what), 34};
    columns[1] = (struct column){S("waarde"), word_plain(job->lang, WORD_norm_import_value), 60};
    table = table_new(job->mem, S("norm"), it->row.title, columns, 2,
                      (size_t)it->found.library.n_folds + 24);
    text(job, table, WORD_field_local_norm_kind, norm_told_kind(job, it->row.kind));
    text(job, table, WORD_field_local_norm_key, it->row.key);
    text(job, table, WORD_field_local_norm_source, it->row.source);
    text(job, table, WORD_field_local_norm_target, it->row.target);
    number(job, table, WORD_norm_import_groups, it->groups);
    number(job, table, WORD_norm_import_controls, it->controls);
    number(job, table, WORD_norm_import_measures, it->measures);
    number(job, table, WORD_norm_import_assessed, it->assessed);
    number(job, table, WORD_norm_import_rows, it->found.n_rows);
    number(job, table, WORD_norm_import_lost, it->found.n_lost);
    number(job, table, WORD_norm_import_own_words, it->found.overlay.n_words);
    if (it->found.overlay.profile != NULL)
        number(job, table, WORD_norm_import_chosen, it->found.overlay.profile->n_entries);
    number(job, table, WORD_norm_import_foreign, it->foreign);
    tell_library(job, table, &it->found.library);
    if (it->earlier.row.id != 0)
        text(job, table, WORD_norm_import_replaces, it->earlier.title);
    if (it->before_ours)
        text(job, table, WORD_norm_import_before, word_plain(job->lang, WORD_yes));
    return table;
}
