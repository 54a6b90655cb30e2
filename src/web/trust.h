/* web/trust.h - does this request come from our own page, and may it lead there?
 *
 * Pure decisions about what a browser sent: the walls against forged forms
 * [plan 3.5] and against redirects to elsewhere.
 */
#ifndef WEB_TRUST_H
#define WEB_TRUST_H

#include "http/message.h"

/* trust_secure: does the browser speak TLS? Where the configured origin is https each of them
 * does, whatever stands in between; else only a declared proxy can say it of a request. */
bool trust_secure(const struct http_request *request, bool proxy, struct str origin);

/* trust_origin: was it sent by a page of ours? Sec-Fetch-Site says same-origin;
 * where that is absent or none, Origin is ours: the configured origin or, without
 * one, scheme and Host of the request. Neither there: no. */
bool trust_origin(const struct http_request *request, struct str origin, bool secure);

/* trust_click: did a page of ours lead here? Sec-Fetch-Site says same-origin; where it is
 * absent, Referer is ours. Not: another site, a bookmark, or nothing that tells. */
bool trust_click(const struct http_request *request, struct str origin, bool secure);

/* trust_site: what a passkey is bound to: the configured origin and the host in it. Without
 * one only this machine by its name localhost, as Host says: a browser goes nowhere else for
 * that name, and what anybody else says in Host proves nothing. False: neither, or a host
 * that is a number, to which nothing can be bound. */
bool trust_site(struct arena *mem, const struct http_request *request, struct str origin,
                bool secure, struct str *ret_origin, struct str *ret_host);

/* trust_token: are both the same, in a time that says nothing? Empty is never. */
bool trust_token(struct str expected, struct str given);

/* trust_return: an address on this site that a sign-in may lead back to: begins
 * with one slash, printable ASCII without backslash, at most 1,000 bytes. Else "/". */
struct str trust_return(struct str address);

/* trust_from: the address on this site of the page that a form was sent from, by Referer,
 * as trust_return; empty when it does not say or says another site. */
struct str trust_from(const struct http_request *request, struct str origin, bool secure);

/* trust_cookie: the value of a cookie by its name; empty when it is not there. trust_cookie_in:
 * in a field that was sent. */
struct str trust_cookie(const struct http_request *request, struct str name);
struct str trust_cookie_in(struct str field, struct str name);

/* trust_language: enum lang as chosen in this browser, by its cookie; else the first that we have
 * of Accept-Language; -1: neither. */
int trust_language(const struct http_request *request);

#endif
