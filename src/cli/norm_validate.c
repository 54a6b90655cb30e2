/* waarborg norm validate: a document, a catalogue's folder, or a folder of mappings. */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "catalogue/level_read.h"
#include "catalogue/mapping_read.h"
#include "catalogue/norm_check.h"
#include "catalogue/norm_count.h"
#include "catalogue/oscal.h"
#include "cli/norms.h"

enum { FINDINGS_MAX = 2000, FILES_MAX = 200 };

/* What was found, over all files. */
struct finding {
    struct str file;
    int line;
    struct str pointer;
    struct str text;
    bool remark;
};

struct validation {
    struct cli *cli;
    struct finding *at;
    size_t n;
    int faults;
};

static void note(struct validation *it, struct finding finding)
{
    it->faults += !finding.remark;
    if (it->n < FINDINGS_MAX)
        it->at[it->n++] = finding;
}

struct str cli_rule(struct cli *cli, struct str key, struct str arg)
{
    struct str full = str_starts(key, S("norm.fault.")) /* words: norm.fault. */
        ? key : arena_text(cli->mem, "norm.fault.%" STR_FMT, STR_ARG(key));
    enum word word;

    return word_find(full, &word)
        ? word_fill(cli->mem, cli->lang, word, WARG(arg), WORD_NO_ARG)
        : arena_text(cli->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(full), STR_ARG(arg));
}

static void note_list(struct validation *it, struct str file, const struct check_list *list,
                      bool remark)
{
    for (int i = 0; i < list->n; i++)
        note(it, (struct finding){file, list->at[i].line, list->at[i].pointer,
                                  cli_rule(it->cli, list->at[i].key, list->at[i].arg), remark});
    if (list->n_more > 0)
        note(it, (struct finding){.file = file, .remark = remark,
            .text = word_fill(it->cli->mem, it->cli->lang, WORD_cli_more_faults,
                              WARG(list->n_more), WORD_NO_ARG)});
}

static enum outcome check_file(struct validation *it, struct str path, struct str *ret_bytes)
{
    struct check_report report;
    enum outcome o = cli_read_file(it->cli, path, OSCAL_BYTES_MAX, ret_bytes);

    if (o != DONE || (o = norm_check(it->cli->mem, *ret_bytes, &report)) != DONE)
        return o;
    note_list(it, path, &report.faults, false);
    note_list(it, path, &report.remarks, true);
    return DONE;
}

static struct str under(struct cli *cli, struct str folder, const char *name)
{
    return arena_text(cli->mem, "%" STR_FMT "/%s", STR_ARG(folder), name);
}

static bool is_there(struct str path)
{
    struct stat st;

    return stat(path.at, &st) == 0 && S_ISREG(st.st_mode);
}

static enum outcome check_if_there(struct validation *it, struct str folder, const char *name,
                                   struct str *bytes)
{
    struct str path = under(it->cli, folder, name);

    return is_there(path) ? check_file(it, path, bytes) : DONE;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The JSON files of a folder, in the order of their names; none when it is not there. */
static size_t list_folder(struct validation *it, struct str folder, const char *names[FILES_MAX])
{
    size_t n = 0;
    struct dirent *entry;
    DIR *dir = opendir(folder.at);

    if (dir == NULL)
        return 0;
    while (n < FILES_MAX && (entry = readdir(dir)) != NULL)
        if (str_ends(str_of(entry->d_name), S(".json")))
            names[n++] = arena_str(it->cli->mem, str_of(entry->d_name)).at;
    closedir(dir);
    qsort(names, n, sizeof *names, by_name);
    return n;
}

static enum outcome check_profiles(struct validation *it, struct str folder,
                                   struct norm_source *source)
{
    const char *names[FILES_MAX];
    size_t n = list_folder(it, folder, names);
    struct norm_profile *profiles = NEW_ARRAY(it->cli->mem, n, struct norm_profile);
    enum outcome o = DONE;

    source->profiles = profiles;
    source->n_profiles = (int)n;
    for (size_t i = 0; o == DONE && i < n; i++) {
        struct str name = str_of(names[i]);

        profiles[i].name = str_sub(name, 0, name.len - S(".json").len);
        o = check_file(it, under(it->cli, folder, names[i]), &profiles[i].bytes);
    }
    return o;
}

static void note_counts(struct validation *it, struct str path,
                        const struct count_report *report)
{
    for (int i = 0; i < report->n; i++)
        note(it, (struct finding){.file = path, .pointer = report->at[i].name,
            .text = word_fill(it->cli->mem, it->cli->lang, WORD_cli_count_differs,
                              WARG(report->at[i].expected), WARG(report->at[i].found))});
}

static enum outcome count(struct validation *it, struct str folder, const struct norm *norm,
                          const struct norm_source *source)
{
    struct str path = under(it->cli, folder, "expect.txt");
    struct count_report report;
    struct str expect;
    enum outcome o;

    if (!is_there(path))
        return DONE;
    if ((o = cli_read_file(it->cli, path, OSCAL_BYTES_MAX, &expect)) != DONE ||
        (o = norm_count(it->cli->mem, expect, norm, source, &report)) != DONE)
        return o;
    note_counts(it, path, &report);
    return DONE;
}

/* What holds across the documents: they make one norm, and it has the counts. */
static enum outcome check_whole(struct validation *it, struct str folder,
                                const struct norm_source *source)
{
    struct faults faults = {.n = 0};
    const struct norm *norm = NULL;
    enum outcome o = norm_read(it->cli->mem, source, &norm, &faults);

    for (size_t i = 0; o == REFUSED && i < faults.n && i < FAULTS_MAX; i++)
        note(it, (struct finding){.file = folder, .pointer = faults.at[i].field,
                                  .text = cli_rule(it->cli, faults.at[i].key, faults.at[i].arg)});
    if (o == REFUSED)
        return DONE;
    return o == DONE ? count(it, folder, norm, source) : o;
}

/* The tables of the level test, where a norm has levels. */
static enum outcome check_level(struct validation *it, struct str folder)
{
    struct str paths[2] = {under(it->cli, folder, "level-test.tsv"),
                           under(it->cli, folder, "biv.tsv")};
    struct str bytes[2] = {{NULL, 0}};
    struct faults faults = {.n = 0};
    const struct level_test *test;
    enum outcome o;

    if (!is_there(paths[0]))
        return DONE;
    for (int i = 0; i < 2; i++)
        if ((o = cli_read_file(it->cli, paths[i], LEVEL_BYTES_MAX, &bytes[i])) != DONE)
            return o;
    if (level_read(it->cli->mem, bytes[0], bytes[1], &test, &faults) == DONE)
        return DONE;
    for (size_t i = 0; i < faults_kept(&faults); i++)
        note(it, (struct finding){
            .file = paths[str_eq(faults.at[i].field, S("biv"))],
            .text = cli_rule(it->cli, faults.at[i].key, faults.at[i].arg)});
    return DONE;
}

static enum outcome check_catalogue(struct validation *it, struct str folder)
{
    struct norm_source source = {0};
    enum outcome o;

    if ((o = check_if_there(it, folder, "catalog.json", &source.catalog[LANG_NL])) != DONE ||
        (o = check_if_there(it, folder, "catalog.en.json", &source.catalog[LANG_EN])) != DONE ||
        (o = check_profiles(it, under(it->cli, folder, "profiles"), &source)) != DONE ||
        (o = check_level(it, folder)) != DONE)
        return o;
    return check_whole(it, folder, &source);
}

/* The norms that a folder of mappings names, each read once. */
struct named {
    struct cli *cli;
    struct str folder;
    struct str hrefs[FILES_MAX];
    const struct norm *norms[FILES_MAX];
    int n;
};

static const struct norm *named_norm(void *context, struct str href)
{
    struct named *it = context;
    struct str path = under(it->cli, it->folder, arena_str(it->cli->mem, href).at);
    struct norm_source source = {0};
    struct faults faults = {.n = 0};

    for (int i = 0; i < it->n; i++)
        if (str_eq(it->hrefs[i], href))
            return it->norms[i];
    if (it->n == FILES_MAX || str_starts(href, S("/")) || !is_there(path) ||
        cli_read_file(it->cli, path, OSCAL_BYTES_MAX, &source.catalog[LANG_NL]) != DONE ||
        norm_read(it->cli->mem, &source, &it->norms[it->n], &faults) != DONE)
        return NULL;
    it->hrefs[it->n] = href;
    return it->norms[it->n++];
}

static enum outcome check_mapping(struct validation *it, struct named *named, struct str path,
                                  struct mapping *ret, int *ret_n)
{
    struct faults faults = {.n = 0};
    const struct mapping *mappings;
    struct str bytes;
    enum outcome o = check_file(it, path, &bytes);
    int n;

    if (o != DONE)
        return o;
    o = mapping_read(it->cli->mem, bytes, path, named_norm, named, &mappings, &n, &faults);
    for (size_t i = 0; o == REFUSED && i < faults_kept(&faults); i++)
        note(it, (struct finding){.file = path, .text = cli_rule(it->cli, faults.at[i].key,
                                                                 faults.at[i].arg)});
    for (int i = 0; o == DONE && i < n && *ret_n < FILES_MAX; i++)
        ret[(*ret_n)++] = mappings[i];
    return o == BROKEN ? o : DONE;
}

/* Documents that relate norms to each other, with their counts. */
static enum outcome check_mappings(struct validation *it, struct str folder)
{
    struct named *named = NEW(it->cli->mem, struct named);
    struct mapping *mappings = NEW_ARRAY(it->cli->mem, FILES_MAX, struct mapping);
    const char *names[FILES_MAX];
    size_t n = list_folder(it, folder, names);
    struct str expect = under(it->cli, folder, "expect.txt");
    struct count_report report;
    struct str bytes;
    int n_mappings = 0;
    enum outcome o = DONE;

    *named = (struct named){.cli = it->cli, .folder = folder};
    if (n == 0) {
        fault_add(&it->cli->job.faults, folder, S("norm.fault.no_catalog"), S(""));
        return NOT_THERE;
    }
    for (size_t i = 0; o == DONE && i < n; i++)
        o = check_mapping(it, named, under(it->cli, folder, names[i]), mappings, &n_mappings);
    if (o != DONE || !is_there(expect))
        return o;
    if ((o = cli_read_file(it->cli, expect, OSCAL_BYTES_MAX, &bytes)) == DONE) {
        mapping_count(it->cli->mem, bytes, mappings, n_mappings, &report);
        note_counts(it, expect, &report);
    }
    return o;
}

static enum outcome check_directory(struct validation *it, struct str folder)
{
    return is_there(under(it->cli, folder, "catalog.json")) ? check_catalogue(it, folder)
                                                            : check_mappings(it, folder);
}

static enum outcome print_findings(struct validation *it)
{
    struct cli *cli = it->cli;
    const struct column columns[] = {
        cli_column(cli, S("bestand"), WORD_cli_col_file, 30),
        cli_column(cli, S("regel"), WORD_cli_col_line, 8),
        cli_column(cli, S("plaats"), WORD_cli_col_place, 50),
        cli_column(cli, S("soort"), WORD_col_kind, 12),
        cli_column(cli, S("wat"), WORD_cli_col_what, 60),
    };
    struct table *table = table_new(cli->mem, S("bevindingen"),
                                    cli_word(cli, WORD_cli_validate_title), columns, 5, it->n);

    for (size_t i = 0; i < it->n; i++) {
        table_text(table, it->at[i].file);
        if (it->at[i].line > 0)
            table_int(table, it->at[i].line);
        else
            table_empty(table);
        table_text(table, it->at[i].pointer);
        table_text(table, cli_word(cli, it->at[i].remark ? WORD_cli_remark : WORD_cli_fault));
        table_text(table, it->at[i].text);
    }
    return cli_table(cli, table);
}

int cli_norm_validate(struct cli *cli)
{
    struct validation it = {.cli = cli};
    struct stat st;
    struct str path;
    struct str bytes;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &path)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return cli_answer(cli, o);
    it.at = NEW_ARRAY(cli->mem, FINDINGS_MAX, struct finding);
    if (stat(arena_str(cli->mem, path).at, &st) == 0 && S_ISDIR(st.st_mode))
        o = check_directory(&it, path);
    else
        o = check_file(&it, path, &bytes);
    if (o != DONE || (o = print_findings(&it)) != DONE)
        return cli_answer(cli, o);
    cli_says(cli, it.faults == 0 ? WORD_cli_validate_sound : WORD_cli_validate_faults,
             WARG(it.faults), WORD_NO_ARG);
    return it.faults == 0 ? 0 : EXIT_NO;
}
