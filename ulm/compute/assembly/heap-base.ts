/** Where the constants of all kernels end and the arena begins. */
export const heapBase: usize = __heap_base;
