const { env } = process;

/**
 * How often a test repeats what chance may break: `seldom` on each change, by default a tenth of `full`; all of it in
 * `npm run test:long`.
 */
export const often = (full: number, seldom = Math.ceil(full / 10)): number =>
  env.KERNOS_TEST_LONG === '1' ? full : seldom;
