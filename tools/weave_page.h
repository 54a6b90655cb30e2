/* tools/weave_page.h - what does the weaver of pages know of the one it is weaving?
 *
 * tools/weave_page.c reads a template and follows its text; tools/weave_directive.c
 * writes the C for each {{…}}. Both refuse with FILE:LINE and end the tool.
 */
#ifndef TOOLS_WEAVE_PAGE_H
#define TOOLS_WEAVE_PAGE_H

#include "tool.h"
#include "weave_html.h"

enum { BLOCKS_MAX = 32 };

enum block_kind { BLOCK_IF, BLOCK_EACH };

/* An {{if}} or {{each}} that waits for its {{end}}. */
struct block {
    enum block_kind kind;
    size_t line;
    bool has_else;
    bool joined;        /* after holds the end of an earlier branch */
    struct html before;
    struct html after;
};

struct page {
    struct arena *mem;
    const char *path;
    const char *icons; /* directory, may be NULL */
    struct str name;
    struct str view;
    struct str source;
    size_t at;
    size_t line;
    struct html html;
    struct buf *out;       /* the C of this page                  */
    struct buf bytes;      /* static text not yet written          */
    struct buf literal;    /* static text before it, already as C  */
    size_t static_line;    /* where that text begins               */
    struct block blocks[BLOCKS_MAX];
    size_t n_blocks;
};

/* What a directive is. A value stands where a value may; a branch may stand in a
 * tag as well; of the rest it does not matter. */
enum kind { KIND_VALUE, KIND_BRANCH, KIND_STATIC, KIND_HEAD };

struct directive {
    struct str word;
    enum kind kind;
    void (*weave)(struct page *page, struct str what, struct str rest);
};

/* directive_of: the directive with this word; NULL when {{word …}} is an expression. */
const struct directive *directive_of(struct str word);

/* page_put: one byte of static text. page_flush: writes the C for what was put. */
void page_put(struct page *page, char c);
void page_flush(struct page *page);

/* page_expr: the C for {{expr}}. */
void page_expr(struct page *page, struct str expr);

/* page_word: cuts the first word off *rest. page_is_name: is it a C name? */
struct str page_word(struct str *rest);
bool page_is_name(struct str s);

#endif
