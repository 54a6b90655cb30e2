/* cli/parts.h - what more than one command needs. */
#ifndef CLI_PARTS_H
#define CLI_PARTS_H

#include "cli/command.h"
#include "reports/table.h"
#include "store/migrate.h"

/* cli_open_empty: opens or makes the data; REFUSED when an organisation is in it. */
ANSWER enum outcome cli_open_empty(struct cli *cli);

/* cli_unfit: what to say of data that this program cannot use: {file}, {why}. */
enum word cli_unfit(enum migrate_state state);

/* cli_bar: what stands in the way of writing the data, and what to do about it; empty when
 * nothing does (store/bar.h). */
struct str cli_bar(const struct cli *cli);

/* cli_is_fresh: is there no data file yet? cli_forget: takes the file away again that
 * a command made and then could not fill. */
bool cli_is_fresh(const struct cli *cli);
void cli_forget(struct cli *cli);

/* cli_key: sees to it that there is a key file: makes one where there is none, and says
 * where. REFUSED when what lies there cannot be used; said. */
ANSWER enum outcome cli_key(struct cli *cli);

/* cli_key_owed: REFUSED, said, when there is no key file and yet something in the data is
 * sealed: with another one that would never open. cli_key_replace: another key in the file,
 * and all that is sealed closed anew with it; says what came of it. What was cut short is
 * finished. */
ANSWER enum outcome cli_key_owed(struct cli *cli);
ANSWER enum outcome cli_key_replace(struct cli *cli);

/* cli_clamd: the socket of the virus scanner, from --clamd; none when it is empty. REFUSED
 * when no socket can have that name. */
ANSWER enum outcome cli_clamd(struct cli *cli, struct str path);

/* cli_reread: reading again after an act, which ended what was open. */
ANSWER enum outcome cli_reread(struct cli *cli);

/* cli_no_more: REFUSED when there are arguments beyond those that were taken. */
ANSWER enum outcome cli_no_more(struct cli *cli);

/* cli_take: the next argument, taken from the front; at NULL when there is none.
 * cli_need: the same, REFUSED with how the command is used when there is none. */
struct str cli_take(struct cli *cli);
ANSWER enum outcome cli_need(struct cli *cli, struct str *ret);

/* cli_usage: says how the command is used; REFUSED. */
ANSWER enum outcome cli_usage(struct cli *cli);

/* cli_number: reads an option's number of at least `least`; absent leaves *ret. */
ANSWER enum outcome cli_number(struct cli *cli, struct str option, struct str text, int64_t least,
                               int64_t *ret);

/* cli_table: prints one table as a paper; the organisation's name stands above it. */
ANSWER enum outcome cli_table(struct cli *cli, const struct table *table);

/* cli_record: the same for a table of one row, which as text is a line for each column. */
ANSWER enum outcome cli_record(struct cli *cli, const struct table *table);

/* cli_column: a column of a table by its word. */
struct column cli_column(const struct cli *cli, struct str name, enum word label, int width);

/* cli_name_options: what an act names as the page does is an option or an argument here. */
void cli_name_options(struct faults *faults);

/* cli_progress: a bar on standard error when that is a terminal; nothing else. */
void cli_progress(int64_t done, int64_t all);

/* cli_ask: a line from the terminal, without echo when secret. REFUSED without one. */
ANSWER enum outcome cli_ask(struct cli *cli, enum word word, bool secret, struct str *ret);
/* cli_asks: is there somebody to ask? */
bool cli_asks(void);

/* cli_read_file: the bytes of a file, or of standard input for "-". */
ANSWER enum outcome cli_read_file(struct cli *cli, struct str path, size_t most,
                                  struct str *ret_bytes);

/* cli_breached: opens the list of passwords that leaked (acts/breached.h): the option's, else
 * that of WAARBORG_BREACHED, else none. REFUSED when it is none. */
ANSWER enum outcome cli_breached(struct cli *cli, struct str option);

/* cli_password: from a file or standard input; one line. Typed twice when path is
 * empty and there is a terminal. */
ANSWER enum outcome cli_password(struct cli *cli, struct str path, struct str *ret);

#endif
