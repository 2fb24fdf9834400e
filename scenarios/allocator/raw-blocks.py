# /// script
# requires-python = ">=3.11"
#
# [tool.pymemlab]
# title = "Below the objects: malloc, brk and mmap"
# topic = "allocator"
# summary = "Where large blocks come from, and why memory that was freed may stay with the process."
#
# [tool.pymemlab.parameters]
# blocks = { title = "Blocks", default = 500, minimum = 10, maximum = 2000, step = 10 }
#
# [tool.pymemlab.settings]
# sample-interval = "5 us"
#
# [tool.pymemlab.budget]
# peak-traced = "20 MiB"
# peak-rss = "30 MiB"
# leaked-objects = 0
# collections = 5
# longest-pause = "2 ms"
# ///
"""Blocks of more than 512 bytes come from the system's malloc, and malloc gets its memory in two ways.

Small blocks are cut from the heap, which grows at its end (brk). It can shrink only at its end: one block up there, still in
use, keeps everything below it. Large blocks are mapped one by one (mmap), and go back to the system the moment they are
freed. The first large block that is freed raises the limit: the next one of that size is cut from the heap.

The blocks here are raw memory without any object in them: lab.malloc() and lab.free(). All there is to see is in the chart:
mapped and resident memory.
"""

import lab

BLOCKS = lab.param("blocks", 500)
KIB = 1024


def allocate(n, size):
    return [lab.malloc(size) for _ in range(n)]


def free(blocks):
    for address in blocks:
        lab.free(address)


def free_from_the_end():
    lab.mark("heap: free from the end")
    blocks = allocate(BLOCKS, 32 * KIB)
    lab.expect(len(set(blocks)) == BLOCKS, "each block has an address of its own")
    free(reversed(blocks))
    print("1. freed from the end: the heap can shrink as it is emptied")


def free_from_the_start():
    lab.mark("heap: free from the start")
    blocks = allocate(BLOCKS, 32 * KIB)
    free(blocks[:-1])
    lab.mark("one block is left at the end")
    print("2. freed from the start: neighbours melt into one large free block, but nothing goes back")
    print("   while the last block is in use")
    again = allocate(BLOCKS // 2, 32 * KIB)
    free(again)
    print("   a new allocation takes that space, the heap does not grow")
    lab.mark("the last block goes")
    free(blocks[-1:])
    print("   and when the last block is freed the end of the heap is free again")


def every_second():
    lab.mark("heap: free every second block")
    blocks = allocate(BLOCKS, 32 * KIB)
    free(blocks[::2])
    print("3. every second block freed: holes of 32 KiB")
    lab.mark("larger blocks do not fit")
    larger = allocate(BLOCKS // 4, 48 * KIB)
    print("   blocks of 48 KiB fit into none of them: the heap grows though half of it is free")
    free(larger)
    free(blocks[1::2])


def mapped():
    lab.mark("mmap: blocks of 4 MiB")
    blocks = allocate(4, 4096 * KIB)
    free(blocks[:1])
    print("4. blocks of 4 MiB are mapped one by one; freed, they are gone at once, in any order")
    lab.mark("the limit has risen")
    again = allocate(1, 4096 * KIB)
    print("   after the first one was freed malloc expects more of them, and cuts the next from the heap")
    free(again)
    free(blocks[1:])


print(f"{BLOCKS} blocks in each part")
free_from_the_end()
free_from_the_start()
every_second()
mapped()
lab.mark("the end")
