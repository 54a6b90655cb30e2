/* store/token.h - the words of an SQL text, so that nothing inside a string or
 * a comment is taken for one.
 *
 * Used when a migration or a statement is translated for SQLite, and by the
 * weaver. Knows the subset of docs: '…', "…", -- and block comments, $1, words.
 */
#ifndef STORE_TOKEN_H
#define STORE_TOKEN_H

#include "base/arena.h"
#include "base/str.h"

enum token_kind {
    TOKEN_END,
    TOKEN_SPACE,
    TOKEN_COMMENT,
    TOKEN_WORD,
    TOKEN_STRING, /* '…', and an identifier in "…" */
    TOKEN_PARAM,  /* $1                             */
    TOKEN_NUMBER,
    TOKEN_SIGN    /* any other single byte          */
};

struct token {
    enum token_kind is;
    struct str text;
};

/* token_next: the token at the front of *rest, which then begins after it. */
struct token token_next(struct str *rest);

/* token_solid: the next that is neither space nor comment. */
struct token token_solid(struct str *rest);

/* token_is: is this that word (lower case; the text may have any case)?
 * token_sign: is it that sign? */
bool token_is(struct token token, struct str word);
bool token_sign(struct token token, char sign);

/* token_statement: the statement at the front of *rest, without its `;`, from
 * its first solid token on; false when nothing but space and comments is left. */
bool token_statement(struct str *rest, struct str *ret_statement);

/* token_sqlite: a statement of a migration as SQLite reads it: bigint becomes
 * integer, bytea blob, and a table STRICT. In mem. token_postgres: as PostgreSQL reads it:
 * its tables have no rowid to go without, so these words at the end are left off. */
struct str token_sqlite(struct arena *mem, struct str statement);
struct str token_postgres(struct str statement);

/* token_unlocked: the statement without `for update` at its end. */
struct str token_unlocked(struct str statement);

/* token_table: the table that a statement makes or alters; false for any other. */
bool token_table(struct str statement, struct str *ret_table);

#endif
