#include "store/token.h"

#include "base/buf.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c);
}

static size_t run_of(struct str s, size_t from, bool (*in)(char))
{
    while (from < s.len && in(s.at[from]))
        from++;
    return from;
}

/* A quote within the quotes is doubled, which reads as two texts side by side. */
static size_t quoted(struct str s)
{
    size_t n = 1;

    while (n < s.len && s.at[n] != s.at[0])
        n++;
    return n < s.len ? n + 1 : n;
}

static size_t comment(struct str s)
{
    ptrdiff_t end;

    if (str_starts(s, S("--"))) {
        end = str_find(s, S("\n"), 0);
        return end < 0 ? s.len : (size_t)end;
    }
    end = str_find(s, S("*/"), 2);
    return end < 0 ? s.len : (size_t)end + 2;
}

struct token token_next(struct str *rest)
{
    struct token token = {.is = TOKEN_END};
    struct str s = *rest;
    size_t n = 1;

    if (s.len == 0)
        return token;
    token.is = TOKEN_SIGN;
    if (is_space(s.at[0])) {
        token.is = TOKEN_SPACE;
        n = run_of(s, 0, is_space);
    } else if (str_starts(s, S("--")) || str_starts(s, S("/*"))) {
        token.is = TOKEN_COMMENT;
        n = comment(s);
    } else if (s.at[0] == '\'' || s.at[0] == '"') {
        token.is = TOKEN_STRING;
        n = quoted(s);
    } else if (is_digit(s.at[0])) {
        token.is = TOKEN_NUMBER;
        n = run_of(s, 0, is_word);
    } else if (is_word(s.at[0])) {
        token.is = TOKEN_WORD;
        n = run_of(s, 0, is_word);
    } else if (s.at[0] == '$' && s.len > 1 && is_digit(s.at[1])) {
        token.is = TOKEN_PARAM;
        n = run_of(s, 1, is_digit);
    }
    token.text = str_sub(s, 0, n);
    *rest = str_sub(s, n, s.len);
    return token;
}

struct token token_solid(struct str *rest)
{
    struct token token;

    do
        token = token_next(rest);
    while (token.is == TOKEN_SPACE || token.is == TOKEN_COMMENT);
    return token;
}

bool token_is(struct token token, struct str word)
{
    if (token.is != TOKEN_WORD || token.text.len != word.len)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = token.text.at[i];

        if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != word.at[i])
            return false;
    }
    return true;
}

bool token_sign(struct token token, char sign)
{
    return token.is == TOKEN_SIGN && token.text.at[0] == sign;
}

bool token_statement(struct str *rest, struct str *ret_statement)
{
    struct token token = token_solid(rest);
    const char *from = token.text.at;

    while (token_sign(token, ';')) {
        token = token_solid(rest);
        from = token.text.at;
    }
    if (token.is == TOKEN_END)
        return false;
    while (token.is != TOKEN_END && !token_sign(token, ';'))
        token = token_next(rest);
    *ret_statement = str_trim((struct str){
        from, (size_t)((token.is == TOKEN_END ? rest->at : token.text.at) - from)});
    return true;
}

struct str token_sqlite(struct arena *mem, struct str statement)
{
    struct buf out;
    struct str rest = statement;
    struct str front = statement;
    struct token token;
    bool table = token_is(token_solid(&front), S("create")) &&
                 token_is(token_solid(&front), S("table"));
    bool option = token_postgres(statement).len < statement.len;

    buf_init(&out, mem, statement.len + 64);
    while ((token = token_next(&rest)).is != TOKEN_END) {
        if (token.is == TOKEN_COMMENT) /* else one at the end would swallow strict */
            buf_char(&out, ' ');
        else if (token_is(token, S("bigint")))
            buf_put(&out, S("integer"));
        else if (token_is(token, S("bytea")))
            buf_put(&out, S("blob"));
        else
            buf_put(&out, token.text);
    }
    if (table)
        buf_put(&out, option ? S(", strict") : S(" strict"));
    return buf_str(&out);
}

/* The statement without these two words at its end. */
static struct str without(struct str statement, struct str one, struct str two)
{
    struct str rest = statement;
    struct token token;
    const char *one_at = NULL;
    bool both = false;

    while ((token = token_solid(&rest)).is != TOKEN_END) {
        both = one_at != NULL && token_is(token, two);
        if (token_is(token, one))
            one_at = token.text.at;
        else if (!both)
            one_at = NULL;
    }
    if (!both)
        return statement;
    return str_trim((struct str){statement.at, (size_t)(one_at - statement.at)});
}

struct str token_postgres(struct str statement)
{
    return without(statement, S("without"), S("rowid"));
}

struct str token_unlocked(struct str statement)
{
    return without(statement, S("for"), S("update"));
}

bool token_table(struct str statement, struct str *ret_table)
{
    struct token token = token_solid(&statement);

    if (!token_is(token, S("create")) && !token_is(token, S("alter")))
        return false;
    if (!token_is(token_solid(&statement), S("table")))
        return false;
    token = token_solid(&statement);
    while (token_is(token, S("if")) || token_is(token, S("not")) || token_is(token, S("exists")))
        token = token_solid(&statement);
    if (token.is == TOKEN_WORD)
        *ret_table = token.text;
    else if (token.is == TOKEN_STRING && token.text.len > 2)
        *ret_table = str_sub(token.text, 1, token.text.len - 1);
    else
        return false;
    return true;
}
