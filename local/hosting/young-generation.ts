/**
 * How much memory a thread may have for what it has just made. V8 would take 48 MB and more in each, and keep them: a stack of ten
 * threads under load has half of its memory there.
 */
export const MAX_YOUNG_MEGABYTES = 12;
