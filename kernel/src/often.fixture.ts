const { env } = process;

/** How often a test repeats what chance may break: a tenth of `full` on each change, all of it in `npm run test:long`. */
export const often = (full: number): number => (env.KERNOS_TEST_LONG === '1' ? full : Math.ceil(full / 10));
