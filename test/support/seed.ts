/**
 * The seed of random tests. Another one at each run, so that runs add up; it stands in the names of the tests that use it, and
 * `TEST_SEED=<number>` plays a run again.
 */
export const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000_000)
