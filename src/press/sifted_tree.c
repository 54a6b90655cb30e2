#include "press/sifted_tree.h"

#include <stdio.h>

#include "base/netstring.h"
#include "markup/words.h"

static const char *const kinds[] = {
    [OSCAL_NULL] = "null", [OSCAL_FALSE] = "false", [OSCAL_TRUE] = "true",
    [OSCAL_NUMBER] = "number", [OSCAL_TEXT] = "text", [OSCAL_ARRAY] = "array",
    [OSCAL_OBJECT] = "object",
};

enum { ARG_BYTES = 1000 };

static void put_number(struct buf *out, int n)
{
    char text[16];
    int len = snprintf(text, sizeof text, "%d", n);

    netstring_put(out, (struct str){text, (size_t)len});
}

static bool holds_others(enum oscal_kind kind)
{
    return kind == OSCAL_ARRAY || kind == OSCAL_OBJECT;
}

static int count(const struct oscal *value)
{
    int n = 1;

    for (int i = 0; i < value->n; i++)
        n += count(&value->at[i]);
    return n;
}

/* Calls itself at most OSCAL_DEPTH_MAX deep, as do the others here. */
static void put_value(struct buf *out, const struct oscal *value)
{
    netstring_put(out, value->name);
    netstring_put(out, str_of(kinds[value->kind]));
    put_number(out, value->line);
    if (value->kind == OSCAL_NUMBER || value->kind == OSCAL_TEXT)
        netstring_put(out, value->text);
    if (!holds_others(value->kind))
        return;
    put_number(out, value->n);
    for (int i = 0; i < value->n; i++)
        put_value(out, &value->at[i]);
}

static struct str refusal(struct arena *mem, const struct oscal_fault *fault)
{
    struct buf out;

    buf_init(&out, mem, 256);
    netstring_put(&out, S("refused"));
    netstring_put(&out, fault->key);
    netstring_put(&out, str_fit(fault->arg, ARG_BYTES));
    put_number(&out, fault->line);
    put_number(&out, fault->column);
    return buf_str(&out);
}

struct str sifted_tree_put(struct arena *mem, enum outcome o, const struct oscal *tree,
                           const struct oscal_fault *fault)
{
    struct buf out;

    if (o == REFUSED)
        return refusal(mem, fault);
    buf_init(&out, mem, 64 * 1024);
    netstring_put(&out, o == DONE ? S("tree") : S("broken"));
    if (o != DONE)
        return buf_str(&out);
    put_number(&out, count(tree));
    put_value(&out, tree);
    return out.len <= SIFTED_TREE_BYTES_MAX
               ? buf_str(&out)
               : refusal(mem, &(struct oscal_fault){S("large"), S("16 MiB"), 0, 0});
}

/* ---- and back ---- */

struct reader {
    struct str rest;
    struct oscal *values;
    int n;     /* that were said  */
    int taken; /* that have a place */
};

static bool get_number(struct str *from, int least, int most, int *ret)
{
    struct str text;
    int64_t n;

    if (!netstring_get(from, &text) || !str_int(text, &n) || n < least || n > most)
        return false;
    *ret = (int)n;
    return true;
}

static bool get_kind(struct str *from, enum oscal_kind *ret)
{
    struct str word;

    if (!netstring_get(from, &word))
        return false;
    for (int i = 0; i < OSCAL_KIND_COUNT; i++)
        if (str_eq(word, str_of(kinds[i]))) {
            *ret = (enum oscal_kind)i;
            return true;
        }
    return false;
}

static struct str past_digits(struct str text)
{
    while (text.len > 0 && *text.at >= '0' && *text.at <= '9')
        text = str_sub(text, 1, text.len);
    return text;
}

/* [RFC8259 6] Others write it as it stands. */
static bool is_number(struct str text)
{
    struct str whole = str_starts(text, S("-")) ? str_sub(text, 1, text.len) : text;
    struct str rest = past_digits(whole);
    size_t n = whole.len - rest.len;

    if (n == 0 || (n > 1 && *whole.at == '0'))
        return false;
    if (str_starts(rest, S("."))) {
        whole = str_sub(rest, 1, rest.len);
        rest = past_digits(whole);
        if (rest.len == whole.len)
            return false;
    }
    if (!str_starts(rest, S("e")) && !str_starts(rest, S("E")))
        return rest.len == 0;
    whole = str_sub(rest, 1, rest.len);
    if (str_starts(whole, S("+")) || str_starts(whole, S("-")))
        whole = str_sub(whole, 1, whole.len);
    return whole.len > 0 && past_digits(whole).len == 0;
}

static bool read_value(struct reader *it, struct oscal *to, bool named, int depth)
{
    struct oscal *at;

    if (!netstring_get(&it->rest, &to->name) || (!named && to->name.len > 0) ||
        !str_utf8(to->name) || !get_kind(&it->rest, &to->kind) ||
        !get_number(&it->rest, 1, INT32_MAX, &to->line))
        return false;
    if (to->kind == OSCAL_NUMBER)
        return netstring_get(&it->rest, &to->text) && is_number(to->text);
    if (to->kind == OSCAL_TEXT)
        return netstring_get(&it->rest, &to->text) && str_utf8(to->text);
    if (!holds_others(to->kind))
        return true;
    if (depth == OSCAL_DEPTH_MAX || !get_number(&it->rest, 0, it->n - it->taken, &to->n))
        return false;
    to->at = at = it->values + it->taken;
    it->taken += to->n;
    for (int i = 0; i < to->n; i++)
        if (!read_value(it, &at[i], to->kind == OSCAL_OBJECT, depth + 1))
            return false;
    return true;
}

static enum outcome read_tree(struct arena *mem, struct str rest, const struct oscal **ret)
{
    struct reader it = {.rest = rest, .taken = 1};

    if (!get_number(&it.rest, 1, OSCAL_VALUES_MAX, &it.n))
        return BROKEN;
    it.values = NEW_ARRAY(mem, (size_t)it.n, struct oscal);
    if (!read_value(&it, it.values, false, 0) || it.rest.len > 0 || it.taken != it.n ||
        it.values->kind != OSCAL_OBJECT)
        return BROKEN;
    *ret = it.values;
    return DONE;
}

static enum outcome read_refusal(struct arena *mem, struct str rest, struct oscal_fault *ret)
{
    struct oscal_fault fault;
    enum word word;

    if (!netstring_get(&rest, &fault.key) || !netstring_get(&rest, &fault.arg) ||
        !get_number(&rest, 0, INT32_MAX, &fault.line) ||
        !get_number(&rest, 0, INT32_MAX, &fault.column) || rest.len > 0 ||
        fault.arg.len > ARG_BYTES || !str_utf8(fault.arg) || fault.key.len > 20 ||
        !word_find(arena_text(mem, "norm.fault.%" STR_FMT, STR_ARG(fault.key)), &word))
        return BROKEN;
    *ret = fault;
    return REFUSED;
}

enum outcome sifted_tree_read(struct arena *mem, struct str bytes, const struct oscal **ret,
                              struct oscal_fault *ret_fault)
{
    struct str how;

    if (bytes.len > SIFTED_TREE_BYTES_MAX || !netstring_get(&bytes, &how))
        return BROKEN;
    if (str_eq(how, S("tree")))
        return read_tree(mem, bytes, ret);
    return str_eq(how, S("refused")) ? read_refusal(mem, bytes, ret_fault) : BROKEN;
}
