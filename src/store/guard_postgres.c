#include <arpa/inet.h>
#include <string.h>

#include "store/postgres.h"

/* What the address says, else what libpq takes in its place: of the environment, and of a
 * service file that the environment names. */
static struct str option(const PQconninfoOption *given, const PQconninfoOption *taken,
                         const char *keyword)
{
    const PQconninfoOption *lists[] = {given, taken};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const PQconninfoOption *it = lists[i]; it != NULL && it->keyword != NULL; it++)
            if (strcmp(it->keyword, keyword) == 0 && it->val != NULL && it->val[0] != 0)
                return str_of(it->val);
    return S("");
}

/* A Unix socket, or this machine by its number or its own name. */
static bool is_near(struct str host)
{
    char text[INET_ADDRSTRLEN] = "";
    struct in_addr number;

    if (host.len == 0 || host.at[0] == '/' || host.at[0] == '@' || str_eq(host, S("::1")) ||
        str_eq(host, S("localhost")))
        return true;
    if (host.len >= sizeof text)
        return false;
    memcpy(text, host.at, host.len);
    return inet_pton(AF_INET, text, &number) == 1 && ntohl(number.s_addr) >> 24 == 127;
}

/* libpq tries each host of a list in turn, so each must be near. */
static bool all_near(struct str hosts)
{
    while (hosts.len > 0)
        if (!is_near(str_cut(hosts, ',', &hosts)))
            return false;
    return true;
}

bool postgres_is_guarded(const char *address)
{
    PQconninfoOption *given = PQconninfoParse(address, NULL);
    PQconninfoOption *taken = PQconndefaults();
    struct str host = option(given, taken, "hostaddr");
    bool guarded = str_eq(option(given, taken, "sslmode"), S("verify-full"));

    if (host.len == 0)
        host = option(given, taken, "host");
    /* A service that the address names may say any host. */
    guarded = guarded || (all_near(host) && option(given, NULL, "service").len == 0);
    PQconninfoFree(given);
    PQconninfoFree(taken);
    return guarded;
}
