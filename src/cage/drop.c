#include "cage/drop.h"

#include <grp.h>
#include <pwd.h>
#include <sys/types.h>
#include <unistd.h>

bool drop_is_root(void)
{
    return geteuid() == 0;
}

static bool is_wholly(uid_t user, gid_t group)
{
    uid_t u[3];
    gid_t g[3];

    if (getresuid(&u[0], &u[1], &u[2]) != 0 || getresgid(&g[0], &g[1], &g[2]) != 0)
        return false;
    for (int i = 0; i < 3; i++)
        if (u[i] != user || g[i] != group)
            return false;
    return true;
}

enum outcome drop_to(const char *user)
{
    const struct passwd *entry = getpwnam(user);
    uid_t number;
    gid_t group;

    if (entry == NULL || entry->pw_uid == 0)
        return NOT_THERE;
    number = entry->pw_uid;
    group = entry->pw_gid;
    if (is_wholly(number, group))
        return DONE;
    if (!drop_is_root())
        return FORBIDDEN;
    if (initgroups(user, group) != 0 || setresgid(group, group, group) != 0 ||
        setresuid(number, number, number) != 0)
        return BROKEN;
    if (!is_wholly(number, group) || setresuid(0, 0, 0) == 0 || setresgid(0, 0, 0) == 0)
        return BROKEN;
    return DONE;
}
