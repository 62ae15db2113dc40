/** Integration tests start the bundled programs, so these are made first. */
import { bundle } from '../bundle.mjs'
import { explain } from '../lib/console.mjs'

/** Bundles what is not current. What cannot be bundled is absent afterwards, and the tests that start it fail. */
export default async function bundleFirst() {
  const { NODE_ENV } = process.env
  // What the tests have set would make a page for development, which is larger than the window may load.
  process.env.NODE_ENV = 'production'
  try {
    await bundle()
  } catch (error) {
    console.error(explain(error))
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}
