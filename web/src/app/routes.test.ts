import { expect, test } from 'vitest'
import { router } from './routes'

// The server takes a path of three segments or more with a GS1 key in it for a Digital Link behind a stem (src/api/link_path.h).
test('no page has more than two segments', () => {
  const paths = Object.keys(router.routesByPath)
  expect(paths).toContain('/units/$id')
  expect(paths.filter((path) => path.split('/').length > 3)).toEqual([])
})
