// What a list of suggestions shows while the answer for the present text is on its way.

type Named = { code: string; name?: string }

/** Of an older answer: what fits the present text, too. Otherwise a quick hand would take what it no longer means. */
export function fitting<One extends Named>(older: One[], text: string): One[] {
  const wanted = text.toLocaleLowerCase()
  return older.filter(({ code, name }) => `${code} ${name ?? ''}`.toLocaleLowerCase().includes(wanted))
}
