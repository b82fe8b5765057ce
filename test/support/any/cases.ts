/** How many times as many cases a property is given as it needs for `npm test`. */
const TIMES = Number(process.env.RANDOM_TIMES ?? 1);

/** How many cases a property is given that needs `count` of them in `npm test`; `npm run test:random` gives it more. */
export const cases = (count: number): number => count * TIMES;
