/* base/bug.h - what stops the program when a promise between our own lines breaks.
 *
 * A bug is never an outcome: it ends the process, in production too, and the
 * open transaction is lost with it. Use MUST for what can only be false when
 * our own code is wrong; bad input and a failing machine are outcomes.
 */
#ifndef BASE_BUG_H
#define BASE_BUG_H

/* MUST: stops the process when the condition does not hold. */
#define MUST(cond) ((cond) ? (void)0 : bug_stop(#cond, __FILE__, __LINE__))

/* bug_stop: says what broke and where on standard error, then aborts. */
_Noreturn void bug_stop(const char *what, const char *file, int line);

#endif
