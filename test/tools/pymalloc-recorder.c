/*
 * Records what CPython 3.11's own pymalloc does, from its first block on.
 *
 *     pymalloc-recorder random SEED PHASES CLASSES   a random load; the load itself is repeated by the replay (same generator),
 *                                                    so only digests are written
 *     pymalloc-recorder run SCRIPT                   all mem and obj requests of an interpreter that starts and runs SCRIPT
 *
 * Lines of a recording:
 *     a SIZE      malloc            every successful request that returns a block gives it the next number, from 0
 *     c SIZE      calloc
 *     r BACK SIZE realloc           BACK: the block's number, counted back from the newest (0 = NULL, 1 = the newest)
 *     f BACK      free
 *     h DIGEST    after every 1000 requests: FNV-1a over what happened since the start: for each request the place of the block
 *                 (number of its arena in order of creation << 20 | offset in the arena; 0xffffffff when it is not pymalloc's),
 *                 for each arena given back 0xA0000000 + its number.
 *
 * Arenas are made 1 MiB aligned, as ours are, so that each has 64 pools. Build:
 *     gcc -O1 -o pymalloc-recorder pymalloc-recorder.c $(python3.11-config --includes --ldflags --embed)
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <sys/mman.h>

#define MIB (1u << 20)
#define MAX_ARENAS 4096
#define TABLE (1u << 22)

static uint32_t digest = 2166136261u;
static long requests;
static char *arena_base[MAX_ARENAS];
static uint32_t arenas;

static void mix(uint32_t word) {
    for (int k = 0; k < 4; k++) {
        digest = (digest ^ (word & 255)) * 16777619u;
        word >>= 8;
    }
}

static void *arena_alloc(void *ctx, size_t size) {
    (void)ctx;
    char *p = mmap(NULL, size + MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) return NULL;
    char *aligned = (char *)(((uintptr_t)p + MIB - 1) & ~(uintptr_t)(MIB - 1));
    if (aligned > p) munmap(p, (size_t)(aligned - p));
    munmap(aligned + size, (size_t)(p + MIB - aligned));
    if (size == MIB) arena_base[arenas++] = aligned;
    return aligned;
}

static void arena_free(void *ctx, void *p, size_t size) {
    (void)ctx;
    munmap(p, size);
    for (uint32_t k = 0; k < arenas; k++) {
        if (arena_base[k] == p) {
            arena_base[k] = NULL;
            mix(0xA0000000u + k);
        }
    }
}

static uint32_t place(void *p) {
    char *base = (char *)((uintptr_t)p & ~(uintptr_t)(MIB - 1));
    for (uint32_t k = arenas; k-- > 0;)
        if (arena_base[k] == base) return k << 20 | (uint32_t)((char *)p - base);
    return 0xffffffffu;
}

static void end_of_request(void) {
    if (++requests % 1000 == 0) printf("h %u\n", digest);
}

/* --- mode random ------------------------------------------------------------------------------------------------ */

static uint32_t state;

static uint32_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static void *live[1 << 17];
static uint32_t count;

static int by_place(const void *a, const void *b) {
    uint32_t x = place(*(void *const *)a), y = place(*(void *const *)b);
    return x < y ? -1 : x > y;
}

static void random_load(uint32_t seed, long phases, uint32_t classes) {
    state = seed * 2654435761u + 1;
    for (long phase = 0; phase < phases; phase++) {
        uint32_t n = next_random() % 20000;
        for (uint32_t k = 0; k < n && count < (1 << 17); k++) {
            size_t size = (size_t)(512 - next_random() % (classes * 16));
            live[count] = PyObject_Malloc(size);
            mix(place(live[count++]));
            end_of_request();
        }
        uint32_t order = next_random() % 4;
        uint32_t leave = (uint32_t)((uint64_t)count * (next_random() % 101) / 100);
        if (order == 1) qsort(live, count, sizeof live[0], by_place);
        while (count > leave) {
            uint32_t k = order == 0 ? next_random() % count : count - 1;
            PyObject_Free(live[k]);
            live[k] = live[--count];
            end_of_request();
        }
        for (uint32_t k = 0; k < 300 && count > 0; k++) {
            uint32_t at = next_random() % count;
            live[at] = PyObject_Realloc(live[at], (size_t)(512 - next_random() % (classes * 16)));
            mix(place(live[at]));
            end_of_request();
        }
    }
    printf("h %u\n", digest);
}

/* --- mode run ------------------------------------------------------------------------------------------------------ */

static struct { void *p; long number; } table[TABLE];
static long newest = -1;
static PyMemAllocatorEx inner_mem, inner_obj;

static uint32_t slot_of(void *p) {
    uint32_t k = (uint32_t)(((uintptr_t)p >> 4) * 2654435761u) & (TABLE - 1);
    while (table[k].p != NULL && table[k].p != p) k = (k + 1) & (TABLE - 1);
    return k;
}

static void enter(void *p) {
    uint32_t k = slot_of(p);
    table[k].p = p;
    table[k].number = ++newest;
}

static long leave_table(void *p) {
    uint32_t k = slot_of(p);
    long number = table[k].p ? table[k].number : -1;
    if (number < 0) {
        fprintf(stderr, "block %p was made before the recording began\n", p);
        _exit(3);
    }
    table[k].p = NULL;
    for (uint32_t j = (k + 1) & (TABLE - 1); table[j].p != NULL; j = (j + 1) & (TABLE - 1)) {
        void *q = table[j].p;
        long n = table[j].number;
        table[j].p = NULL;
        uint32_t s = slot_of(q);
        table[s].p = q;
        table[s].number = n;
    }
    return newest - number + 1;
}

static void *rec_malloc(void *ctx, size_t n) {
    PyMemAllocatorEx *inner = ctx;
    void *p = inner->malloc(inner->ctx, n);
    printf("a %zu\n", n);
    enter(p);
    mix(place(p));
    end_of_request();
    return p;
}

static void *rec_calloc(void *ctx, size_t n, size_t size) {
    PyMemAllocatorEx *inner = ctx;
    void *p = inner->calloc(inner->ctx, n, size);
    printf("c %zu\n", n * size);
    enter(p);
    mix(place(p));
    end_of_request();
    return p;
}

static void *rec_realloc(void *ctx, void *old, size_t n) {
    PyMemAllocatorEx *inner = ctx;
    long back = old == NULL ? 0 : leave_table(old);
    void *p = inner->realloc(inner->ctx, old, n);
    printf("r %ld %zu\n", back, n);
    enter(p);
    mix(place(p));
    end_of_request();
    return p;
}

static void rec_free(void *ctx, void *p) {
    PyMemAllocatorEx *inner = ctx;
    if (p == NULL) return;
    printf("f %ld\n", leave_table(p));
    inner->free(inner->ctx, p);
    end_of_request();
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    static char buffer[1 << 20];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    PyObjectArenaAllocator arena_domain = {NULL, arena_alloc, arena_free};
    PyObject_SetArenaAllocator(&arena_domain);
    PyPreConfig pre;
    PyPreConfig_InitIsolatedConfig(&pre);
    Py_PreInitialize(&pre);
    if (strcmp(argv[1], "random") == 0) {
        if (argc != 5) return 2;
        random_load((uint32_t)atoi(argv[2]), atol(argv[3]), (uint32_t)atoi(argv[4]));
        return 0;
    }
    PyMem_GetAllocator(PYMEM_DOMAIN_MEM, &inner_mem);
    PyMem_GetAllocator(PYMEM_DOMAIN_OBJ, &inner_obj);
    PyMemAllocatorEx mem = {&inner_mem, rec_malloc, rec_calloc, rec_realloc, rec_free};
    PyMemAllocatorEx obj = {&inner_obj, rec_malloc, rec_calloc, rec_realloc, rec_free};
    PyMem_SetAllocator(PYMEM_DOMAIN_MEM, &mem);
    PyMem_SetAllocator(PYMEM_DOMAIN_OBJ, &obj);
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    config.use_hash_seed = 1;
    config.hash_seed = 0;
    config.install_signal_handlers = 0;
    PyStatus status = Py_InitializeFromConfig(&config);
    if (PyStatus_Exception(status)) return 4;
    FILE *script = fopen(argv[2], "r");
    if (script == NULL || PyRun_SimpleFile(script, argv[2]) != 0) return 5;
    Py_FinalizeEx();
    printf("h %u\n", digest);
    return 0;
}
