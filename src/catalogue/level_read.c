#include "catalogue/level_read.h"

#include <openssl/evp.h>

#include "base/bug.h"

enum { COLUMNS_MAX = 20, ROWS_MAX = 500 };

struct level_making {
    struct arena *mem;
    struct faults *faults;
    struct str table;              /* which of the two                  */
    int line;
    struct str cell[COLUMNS_MAX];
    struct level_test *test;
    struct level_question *questions;
    struct level_rule *rules;
    struct level_flag *flags;
    struct level_class *classes;
    bool has_result;
};

static void fault(struct level_making *it, const char *key, struct str arg)
{
    fault_add(it->faults, it->table, arena_text(it->mem, "norm.fault.%s", key), /* words: norm.fault. */
              arena_text(it->mem, "%d: %" STR_FMT, it->line, STR_ARG(arg)));
}

/* ---- rows and cells ---- */

static bool is_none(struct str cell)
{
    return cell.len == 0 || str_eq(cell, S("-"));
}

static struct str kept(struct level_making *it, int column)
{
    return is_none(it->cell[column]) ? S("") : arena_str(it->mem, it->cell[column]);
}

static void put_texts(struct level_making *it, int nl, int en, struct str text[LANG_COUNT])
{
    text[LANG_NL] = kept(it, nl);
    text[LANG_EN] = is_none(it->cell[en]) ? text[LANG_NL] : kept(it, en);
}

/* A line in its cells; another number of them is a fault. */
static bool cut_line(struct level_making *it, struct str line, int columns)
{
    int n = 0;

    if (line.len > 0 && line.at[line.len - 1] == '\r')
        line.len--;
    while (n < columns && line.at != NULL) {
        const char *tab = line.len == 0 ? NULL : memchr(line.at, '\t', line.len);
        size_t len = tab == NULL ? line.len : (size_t)(tab - line.at);

        it->cell[n++] = (struct str){line.at, len};
        line = tab == NULL ? (struct str){NULL, 0}
                           : (struct str){tab + 1, line.len - len - 1};
    }
    if (n == columns && line.at == NULL)
        return true;
    fault(it, "level_columns", arena_text(it->mem, "%d", columns));
    return false;
}

/* The names of the columns; the open one has a start, and the rest is what is asked for. */
static bool read_head(struct level_making *it, struct str line, const char *const *names,
                      int columns, int open, struct str start, struct str *ret_rest)
{
    it->line = 1;
    if (!cut_line(it, line, columns))
        return false;
    for (int i = 0; i < columns; i++)
        if (i != open && !str_eq(it->cell[i], str_of(names[i]))) {
            fault(it, "level_column", str_of(names[i]));
            return false;
        }
    if (!str_starts(it->cell[open], start) || it->cell[open].len == start.len) {
        fault(it, "level_column", start);
        return false;
    }
    *ret_rest = arena_str(it->mem, str_sub(it->cell[open], start.len, it->cell[open].len));
    return true;
}

static struct str next_line(struct str *rest)
{
    return str_cut(*rest, '\n', rest);
}

static bool read_word(struct level_making *it, int column, const char *const *words, int n,
                      const char *key, int *ret)
{
    for (int i = 0; i < n; i++)
        if (words[i] != NULL && str_eq(it->cell[column], str_of(words[i]))) {
            *ret = i;
            return true;
        }
    fault(it, key, it->cell[column]);
    return false;
}

static enum standing read_standing(struct level_making *it, int column)
{
    static const char *const words[] = {"vastgesteld", "afgeleid", "onzeker"};
    int standing = STANDING_UNCERTAIN;

    (void)read_word(it, column, words, 3, "level_status", &standing);
    return (enum standing)standing;
}

/* ---- the rules ---- */

enum {
    RULE_ID, RULE_ORDER, RULE_ASPECT, RULE_KEY, RULE_NL, RULE_EN, RULE_TYPE, RULE_OPERATOR,
    RULE_VALUE, RULE_OUTCOME, RULE_FLAG, RULE_STATUS, RULE_BASIS, RULE_BASIS_EN, RULE_FLAG_NL,
    RULE_FLAG_EN, RULE_COLUMNS
};
static const char *const rule_names[RULE_COLUMNS] = {
    "rule", "order", "aspect", "input_key", "question_nl", "question_en", "answer_type", "operator",
    "value", NULL, "flag", "status", "basis", "basis_en", "flag_nl", "flag_en",
};

enum type { TYPE_CONST, TYPE_BOOL, TYPE_NUMBER, TYPE_ENUM, TYPE_ALL, TYPE_ANY, TYPE_OVERRIDE, TYPE_RESULT, TYPE_COUNT };
static const char *const type_words[TYPE_COUNT] = {
    "const", "bool", "number", "enum", "bool-all", "any-unanswered", "override", "result",
};

static void read_outcome(struct level_making *it, struct level_rule *rule)
{
    struct str cell = it->cell[RULE_OUTCOME];
    int64_t level;

    if (str_eq(cell, S("buiten"))) {
        rule->outcome = LEVEL_OUTSIDE;
        return;
    }
    if (!str_int(cell, &level) || level < 1 || level > LEVEL_MAX) {
        fault(it, "level_outcome", cell);
        return;
    }
    rule->outcome = (int)level;
    if (rule->outcome > it->test->highest)
        it->test->highest = rule->outcome;
}

static void read_flag(struct level_making *it, struct level_rule *rule)
{
    struct level_flag flag = {.key = kept(it, RULE_FLAG)};

    rule->flag = -1;
    if (flag.key.len == 0)
        return;
    for (int i = 0; i < it->test->n_flags; i++)
        if (str_eq(it->flags[i].key, flag.key)) {
            rule->flag = i;
            return;
        }
    put_texts(it, RULE_FLAG_NL, RULE_FLAG_EN, flag.text);
    if (flag.text[LANG_NL].len == 0)
        fault(it, "level_flag", flag.key);
    rule->flag = it->test->n_flags;
    it->flags[it->test->n_flags++] = flag;
}

/* The question of a rule that asks one: made with the first rule that does. */
static int ask_question(struct level_making *it, enum level_kind kind)
{
    struct level_question *asked = &it->questions[it->test->n_questions];
    int aspect = LEVEL_GENERAL;
    int there = level_question_find(it->test, it->cell[RULE_KEY]);

    if (there >= 0 && (it->questions[there].kind != kind ||
                       !str_eq(it->questions[there].text[LANG_NL], it->cell[RULE_NL])))
        fault(it, "level_double", it->cell[RULE_KEY]);
    if (there >= 0)
        return there;
    if (is_none(it->cell[RULE_KEY]) || is_none(it->cell[RULE_NL]) ||
        it->test->n_questions == LEVEL_QUESTIONS_MAX) {
        fault(it, "level_question", it->cell[RULE_KEY]);
        return -1;
    }
    (void)read_word(it, RULE_ASPECT, level_aspect_choices.words, LEVEL_ASPECT_COUNT,
                    "level_aspect", &aspect);
    *asked = (struct level_question){.key = kept(it, RULE_KEY), .kind = kind,
                                     .aspect = (enum level_aspect)aspect};
    put_texts(it, RULE_NL, RULE_EN, asked->text);
    if (kind == LEVEL_HARM && aspect == LEVEL_GENERAL)
        fault(it, "level_aspect", it->cell[RULE_ASPECT]);
    return it->test->n_questions++;
}

static void read_compare(struct level_making *it, struct level_rule *rule)
{
    static const char *const words[LEVEL_COMPARE_COUNT] = {"=", "<", "<=", ">=", ">"};
    int compare = LEVEL_IS;

    (void)read_word(it, RULE_OPERATOR, words, LEVEL_COMPARE_COUNT, "level_operator", &compare);
    rule->is = (enum level_compare)compare;
}

static void read_value(struct level_making *it, struct level_rule *rule, enum type type)
{
    static const char *const yes_no[] = {"nee", "ja"};
    struct str cell = it->cell[RULE_VALUE];
    int word = 0;

    if (type == TYPE_NUMBER) {
        if (!str_int(cell, &rule->value) || rule->value < 0)
            fault(it, "level_value", cell);
        return;
    }
    if (type == TYPE_ENUM)
        (void)read_word(it, RULE_VALUE, harm_choices.words, HARM_COUNT, "level_value", &word);
    else
        (void)read_word(it, RULE_VALUE, yes_no, 2, "level_value", &word);
    rule->value = word;
    if (type != TYPE_ENUM && rule->is != LEVEL_IS)
        fault(it, "level_operator", it->cell[RULE_OPERATOR]);
}

static struct level_rule *add_rule(struct level_making *it, enum level_when when)
{
    struct level_rule *rule = &it->rules[it->test->n_rules++];

    *rule = (struct level_rule){.id = kept(it, RULE_ID), .when = when,
                                .standing = read_standing(it, RULE_STATUS)};
    put_texts(it, RULE_NL, RULE_EN, rule->text);
    put_texts(it, RULE_BASIS, RULE_BASIS_EN, rule->basis);
    read_outcome(it, rule);
    read_flag(it, rule);
    return rule;
}

static void add_asking(struct level_making *it, enum type type)
{
    static const enum level_kind kinds[TYPE_COUNT] = {
        [TYPE_BOOL] = LEVEL_YES_NO, [TYPE_NUMBER] = LEVEL_AMOUNT, [TYPE_ENUM] = LEVEL_HARM,
    };
    struct level_rule *rule = add_rule(it, LEVEL_ANSWERED);
    int *question = NEW(it->mem, int);

    read_compare(it, rule);
    read_value(it, rule, type);
    *question = ask_question(it, kinds[type]);
    rule->questions = question;
    rule->n_questions = *question >= 0;
}

/* The keys of a rule over more questions are looked up when all questions are there; until
 * then they stand in its text's place as they were written. */
static void add_over(struct level_making *it, enum type type, struct str *keys)
{
    struct level_rule *rule =
        add_rule(it, type == TYPE_ALL ? LEVEL_ALL : LEVEL_UNANSWERED);

    keys[it->test->n_rules - 1] = it->cell[RULE_KEY];
    if (type == TYPE_ALL) {
        read_compare(it, rule);
        read_value(it, rule, TYPE_BOOL);
    }
}

static void read_rule(struct level_making *it, struct str *keys)
{
    int type = TYPE_CONST;

    if (!read_word(it, RULE_TYPE, type_words, TYPE_COUNT, "level_type", &type))
        return;
    for (int i = 0; i < it->test->n_rules; i++)
        if (str_eq(it->rules[i].id, it->cell[RULE_ID]))
            fault(it, "level_double", it->cell[RULE_ID]);
    if (type == TYPE_CONST)
        (void)add_rule(it, LEVEL_ALWAYS);
    else if (type == TYPE_ALL || type == TYPE_ANY)
        add_over(it, (enum type)type, keys);
    else if (type == TYPE_OVERRIDE)
        put_texts(it, RULE_NL, RULE_EN, it->test->chosen);
    else if (type != TYPE_RESULT)
        add_asking(it, (enum type)type);
    else if (str_eq(it->cell[RULE_OPERATOR], S("max")))
        it->has_result = true;
    else
        fault(it, "level_operator", it->cell[RULE_OPERATOR]);
}

static void find_questions(struct level_making *it, struct level_rule *rule, struct str keys)
{
    int *questions = NEW_ARRAY(it->mem, LEVEL_QUESTIONS_MAX, int);

    rule->questions = questions;
    while (keys.len > 0 && rule->n_questions < LEVEL_QUESTIONS_MAX) {
        struct str key = str_cut(keys, ';', &keys);
        int question = level_question_find(it->test, key);

        if (question < 0 ||
            (rule->when == LEVEL_ALL && it->questions[question].kind != LEVEL_YES_NO))
            fault(it, "level_question", key);
        else
            questions[rule->n_questions++] = question;
    }
    if (rule->n_questions == 0)
        fault(it, "level_question", rule->id);
}

static void read_rules(struct level_making *it, struct str bytes)
{
    struct str *keys = NEW_ARRAY(it->mem, ROWS_MAX, struct str);
    bool starts = false;

    it->table = S("level-test");
    if (!read_head(it, next_line(&bytes), rule_names, RULE_COLUMNS, RULE_OUTCOME, S("outcome_"),
                   &it->test->name))
        return;
    while (bytes.len > 0) {
        struct str line = next_line(&bytes);

        it->line++;
        if (it->line > ROWS_MAX) {
            fault(it, "level_rows", S(""));
            return;
        }
        if (line.len > 0 && cut_line(it, line, RULE_COLUMNS))
            read_rule(it, keys);
    }
    for (int i = 0; i < it->test->n_rules; i++) {
        struct level_rule *rule = &it->rules[i];

        starts = starts || (rule->when == LEVEL_ALWAYS && rule->outcome >= 1);
        if (rule->when == LEVEL_ALL || rule->when == LEVEL_UNANSWERED)
            find_questions(it, rule, keys[i]);
    }
    if (!starts)
        fault(it, "level_type", S("const"));
    if (!it->has_result)
        fault(it, "level_type", S("result"));
}

/* ---- the classes ---- */

enum {
    CLASS_ASPECT, CLASS_HARM, CLASS_RANK, CLASS_LABEL, CLASS_CRITERION, CLASS_CRITERION_EN,
    CLASS_OUTAGE, CLASS_OUTCOME, CLASS_STATUS, CLASS_LABEL_EN, CLASS_OUTAGE_EN, CLASS_COLUMNS
};
static const char *const class_names[CLASS_COLUMNS] = {
    "aspect", "level", "rank", "label_nl", "criterion_nl", "criterion_en", "max_outage", NULL,
    "status", "label_en", "max_outage_en",
};

static void read_class(struct level_making *it)
{
    struct level_class *class = &it->classes[it->test->n_classes];
    int aspect = LEVEL_GENERAL;
    int harm = HARM_EMPTY;
    int64_t rank;

    (void)read_word(it, CLASS_ASPECT, level_aspect_choices.words, LEVEL_ASPECT_COUNT,
                    "level_aspect", &aspect);
    (void)read_word(it, CLASS_HARM, harm_choices.words, HARM_COUNT, "level_value", &harm);
    if (!str_int(it->cell[CLASS_RANK], &rank) || rank != harm - HARM_NONE)
        fault(it, "level_rank", it->cell[CLASS_RANK]);
    if (level_class_of(it->test, (enum level_aspect)aspect, (enum harm)harm) != NULL)
        fault(it, "level_double", it->cell[CLASS_HARM]);
    *class = (struct level_class){.aspect = (enum level_aspect)aspect, .harm = (enum harm)harm,
                                  .standing = read_standing(it, CLASS_STATUS)};
    put_texts(it, CLASS_LABEL, CLASS_LABEL_EN, class->label);
    put_texts(it, CLASS_CRITERION, CLASS_CRITERION_EN, class->criterion);
    put_texts(it, CLASS_OUTAGE, CLASS_OUTAGE_EN, class->outage);
    it->test->n_classes++;
}

/* Each aspect has all of its classes, or a form would lack an answer. */
static void check_classes(struct level_making *it)
{
    for (int aspect = LEVEL_GENERAL + 1; aspect < LEVEL_ASPECT_COUNT; aspect++)
        for (int harm = HARM_NONE; harm < HARM_COUNT; harm++)
            if (level_class_of(it->test, (enum level_aspect)aspect, (enum harm)harm) == NULL)
                fault(it, "level_class",
                      arena_text(it->mem, "%s %s", level_aspect_choices.words[aspect],
                                 harm_choices.words[harm]));
}

static void read_classes(struct level_making *it, struct str bytes)
{
    struct str name = S("");

    it->table = S("biv");
    if (!read_head(it, next_line(&bytes), class_names, CLASS_COLUMNS, CLASS_OUTCOME, S(""),
                   &name))
        return;
    if (!str_eq(name, it->test->name))
        fault(it, "level_column", it->test->name);
    while (bytes.len > 0 && it->line < ROWS_MAX) {
        struct str line = next_line(&bytes);

        it->line++;
        if (line.len > 0 && cut_line(it, line, CLASS_COLUMNS))
            read_class(it);
    }
    check_classes(it);
}

/* ---- the whole ---- */

static struct str hash_of(struct arena *mem, struct str test, struct str classes)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = arena_alloc(mem, 2 * 32 + 1); /* before the context: an arena may jump */
    unsigned char hash[EVP_MAX_MD_SIZE];
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    MUST(context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1);
    MUST(EVP_DigestUpdate(context, test.at, test.len) == 1);
    MUST(EVP_DigestUpdate(context, classes.at, classes.len) == 1);
    MUST(EVP_DigestFinal_ex(context, hash, NULL) == 1);
    EVP_MD_CTX_free(context);
    for (int i = 0; i < 32; i++) {
        hex[2 * i] = digits[hash[i] >> 4];
        hex[2 * i + 1] = digits[hash[i] & 15];
    }
    return (struct str){hex, 64};
}

enum outcome level_read(struct arena *mem, struct str test, struct str classes,
                        const struct level_test **ret, struct faults *faults)
{
    size_t before = faults->n;
    struct level_making it = {
        .mem = mem, .faults = faults, .test = NEW(mem, struct level_test),
        .questions = NEW_ARRAY(mem, LEVEL_QUESTIONS_MAX + 1, struct level_question),
        .rules = NEW_ARRAY(mem, ROWS_MAX, struct level_rule),
        .flags = NEW_ARRAY(mem, ROWS_MAX, struct level_flag),
        .classes = NEW_ARRAY(mem, ROWS_MAX, struct level_class),
    };

    it.test->questions = it.questions;
    it.test->rules = it.rules;
    it.test->flags = it.flags;
    it.test->classes = it.classes;
    if (test.len > LEVEL_BYTES_MAX || classes.len > LEVEL_BYTES_MAX || !str_utf8(test) ||
        !str_utf8(classes)) {
        fault_add(faults, S("level-test"), S("norm.fault.level_bytes"), S(""));
        return REFUSED;
    }
    read_rules(&it, test);
    if (faults->n == before)
        read_classes(&it, classes);
    if (faults->n > before)
        return REFUSED;
    it.test->hash = hash_of(mem, test, classes);
    *ret = it.test;
    return DONE;
}
