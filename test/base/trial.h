/* What cmocka wants before itself. */
#ifndef TEST_BASE_TRIAL_H
#define TEST_BASE_TRIAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define N_OF(array) (sizeof(array) / sizeof *(array))

#endif
