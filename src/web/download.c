#include "web/download.h"

#include "base/bug.h"
#include "press/xlsx_write.h"

static const struct {
    struct str ending, type;
} kinds[] = {
    [DOWNLOAD_NONE] = {STR_INIT(""), STR_INIT("")},
    [DOWNLOAD_CSV] = {STR_INIT(".csv"), STR_INIT("text/csv; charset=utf-8")},
    [DOWNLOAD_XLSX] = {STR_INIT(".xlsx"), STR_INIT("application/vnd.openxmlformats-officedocument"
                                                   ".spreadsheetml.sheet")},
    [DOWNLOAD_JSON] = {STR_INIT(".json"), STR_INIT("application/json")},
};

enum download download_kind(struct str name, struct str *ret_rest)
{
    for (int i = DOWNLOAD_CSV; i <= DOWNLOAD_JSON; i++)
        if (str_ends(name, kinds[i].ending)) {
            *ret_rest = str_sub(name, 0, name.len - kinds[i].ending.len);
            return (enum download)i;
        }
    return DOWNLOAD_NONE;
}

enum outcome download_paper(struct page *page, const struct paper *paper, struct str name,
                            enum download kind)
{
    struct job *job = page->job;
    struct moment made = {job->now.ms - job->now.ms % 1000};
    struct buf bytes;

    MUST(kind != DOWNLOAD_NONE);
    buf_init(&bytes, job->mem, 64 * 1024);
    if (kind == DOWNLOAD_CSV)
        table_csv(&bytes, &paper->tables[0]);
    else if (kind == DOWNLOAD_JSON)
        paper_json(&bytes, paper);
    else if (xlsx_write(&bytes, paper, made) != DONE) {
        job->broke = S("the spreadsheet could not be made");
        return BROKEN;
    }
    page_file(page, kinds[kind].type,
              arena_text(job->mem, "%" STR_FMT "%" STR_FMT, STR_ARG(name),
                         STR_ARG(kinds[kind].ending)),
              buf_str(&bytes));
    return DONE;
}
