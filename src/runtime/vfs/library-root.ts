/** Where the standard library appears in the virtual file system. */
export const LIBRARY_ROOT = '/usr/local/lib/python3.11'
