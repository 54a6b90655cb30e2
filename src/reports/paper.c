#include "reports/paper.h"

#include "base/bug.h"
#include "markup/words.h"
#include "reports/json.h"

static void json_line(struct json *json, struct str name, struct str text)
{
    if (text.len > 0)
        json_add_str(json, name, text);
    else
        json_add_null(json, name);
}

struct str paper_as_of(struct arena *mem, const struct paper *paper)
{
    return day_is(paper->as_of) ? word_day(mem, paper->lang, paper->as_of, false) : S("");
}

void paper_json(struct buf *out, const struct paper *paper)
{
    struct json json = json_of(out);

    json_open(&json, JSON_ITEM);
    json_line(&json, S("title"), paper->title);
    json_line(&json, S("organisation"), paper->org);
    json_add_day(&json, S("as_of"), paper->as_of);
    json_line(&json, S("witness"), paper->witness);
    for (int i = 0; i < paper->n_tables; i++) {
        MUST(paper->tables[i].name.len > 0);
        json_add(&json, paper->tables[i].name);
        table_json(out, &paper->tables[i]);
    }
    json_end(&json);
}

static const char html_style[] =
    "<style>\n"
    "body { font-family: sans-serif; line-height: 1.4; margin: 2em auto; max-width: 70em;"
    " padding: 0 1em; }\n"
    "table { border-collapse: collapse; margin: 2em 0; width: 100%; }\n"
    "caption { font-weight: bold; padding-bottom: .5em; text-align: left; }\n"
    "small { display: block; font-weight: normal; }\n"
    "th, td { border-bottom: 1px solid #767676; padding: .3em .6em .3em 0; text-align: left;"
    " vertical-align: top; white-space: pre-wrap; }\n"
    "@page { margin: 15mm; }\n"
    "@media print { body { font-size: 9pt; margin: 0; max-width: none; padding: 0; }"
    " thead { display: table-header-group; } tr { break-inside: avoid; } }\n"
    "</style>\n";

static void html_line(struct out *page, struct str text)
{
    if (text.len == 0)
        return;
    PUT(page, HTML("<p>"));
    PUT(page, text);
    PUT(page, HTML("</p>\n"));
}

static struct html html_open(enum lang lang)
{
    switch (lang) {
    case LANG_EN:
        return HTML("<!DOCTYPE html>\n<html lang=\"en\">\n");
    case LANG_NL:
    case LANG_COUNT:
        break;
    }
    return HTML("<!DOCTYPE html>\n<html lang=\"nl\">\n");
}

void paper_html(struct buf *out, const struct paper *paper)
{
    struct out page = {*out, paper->lang};

    PUT(&page, html_open(paper->lang));
    PUT(&page, HTML("<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"));
    PUT(&page, paper->title);
    PUT(&page, HTML("</title>\n"));
    buf_put(&page.buf, (struct str){html_style, sizeof html_style - 1});
    PUT(&page, HTML("</head>\n<body>\n<h1>"));
    PUT(&page, paper->title);
    PUT(&page, HTML("</h1>\n"));
    html_line(&page, paper->org);
    html_line(&page, paper_as_of(out->mem, paper));
    for (int i = 0; i < paper->n_tables; i++)
        table_html(&page, &paper->tables[i]);
    html_line(&page, paper->witness);
    PUT(&page, HTML("</body>\n</html>\n"));
    *out = page.buf;
}
