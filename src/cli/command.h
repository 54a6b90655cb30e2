/* cli/command.h - one command: its options, the data, its answer.
 *
 * Output goes to standard output or -o FILE, messages to standard error. The
 * exit status follows from the outcome (HACKING.md §4): 0 done, 1 the answer is
 * no, 2 refused, 3 forbidden, 4 not there, 5 changed meanwhile, 6 the machine
 * failed. An error is one line: what was wrong, where, and what to do.
 *
 * Whoever may run the program on the data file has every right over it already;
 * so a command acts as `system` with all roles, and the ledger says so.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "markup/words.h"
#include "reports/paper.h"
#include "store/job.h"

enum { EXIT_NO = 1 };

struct cli {
    struct arena *mem;
    struct db *db;
    struct job job;
    struct str data;      /* --data, WAARBORG_DATA or waarborg.db           */
    struct str format;    /* --format; empty: by the name of -o, else text  */
    struct str out;       /* -o; empty: standard output                     */
    struct str key_file;  /* --key-file; empty: where master_where says     */
    struct str as_of;     /* --as-of                                        */
    struct str known;     /* --known                                        */
    enum lang lang;
    const char *name;     /* of the command                                 */
    int argc;             /* what is left after the common options          */
    char **argv;
    struct moment now;
    bool said;            /* why it did not go is on standard error already */
};

/* An option of one command: "--org" takes a value, "--deep" (flag) does not. */
struct cli_option {
    const char *name;
    struct str *value;    /* where the value goes, or NULL for a flag       */
    bool *flag;
};

/* cli_options: takes the command's own options out of argv; what is left are
 * plain arguments. An unknown option is REFUSED and said. */
ANSWER enum outcome cli_options(struct cli *cli, const struct cli_option *options, int n);

/* cli_open: opens the data, which must be current, and identifies the only
 * organisation. create: makes the file and its tables when they are not there. */
ANSWER enum outcome cli_open(struct cli *cli, bool create);

/* cli_look: the day and what was known, from --as-of and --known; begins reading. */
ANSWER enum outcome cli_look(struct cli *cli);

/* cli_paper: prints a paper in the format that was asked. */
ANSWER enum outcome cli_paper(struct cli *cli, const struct paper *paper);
/* cli_format: the one that was asked, or that the name of -o asks; else text. */
struct str cli_format(const struct cli *cli);
/* cli_width: how many columns a text may take: those of the terminal; 0 no limit. */
int cli_width(const struct cli *cli);
/* cli_bytes: writes bytes to -o or standard output. */
ANSWER enum outcome cli_bytes(struct cli *cli, struct str bytes);

/* cli_says: one line on standard error, "waarborg: …", from a word with places. */
void cli_says(const struct cli *cli, enum word word, struct word_arg first, struct word_arg second);
/* cli_line: the same from ready text. */
void cli_line(const struct cli *cli, struct str text);

/* cli_where: the data as it may be shown: without the password of an address. */
struct str cli_where(const struct cli *cli);

/* cli_answer: says why, unless DONE, and gives the exit status. */
int cli_answer(struct cli *cli, enum outcome o);

/* cli_word: a word in the language of the command. */
struct str cli_word(const struct cli *cli, enum word word);

/* Where the process keeps what main gives the commands. */
struct cli_hooks {
    int (*serve)(struct cli *cli);
    const char *version;
    struct moment (*clock)(void);
};
extern struct cli_hooks cli_hooks;

/* cli_run: the whole of a command, from main's arguments to the exit status. */
int cli_run(int argc, char **argv, const struct cli_hooks *hooks);

#define COMMAND(name, handler, usage) int handler(struct cli *cli);
#include "cli/commands.def"
#undef COMMAND

#endif
