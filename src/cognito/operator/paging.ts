/** More pages than any list of Cognito's that is read whole can have. */
const mostPages = 200

/** A page of a list; `next` where there are more. */
export type Page<T> = { items: readonly T[]; next: string | undefined }

/** Every item of a paged list. A token that repeats itself ends it. */
export async function everyPage<T>(fetchPage: (token: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = []
  let token: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const { items, next } = await fetchPage(token)
    all.push(...items)
    if (next === undefined || next === token) return all
    token = next
  }
  return all
}
