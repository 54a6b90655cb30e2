#include "aide/packet.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PASSED_MOST = 2 };

union control {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(PASSED_MOST * sizeof(int))];
};

int64_t packet_clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int packet_left_ms(int64_t until_ms)
{
    int64_t left = until_ms - packet_clock_ms();

    return left < 0 ? 0 : (int)left;
}

/* False when the time is over or the socket has only bad news. */
static bool wait_for(int file, short what, int64_t until_ms)
{
    struct pollfd one = {.fd = file, .events = what};
    int n;

    do
        n = poll(&one, 1, packet_left_ms(until_ms));
    while (n < 0 && errno == EINTR);
    return n == 1 && (one.revents & what) != 0;
}

bool packet_send(int to, struct str message, const int passed[2], int64_t until_ms)
{
    size_t n = passed[1] >= 0 ? 2 : 1;
    union control control = {0};
    struct iovec part = {(void *)(uintptr_t)message.at, message.len};
    struct msghdr out = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes,
                         .msg_controllen = CMSG_SPACE(n * sizeof(int))};

    control.head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS,
                                    .cmsg_len = CMSG_LEN(n * sizeof(int))};
    memcpy(CMSG_DATA(&control.head), passed, n * sizeof(int));
    for (;;) {
        if (sendmsg(to, &out, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0)
            return true;
        if (errno != EINTR && (errno != EAGAIN || !wait_for(to, POLLOUT, until_ms)))
            return false;
    }
}

static void take_passed(struct msghdr *in, int ret_passed[2])
{
    int n = 0;

    for (struct cmsghdr *c = CMSG_FIRSTHDR(in); c != NULL; c = CMSG_NXTHDR(in, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        for (size_t at = CMSG_LEN(0); at + sizeof(int) <= c->cmsg_len; at += sizeof(int)) {
            int file;

            memcpy(&file, (char *)c + at, sizeof file);
            if (n < PASSED_MOST)
                ret_passed[n++] = file;
            else
                close(file);
        }
    }
}

ssize_t packet_receive(int from, char *at, size_t room, int ret_passed[2])
{
    union control control;
    struct iovec part = {at, room};
    struct msghdr in = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes,
                        .msg_controllen = sizeof control.bytes};
    ssize_t got;

    ret_passed[0] = ret_passed[1] = -1;
    do
        got = recvmsg(from, &in, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return -1;
    take_passed(&in, ret_passed);
    return (in.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0 ? got : -1;
}

bool packet_write(int to, struct str bytes, int64_t until_ms)
{
    while (bytes.len > 0) {
        ssize_t put = send(to, bytes.at, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (put > 0)
            bytes = str_sub(bytes, (size_t)put, bytes.len);
        else if (errno != EINTR && (errno != EAGAIN || !wait_for(to, POLLOUT, until_ms)))
            return false;
    }
    return true;
}

bool packet_read(int from, char *at, size_t n, int64_t until_ms, bool *ret_late)
{
    *ret_late = false;
    while (n > 0) {
        ssize_t got = recv(from, at, n, MSG_DONTWAIT);

        if (got == 0)
            return false;
        if (got > 0) {
            at += got;
            n -= (size_t)got;
        } else if (errno == EAGAIN) {
            if (!wait_for(from, POLLIN, until_ms)) {
                *ret_late = packet_left_ms(until_ms) == 0;
                return false;
            }
        } else if (errno != EINTR)
            return false;
    }
    return true;
}
