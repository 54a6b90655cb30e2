/* noun > sql/queries/nouns.sql
 *
 * Writes the plain statements of every noun from its description, so that a
 * member added to a struct is a column read and written everywhere. For NAME:
 *
 *     NAME_load   one row as known at a sequence
 *     NAME_all    every row as known at a sequence, by id
 *     NAME_new    a first version
 *     NAME_keep   the version that stands, to NAME_past
 *     NAME_save   the next version in its place
 *     NAME_blank  empties one text in versions of the past; of nouns that have texts
 *     NAME_rows   what stands now, a page at a time: for verify
 *     NAME_kept   the versions that entries ended, by entry: for verify
 */
#include <stdio.h>

#include "base/buf.h"
#include "model/noun.h"

enum { LIMIT = 16 << 20, LINE = 96, PAGE = 1000 };

static const char *type_of(const struct field *field)
{
    switch (field->kind) {
    case KIND_REF:
    case KIND_NUMBER:
        return "bigint";
    case KIND_FLAG:
        return "integer";
    case KIND_TEXT:
    case KIND_CODE:
    case KIND_DAY:
    case KIND_CHOICE:
        break;
    }
    return "text";
}

/* Puts a word, on a new line when the one that stands is full. */
static void put_word(struct buf *out, struct str word, const char *indent)
{
    size_t from = out->len;

    while (from > 0 && out->at[from - 1] != '\n')
        from--;
    if (out->len - from + word.len + 1 > LINE)
        buf_text(out, "\n%s", indent);
    else
        buf_char(out, ' ');
    buf_put(out, word);
}

static void put_head(struct buf *out, const struct noun *noun, const char *what,
                     const char *purpose)
{
    buf_text(out, "-- %s_%s: %s.\n--  ", noun->name, what, purpose);
}

static void put_param(struct buf *out, struct arena *mem, int place, const char *name,
                      const char *type)
{
    put_word(out, arena_text(mem, "$%d %s %s", place, name, type), "--   ");
}

static void put_params(struct buf *out, struct arena *mem, const struct noun *noun, int first)
{
    for (int i = 0; i < noun->n_fields; i++)
        put_param(out, mem, first + i, noun->fields[i].name, type_of(&noun->fields[i]));
}

static void put_gives(struct buf *out, struct arena *mem, const struct noun *noun, bool upto)
{
    buf_put(out, S("\n--   gives id bigint, version bigint, since bigint,"));
    for (int i = 0; i < noun->n_fields; i++)
        put_word(out, arena_text(mem, "%s %s%s", noun->fields[i].name, type_of(&noun->fields[i]),
                                 i + 1 < noun->n_fields || upto ? "," : ""), "--   ");
    if (upto)
        put_word(out, S("upto bigint"), "--   ");
    buf_char(out, '\n');
}

/* The columns by name, quoted: some are words of SQL. */
static void put_columns(struct buf *out, struct arena *mem, const struct noun *noun,
                        const char *last)
{
    buf_put(out, S(" id, version, since,"));
    for (int i = 0; i < noun->n_fields; i++)
        put_word(out, arena_text(mem, "\"%s\"%s", noun->fields[i].name,
                                 i + 1 < noun->n_fields ? "," : last), "      ");
}

static void put_reading(struct buf *out, struct arena *mem, const struct noun *noun)
{
    put_head(out, noun, "load", "one by its number, as known at a sequence");
    buf_put(out, S(" $1 org bigint $2 id bigint $3 known bigint"));
    put_gives(out, mem, noun, false);
    buf_put(out, S("select"));
    put_columns(out, mem, noun, "");
    buf_text(out, "\n  from \"%s_at\"\n where org = $1 and id = $2 and since <= $3 and "
                  "upto > $3;\n\n", noun->name);
    put_head(out, noun, "all", "every one as known at a sequence, by number");
    buf_put(out, S(" $1 org bigint $2 known bigint"));
    put_gives(out, mem, noun, false);
    buf_put(out, S("select"));
    put_columns(out, mem, noun, "");
    buf_text(out, "\n  from \"%s_at\"\n where org = $1 and since <= $2 and upto > $2\n"
                  " order by id;\n\n", noun->name);
}

static void put_new(struct buf *out, struct arena *mem, const struct noun *noun)
{
    put_head(out, noun, "new", "a first version");
    buf_put(out, S(" $1 org bigint $2 id bigint $3 version bigint $4 since bigint"));
    put_params(out, mem, noun, 5);
    buf_text(out, "\ninsert into \"%s\"\n      (org,", noun->name);
    put_columns(out, mem, noun, ")");
    buf_put(out, S("\nvalues ($1, $2, $3, $4,"));
    for (int i = 0; i < noun->n_fields; i++)
        put_word(out, arena_text(mem, "$%d%s", 5 + i, i + 1 < noun->n_fields ? "," : ");"),
                 "        ");
    buf_put(out, S("\n\n"));
}

static void put_keep(struct buf *out, struct arena *mem, const struct noun *noun)
{
    put_head(out, noun, "keep", "the version that stands, to the past that ends at $3");
    buf_put(out, S(" $1 org bigint $2 id bigint $3 upto bigint"));
    buf_text(out, "\ninsert into \"%s_past\"\n      (org,", noun->name);
    put_columns(out, mem, noun, ", upto)");
    buf_put(out, S("\nselect org,"));
    put_columns(out, mem, noun, ", $3");
    buf_text(out, "\n  from \"%s\"\n where org = $1 and id = $2;\n\n", noun->name);
}

static void put_save(struct buf *out, struct arena *mem, const struct noun *noun)
{
    put_head(out, noun, "save", "the next version in the place of $3");
    buf_put(out, S(" $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint"));
    put_params(out, mem, noun, 6);
    buf_text(out, "\nupdate \"%s\"\n   set version = $4, since = $5,", noun->name);
    for (int i = 0; i < noun->n_fields; i++)
        put_word(out, arena_text(mem, "\"%s\" = $%d%s", noun->fields[i].name, 6 + i,
                                 i + 1 < noun->n_fields ? "," : ""), "      ");
    buf_put(out, S("\n where org = $1 and id = $2 and version = $3;\n\n"));
}

static bool has_text(const struct noun *noun)
{
    for (int i = 0; i < noun->n_fields; i++)
        if (noun->fields[i].kind == KIND_TEXT)
            return true;
    return false;
}

static void put_blank(struct buf *out, const struct noun *noun)
{
    const char *before = "\n   set";

    if (!has_text(noun))
        return;
    put_head(out, noun, "blank", "empties the text $5 in the versions of $3 up to before $4");
    buf_text(out, " $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text\n"
                  "update \"%s_past\"", noun->name);
    for (int i = 0; i < noun->n_fields; i++) {
        const char *name = noun->fields[i].name;

        if (noun->fields[i].kind != KIND_TEXT)
            continue;
        buf_text(out, "%s \"%s\" = case when $5 = '%s' then '' else \"%s\" end", before, name, name,
                 name);
        before = ",\n      ";
    }
    buf_put(out, S("\n where org = $1 and id = $2 and since >= $3 and since < $4;\n\n"));
}

static void put_verifying(struct buf *out, struct arena *mem, const struct noun *noun)
{
    put_head(out, noun, "rows", "what stands now, a page after a number: for verify");
    buf_put(out, S(" $1 org bigint $2 after bigint"));
    put_gives(out, mem, noun, false);
    buf_put(out, S("select"));
    put_columns(out, mem, noun, "");
    buf_text(out, "\n  from \"%s\"\n where org = $1 and id > $2\n order by id\n limit %d;\n\n",
             noun->name, PAGE);
    put_head(out, noun, "kept", "the versions that the entries from $2 to $3 ended: for verify");
    buf_put(out, S(" $1 org bigint $2 first bigint $3 last bigint"));
    put_gives(out, mem, noun, true);
    buf_put(out, S("select"));
    put_columns(out, mem, noun, ", upto");
    buf_text(out, "\n  from \"%s_past\"\n where org = $1 and upto >= $2 and upto <= $3\n"
                  " order by upto, id, since;\n\n", noun->name);
}

int main(void)
{
    struct arena *mem = arena_new(LIMIT);
    struct buf out;
    bool ok;

    if (mem == NULL)
        return 1;
    buf_init(&out, mem, 65536);
    buf_put(&out, S("-- The plain statements of every noun. Written by tools/noun.c from the\n"
                    "-- descriptions in src/model; ./check bless renews it.\n\n"));
    for (int i = 0; i < noun_all_n; i++) {
        put_reading(&out, mem, noun_all[i]);
        put_new(&out, mem, noun_all[i]);
        put_keep(&out, mem, noun_all[i]);
        put_save(&out, mem, noun_all[i]);
        put_blank(&out, noun_all[i]);
        put_verifying(&out, mem, noun_all[i]);
    }
    ok = fwrite(out.at, 1, out.len - 1, stdout) == out.len - 1 && fflush(stdout) == 0;
    arena_free(mem);
    return ok ? 0 : 1;
}
