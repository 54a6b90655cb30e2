#include "markup/words.h"

#include <stdio.h>

#include "base/bug.h"
#include "markup/words_table.h"

/* The twelve are reached by counting on from the first; words: month. */
_Static_assert((int)WORD_month_long_12 == (int)WORD_month_long_01 + 11, "twelve months in a row");
_Static_assert((int)WORD_month_short_12 == (int)WORD_month_short_01 + 11, "twelve months in a row");

static struct str key_at(size_t i)
{
    return (struct str){word_key_text + word_key_at[i], word_key_at[i + 1] - word_key_at[i]};
}

static struct str plain_of(enum lang lang, const struct word_form *form)
{
    return (struct str){word_texts[lang] + form->plain_at, form->plain_len};
}

static struct str html_of(enum lang lang, const struct word_form *form)
{
    return (struct str){word_texts[lang] + form->html_at, form->html_len};
}

struct str word_plain(enum lang lang, enum word word)
{
    return plain_of(lang, &word_forms[lang][word][0]);
}

struct html word_html(enum lang lang, enum word word)
{
    return (struct html){html_of(lang, &word_forms[lang][word][0])};
}

struct str word_key(enum word word)
{
    return key_at(word);
}

/* How a key compares with prefix and choice written one after the other. */
static int compare(struct str key, struct str prefix, struct str choice)
{
    int order = str_cmp(str_sub(key, 0, prefix.len), prefix);

    return order != 0 ? order : str_cmp(str_sub(key, prefix.len, key.len), choice);
}

static bool find(struct str prefix, struct str choice, enum word *ret)
{
    size_t from = 0;
    size_t to = WORD_COUNT;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare(key_at(middle), prefix, choice);

        if (order == 0) {
            *ret = (enum word)middle;
            return true;
        }
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

bool word_find(struct str key, enum word *ret)
{
    return find(key, (struct str){NULL, 0}, ret);
}

struct str word_of(enum lang lang, struct str prefix, struct str choice)
{
    enum word word;

    return find(prefix, choice, &word) ? word_plain(lang, word) : choice;
}

/* Dutch and English agree: one is singular, everything else, 0 too, is plural. */
static const struct word_form *form_for(enum lang lang, enum word word, struct word_arg first)
{
    const struct word_form *forms = word_forms[lang][word];

    if (forms[1].plain_len == 0)
        return &forms[0];
    MUST(first.kind == WORD_ARG_INT);
    return &forms[first.n == 1 ? 0 : 1];
}

static enum word month_word(int month, bool shortly)
{
    return (enum word)((int)(shortly ? WORD_month_short_01 : WORD_month_long_01) + month - 1);
}

/* The hour and minute on a clock, "14.12" or "14:12". */
static struct str clock_text(enum lang lang, int minute, char text[static 16])
{
    struct str mark = word_plain(lang, WORD_moment_mark);

    MUST(mark.len <= 8);
    return (struct str){text, (size_t)snprintf(text, 16, "%d%.*s%02d", minute / 60, STR_ARG(mark),
                                               minute % 60)};
}

/* The value of a place as plain text; what is not a str is written in mem. */
static struct str arg_text(struct arena *mem, enum lang lang, struct word_arg arg)
{
    switch (arg.kind) {
    case WORD_ARG_STR:
        return arg.str;
    case WORD_ARG_INT:
        return arena_text(mem, "%lld", (long long)arg.n);
    case WORD_ARG_DAY:
        return word_day(mem, lang, (struct day){(int32_t)arg.n}, false);
    case WORD_ARG_MOMENT:
        return word_moment(mem, lang, (struct moment){arg.n});
    case WORD_ARG_NONE:
        break;
    }
    bug_stop("a place without a value", __FILE__, __LINE__);
}

/* Where the next place stands; false when only text is left. */
static bool next_place(struct str text, size_t from, size_t *ret_open, size_t *ret_end)
{
    ptrdiff_t open = str_find(text, S("{"), from);

    if (open < 0)
        return false;
    *ret_open = (size_t)open;
    *ret_end = (size_t)str_find(text, S("}"), (size_t)open) + 1;
    return true;
}

struct str word_fill(struct arena *mem, enum lang lang, enum word word, struct word_arg first,
                     struct word_arg second)
{
    const struct word_form *form = form_for(lang, word, first);
    struct str text = plain_of(lang, form);
    struct str values[WORD_PLACES_MAX];
    struct buf buf;
    size_t room = text.len;
    size_t at = 0;
    size_t open;
    size_t end;
    size_t n = 0;

    while (next_place(text, at, &open, &end)) {
        values[n] = arg_text(mem, lang, form->arg[n] == 0 ? first : second);
        room += values[n++].len;
        at = end;
    }
    buf_init(&buf, mem, room);
    at = 0;
    for (size_t i = 0; i < n; i++) {
        next_place(text, at, &open, &end);
        buf_put(&buf, str_sub(text, at, open));
        buf_put(&buf, values[i]);
        at = end;
    }
    buf_put(&buf, str_sub(text, at, text.len));
    return buf_str(&buf);
}

/* The value of a place straight onto paper, so that it takes no memory on its way. */
static void put_arg(struct out *out, struct word_arg arg)
{
    switch (arg.kind) {
    case WORD_ARG_STR:
        out_str(out, arg.str);
        return;
    case WORD_ARG_INT:
        out_int(out, arg.n);
        return;
    case WORD_ARG_DAY:
        word_put_day(out, (struct day){(int32_t)arg.n}, false);
        return;
    case WORD_ARG_MOMENT:
        word_put_moment(out, (struct moment){arg.n});
        return;
    case WORD_ARG_NONE:
        break;
    }
    bug_stop("a place without a value", __FILE__, __LINE__);
}

void word_put(struct out *out, enum word word, struct word_arg first, struct word_arg second)
{
    const struct word_form *form = form_for(out->lang, word, first);
    struct str text = html_of(out->lang, form);
    size_t at = 0;
    size_t open;
    size_t end;

    for (size_t i = 0; next_place(text, at, &open, &end); i++) {
        buf_put(&out->buf, str_sub(text, at, open));
        put_arg(out, form->arg[i] == 0 ? first : second);
        at = end;
    }
    buf_put(&out->buf, str_sub(text, at, text.len));
}

void word_put_day(struct out *out, struct day day, bool shortly)
{
    int year;
    int month;
    int dayofmonth;

    if (!day_is(day))
        return;
    day_parts(day, &year, &month, &dayofmonth);
    out_int(out, dayofmonth);
    buf_char(&out->buf, ' ');
    out_html(out, word_html(out->lang, month_word(month, shortly)));
    buf_char(&out->buf, ' ');
    out_int(out, year);
}

void word_put_moment(struct out *out, struct moment moment)
{
    char text[16];
    int minute;
    struct day day;

    if (moment.ms == 0)
        return;
    day = moment_amsterdam(moment, &minute);
    word_put(out, WORD_moment_on, word_arg_day(day),
             word_arg_str(clock_text(out->lang, minute, text)));
}

struct str word_day(struct arena *mem, enum lang lang, struct day day, bool shortly)
{
    int year;
    int month;
    int dayofmonth;

    if (!day_is(day))
        return (struct str){NULL, 0};
    day_parts(day, &year, &month, &dayofmonth);
    return arena_text(mem, "%d %" STR_FMT " %d", dayofmonth,
                      STR_ARG(word_plain(lang, month_word(month, shortly))), year);
}

struct str word_moment(struct arena *mem, enum lang lang, struct moment moment)
{
    char text[16];
    int minute;
    struct day day;

    if (moment.ms == 0)
        return (struct str){NULL, 0};
    day = moment_amsterdam(moment, &minute);
    return word_fill(mem, lang, WORD_moment_on, word_arg_day(day),
                     word_arg_str(clock_text(lang, minute, text)));
}
