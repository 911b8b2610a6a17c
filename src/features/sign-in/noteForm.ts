/** What the script in index.html reads on the next visit. It says something of the deployment, and nothing of a person. */
const kept = 'curfew-form'

/** Notes whether this deployment has a form to sign in with, and shows it if it does. */
export function noteForm(hasForm: boolean): void {
  delete document.documentElement.dataset['form']
  try {
    if (hasForm) localStorage.removeItem(kept)
    else localStorage.setItem(kept, 'none')
  } catch {
    // Blocked storage: the next visit is like a first one.
  }
}
