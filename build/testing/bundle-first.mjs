/** Integration tests start the bundled programs, so these are made first. */
import { bundle } from '../bundle.mjs'
import { explain } from '../lib/console.mjs'

/** Bundles what is not current. What cannot be bundled is absent afterwards, and the tests that start it fail. */
export default async function bundleFirst() {
  try {
    await bundle()
  } catch (error) {
    console.error(explain(error))
  }
}
