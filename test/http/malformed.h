/* test/http/malformed.h - requests that two programs could read differently.
 *
 * Each must be refused: an answer of 400 or above and a closed connection, or
 * the close alone. Where alone is false the library does not let us see the
 * fault; such a request must then be read as one request and no second one may
 * come out of it, and the proxy in front refuses it.
 *
 * Sources  [RFC9112] 2.2 line ends, 3 request line, 5 fields, 6 length, 7 chunks.
 */
#ifndef TEST_HTTP_MALFORMED_H
#define TEST_HTTP_MALFORMED_H

#include <stdbool.h>
#include <stddef.h>

struct malformed {
    const char *name;
    const char *bytes;
    size_t len;
    bool alone;
};

#define RAW(bytes) bytes, sizeof(bytes) - 1
#define HIDDEN "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"

static const struct malformed malformed[] = {
    {"no host", RAW("GET /page HTTP/1.1\r\n\r\n"), true},
    {"two hosts", RAW("GET /page HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), true},
    {"two equal hosts", RAW("GET /page HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), true},
    {"a list as host", RAW("GET /page HTTP/1.1\r\nHost: a, b\r\n\r\n"), true},
    {"two lengths that differ",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
     true},
    {"two lengths that agree",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
     true},
    {"a list of lengths",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello"), true},
    {"a length with a plus",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"),
     true},
    {"a negative length", RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello"),
     true},
    {"a length in hexadecimal",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello"), true},
    {"an empty length",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nhello"), true},
    {"a length past 64 bits",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551621\r\n\r\nhello"),
     true},
    {"length and coding",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\n" HIDDEN), true},
    {"a coding before chunked",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
     true},
    {"a coding that is not chunked",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\nhello"), true},
    {"a coding in other words",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), true},
    {"two codings", RAW("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                        "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"), true},
    {"a coding with HTTP/1.0",
     RAW("POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), true},
    {"a space before the colon",
     RAW("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nhello"), true},
    {"a folded line", RAW("GET /page HTTP/1.1\r\nHost: a\r\nX-Long: one\r\n two\r\n\r\n"), true},
    {"a folded first line", RAW("GET /page HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n"), true},
    {"a field without colon", RAW("GET /page HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"), true},
    {"a field without name", RAW("GET /page HTTP/1.1\r\nHost: a\r\n: nonsense\r\n\r\n"), true},
    {"a bare LF after a field", RAW("GET /page HTTP/1.1\r\nHost: a\nX-Other: b\r\n\r\n"), true},
    {"a bare LF after the first line", RAW("GET /page HTTP/1.1\nHost: a\r\n\r\n"), true},
    {"a bare CR in a value", RAW("GET /page HTTP/1.1\r\nHost: a\r\nX-Odd: a\rb\r\n\r\n"), true},
    {"a NUL in a value", RAW("GET /page HTTP/1.1\r\nHost: a\r\nX-Odd: a\0b\r\n\r\n"), true},
    {"a space in the target", RAW("GET /page /other HTTP/1.1\r\nHost: a\r\n\r\n"), true},
    {"two spaces in the first line", RAW("GET  /page HTTP/1.1\r\nHost: a\r\n\r\n"), true},
    {"a chunk size that is none", RAW("POST /echo HTTP/1.1\r\nHost: a\r\n"
                                      "Transfer-Encoding: chunked\r\n\r\n5z\r\nhello\r\n0\r\n\r\n"),
     true},
    {"a bare LF after a chunk size", RAW("POST /echo HTTP/1.1\r\nHost: a\r\n"
                                         "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n"),
     false},
};

enum { MALFORMED = sizeof malformed / sizeof *malformed };

#endif
