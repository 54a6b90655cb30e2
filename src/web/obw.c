#include "web/obw.h"

#include "base/bug.h"

/* Said some six hundred times on a page: by their place, not sought by their keys. */
static const enum word verdict_words[VERDICT_COUNT] = {
    [VERDICT_EMPTY] = WORD_obw_empty, [VERDICT_NO] = WORD_verdict_nee,
    [VERDICT_PARTLY] = WORD_verdict_deels, [VERDICT_YES] = WORD_verdict_ja,
};
static const enum word hardness_words[HARDNESS_COUNT] = {
    [HARDNESS_NONE] = WORD_hardness_opgegeven, [HARDNESS_SAID] = WORD_hardness_opgegeven,
    [HARDNESS_SHOWN] = WORD_hardness_onderbouwd, [HARDNESS_TESTED] = WORD_hardness_getoetst,
};
static const enum word status_words[STATUS_COUNT] = {
    [STATUS_NOT_APPLICABLE] = WORD_status_nvt, [STATUS_NOT] = WORD_status_niet,
    [STATUS_UNKNOWN] = WORD_status_onbekend, [STATUS_PARTLY] = WORD_status_deels,
    [STATUS_MEETS] = WORD_status_voldoet,
};

struct str obw_mark(const struct aspect_state *aspect)
{
    enum { EXPIRED = HARDNESS_COUNT, CARRIED, MARKS };
    static const char marks[VERDICT_COUNT][MARKS][3] = {
        [VERDICT_EMPTY] = {"l", "l", "l", "l", "l", "l"},
        [VERDICT_NO] = {"n1", "n1", "n2", "n3", "nx", "no"},
        [VERDICT_PARTLY] = {"d1", "d1", "d2", "d3", "dx", "do"},
        [VERDICT_YES] = {"j1", "j1", "j2", "j3", "jx", "jo"},
    };
    int mark = (aspect->marks & MARK_EXPIRED) != 0   ? EXPIRED
               : (aspect->marks & MARK_CARRIED) != 0 ? CARRIED : (int)aspect->hardness;

    return str_of(marks[aspect->said][mark]);
}

struct str obw_hard(enum lang lang, const struct aspect_state *aspect)
{
    if (aspect->said == VERDICT_EMPTY)
        return S("");
    if ((aspect->marks & MARK_EXPIRED) != 0)
        return word_plain(lang, WORD_hardness_verlopen);
    if ((aspect->marks & MARK_CARRIED) != 0)
        return word_plain(lang, WORD_obw_carried);
    return word_plain(lang, hardness_words[aspect->hardness]);
}

static void put_aspect(struct out *out, enum word name, const struct aspect_state *aspect)
{
    PUT(out, word_html(out->lang, name));
    PUT(out, HTML(" "));
    PUT(out, word_html(out->lang, verdict_words[aspect->said]));
    if (aspect->said == VERDICT_EMPTY)
        return;
    PUT(out, HTML(", "));
    PUT(out, obw_hard(out->lang, aspect));
}

void page_obw_words(struct out *out, const struct item_state *state)
{
    put_aspect(out, WORD_aspect_opzet, &state->aspect[ASPECT_DESIGN]);
    PUT(out, HTML("; "));
    put_aspect(out, WORD_obw_bestaan, &state->aspect[ASPECT_EXISTENCE]);
    PUT(out, HTML("; "));
    put_aspect(out, WORD_obw_werking, &state->aspect[ASPECT_OPERATION]);
}

struct str obw_status(enum lang lang, const struct item_state *state)
{
    enum status status = state->not_applicable ? STATUS_NOT_APPLICABLE : state->status;

    return word_plain(lang, status_words[status]);
}

bool obw_expired(const struct item_state *state)
{
    return state->expired && !state->not_applicable;
}
