/** Stands where the package `electron` would be, so that a test that needs one says so. */
throw new Error(
  'This code imports electron. Give the test its own with vi.mock("electron", () => ({ ... })).',
)
