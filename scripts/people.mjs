/**
 * @typedef {{ username: string, password: string, label: string, role: string | { en: string } }} Person
 */

/**
 * Whom a demo offers, one line each, in columns. English, as everything is that is said in a terminal.
 * @param {readonly Person[]} people as `demo.people` of a config has them
 * @returns {string[]}
 */
export function signInLines(people) {
  const widest = (/** @type {'username' | 'password'} */ field) => Math.max(...people.map((one) => one[field].length))
  return people.map(({ username, password, label, role }) => {
    const said = typeof role === 'string' ? role : role.en
    return `${username.padEnd(widest('username'))}   ${password.padEnd(widest('password'))}   ${label}, ${said}`
  })
}
