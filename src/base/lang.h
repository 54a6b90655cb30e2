/* base/lang.h - the languages that a person can read the program in. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

enum lang { LANG_NL, LANG_EN, LANG_COUNT };

#endif
