#include "model/norm.h"

#include "model/noun.h"

/* 0 of rhythm is "none given" and has no word. 0 of csf and of duty is a value like
 * the others: choice_of takes the empty word for 0, so a reader of these two must
 * refuse the empty word itself. */
static const char *const rhythm_words[RHYTHM_COUNT] = {
    NULL,          "continu",  "periodiek", "gebeurtenis", "eenmalig",
    "maandelijks", "kwartaal", "halfjaar",  "jaarlijks",   "3jaar",
};
static const char *const csf_words[CSF_COUNT] = {
    "identify", "protect", "detect", "respond", "recover",
};
static const char *const duty_words[DUTY_COUNT] = {
    "entiteit",    "bestuur", "lijnmanager", "proceseigenaar", "ciso",
    "leverancier", "medewerker", "secretaris", "dienstenleverancier",
};
static const char *const standing_words[STANDING_COUNT] = {
    "vast", "afgeleid", "onzeker", "vroeger",
};

const struct choices rhythm_choices = {rhythm_words, RHYTHM_COUNT};
const struct choices csf_choices = {csf_words, CSF_COUNT};
const struct choices duty_choices = {duty_words, DUTY_COUNT};
const struct choices standing_choices = {standing_words, STANDING_COUNT};

int norm_item(const struct norm *norm, struct str id)
{
    int from = 0;
    int to = norm->n_items;

    while (from < to) {
        int middle = from + (to - from) / 2;
        int order = str_cmp(norm->items[norm->by_id[middle]].id, id);

        if (order == 0)
            return norm->by_id[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return ITEM_NONE;
}

static struct str without_zeros(struct str s)
{
    while (s.len > 1 && s.at[0] == '0')
        s = str_sub(s, 1, s.len);
    return s;
}

/* The same number, part by part, whatever zeros stand before one. */
static bool label_same(struct str a, struct str b)
{
    while (a.at != NULL && b.at != NULL) {
        struct str part_a = str_cut(a, '.', &a);
        struct str part_b = str_cut(b, '.', &b);

        if (!str_eq(without_zeros(part_a), without_zeros(part_b)))
            return false;
    }
    return a.at == NULL && b.at == NULL;
}

int norm_label(const struct norm *norm, struct str label)
{
    if (label.len == 0)
        return ITEM_NONE;
    for (int i = 0; i < norm->n_items; i++)
        if (str_eq(norm->items[i].label, label))
            return i;
    for (int i = 0; i < norm->n_items; i++)
        if (label_same(norm->items[i].label, label))
            return i;
    return ITEM_NONE;
}

int norm_find(const struct norm *norm, struct str text)
{
    int item = norm_label(norm, text);

    return item == ITEM_NONE ? norm_item(norm, text) : item;
}

int norm_follow(const struct norm *norm, int item)
{
    /* A chain longer than there are items goes round. */
    for (int steps = 0; steps <= norm->n_items; steps++) {
        if (norm->items[item].moved_to == ITEM_NONE)
            return item;
        item = norm->items[item].moved_to;
    }
    return ITEM_NONE;
}
