/*
 * Records what the real malloc does with a random load, one line per operation:
 *
 *     m SLOT SIZE WHERE      malloc        WHERE: offset of the pointer from the start of the heap,
 *     c SLOT SIZE WHERE      calloc               or M and the usable size when the block is a mapping of its own
 *     r SLOT SIZE WHERE      realloc
 *     f SLOT                 free
 *     b BYTES                the heap is now that long (written when it changed, before the line of the next operation)
 *
 * Slot N of the trace is any block; a slot is free before m and c. Every pattern byte written is checked by nobody here: the
 * replay compares addresses. Build and run:
 *
 *     gcc -O1 -o malloc-recorder malloc-recorder.c && ./malloc-recorder SEED COUNT PROFILE | gzip -9n > trace.gz
 *
 * The recorder must not allocate behind the trace's back: output goes through a static buffer and write(2).
 */
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SLOTS 2000

static char out[1 << 16];
static size_t used;
static void *block[SLOTS];
static uint64_t state;
static char *base;

static uint32_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16);
}

static void flush_out(void) {
    size_t done = 0;
    while (done < used) {
        ssize_t n = write(1, out + done, used - done);
        if (n <= 0) _exit(1);
        done += (size_t)n;
    }
    used = 0;
}

static void put_char(char c) {
    if (used == sizeof out) flush_out();
    out[used++] = c;
}

static void put_number(uint64_t n) {
    char digits[24];
    int k = 0;
    do digits[k++] = (char)('0' + n % 10); while ((n /= 10) != 0);
    while (k) put_char(digits[--k]);
}

static void put_where(void *p) {
    put_char(' ');
    char *end = sbrk(0);
    if ((char *)p >= base && (char *)p < end) {
        put_number((uint64_t)((char *)p - base));
    } else {
        put_char('M');
        put_number(malloc_usable_size(p));
    }
    put_char('\n');
}

static void put_call(char op, int slot) {
    put_char(op);
    put_char(' ');
    put_number((uint64_t)slot);
}

static size_t random_size(int profile) {
    uint32_t r = next_random();
    switch (profile) {
    case 0: return r % 160;                                        /* fast bins */
    case 1: return r % 2000;                                       /* caches, small and the first large bins */
    case 2: return (r & 7) ? r % 4000 : (r >> 3) % 120000;         /* large bins */
    case 3: return (r & 15) ? 513 + r % 6000 : (r >> 4) % 3000000; /* what CPython forwards, with mappings */
    default: return 8u << (r % 15);                                /* doubling tables */
    }
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    state = strtoull(argv[1], NULL, 10) * 0x9E3779B97F4A7C15ull + 1;
    long count = strtol(argv[2], NULL, 10);
    int profile = atoi(argv[3]);
    base = sbrk(0);
    char *last_end = base;
    int live_target = SLOTS / 2;
    for (long k = 0; k < count; k++) {
        int slot = (int)(next_random() % SLOTS);
        /* The load swells and shrinks, so that whole stretches get free and the top is trimmed. */
        if (k % 1500 == 0) live_target = 1 + (int)(next_random() % (SLOTS - 1));
        if (block[slot] == NULL) {
            if ((int)(next_random() % SLOTS) > live_target) continue;
            size_t n = random_size(profile);
            int zeroed = next_random() % 8 == 0;
            block[slot] = zeroed ? calloc(1, n) : malloc(n);
            put_call(zeroed ? 'c' : 'm', slot);
            put_char(' ');
            put_number(n);
            put_where(block[slot]);
        } else if (next_random() % 4 == 0) {
            size_t n = random_size(profile) + 1;
            block[slot] = realloc(block[slot], n);
            put_call('r', slot);
            put_char(' ');
            put_number(n);
            put_where(block[slot]);
        } else if ((int)(next_random() % SLOTS) >= live_target / 2) {
            free(block[slot]);
            block[slot] = NULL;
            put_call('f', slot);
            put_char('\n');
        }
        char *end = sbrk(0);
        if (end != last_end) {
            put_char('b');
            put_char(' ');
            put_number((uint64_t)(end - base));
            put_char('\n');
            last_end = end;
        }
    }
    flush_out();
    return 0;
}
