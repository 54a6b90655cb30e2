#include "cage/drop.h"

#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define BIT(capability) (UINT32_C(1) << (capability))

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

/* What nobody here, nor a program that we would run, can ever get again. */
static bool empty_bounds(void)
{
    for (int i = 0; prctl(PR_CAPBSET_READ, i) >= 0; i++)
        if (prctl(PR_CAPBSET_DROP, i) != 0)
            return false;
    return true;
}

bool drop_rights(enum drop_keep keep)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct held[_LINUX_CAPABILITY_U32S_3];
    struct __user_cap_data_struct left[_LINUX_CAPABILITY_U32S_3] = {0};

    if (syscall(SYS_capget, &header, held) != 0)
        return false;
    /* Under a unit that took them away, setting them is no call that one may make. */
    if ((held[0].permitted | held[1].permitted | held[0].inheritable | held[1].inheritable) == 0)
        return true;
    if ((held[0].effective & BIT(CAP_SETPCAP)) != 0 && !empty_bounds())
        return false;
    if (keep != DROP_ALL)
        left[0].permitted = held[0].permitted & BIT(CAP_DAC_OVERRIDE);
    if (keep == DROP_BUT_FILES)
        left[0].effective = left[0].permitted;
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 &&
           syscall(SYS_capset, &header, left) == 0;
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
    if (!empty_bounds() || initgroups(user, group) != 0 || setresgid(group, group, group) != 0 ||
        setresuid(number, number, number) != 0)
        return BROKEN;
    if (!is_wholly(number, group) || setresuid(0, 0, 0) == 0 || setresgid(0, 0, 0) == 0)
        return BROKEN;
    return DONE;
}
