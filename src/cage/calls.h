/* cage/calls.h - which system calls does each kind of process keep?
 *
 * Internal to this room.
 */
#ifndef CAGE_CALLS_H
#define CAGE_CALLS_H

#include "cage/cage.h"

/* Is this a build with the address sanitizer? */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CALLS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define CALLS_SANITIZED 1
#endif
#ifndef CALLS_SANITIZED
#define CALLS_SANITIZED 0
#endif

/* calls_can_hold: does the kernel take filters? */
bool calls_can_hold(void);

/* calls_hold: only the calls of this kind from now on. False when the kernel refuses. */
bool calls_hold(enum cage_kind kind);

#endif
